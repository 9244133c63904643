/* Derivatives of every observable against differences with hundreds of digits, and of one route against the other. */
#include "support.h"

#include <jansson.h>

#include "entangine/entangine.h"

static double slopes[MAX_OBSERVABLES_TESTED * MAX_PARAMETERS], others[MAX_OBSERVABLES_TESTED * MAX_PARAMETERS];

/* A derivative may be a difference of terms of the size observable/parameter, which are known to 30 digits. */
static void compare_case(json_t *item, ent_route route, double relative)
{
    engine at = engine_default(json_string_value(json_object_get(item, "model")));
    const char *name, *observable, *parameter;
    json_t *value, *row;
    ent_error error;
    json_object_foreach(json_object_get(item, "parameters"), name, value)
    {
        engine_set(&at, name, json_number_value(value));
    }
    const size_t n = at.model->n_parameters;
    engine_solve(&at, route);
    if (ent_model_gradient(at.model, at.parameters, route, slopes, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    json_object_foreach(json_object_get(item, "gradients"), observable, row)
    {
        const size_t i = ent_model_observable(at.model, observable);
        json_object_foreach(row, parameter, value)
        {
            const double expected = strtod(json_string_value(value), NULL);
            const double slope = slopes[i * n + ent_model_parameter(at.model, parameter)];
            const double scale = fabs(at.observables[i] / at.parameters[ent_model_parameter(at.model, parameter)]);
            const double rounding = isfinite(scale) ? 1e-29 * scale : 0.0;
            char what[128];
            (void)snprintf(what, sizeof what, "d %s/d %s", observable, parameter);
            if (!isnan(slope)) {
                engine_expect(&at, slope, expected, relative, rounding, what);
            } else if (strcmp(observable, "concurrence") != 0 && strcmp(observable, "entanglement_of_formation") != 0) {
                engine_dump(&at);
                fail_msg("%s has no value, expected %g", what, expected);
            }
        }
    }
}

static void test_against_exact_differences(void **state)
{
    (void)state;
    json_t *file = json_load_file(ENT_TEST_DATA "/gradients.json", 0, NULL);
    json_t *cases = json_object_get(file, "cases"), *item;
    size_t i;
    assert_int_equal(json_array_size(cases), 13);
    json_array_foreach(cases, i, item)
    {
        compare_case(item, ENT_ROUTE_AUTOMATIC, 1e-12);
    }
    json_decref(file);
}

/* Dual numbers through the closed form against linear response of the generator. */
static void test_two_routes(void **state)
{
    (void)state;
    random_source random = {0x9e3779b97f4a7c15};
    for (int round = 0; round < 100; ++round) {
        engine at = engine_default("local");
        engine_set(&at, "eps_h", random_between(&random, 0.5, 2.0));
        engine_set(&at, "delta", random_between(&random, -0.3, 0.3));
        engine_set(&at, "g", random_decades(&random, -4.0, 0.0));
        engine_set(&at, "gamma_h", random_decades(&random, -4.0, 0.0));
        engine_set(&at, "gamma_c", random_decades(&random, -4.0, 0.0));
        engine_set(&at, "T_h", random_decades(&random, -0.7, 1.0));
        engine_set(&at, "T_c", random_decades(&random, -1.0, 0.5));
        assert_int_equal(ent_model_gradient(at.model, at.parameters, ENT_ROUTE_CLOSED, slopes, NULL), ENT_OK);
        assert_int_equal(ent_model_gradient(at.model, at.parameters, ENT_ROUTE_NUMERICAL, others, NULL), ENT_OK);
        const size_t n = at.model->n_parameters;
        for (size_t i = 0; i < at.model->n_observables; ++i) {
            for (size_t k = 0; k < ent_model_parameter(at.model, "kappa_h"); ++k) {
                engine_expect(&at, others[i * n + k], slopes[i * n + k], 1e-10, 1e-14, at.model->observables[i].name);
            }
        }
    }
}

static void test_refusals(void **state)
{
    (void)state;
    ent_error error;
    engine at = engine_default("thermal");
    assert_int_equal(ent_model_gradient(at.model, at.parameters, ENT_ROUTE_NUMERICAL, slopes, &error),
                     ENT_ERROR_UNDEFINED);
    assert_true(isnan(slopes[0]));
    engine_set(&at, "T", 0.0);
    assert_int_equal(ent_model_gradient(at.model, at.parameters, ENT_ROUTE_AUTOMATIC, slopes, &error),
                     ENT_ERROR_UNDEFINED);
    ent_model without = *at.model;
    without.gradient = NULL;
    engine_set(&at, "T", 1.0);
    assert_int_equal(ent_model_gradient(&without, at.parameters, ENT_ROUTE_AUTOMATIC, slopes, &error),
                     ENT_ERROR_UNDEFINED);
    at.parameters[0] = -1.0;
    assert_int_equal(ent_model_gradient(at.model, at.parameters, ENT_ROUTE_AUTOMATIC, slopes, &error),
                     ENT_ERROR_OUT_OF_RANGE);
    at = engine_default("local");
    engine_set(&at, "gamma_h", 0.0);
    engine_set(&at, "gamma_c", 0.0);
    assert_int_equal(ent_model_gradient(at.model, at.parameters, ENT_ROUTE_AUTOMATIC, slopes, &error),
                     ENT_ERROR_NOT_UNIQUE);
    at = engine_default("global");
    engine_set(&at, "g", 1.0);
    assert_int_equal(ent_model_gradient(at.model, at.parameters, ENT_ROUTE_AUTOMATIC, slopes, &error),
                     ENT_ERROR_ZERO_FREQUENCY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_exact_differences),
        cmocka_unit_test(test_two_routes),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
