#include "support.h"

static void default_values_are_those_of_the_paper(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double value;
    } expected[] = {{"eps_h", 1.0}, {"delta", 0.0}, {"g", 1.6e-3},    {"gamma_h", 1e-3}, {"gamma_c", 1.1e-2},
                    {"T_h", 0.7},   {"T_c", 0.1},   {"kappa_h", 0.0}, {"kappa_c", 0.0}};
    const engine e = engine_default("local");
    assert_int_equal(e.model->n_parameters, 9);
    for (size_t k = 0; k < 9; ++k) {
        assert_string_equal(e.model->parameters[k].name, expected[k].name);
        assert_true(e.parameters[k] == expected[k].value);
    }
}

static void routes(void **state)
{
    (void)state;
    engine e = engine_default("local");
    engine_solve(&e, ENT_ROUTE_AUTOMATIC);
    assert_true(isnan(e.residual));
    engine_solve(&e, ENT_ROUTE_CLOSED);
    assert_true(isnan(e.residual));
    engine_solve(&e, ENT_ROUTE_NUMERICAL);
    assert_true(!isnan(e.residual));
    engine_set(&e, "kappa_c", 0.01);
    engine_solve(&e, ENT_ROUTE_AUTOMATIC);
    assert_true(!isnan(e.residual));
    engine_evaluate(&e, ENT_ROUTE_CLOSED);
    assert_int_equal(e.status, ENT_ERROR_UNDEFINED);
    assert_non_null(strstr(e.model->why_failed(e.model, e.parameters, e.status, NULL, 0), "tunnelling"));
    assert_true(isnan(e.observables[0]));
}

static void failures_say_which_qubit(void **state)
{
    (void)state;
    engine e = engine_default("local");
    engine_set(&e, "gamma_h", 0.0);
    engine_set(&e, "gamma_c", 0.0);
    engine_evaluate(&e, ENT_ROUTE_AUTOMATIC);
    assert_int_equal(e.status, ENT_ERROR_NOT_UNIQUE);
    assert_non_null(strstr(e.model->why_failed(e.model, e.parameters, e.status, NULL, 0), "neither qubit"));
    e = engine_default("local");
    engine_set(&e, "g", 0.0);
    engine_set(&e, "gamma_h", 0.0);
    engine_evaluate(&e, ENT_ROUTE_AUTOMATIC);
    assert_int_equal(e.status, ENT_ERROR_NOT_UNIQUE);
    assert_non_null(strstr(e.model->why_failed(e.model, e.parameters, e.status, NULL, 0), "hot qubit"));
    e = engine_default("local");
    engine_set(&e, "g", 0.0);
    engine_set(&e, "gamma_c", 0.0);
    engine_evaluate(&e, ENT_ROUTE_NUMERICAL);
    assert_int_equal(e.status, ENT_ERROR_NOT_UNIQUE);
    assert_non_null(strstr(e.model->why_failed(e.model, e.parameters, e.status, NULL, 0), "cold qubit"));
    assert_null(e.model->why_failed(e.model, e.parameters, ENT_ERROR_NO_MEMORY, NULL, 0));
}

/* Each limit of the master equation: exceeded just above its threshold only. */
static void limits_of_validity(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *parameter;
        double inside, outside;
    } cases[] = {
        {"coupling_above_rates", "g", 4.99e-3, 5.01e-3}, {"coupling_near_gap", "g", 0.099, 0.101},
        {"rates_near_gap", "gamma_c", 0.099, 0.101},     {"detuning_near_gap", "delta", 0.099, 0.101},
        {"detuning_near_gap", "delta", -0.09, -0.092},   {"tunnelling_near_gap", "kappa_h", -0.199, -0.201},
        {"hot_bath_is_colder", "T_h", 0.1, 0.0999},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        engine e = engine_default("local");
        size_t r = 0;
        while (r < e.model->n_validity && strcmp(e.model->validity[r].name, cases[k].rule) != 0) {
            ++r;
        }
        assert_true(r < e.model->n_validity);
        const ent_validity *rule = &e.model->validity[r];
        for (int outside = 0; outside < 2; ++outside) {
            double left, right;
            engine_set(&e, cases[k].parameter, outside ? cases[k].outside : cases[k].inside);
            engine_solve(&e, ENT_ROUTE_AUTOMATIC);
            rule->compare(e.model, rule, e.parameters, e.observables, &left, &right);
            if ((left > rule->limit * right) != outside) {
                fail_msg("%s at %s = %g", rule->name, cases[k].parameter, outside ? cases[k].outside : cases[k].inside);
            }
        }
    }
}

/* Levy and Kosloff (2014): the local equation can pump heat from cold to hot. */
static void second_law_can_break(void **state)
{
    (void)state;
    engine e = engine_default("local");
    engine_set(&e, "delta", -0.5);
    engine_set(&e, "g", 0.01);
    engine_set(&e, "gamma_h", 0.01);
    engine_set(&e, "gamma_c", 0.01);
    engine_set(&e, "T_h", 1.2);
    engine_set(&e, "T_c", 1.0);
    engine_solve(&e, ENT_ROUTE_AUTOMATIC);
    assert_true(engine_get(&e, "entropy_production") < 0.0);
    assert_true(engine_get(&e, "Q_h") < 0.0);
}

static void reasons_for_undefined_observables(void **state)
{
    (void)state;
    engine e = engine_default("local");
    const size_t ratio = ent_model_observable(e.model, "J_ratio");
    const size_t production = ent_model_observable(e.model, "entropy_production");
    engine_set(&e, "T_c", 0.0);
    engine_solve(&e, ENT_ROUTE_AUTOMATIC);
    assert_true(isnan(e.observables[production]));
    assert_non_null(strstr(e.model->why_undefined(e.model, e.parameters, production), "temperature 0"));
    engine_set(&e, "kappa_h", 0.01);
    assert_non_null(strstr(e.model->why_undefined(e.model, e.parameters, ratio), "tunnelling"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(default_values_are_those_of_the_paper),
        cmocka_unit_test(routes),
        cmocka_unit_test(failures_say_which_qubit),
        cmocka_unit_test(limits_of_validity),
        cmocka_unit_test(second_law_can_break),
        cmocka_unit_test(reasons_for_undefined_observables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
