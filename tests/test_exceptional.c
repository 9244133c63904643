/* Exceptional points of the two-qubit engine at resonance against closed forms, G = gamma (1 + 2 n) of each bath. */
#include "support.h"

#include <stdlib.h>

#include "entangine/entangine.h"

static size_t search(ent_exceptional **points, const engine *e, const char *name, double lower, double upper)
{
    size_t n = 0;
    ent_error error;
    if (ent_exceptional_find(points, &n, e->model, e->parameters, ent_model_parameter(e->model, name), lower, upper,
                             &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return n;
}

static double width_of(const engine *e, const char *gamma, const char *temperature)
{
    const ent_model *m = e->model;
    const double t = e->parameters[ent_model_parameter(m, temperature)];
    return e->parameters[ent_model_parameter(m, gamma)] / tanh(0.5 / t);
}

/* Even operators: 4 g = |G_h - G_c|, at -(G_h + G_c)/2. Single coherences: x^4 + (2 k - q^2) x^2 + k^2 + g^2 gamma_h
 * gamma_c = 0 of x = lambda + (G_h + G_c)/2 - i has two double roots x^2 = (q^2 - 2 k)/2, k = g^2 - G_h G_c/4. */
static void test_closed_forms(void **state)
{
    (void)state;
    const double hot[] = {0.7, 1.0, 0.3};
    for (int t = 0; t < 3; ++t) {
        engine e = engine_default("local");
        engine_set(&e, "T_h", hot[t]);
        const double h = width_of(&e, "gamma_h", "T_h");
        const double c = width_of(&e, "gamma_c", "T_c");
        const double q = (h - c) / 2.0;
        const double odd = sqrt(q * q * (q * q + h * c) / (4.0 * (q * q + 1e-3 * 1.1e-2)));
        const double x = sqrt((q * q - 2.0 * (odd * odd - h * c / 4.0)) / 2.0);
        const double at[] = {fabs(h - c) / 4.0, odd, odd};
        const double decay[] = {(h + c) / 2.0, (h + c) / 2.0 - x, (h + c) / 2.0 + x};
        ent_exceptional *points = NULL;
        assert_int_equal(search(&points, &e, "g", 1e-4, 1e-2), 3);
        for (int k = 0; k < 3; ++k) {
            assert_true(points[k].error < 1e-11);
            assert_true(fabs(points[k].parameter - at[k]) <= points[k].error);
            assert_true(fabs(points[k].decay_rate - decay[k]) < 1e-12);
            assert_true(fabs(points[k].frequency - (k ? 1.0 : 0.0)) < 1e-12);
            assert_int_equal(points[k].order, k ? 2 : 3);
            assert_int_equal(points[k].populations, k == 0);
            assert_true(points[k].oscillates_above && !points[k].oscillates_below);
        }
        free(points);
    }
}

/* The same condition crossed in the other direction, by the width of the hot bath. */
static void test_both_sides(void **state)
{
    (void)state;
    engine e = engine_default("local");
    engine_set(&e, "g", 2e-3);
    const double c = width_of(&e, "gamma_c", "T_c");
    const double factor = tanh(0.5 / e.parameters[ent_model_parameter(e.model, "T_h")]);
    ent_exceptional *points = NULL;
    const size_t n = search(&points, &e, "gamma_h", 1e-3, 1e-1);
    size_t found = 0;
    for (size_t k = 0; k < n; ++k) {
        if (points[k].populations) {
            const double expected = (c + (found ? 8e-3 : -8e-3)) * factor;
            assert_true(fabs(points[k].parameter - expected) <= points[k].error);
            assert_int_equal(points[k].oscillates_above, found == 0);
            ++found;
        }
    }
    assert_int_equal(found, 2);
    assert_int_equal(n, 6);
    free(points);
}

/* Uncoupled qubits have orthogonal modes that cross where G_h = G_c; nothing coalesces. */
static void test_crossing(void **state)
{
    (void)state;
    engine e = engine_default("local");
    ent_exceptional *points = NULL;
    engine_set(&e, "g", 0.0);
    assert_int_equal(search(&points, &e, "gamma_h", 1e-3, 1e-1), 0);
    assert_null(points);
}

static void test_refusals(void **state)
{
    (void)state;
    const engine e = engine_default("local");
    const engine thermal = engine_default("thermal");
    ent_exceptional *points = NULL;
    size_t n = 0;
    ent_error error;
    assert_int_equal(ent_exceptional_find(&points, &n, e.model, e.parameters, 99, 0.0, 1.0, &error), ENT_ERROR_USAGE);
    assert_int_equal(ent_exceptional_find(&points, &n, e.model, e.parameters, 0, 1.0, 1.0, &error), ENT_ERROR_USAGE);
    assert_int_equal(ent_exceptional_find(&points, &n, e.model, e.parameters, 0, 1.0, NAN, &error), ENT_ERROR_USAGE);
    assert_int_equal(ent_exceptional_find(&points, &n, e.model, e.parameters, 0, -1.0, 1.0, &error),
                     ENT_ERROR_OUT_OF_RANGE);
    assert_int_equal(ent_exceptional_find(&points, &n, thermal.model, thermal.parameters, 0, 0.5, 1.0, &error),
                     ENT_ERROR_UNDEFINED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closed_forms),
        cmocka_unit_test(test_both_sides),
        cmocka_unit_test(test_crossing),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
