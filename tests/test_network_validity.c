/* Limits of the master equation of networks: the same as those of the two-qubit models, and those only networks have.
 */
#include "support.h"

#include "entangine/network.h"
#include "entangine/solve.h"

static const char *const h[] = {"h"}, *const c[] = {"c"};

static void must(int status, const ent_error *error)
{
    if (status != ENT_OK) {
        fail_msg("%s", error->message);
    }
}

static void add_parameters(ent_network *self, size_t n, const char *const (*pairs)[2])
{
    ent_error error;
    for (size_t k = 0; k < n; ++k) {
        must(ent_network_add_parameter(self, pairs[k][0], pairs[k][1], &error), &error);
    }
}

/* Two sites between two baths; site h has its kind and levels. */
static ent_network *pair(ent_master_equation equation, ent_site_kind kind, int levels)
{
    static const char *const pairs[][2] = {{"eps", "1"},        {"delta", "0"},        {"g", "1.6e-3"},
                                           {"gamma_h", "1e-3"}, {"gamma_c", "1.1e-2"}, {"T_h", "0.7"},
                                           {"T_c", "0.1"},      {"kappa_h", "0"},      {"kappa_c", "0"}};
    ent_network *self;
    ent_error error;
    must(ent_network_create(&self, "pair", NULL, &error), &error);
    ent_network_set_master_equation(self, equation);
    add_parameters(self, sizeof pairs / sizeof pairs[0], pairs);
    must(ent_network_add_site(self, &(ent_site){"h", kind, levels, "eps", "kappa_h"}, &error), &error);
    must(ent_network_add_site(self, &(ent_site){"c", ENT_SITE_LADDER, 2, "eps + delta", "kappa_c"}, &error), &error);
    must(ent_network_add_coupling(self, &(ent_coupling){ENT_COUPLING_EXCHANGE, {"h", "c"}, "g"}, &error), &error);
    must(ent_network_add_bath(
             self, &(ent_bath){.name = "h", .n_sites = 1, .sites = h, .temperature = "T_h", .rate = "gamma_h"}, &error),
         &error);
    must(ent_network_add_bath(
             self, &(ent_bath){.name = "c", .n_sites = 1, .sites = c, .temperature = "T_c", .rate = "gamma_c"}, &error),
         &error);
    must(ent_network_finish(self, &error), &error);
    return self;
}

/* The engine of a model with some parameters set; those that the model lacks are left out. */
static engine engine_at(const ent_model *model, const char *const *names, const double *values, size_t n)
{
    engine self = {.model = model};
    ent_model_defaults(model, self.parameters);
    for (size_t k = 0; k < n; ++k) {
        const bool gap = strcmp(names[k], "eps") == 0 && strcmp(model->name, "local") == 0;
        const char *name = gap ? "eps_h" : names[k];
        if (ent_model_parameter(model, name) < model->n_parameters) {
            engine_set(&self, name, values[k]);
        }
    }
    return self;
}

static engine engine_with(const ent_model *model, const char *const *names, const double *values, size_t n)
{
    engine self = engine_at(model, names, values, n);
    engine_evaluate(&self, ENT_ROUTE_AUTOMATIC);
    assert_int_equal(self.status, ENT_OK);
    return self;
}

/* Whether any rule of that name is broken, and the largest left / right among them. */
static bool is_broken(const engine *self, const char *name, double *ratio)
{
    bool broken = false;
    bool known = false;
    *ratio = -INFINITY;
    for (size_t k = 0; k < self->model->n_validity; ++k) {
        const ent_validity *rule = &self->model->validity[k];
        double left, right;
        if (strcmp(rule->name, name) == 0) {
            known = true;
            rule->compare(self->model, rule, self->parameters, self->observables, &left, &right);
            broken = broken || left > rule->limit * right;
            *ratio = fmax(*ratio, left / right);
        }
    }
    assert_true(known);
    return broken;
}

static void expect_same(const ent_model *built_in, const ent_model *network, const char *const *rules, size_t n_rules,
                        double largest_coupling)
{
    static const char *const names[] = {"eps", "delta", "g", "gamma_h", "gamma_c", "T_h", "T_c", "kappa_h", "kappa_c"};
    random_source random = {UINT64_C(20260101)};
    size_t n_broken = 0;
    for (int round = 0; round < 60; ++round) {
        const double values[] = {random_between(&random, 0.5, 2.0),
                                 random_between(&random, -0.2, 0.3),
                                 random_decades(&random, -3.0, log10(largest_coupling)),
                                 random_decades(&random, -3.0, -0.5),
                                 random_decades(&random, -3.0, -0.5),
                                 random_between(&random, 0.1, 1.0),
                                 random_between(&random, 0.1, 1.0),
                                 random_between(&random, -0.4, 0.4),
                                 random_between(&random, -0.4, 0.4)};
        const size_t n = strcmp(built_in->name, "global") == 0 ? 7 : 9;
        engine one = engine_with(built_in, names, values, n);
        engine two = engine_with(network, names, values, n);
        for (size_t k = 0; k < n_rules; ++k) {
            double left, right;
            const bool expected = is_broken(&one, rules[k], &left);
            n_broken += expected;
            assert_int_equal(is_broken(&two, rules[k], &right), expected);
            if (left > 0.0) {
                expect_close(right, left, 1e-9, 0.0, rules[k]);
            }
        }
    }
    assert_true(n_broken > 20);
}

static void test_local_twin(void **state)
{
    (void)state;
    static const char *const rules[] = {"coupling_above_rates", "coupling_near_gap", "detuning_near_gap"};
    ent_network *self = pair(ENT_MASTER_EQUATION_LOCAL, ENT_SITE_LADDER, 2);
    expect_same(ent_model_find("local"), ent_network_model(self), rules, 3, 0.5);
    ent_network_free(self);
}

static void test_global_twin(void **state)
{
    (void)state;
    static const char *const rules[] = {"lines_near_rates", "rates_near_line"};
    ent_network *self = pair(ENT_MASTER_EQUATION_GLOBAL, ENT_SITE_LADDER, 2);
    expect_same(ent_model_find("global"), ent_network_model(self), rules, 2, 0.4);
    ent_network_free(self);
}

/* One parameter on either side of the limit; none of these rules looks at the state. */
static void test_limits(void **state)
{
    (void)state;
    static const struct {
        ent_master_equation equation;
        const char *rule, *parameter;
        double broken, kept;
    } cases[] = {
        {ENT_MASTER_EQUATION_LOCAL, "coupling_above_rates", "g", 5.001e-3, 4.999e-3},
        {ENT_MASTER_EQUATION_LOCAL, "coupling_near_gap", "g", 0.1001, 0.0999},
        {ENT_MASTER_EQUATION_LOCAL, "rates_near_gap", "gamma_c", 0.1001, 0.0999},
        {ENT_MASTER_EQUATION_LOCAL, "detuning_near_gap", "delta", 0.1001, 0.0999},
        {ENT_MASTER_EQUATION_LOCAL, "tunnelling_near_gap", "kappa_h", -0.2001, -0.1999},
        {ENT_MASTER_EQUATION_GLOBAL, "negative_lines", "g", 1.001, 0.999},
        {ENT_MASTER_EQUATION_REDFIELD, "negative_lines", "g", 1.1, 0.9},
        {ENT_MASTER_EQUATION_REDFIELD, "rates_near_line", "gamma_c", 0.0999, 0.0998}, /* line 1 - g */
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        ent_network *self = pair(cases[k].equation, ENT_SITE_LADDER, 2);
        double ratio;
        engine e = engine_at(ent_network_model(self), &cases[k].parameter, &cases[k].broken, 1);
        assert_true(is_broken(&e, cases[k].rule, &ratio));
        e = engine_at(ent_network_model(self), &cases[k].parameter, &cases[k].kept, 1);
        assert_false(is_broken(&e, cases[k].rule, &ratio));
        ent_network_free(self);
    }
}

/* Without coupling the oscillator is in its Gibbs state: the top level holds e^{-(n - 1)/T}/Z. */
static void test_truncation(void **state)
{
    (void)state;
    static const char *const names[] = {"g", "T_h"};
    static const double values[][2] = {{0.0, 0.5}, {0.0, 0.3}};
    ent_network *self = pair(ENT_MASTER_EQUATION_LOCAL, ENT_SITE_OSCILLATOR, 6);
    for (int k = 0; k < 2; ++k) {
        engine e = engine_with(ent_network_model(self), names, values[k], 2);
        const double step = exp(-1.0 / values[k][1]);
        const double expected = pow(step, 5.0) * (1.0 - step) / (1.0 - pow(step, 6.0));
        double top;
        assert_int_equal(is_broken(&e, "truncation", &top), k == 0);
        expect_close(top, expected, 1e-13, 0.0, "population of the top level");
    }
    ent_network_free(self);
}

/* The Redfield state loses positivity where the cold bath is cold and the coupling strong. */
static void test_positivity(void **state)
{
    (void)state;
    static const char *const names[] = {"g", "gamma_h", "gamma_c", "T_h", "T_c"};
    static const double negative[] = {0.3, 0.1, 1e-3, 0.05, 0.02}, positive[] = {0.3, 0.1, 1e-3, 0.5, 0.02};
    ent_network *self = pair(ENT_MASTER_EQUATION_REDFIELD, ENT_SITE_LADDER, 2);
    double smallest;
    engine e = engine_with(ent_network_model(self), names, negative, 5);
    assert_true(is_broken(&e, "negative_state", &smallest));
    assert_true(smallest > 1e-11 && smallest < 1e-10);
    e = engine_with(ent_network_model(self), names, positive, 5);
    assert_false(is_broken(&e, "negative_state", &smallest));
    ent_network_free(self);
}

/* Warnings name the part; at equal temperatures rounding breaks no law. */
static void test_texts(void **state)
{
    (void)state;
    static const double equal[] = {1.0, 0.0, 1.6e-3, 1e-3, 1.1e-2, 0.7, 0.7, 0.0, 0.0};
    ent_network *self = pair(ENT_MASTER_EQUATION_LOCAL, ENT_SITE_LADDER, 2);
    const ent_model *model = ent_network_model(self);
    double parameters[MAX_PARAMETERS];
    ent_solution *solution;
    ent_error error;
    ent_model_defaults(model, parameters);
    must(ent_model_set(model, parameters, "g", 0.02, &error), &error);
    must(ent_solve(&solution, model, parameters, NULL, &error), &error);
    assert_string_equal(ent_solution_warning(solution, 0),
                        "coupling h - c: its strength 0.02 is 20 times the smallest bath rate 0.001 near it (limit 5): "
                        "the local master equation expects couplings not much above the rates; compare with the global "
                        "one");
    ent_solution_free(solution);
    must(ent_solve(&solution, model, equal, NULL, &error), &error);
    for (size_t k = 0; k < ent_solution_warning_count(solution); ++k) {
        assert_null(strstr(ent_solution_warning(solution, k), "Second Law"));
    }
    ent_solution_free(solution);
    ent_network_free(self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_local_twin), cmocka_unit_test(test_global_twin), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_truncation), cmocka_unit_test(test_positivity),  cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
