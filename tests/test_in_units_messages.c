/* What a model in units says: limits, warnings, explanations, refusals. */
#include "support.h"

#include "entangine/solve.h"
#include "entangine/units.h"

static ent_model *make(const char *name, double value, const char *unit, const ent_unit *const *units)
{
    static const ent_unit *const none[ENT_MODEL_MAX_PARAMETERS] = {NULL};
    ent_model *model;
    ent_error error;
    if (ent_model_in_units(&model, ent_model_find(name), value, ent_unit_find(unit), units ? units : none, &error) !=
        ENT_OK) {
        fail_msg("%s", error.message);
    }
    return model;
}

static bool warns_of(const ent_solution *solution, const char *text)
{
    for (size_t i = 0; i < ent_solution_warning_count(solution); ++i) {
        if (strstr(ent_solution_warning(solution, i), text)) {
            return true;
        }
    }
    return false;
}

static void limits_and_warnings_have_units(void **state)
{
    (void)state;
    const ent_unit *units[ENT_MODEL_MAX_PARAMETERS] = {NULL};
    const ent_model *natural = ent_model_find("local");
    units[ent_model_parameter(natural, "T_h")] = ent_unit_find("mK");
    ent_model *model = make("local", 5.0, "GHz", units);
    double p[ENT_MODEL_MAX_PARAMETERS];
    ent_error error;
    ent_solution *solution;
    ent_model_defaults(model, p);
    assert_int_equal(ent_model_set(model, p, "T_h", -1.0, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_non_null(strstr(error.message, "T_h = -1 mK: must be finite and at or above 0 mK"));
    assert_int_equal(ent_model_set(model, p, "delta", -6.0, &error), ENT_OK);
    assert_int_equal(ent_model_check(model, p, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_non_null(strstr(error.message, "delta = -6 GHz: must be above -eps_h"));
    assert_int_equal(ent_model_set(model, p, "delta", -2.5, &error), ENT_OK);
    assert_int_equal(ent_model_set(model, p, "T_c", 240.0, &error), ENT_OK);
    assert_int_equal(ent_model_set(model, p, "g", 0.05, &error), ENT_OK);
    assert_int_equal(ent_model_set(model, p, "gamma_h", 0.05, &error), ENT_OK);
    assert_int_equal(ent_model_set(model, p, "gamma_c", 0.05, &error), ENT_OK);
    assert_int_equal(ent_model_set(model, p, "T_h", 280.0, &error), ENT_OK);
    assert_int_equal(ent_solve(&solution, model, p, NULL, &error), ENT_OK);
    assert_true(warns_of(solution, "|delta| = 2.5 GHz is 1 of the smaller gap 2.5 GHz (limit 0.1)"));
    assert_true(warns_of(solution, " W/K, "));
    ent_solution_free(solution);
    assert_int_equal(ent_model_set(model, p, "T_h", 170.0, &error), ENT_OK);
    assert_int_equal(ent_solve(&solution, model, p, NULL, &error), ENT_OK);
    assert_true(warns_of(solution, "T_c = 0.24 K is above T_h = 0.17 K"));
    ent_solution_free(solution);
    ent_model_in_units_free(model);
}

/* Currents in W are far below 1e-20 without being rounding: only what is so in natural units is. */
static void small_numbers_are_no_rounding(void **state)
{
    (void)state;
    ent_model *model = make("local", 1.0, "MHz", NULL);
    double p[ENT_MODEL_MAX_PARAMETERS];
    ent_error error;
    ent_solution *solution;
    const ent_solve_options options = {.route = ENT_ROUTE_NUMERICAL};
    ent_model_defaults(model, p);
    assert_int_equal(ent_solve(&solution, model, p, &options, &error), ENT_OK);
    assert_true(fabs(ent_solution_observables(solution)[ent_model_observable(model, "J_ss")]) < 1e-23);
    assert_false(warns_of(solution, "rounding"));
    assert_int_equal(ent_solution_entangled(solution), ENT_ENTANGLED);
    ent_solution_free(solution);
    ent_model_in_units_free(model);
}

/* Why a value is undefined, or a point failed, is asked of the natural model. */
static void explanations(void **state)
{
    (void)state;
    ent_model *model = make("local", 5.0, "GHz", NULL);
    double p[ENT_MODEL_MAX_PARAMETERS], value;
    ent_error error;
    ent_solution *solution;
    ent_model_defaults(model, p);
    p[ent_model_parameter(model, "T_c")] = 0.0;
    assert_int_equal(ent_solve(&solution, model, p, NULL, &error), ENT_OK);
    assert_int_equal(ent_solution_get(solution, &value, "entropy_production", &error), ENT_ERROR_UNDEFINED);
    assert_non_null(strstr(error.message, "temperature 0"));
    ent_solution_free(solution);
    p[ent_model_parameter(model, "g")] = p[ent_model_parameter(model, "gamma_h")] = 0.0;
    assert_int_equal(ent_solve(&solution, model, p, NULL, &error), ENT_ERROR_NOT_UNIQUE);
    assert_non_null(strstr(error.message, "hot qubit"));
    ent_model_in_units_free(model);
}

/* No parameter overflows, or vanishes, unseen on its way to natural units. */
static void numbers_out_of_reach(void **state)
{
    (void)state;
    ent_model *model = make("local", 1.0, "Hz", NULL);
    double p[ENT_MODEL_MAX_PARAMETERS];
    ent_error error;
    ent_model_defaults(model, p);
    p[ent_model_parameter(model, "T_h")] = 1e300;
    assert_int_equal(ent_model_check(model, p, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_non_null(strstr(error.message, "T_h = 1e+300 K: too large beside the unit of energy"));
    ent_model_in_units_free(model);
    model = make("local", 1e60, "K", NULL);
    ent_model_defaults(model, p);
    p[ent_model_parameter(model, "g")] = 1e-300;
    assert_int_equal(ent_model_check(model, p, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_non_null(strstr(error.message, "g = 1e-300 K: too small beside the unit of energy"));
    engine bad = {.model = model};
    memcpy(bad.parameters, p, sizeof bad.parameters);
    engine_evaluate(&bad, ENT_ROUTE_AUTOMATIC);
    assert_int_equal(bad.status, ENT_ERROR_OUT_OF_RANGE);
    ent_model_in_units_free(model);
}

static void refusals(void **state)
{
    (void)state;
    const ent_unit *units[ENT_MODEL_MAX_PARAMETERS] = {NULL};
    const ent_unit *ghz = ent_unit_find("GHz");
    const ent_model *local = ent_model_find("local");
    ent_model *model;
    ent_error error;
    assert_int_equal(ent_model_in_units(&model, local, 0.0, ghz, units, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_null(model);
    assert_int_equal(ent_model_in_units(&model, local, INFINITY, ghz, units, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_int_equal(ent_model_in_units(&model, local, 1e-130, ghz, units, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_non_null(strstr(error.message, "too small for results in SI units"));
    assert_int_equal(ent_model_in_units(&model, local, 1e150, ghz, units, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_non_null(strstr(error.message, "too large for results in SI units"));
    assert_int_equal(ent_model_in_units(&model, local, 1.0, ent_unit_find("s"), units, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "'s' is no unit of an energy"));
    units[1] = ent_unit_find("W");
    assert_int_equal(ent_model_in_units(&model, local, 1.0, ghz, units, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "'W' is no unit of delta"));
    units[1] = NULL;
    ent_model *once = make("local", 1.0, "GHz", NULL);
    assert_int_equal(ent_model_in_units(&model, once, 1.0, ghz, units, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "has units already"));
    ent_model_in_units_free(once);
    ent_model_in_units_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_and_warnings_have_units),
        cmocka_unit_test(small_numbers_are_no_rounding),
        cmocka_unit_test(explanations),
        cmocka_unit_test(numbers_out_of_reach),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
