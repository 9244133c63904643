/* Roots along one parameter and curves in the plane of two, against closed forms and the table of the paper's engine.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "entangine/entangine.h"

static void assert_close(double value, double expected, double relative)
{
    if (!(fabs(value - expected) <= relative * fabs(expected))) {
        fail_msg("%.17g, expected %.17g to %g", value, expected, relative);
    }
}

static const ent_model *local_at(double *parameters, double t_h)
{
    const ent_model *model = ent_model_find("local");
    ent_model_defaults(model, parameters);
    assert_int_equal(ent_model_set(model, parameters, "T_h", t_h, NULL), ENT_OK);
    return model;
}

static void test_re_entrant_boundary(void **state)
{
    (void)state;
    double parameters[16];
    const ent_model *model = local_at(parameters, 0.4);
    const ent_interval interval = {"delta", 0.0, 0.4};
    ent_root *roots;
    size_t n;
    assert_int_equal(ent_boundary_find(&roots, &n, model, parameters, &interval, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(n, 2);
    assert_close(roots[0].parameter, 0.114, 5e-3);
    assert_int_equal(roots[0].crossing, ENT_CROSSING_LEAVES);
    assert_int_equal(roots[1].crossing, ENT_CROSSING_ENTERS);
    assert_close(roots[0].value, 1.0, 1e-12);
    assert_close(roots[1].value, 1.0, 1e-12);
    free(roots);
}

static void test_negativity_ends_where_j_ratio_is_one(void **state)
{
    (void)state;
    double parameters[16];
    const ent_model *model = local_at(parameters, 0.25);
    const ent_interval interval = {"delta", 0.0, 0.1};
    const ent_condition plateau = {"negativity", 0.0};
    ent_root *by_ratio, *by_negativity;
    size_t n;
    assert_int_equal(ent_boundary_find(&by_ratio, &n, model, parameters, &interval, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(n, 1);
    assert_int_equal(ent_boundary_find(&by_negativity, &n, model, parameters, &interval, &plateau, NULL, NULL), ENT_OK);
    assert_int_equal(n, 1);
    assert_close(by_negativity[0].parameter, by_ratio[0].parameter, 1e-12);
    assert_int_equal(by_negativity[0].crossing, ENT_CROSSING_LEAVES);
    free(by_ratio);
    free(by_negativity);
}

static void test_thermal_threshold(void **state)
{
    (void)state;
    double parameters[16];
    const ent_model *model = ent_model_find("thermal");
    const ent_interval interval = {"T", 1e-3, 10.0};
    ent_root *roots;
    size_t n;
    ent_model_defaults(model, parameters);
    assert_int_equal(ent_boundary_find(&roots, &n, model, parameters, &interval, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(n, 1);
    assert_close(roots[0].parameter, 0.8 / asinh(1.0), 1e-12);
    free(roots);
}

static void test_touch_and_near_miss(void **state)
{
    (void)state;
    double parameters[16], lowest = 0.0;
    const ent_model *model = local_at(parameters, 0.45);
    const ent_interval interval = {"delta", 0.0, 0.4};
    ent_root *roots;
    size_t n;
    assert_int_equal(ent_boundary_find(&roots, &n, model, parameters, &interval, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(n, 1);
    assert_int_equal(roots[0].crossing, ENT_CROSSING_MISSES);
    assert_true(roots[0].value > 1.0 && roots[0].value < 1.01);
    lowest = roots[0].value;
    free(roots);
    /* The value of the minimum itself is touched. */
    const ent_condition minimum = {"J_ratio", lowest};
    assert_int_equal(ent_boundary_find(&roots, &n, model, parameters, &interval, &minimum, NULL, NULL), ENT_OK);
    assert_int_equal(n, 1);
    assert_int_equal(roots[0].crossing, ENT_CROSSING_TOUCHES);
    free(roots);
    /* A hair above it there are two roots, far closer than the samples. */
    const ent_condition above = {"J_ratio", lowest + 1e-8};
    assert_int_equal(ent_boundary_find(&roots, &n, model, parameters, &interval, &above, NULL, NULL), ENT_OK);
    assert_int_equal(n, 2);
    assert_true(roots[1].parameter - roots[0].parameter < 1e-3);
    assert_int_equal(roots[0].crossing, ENT_CROSSING_LEAVES);
    assert_int_equal(roots[1].crossing, ENT_CROSSING_ENTERS);
    free(roots);
}

static void test_bad_intervals(void **state)
{
    (void)state;
    double parameters[16];
    const ent_model *model = local_at(parameters, 0.4);
    const ent_interval reversed = {"delta", 0.4, 0.0}, unknown = {"detla", 0.0, 1.0}, outside = {"T_c", -1.0, 1.0},
                       good = {"delta", 0.0, 0.4};
    const ent_condition nothing = {"J_rat", 1.0};
    ent_root *roots;
    size_t n;
    ent_error error;
    assert_int_equal(ent_boundary_find(&roots, &n, model, parameters, &reversed, NULL, NULL, &error), ENT_ERROR_USAGE);
    assert_int_equal(ent_boundary_find(&roots, &n, model, parameters, &unknown, NULL, NULL, &error),
                     ENT_ERROR_UNKNOWN_NAME);
    assert_int_equal(ent_boundary_find(&roots, &n, model, parameters, &outside, NULL, NULL, &error),
                     ENT_ERROR_OUT_OF_RANGE);
    assert_int_equal(ent_boundary_find(&roots, &n, model, parameters, &good, &nothing, NULL, &error),
                     ENT_ERROR_UNKNOWN_NAME);
    assert_int_equal(ent_model_set(model, parameters, "kappa_h", 0.1, NULL), ENT_OK);
    assert_int_equal(ent_boundary_find(&roots, &n, model, parameters, &good, NULL, NULL, &error), ENT_ERROR_UNDEFINED);
    assert_null(roots);
}

/* The thermal boundary sinh(g/T) = 1 is the straight line T = g/arcsinh 1. */
static void test_trace_straight_line(void **state)
{
    (void)state;
    double parameters[16];
    const ent_model *model = ent_model_find("thermal");
    const ent_interval g = {"g", 0.1, 0.9}, t = {"T", 0.05, 2.0};
    ent_curve_point *points;
    size_t n;
    ent_model_defaults(model, parameters);
    assert_int_equal(ent_boundary_trace(&points, &n, model, parameters, &g, &t, NULL, NULL, NULL), ENT_OK);
    assert_true(n > 100);
    for (size_t i = 0; i < n; ++i) {
        assert_int_equal(points[i].curve, 0);
        assert_close(points[i].y, points[i].x / asinh(1.0), 1e-12);
    }
    assert_close(fmin(points[0].x, points[n - 1].x), 0.1, 1e-12);
    assert_close(fmax(points[0].x, points[n - 1].x), 0.9, 1e-12);
    free(points);
}

/* J_ratio = 1 against delta turns round in T_h: neighbours stay together and the curve folds back. */
static void test_trace_through_turning_point(void **state)
{
    (void)state;
    double parameters[16];
    const ent_model *model = local_at(parameters, 0.4);
    const ent_interval delta = {"delta", 0.0, 0.4}, t_h = {"T_h", 0.2, 0.6};
    ent_curve_point *points;
    size_t n;
    assert_int_equal(ent_boundary_trace(&points, &n, model, parameters, &delta, &t_h, NULL, NULL, NULL), ENT_OK);
    size_t folds = 0;
    for (size_t i = 1; i < n; ++i) {
        if (points[i].curve == points[i - 1].curve) {
            assert_true(fabs(points[i].x - points[i - 1].x) <= 0.4 / 127 + 1e-12);
            assert_true(fabs(points[i].y - points[i - 1].y) <= 0.4 / 127 + 1e-12);
        }
        if (i + 1 < n && points[i + 1].curve == points[i - 1].curve) {
            folds += (points[i].y - points[i - 1].y) * (points[i + 1].y - points[i].y) < 0.0;
        }
    }
    assert_int_equal(folds, 1);
    free(points);
}

/* The local optimum of the negativity over g and gamma_c lies inside: a level below it is a closed curve around it. */
static void test_trace_closed_curve(void **state)
{
    (void)state;
    double parameters[16];
    const ent_model *model = local_at(parameters, 1.0);
    const ent_interval g = {"g", 1e-4, 1e-2}, gamma_c = {"gamma_c", 1e-3, 1e-1};
    const ent_condition level = {"negativity", 2e-3};
    ent_curve_point *points;
    size_t n;
    assert_int_equal(ent_model_set(model, parameters, "T_c", 0.01, NULL), ENT_OK);
    assert_int_equal(ent_boundary_trace(&points, &n, model, parameters, &g, &gamma_c, &level, NULL, NULL), ENT_OK);
    assert_true(n > 20);
    assert_int_equal(points[n - 1].curve, 0);
    assert_true(points[0].x == points[n - 1].x && points[0].y == points[n - 1].y);
    free(points);
}

static void test_trace_bad_rectangle(void **state)
{
    (void)state;
    double parameters[16];
    const ent_model *model = local_at(parameters, 0.4);
    const ent_interval delta = {"delta", 0.0, 0.4};
    ent_curve_point *points;
    size_t n;
    ent_error error;
    assert_int_equal(ent_boundary_trace(&points, &n, model, parameters, &delta, &delta, NULL, NULL, &error),
                     ENT_ERROR_DUPLICATE);
    assert_null(points);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_re_entrant_boundary),
        cmocka_unit_test(test_negativity_ends_where_j_ratio_is_one),
        cmocka_unit_test(test_thermal_threshold),
        cmocka_unit_test(test_touch_and_near_miss),
        cmocka_unit_test(test_bad_intervals),
        cmocka_unit_test(test_trace_straight_line),
        cmocka_unit_test(test_trace_through_turning_point),
        cmocka_unit_test(test_trace_closed_curve),
        cmocka_unit_test(test_trace_bad_rectangle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
