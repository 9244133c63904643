#include "support.h"

#include "base/exponential.h"

/* Errors against long double, whose own are below 0.001 ulp of double. */
static double error_in_ulp(double value, long double truth)
{
    int exponent;
    (void)frexp((double)truth, &exponent);
    return (double)fabsl((long double)value - truth) / ldexp(1.0, exponent - DBL_MANT_DIG);
}

static double worst;

static void check(double x)
{
    const exponential e = exponential_of(x);
    const double error = fmax(error_in_ulp(e.exp, expl(x)), error_in_ulp(e.expm1, expm1l(x)));
    if (error > 0.77) {
        fail_msg("x = %.17g: %.3f ulp, exp %.17g, expm1 %.17g", x, error, e.exp, e.expm1);
    }
    worst = fmax(worst, error);
}

static void within_0_77_ulp(void **state)
{
    (void)state;
    random_source source = {17};
    worst = 0.0;
    for (int trial = 0; trial < 1000000; ++trial) {
        check(random_between(&source, -700.0, 0.0));
        check(random_between(&source, -40.0, 0.0));
        check(random_between(&source, -2.0, 0.0));
        check(-random_decades(&source, -300.0, 2.0));
    }
    assert_true(worst > 0.7); /* the bound is not an empty one */
}

/* From mpmath with 40 digits, rounded. */
static void known_values(void **state)
{
    (void)state;
    assert_true(exponential_of(0.0).exp == 1.0 && exponential_of(0.0).expm1 == 0.0);
    assert_true(exponential_of(-1.0).exp == 0x1.78b56362cef38p-2);
    assert_true(exponential_of(-1e-300).expm1 == -1e-300 && exponential_of(-1e-300).exp == 1.0);
    assert_true(exponential_of(-100.0).expm1 == -1.0);
    expect_close(exponential_of(-700.0).exp, 9.8596765437597708e-305, 1.2e-16, 0.0, "e^-700");
    expect_close(exponential_of(-1e-3).expm1, -9.9950016662500838e-4, 1.2e-16, 0.0, "e^-0.001 - 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(within_0_77_ulp),
        cmocka_unit_test(known_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
