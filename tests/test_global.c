#include "support.h"

static void default_values(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double value;
    } expected[] = {{"eps", 1.0},      {"delta", 0.0}, {"g", 0.5},   {"gamma_h", 0.01},
                    {"gamma_c", 0.01}, {"T_h", 0.4},   {"T_c", 0.01}};
    const engine e = engine_default("global");
    assert_int_equal(e.model->n_parameters, 7);
    for (size_t k = 0; k < 7; ++k) {
        assert_string_equal(e.model->parameters[k].name, expected[k].name);
        assert_true(e.parameters[k] == expected[k].value);
    }
}

static void routes(void **state)
{
    (void)state;
    engine e = engine_default("global");
    engine_solve(&e, ENT_ROUTE_AUTOMATIC);
    assert_true(isnan(e.residual));
    engine_solve(&e, ENT_ROUTE_CLOSED);
    assert_true(isnan(e.residual));
    engine_solve(&e, ENT_ROUTE_NUMERICAL);
    assert_true(!isnan(e.residual));
}

static void failures_are_explained(void **state)
{
    (void)state;
    engine e = engine_default("global");
    engine_set(&e, "g", 1.0);
    for (int route = ENT_ROUTE_AUTOMATIC; route <= ENT_ROUTE_NUMERICAL; ++route) {
        engine_evaluate(&e, (ent_route)route);
        assert_int_equal(e.status, ENT_ERROR_ZERO_FREQUENCY);
        assert_true(isnan(engine_get(&e, "negativity")));
    }
    assert_non_null(strstr(e.model->why_failed(e.model, e.parameters, e.status, NULL, 0), "change g"));
    engine_set(&e, "g", 0.5);
    engine_set(&e, "gamma_h", 0.0);
    engine_set(&e, "gamma_c", 0.0);
    engine_evaluate(&e, ENT_ROUTE_AUTOMATIC);
    assert_int_equal(e.status, ENT_ERROR_NOT_UNIQUE);
    assert_non_null(strstr(e.model->why_failed(e.model, e.parameters, e.status, NULL, 0), "neither qubit"));
    engine_set(&e, "g", 0.0);
    engine_set(&e, "gamma_h", 0.01);
    engine_evaluate(&e, ENT_ROUTE_AUTOMATIC);
    assert_int_equal(e.status, ENT_ERROR_NOT_UNIQUE);
    assert_non_null(strstr(e.model->why_failed(e.model, e.parameters, e.status, NULL, 0), "neither bath nor coupling"));
    assert_null(e.model->why_failed(e.model, e.parameters, ENT_ERROR_NO_MEMORY, NULL, 0));
}

static void limits_of_validity(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *parameter;
        double inside, outside;
    } cases[] = {
        {"lines_near_rates", "g", 0.062, 0.059},
        {"rates_near_line", "gamma_c", 0.0499, 0.0501},
        {"coupling_above_gaps", "g", 0.999, 1.001},
        {"hot_bath_is_colder", "T_h", 0.011, 0.009},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        engine e = engine_default("global");
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

static void reasons_for_undefined_observables(void **state)
{
    (void)state;
    const engine e = engine_default("global");
    const struct {
        const char *observable, *text;
    } cases[] = {{"entropy_production", "temperature 0"}, {"J_c", "coherence"}, {"J_ratio", "r11 r00"}};
    for (size_t k = 0; k < 3; ++k) {
        const size_t index = ent_model_observable(e.model, cases[k].observable);
        assert_non_null(strstr(e.model->why_undefined(e.model, e.parameters, index), cases[k].text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(default_values),
        cmocka_unit_test(routes),
        cmocka_unit_test(failures_are_explained),
        cmocka_unit_test(limits_of_validity),
        cmocka_unit_test(reasons_for_undefined_observables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
