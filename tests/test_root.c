#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "solver/root.h"

/* Counts calls; exponent says which function. */
typedef struct counter {
    int calls;
    double parameter;
} counter;

static double cosine_minus_x(void *context, double x)
{
    ++((counter *)context)->calls;
    return cos(x) - x;
}

static double power(void *context, double x)
{
    counter *self = context;
    ++self->calls;
    return pow(x, self->parameter);
}

static double line(void *context, double x)
{
    counter *self = context;
    ++self->calls;
    return x - self->parameter;
}

static double step(void *context, double x)
{
    return x < ((counter *)context)->parameter ? -1.0 : 1.0;
}

static double square_root(void *context, double x)
{
    (void)context;
    return sqrt(x) - 2.0;
}

static void test_smooth_root_to_rounding(void **state)
{
    counter c = {0, 0.0};
    double x;
    (void)state;
    assert_int_equal(root_find(&x, cosine_minus_x, &c, 0.0, 1.0, NULL), ENT_OK);
    assert_true(fabs(x - 0.73908513321516064) <= 2e-16);
    assert_true(c.calls < 15);
}

static void test_either_order_of_bounds(void **state)
{
    counter c = {0, 0.0};
    double x;
    (void)state;
    assert_int_equal(root_find(&x, cosine_minus_x, &c, 1.0, 0.0, NULL), ENT_OK);
    assert_true(fabs(x - 0.73908513321516064) <= 2e-16);
}

static void test_roots_of_every_size(void **state)
{
    static const double roots[] = {1e-300, 3e-12, 0.1, 7.0, 1e12, 1e300};
    (void)state;
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; ++i) {
        counter c = {0, roots[i]};
        double x;
        assert_int_equal(root_find(&x, line, &c, 0.0, 2.5 * roots[i], NULL), ENT_OK);
        assert_true(fabs(x / roots[i] - 1.0) < 1e-14);
    }
}

static void test_root_of_high_order(void **state)
{
    counter c = {0, 9.0};
    double x;
    (void)state;
    assert_int_equal(root_find(&x, power, &c, -1.0, 4.0, NULL), ENT_OK);
    /* x^9 underflows to 0 below 1e-36. */
    assert_true(fabs(x) < 1e-35);
}

static void test_jump(void **state)
{
    counter c = {0, 1.0 / 3.0};
    double x;
    (void)state;
    assert_int_equal(root_find(&x, step, &c, 0.0, 1.0, NULL), ENT_OK);
    assert_true(fabs(x - 1.0 / 3.0) < 1e-15);
}

static void test_root_at_a_bound(void **state)
{
    counter c = {0, 2.0};
    double x;
    (void)state;
    assert_int_equal(root_find(&x, line, &c, 2.0, 5.0, NULL), ENT_OK);
    assert_true(x == 2.0);
    assert_int_equal(root_find(&x, line, &c, -5.0, 2.0, NULL), ENT_OK);
    assert_true(x == 2.0);
}

static void test_no_change_of_sign(void **state)
{
    counter c = {0, 2.0};
    double x = 0.0;
    ent_error error;
    (void)state;
    assert_int_equal(root_find(&x, line, &c, 3.0, 5.0, &error), ENT_ERROR_UNDEFINED);
    assert_true(isnan(x));
    assert_string_equal(error.message, "no change of sign between 3 and 5");
}

static void test_no_value(void **state)
{
    double x = 0.0;
    ent_error error;
    (void)state;
    assert_int_equal(root_find(&x, square_root, NULL, -1.0, 9.0, &error), ENT_ERROR_NOT_CONVERGED);
    assert_true(isnan(x));
    assert_string_equal(error.message, "the function has no value at -1");
    assert_int_equal(root_find(&x, square_root, NULL, 0.0, 9.0, &error), ENT_OK);
    assert_true(fabs(x - 4.0) < 1e-14);
}

/* Has values at both ends only. */
static double hollow(void *context, double x)
{
    (void)context;
    return x == 0.0 ? -1.0 : x == 1.0 ? 1.0 : NAN;
}

static void test_no_value_inside(void **state)
{
    double x = 0.0;
    ent_error error;
    (void)state;
    assert_int_equal(root_find(&x, hollow, NULL, 0.0, 1.0, &error), ENT_ERROR_NOT_CONVERGED);
    assert_true(isnan(x));
    assert_string_equal(error.message, "the function has no value at 0.5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_smooth_root_to_rounding),
        cmocka_unit_test(test_either_order_of_bounds),
        cmocka_unit_test(test_roots_of_every_size),
        cmocka_unit_test(test_root_of_high_order),
        cmocka_unit_test(test_jump),
        cmocka_unit_test(test_root_at_a_bound),
        cmocka_unit_test(test_no_change_of_sign),
        cmocka_unit_test(test_no_value),
        cmocka_unit_test(test_no_value_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
