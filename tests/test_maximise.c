#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "solver/maximise.h"

typedef struct place {
    double x, y;
    size_t calls, stop_after;
} place;

static double hill(void *context, const double *x)
{
    const place *top = context;
    return 3.0 - pow(x[0] - top->x, 2.0) - 2.0 * pow(x[1] - top->y, 2.0) - (x[0] - top->x) * (x[1] - top->y);
}

/* Forty hills; the highest is at 0.7. */
static double ripples(void *context, const double *x)
{
    (void)context;
    return cos(12.0 * (x[0] - 0.7)) + 2.0 * cos(x[0] - 0.7);
}

static double log_hill(void *context, const double *x)
{
    const place *top = context;
    return -pow(log(x[0] / top->x), 2.0);
}

static double slope(void *context, const double *x)
{
    (void)context;
    return x[0] - x[1];
}

static double half_defined(void *context, const double *x)
{
    (void)context;
    return x[0] < 0.5 ? NAN : -pow(x[0] - 0.6, 2.0);
}

static double undefined(void *context, const double *x)
{
    (void)context;
    (void)x;
    return NAN;
}

static void test_smooth_top(void **state)
{
    const maximise_variable box[] = {{-5.0, 5.0, false}, {-5.0, 5.0, false}};
    place top = {1.2345, -2.5, 0, 0};
    maximise_result result;
    double x[2];
    (void)state;
    assert_int_equal(maximise(x, &result, 2, box, hill, &top, NULL, NULL), ENT_OK);
    assert_true(fabs(x[0] - top.x) < 1e-6 && fabs(x[1] - top.y) < 1e-6);
    assert_true(fabs(result.value - 3.0) < 1e-13);
    assert_false(result.at_edge);
    assert_true(result.evaluations > 400);
}

static void test_highest_of_many(void **state)
{
    const maximise_variable box[] = {{-10.0, 10.0, false}};
    maximise_result result;
    double x;
    (void)state;
    assert_int_equal(maximise(&x, &result, 1, box, ripples, NULL, NULL, NULL), ENT_OK);
    assert_true(fabs(x - 0.7) < 1e-6);
    assert_true(fabs(result.value - 3.0) < 1e-13);
}

static void test_logarithmic_side(void **state)
{
    const maximise_variable box[] = {{1e-8, 1e4, true}};
    place top = {3e-6, 0.0, 0, 0};
    maximise_result result;
    double x;
    (void)state;
    assert_int_equal(maximise(&x, &result, 1, box, log_hill, &top, NULL, NULL), ENT_OK);
    assert_true(fabs(x / top.x - 1.0) < 1e-6);
}

static void test_edge_is_exact(void **state)
{
    const maximise_variable box[] = {{0.1, 0.3, true}, {-0.7, 0.9, false}};
    maximise_result result;
    double x[2];
    (void)state;
    assert_int_equal(maximise(x, &result, 2, box, slope, NULL, NULL, NULL), ENT_OK);
    assert_true(x[0] == 0.3 && x[1] == -0.7);
    assert_true(result.at_edge);
    assert_true(result.value == 0.3 + 0.7);
}

static void test_point_interval(void **state)
{
    const maximise_variable box[] = {{0.2, 0.2, false}, {0.0, 1.0, false}};
    maximise_result result;
    double x[2];
    (void)state;
    assert_int_equal(maximise(x, &result, 2, box, slope, NULL, NULL, NULL), ENT_OK);
    assert_true(x[0] == 0.2 && x[1] == 0.0);
}

static void test_places_without_value(void **state)
{
    const maximise_variable box[] = {{0.0, 1.0, false}};
    maximise_result result;
    ent_error error;
    double x;
    (void)state;
    assert_int_equal(maximise(&x, &result, 1, box, half_defined, NULL, NULL, NULL), ENT_OK);
    assert_true(fabs(x - 0.6) < 1e-6);
    assert_int_equal(maximise(&x, &result, 1, box, undefined, NULL, NULL, &error), ENT_ERROR_UNDEFINED);
    assert_true(isnan(x) && isnan(result.value));
    assert_non_null(strstr(error.message, "has no value anywhere in the box after 2"));
}

static void test_same_every_time(void **state)
{
    const maximise_variable box[] = {{-5.0, 5.0, false}, {-5.0, 5.0, false}};
    place top = {0.1, 0.2, 0, 0};
    maximise_result first, second;
    double x[2], y[2];
    (void)state;
    assert_int_equal(maximise(x, &first, 2, box, hill, &top, NULL, NULL), ENT_OK);
    assert_int_equal(maximise(y, &second, 2, box, hill, &top, NULL, NULL), ENT_OK);
    assert_memory_equal(x, y, sizeof x);
    assert_true(first.value == second.value && first.evaluations == second.evaluations);
}

static int stop_later(void *context)
{
    place *self = context;
    return ++self->calls > self->stop_after;
}

static void test_cancellation(void **state)
{
    const maximise_variable box[] = {{-5.0, 5.0, false}, {-5.0, 5.0, false}};
    static const size_t limits[] = {0, 10, 450}; /* at once, in the global search, while polishing */
    ent_error error;
    (void)state;
    for (size_t i = 0; i < 3; ++i) {
        place top = {1.0, 1.0, 0, limits[i]};
        const maximise_options options = {.cancelled = stop_later, .cancel_context = &top};
        maximise_result result;
        double x[2];
        assert_int_equal(maximise(x, &result, 2, box, hill, &top, &options, &error), ENT_INTERRUPTED);
        assert_true(isnan(x[0]) && isnan(result.value));
        assert_int_equal(result.evaluations, limits[i]);
    }
}

static void test_budget_of_global_search(void **state)
{
    const maximise_variable box[] = {{0.0, 1.0, false}};
    const maximise_options options = {.n_global = 20};
    place top = {0.4, 0.0, 0, 0};
    maximise_result result;
    double x;
    (void)state;
    assert_int_equal(maximise(&x, &result, 1, box, log_hill, &top, &options, NULL), ENT_OK);
    assert_true(fabs(x - 0.4) < 1e-6);
    assert_true(result.evaluations < 1000);
}

static void test_bad_boxes(void **state)
{
    const maximise_variable boxes[] = {{1.0, 0.0, false}, {0.0, INFINITY, false}, {NAN, 1.0, false}, {0.0, 1.0, true}};
    maximise_result result;
    ent_error error;
    double x;
    (void)state;
    for (size_t i = 0; i < 4; ++i) {
        assert_int_equal(maximise(&x, &result, 1, &boxes[i], slope, NULL, NULL, &error), ENT_ERROR_USAGE);
        assert_true(isnan(x));
        assert_non_null(strstr(error.message, "interval from"));
    }
    assert_int_equal(maximise(&x, &result, 0, boxes, slope, NULL, NULL, &error), ENT_ERROR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_smooth_top),
        cmocka_unit_test(test_highest_of_many),
        cmocka_unit_test(test_logarithmic_side),
        cmocka_unit_test(test_edge_is_exact),
        cmocka_unit_test(test_point_interval),
        cmocka_unit_test(test_places_without_value),
        cmocka_unit_test(test_same_every_time),
        cmocka_unit_test(test_cancellation),
        cmocka_unit_test(test_budget_of_global_search),
        cmocka_unit_test(test_bad_boxes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
