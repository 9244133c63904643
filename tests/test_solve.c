#include "support.h"

#include "entangine/solve.h"

static ent_solution *solve(const engine *e, ent_route route)
{
    const ent_solve_options options = {.route = route};
    ent_solution *solution;
    ent_error error;
    if (ent_solve(&solution, e->model, e->parameters, &options, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return solution;
}

static bool is_warned_of(const ent_solution *solution, const char *part)
{
    for (size_t i = 0; i < ent_solution_warning_count(solution); ++i) {
        if (strstr(ent_solution_warning(solution, i), part)) {
            return true;
        }
    }
    return false;
}

static void defaults(void **state)
{
    (void)state;
    const engine e = engine_default("local");
    ent_solution *solution;
    double value;
    assert_int_equal(ent_solve(&solution, e.model, e.parameters, NULL, NULL), ENT_OK);
    assert_ptr_equal(ent_solution_model(solution), e.model);
    assert_true(ent_solution_parameters(solution) != e.parameters);
    for (size_t k = 0; k < e.model->n_parameters; ++k) {
        assert_true(ent_solution_parameters(solution)[k] == e.parameters[k]);
    }
    for (size_t k = 0; k < e.model->n_observables; ++k) {
        if (!isnan(ent_solution_observables(solution)[k])) {
            assert_int_equal(ent_solution_get(solution, &value, e.model->observables[k].name, NULL), ENT_OK);
            assert_true(value == ent_solution_observables(solution)[k]);
        }
    }
    assert_int_equal(ent_solution_get(solution, &value, "J_ratio", NULL), ENT_OK);
    expect_close(value, 2.20513465478233, 1e-13, 0.0, "J_ratio");
    assert_int_equal(ent_solution_entangled(solution), ENT_ENTANGLED);
    assert_true(ent_solution_is_closed_form(solution));
    assert_true(ent_solution_residual(solution) == 0.0);
    assert_null(ent_solution_warning(solution, ent_solution_warning_count(solution)));
    assert_null(ent_solution_warning(solution, (size_t)-1));
    ent_solution_free(solution);
    ent_solution_free(NULL);
}

static void numerical_route(void **state)
{
    (void)state;
    const engine e = engine_default("global");
    ent_solution *solution = solve(&e, ENT_ROUTE_NUMERICAL);
    assert_false(ent_solution_is_closed_form(solution));
    assert_true(ent_solution_residual(solution) >= 0.0 && ent_solution_residual(solution) < 1e-28);
    ent_solution_free(solution);
}

static void verdicts(void **state)
{
    (void)state;
    engine e = engine_default("thermal");
    ent_solution *solution = solve(&e, ENT_ROUTE_AUTOMATIC);
    assert_int_equal(ent_solution_entangled(solution), ENT_ENTANGLED);
    ent_solution_free(solution);
    engine_set(&e, "T", 1.0);
    solution = solve(&e, ENT_ROUTE_AUTOMATIC);
    assert_int_equal(ent_solution_entangled(solution), ENT_SEPARABLE);
    ent_solution_free(solution);
}

static void warnings_carry_their_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *model, *parameter;
        double value;
        const char *parts[3];
    } cases[] = {
        {"local", "g", 0.02, {"g = 0.02 is 20 times", "gamma = 0.001", "limit 5"}},
        {"local", "delta", -0.2, {"|delta| = 0.2 is 0.25", "gap 0.8", "limit 0.1"}},
        {"local", "gamma_c", 0.25, {"gamma = 0.25 is 0.25", "gap 1", "Born-Markov"}},
        {"local", "kappa_c", -0.25, {"|kappa| = 0.25 is 0.25", "gap 1", "limit 0.2"}},
        {"local", "T_h", 0.05, {"T_c = 0.1 is above T_h = 0.05", "heat flows", "called cold"}},
        {"global", "g", 1.25, {"g = 1.25 reaches", "= 1,", "ratio 1.25"}},
        {"global", "g", 0.01, {"spacing", "= 0.02", "limit 0.1"}},
        {"thermal", "g", 2.0, {"g = 2 reaches eps = 1", "ratio 2", "below |00>"}},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        engine e = engine_default(cases[k].model);
        engine_set(&e, cases[k].parameter, cases[k].value);
        ent_solution *solution = solve(&e, ENT_ROUTE_AUTOMATIC);
        bool found = false;
        for (size_t i = 0; i < ent_solution_warning_count(solution); ++i) {
            const char *warning = ent_solution_warning(solution, i);
            assert_true(!strchr(warning, '{') && !strstr(warning, "nan"));
            found = found || (strstr(warning, cases[k].parts[0]) && strstr(warning, cases[k].parts[1]) &&
                              strstr(warning, cases[k].parts[2]));
        }
        if (!found) {
            fail_msg("%s %s = %g: no warning with '%s'", cases[k].model, cases[k].parameter, cases[k].value,
                     cases[k].parts[0]);
        }
        ent_solution_free(solution);
    }
}

static void undefined_observables_have_reasons(void **state)
{
    (void)state;
    static const struct {
        const char *model, *parameter;
        double value;
        const char *observable, *reason;
    } cases[] = {
        {"local", "T_c", 0.0, "entropy_production", "temperature 0"},
        {"local", "kappa_h", 0.05, "J_ratio", "without tunnelling"},
        {"local", "kappa_h", 0.05, "J_c", "without tunnelling"},
        {"thermal", "T", 0.0, "J_ratio", "r11 r00 vanishes"},
        {"global", "T_c", 0.0, "entropy_production", "temperature 0"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        engine e = engine_default(cases[k].model);
        engine_set(&e, cases[k].parameter, cases[k].value);
        ent_solution *solution = solve(&e, ENT_ROUTE_AUTOMATIC);
        ent_error error = {0};
        double value = 1.0;
        char start[64];
        (void)snprintf(start, sizeof start, "%s is undefined: ", cases[k].observable);
        assert_int_equal(ent_solution_get(solution, &value, cases[k].observable, &error), ENT_ERROR_UNDEFINED);
        assert_true(isnan(value) && error.status == ENT_ERROR_UNDEFINED);
        assert_true(strncmp(error.message, start, strlen(start)) == 0 && strstr(error.message, cases[k].reason));
        assert_int_equal(ent_solution_get(solution, &value, cases[k].observable, NULL), ENT_ERROR_UNDEFINED);
        assert_true(is_warned_of(solution, start));
        ent_solution_free(solution);
    }
}

/* Each NaN has a warning of its own, and no other observable has. */
static void every_nan_is_explained(void **state)
{
    (void)state;
    engine e = engine_default("local");
    engine_set(&e, "T_h", 0.0);
    engine_set(&e, "T_c", 0.0);
    for (int route = ENT_ROUTE_AUTOMATIC; route <= ENT_ROUTE_NUMERICAL; ++route) {
        ent_solution *solution = solve(&e, (ent_route)route);
        for (size_t k = 0; k < e.model->n_observables; ++k) {
            char start[64];
            (void)snprintf(start, sizeof start, "%s is undefined: ", e.model->observables[k].name);
            assert_int_equal(is_warned_of(solution, start), isnan(ent_solution_observables(solution)[k]) != 0);
        }
        ent_solution_free(solution);
    }
}

static void unknown_observables(void **state)
{
    (void)state;
    const engine e = engine_default("local");
    ent_solution *solution = solve(&e, ENT_ROUTE_AUTOMATIC);
    ent_error error = {0};
    double value = 1.0;
    assert_int_equal(ent_solution_get(solution, &value, "negativty", &error), ENT_ERROR_UNKNOWN_NAME);
    assert_true(isnan(value));
    assert_non_null(strstr(error.message, "the nearest is 'negativity'"));
    ent_solution_free(solution);
}

static void failures(void **state)
{
    (void)state;
    static const struct {
        const char *model;
        const char *names[2];
        double values[2];
        ent_route route;
        int status;
        const char *part;
    } cases[] = {
        {"local",
         {"gamma_h", "gamma_c"},
         {0.0, 0.0},
         ENT_ROUTE_AUTOMATIC,
         ENT_ERROR_NOT_UNIQUE,
         "neither qubit has a bath"},
        {"local", {"gamma_h", "g"}, {0.0, 0.0}, ENT_ROUTE_NUMERICAL, ENT_ERROR_NOT_UNIQUE, "the hot qubit"},
        {"local", {"kappa_h", "delta"}, {0.1, 0.1}, ENT_ROUTE_CLOSED, ENT_ERROR_UNDEFINED, "numerical route"},
        {"local", {"delta", "g"}, {-1.5, 0.1}, ENT_ROUTE_AUTOMATIC, ENT_ERROR_OUT_OF_RANGE, "delta = -1.5"},
        {"global", {"g", "delta"}, {1.0, 0.0}, ENT_ROUTE_AUTOMATIC, ENT_ERROR_ZERO_FREQUENCY, "eps_- is 0"},
        {"global", {"g", "delta"}, {2.0, 3.0}, ENT_ROUTE_NUMERICAL, ENT_ERROR_ZERO_FREQUENCY, "eps_- is 0"},
        {"global", {"gamma_h", "gamma_c"}, {0.0, 0.0}, ENT_ROUTE_NUMERICAL, ENT_ERROR_NOT_UNIQUE, "neither qubit"},
        {"thermal", {"g", "T"}, {0.5, 0.5}, ENT_ROUTE_NUMERICAL, ENT_ERROR_UNDEFINED, "closed form only"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        engine e = engine_default(cases[k].model);
        engine_set(&e, cases[k].names[0], cases[k].values[0]);
        engine_set(&e, cases[k].names[1], cases[k].values[1]);
        const ent_solve_options options = {.route = cases[k].route};
        ent_solution *solution = (ent_solution *)&e;
        ent_error error = {0};
        assert_int_equal(ent_solve(&solution, e.model, e.parameters, &options, &error), cases[k].status);
        assert_null(solution);
        assert_int_equal(error.status, cases[k].status);
        if (!strstr(error.message, cases[k].part)) {
            fail_msg("'%s' does not say '%s'", error.message, cases[k].part);
        }
        assert_int_equal(ent_solve(&solution, e.model, e.parameters, &options, NULL), cases[k].status);
    }
    engine e = engine_default("local");
    e.parameters[ent_model_parameter(e.model, "T_h")] = -1.0;
    ent_solution *solution;
    ent_error error;
    assert_int_equal(ent_solve(&solution, e.model, e.parameters, NULL, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_non_null(strstr(error.message, "T_h = -1"));
    assert_null(solution);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults),
        cmocka_unit_test(numerical_route),
        cmocka_unit_test(verdicts),
        cmocka_unit_test(warnings_carry_their_numbers),
        cmocka_unit_test(undefined_observables_have_reasons),
        cmocka_unit_test(every_nan_is_explained),
        cmocka_unit_test(unknown_observables),
        cmocka_unit_test(failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
