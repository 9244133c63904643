#include "support.h"

#include "base/dd.h"
#include "base/zdd.h"

/* hi + lo with |lo| below half an ulp of hi, a random number with about 106 bits. */
static dd random_dd(random_source *source)
{
    const double hi = random_between(source, -1.0, 1.0) * random_decades(source, -20.0, 20.0);
    return dd_quick_two_sum(hi, hi * random_between(source, -0x1p-54, 0x1p-54));
}

static void sum_and_product_of_doubles_are_exact(void **state)
{
    (void)state;
    const dd sum = dd_two_sum(1.0, 0x1p-80);
    assert_true(sum.hi == 1.0 && sum.lo == 0x1p-80);
    const dd reversed = dd_two_sum(0x1p-80, 1.0);
    assert_true(reversed.hi == 1.0 && reversed.lo == 0x1p-80);
    const dd quick = dd_quick_two_sum(1.0, -0x1p-70);
    assert_true(quick.hi == 1.0 && quick.lo == -0x1p-70);
    /* (1 + 2^-30)^2 = 1 + 2^-29 + 2^-60 */
    const dd product = dd_two_product(1.0 + 0x1p-30, 1.0 + 0x1p-30);
    assert_true(product.hi == 1.0 + 0x1p-29 && product.lo == 0x1p-60);
    assert_true(dd_value(dd_from(0.1)) == 0.1);
}

/* (1 + e)(1 - e) = 1 - e^2, where e^2 is far below the last bit of a double. */
static void low_parts_take_part(void **state)
{
    (void)state;
    const double e = 0x1p-40;
    const dd one = dd_from(1.0);
    const dd above = dd_add(one, dd_from(e));
    const dd below = dd_subtract(one, dd_from(e));
    const dd rest = dd_subtract(one, dd_multiply(above, below));
    assert_true(dd_value(rest) == e * e);
    const dd tiny = dd_subtract(dd_add(dd_from(1.0), dd_from(0x1p-100)), dd_from(1.0));
    assert_true(dd_value(tiny) == 0x1p-100);
    const dd scaled = dd_scale(above, 0.25);
    assert_true(dd_value(dd_subtract(dd_scale(scaled, 4.0), above)) == 0.0 && scaled.hi < 0.3);
    assert_true(dd_value(dd_add(above, dd_negate(above))) == 0.0);
}

static void expect_small(dd difference, double scale, const char *what)
{
    expect_close(difference.hi, 0.0, 0.0, 0x1p-100 * fabs(scale), what);
}

static void inverse_operations_undo(void **state)
{
    (void)state;
    random_source source = {11};
    for (int k = 0; k < 20000; ++k) {
        const dd a = random_dd(&source);
        const dd b = random_dd(&source);
        const dd c = random_dd(&source);
        expect_small(dd_subtract(dd_multiply(dd_divide(a, b), b), a), a.hi, "(a/b) b - a");
        expect_small(dd_subtract(dd_divide(dd_multiply(a, b), b), a), a.hi, "(a b)/b - a");
        const dd size = a.hi < 0.0 ? dd_negate(a) : a;
        const dd root = dd_sqrt(size);
        expect_small(dd_subtract(dd_multiply(root, root), size), a.hi, "sqrt(a)^2 - a");
        const double largest = fabs(a.hi) + fabs(b.hi) + fabs(c.hi);
        const dd left = dd_add(dd_add(a, b), c);
        expect_small(dd_subtract(left, dd_add(a, dd_add(b, c))), largest, "associativity");
        const dd distributed = dd_add(dd_multiply(a, c), dd_multiply(b, c));
        expect_small(dd_subtract(dd_multiply(dd_add(a, b), c), distributed), (fabs(a.hi) + fabs(b.hi)) * c.hi,
                     "distributivity");
    }
}

static void known_digits(void **state)
{
    (void)state;
    /* sqrt(2) and 1/3 to 106 bits. */
    const dd root = dd_sqrt(dd_from(2.0));
    assert_true(root.hi == 1.4142135623730951);
    expect_close(root.lo, -9.667293313452913e-17, 1e-14, 0.0, "low part of sqrt(2)");
    const dd third = dd_divide(dd_from(1.0), dd_from(3.0));
    expect_close(third.lo, 1.850371707708594e-17, 1e-14, 0.0, "low part of 1/3");
    assert_true(dd_sqrt(dd_from(0.0)).hi == 0.0);
    assert_true(dd_sqrt(dd_from(-1e-40)).hi == 0.0);
}

#ifdef __SIZEOF_FLOAT128__
static __float128 wide(dd a)
{
    return (__float128)a.hi + (__float128)a.lo;
}

static void operations_agree_with_quadruple_precision(void **state)
{
    (void)state;
    random_source source = {12};
    for (int k = 0; k < 20000; ++k) {
        const dd a = random_dd(&source);
        const dd b = random_dd(&source);
        const __float128 sum = wide(a) + wide(b);
        const __float128 product = wide(a) * wide(b);
        const __float128 quotient = wide(a) / wide(b);
        const double scale = fabs(a.hi) + fabs(b.hi);
        expect_close((double)(wide(dd_add(a, b)) - sum), 0.0, 0.0, 0x1p-103 * scale, "a + b");
        expect_close((double)(wide(dd_subtract(a, b)) - (wide(a) - wide(b))), 0.0, 0.0, 0x1p-103 * scale, "a - b");
        expect_close((double)(wide(dd_multiply(a, b)) / product - 1), 0.0, 0.0, 0x1p-102, "a b");
        expect_close((double)(wide(dd_divide(a, b)) / quotient - 1), 0.0, 0.0, 0x1p-105, "a / b");
        const double exact = (double)((__float128)a.hi * b.hi - (__float128)a.lo * b.lo);
        expect_close(difference_of_products(a.hi, b.hi, a.lo, b.lo), exact, 1e-15, 0.0, "a b - c d");
    }
}
#else
static void operations_agree_with_quadruple_precision(void **state)
{
    (void)state;
    skip();
}
#endif

static void difference_of_products_cancels_exactly(void **state)
{
    (void)state;
    const double a = 1.0 + 0x1p-30;
    const double b = 1.0 - 0x1p-30;
    assert_true(difference_of_products(a, b, 1.0, 1.0) == -0x1p-60);
    assert_true(difference_of_products(a, a, a, a) == 0.0);
}

static void complex_numbers_multiply(void **state)
{
    (void)state;
    const zdd a = zdd_from(3.0, 4.0);
    const zdd b = zdd_from(-1.0, 2.0);
    const zdd product = zdd_multiply(a, b);
    assert_true(product.re.hi == -11.0 && product.im.hi == 2.0);
    assert_true(dd_value(zdd_norm(a)) == 25.0);
    const zdd square = zdd_multiply(a, zdd_conjugate(a));
    assert_true(square.re.hi == 25.0 && square.im.hi == 0.0);
    const zdd sum = zdd_subtract(zdd_add(a, b), b);
    assert_true(sum.re.hi == 3.0 && sum.im.hi == 4.0);
    const zdd twice = zdd_times(a, dd_from(2.0));
    assert_true(twice.re.hi == 6.0 && twice.im.hi == 8.0);
    assert_true(zdd_is_zero(zdd_from(0.0, 0.0)));
    assert_false(zdd_is_zero(zdd_from(0.0, 1e-300)));
    assert_false(zdd_is_zero(zdd_from(1e-300, 0.0)));
}

/* e^-(a + b) = e^-a e^-b, to the last digits, and double precision at single places. */
static void test_exp_minus(void **state)
{
    (void)state;
    for (double a = 0.0; a < 340.0; a += 7.3) {
        const dd product = dd_multiply(dd_exp_minus(dd_from(a)), dd_exp_minus(dd_from(a)));
        const dd whole = dd_exp_minus(dd_from(2.0 * a));
        assert_true(fabs(dd_value(dd_subtract(product, whole))) <= 1e-28 * whole.hi + 1e-307);
        assert_true(fabs(whole.hi / exp(-2.0 * a) - 1.0) < 1e-15);
    }
    assert_true(dd_exp_minus(dd_from(701.0)).hi == 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exp_minus),
        cmocka_unit_test(sum_and_product_of_doubles_are_exact),
        cmocka_unit_test(low_parts_take_part),
        cmocka_unit_test(inverse_operations_undo),
        cmocka_unit_test(known_digits),
        cmocka_unit_test(operations_agree_with_quadruple_precision),
        cmocka_unit_test(difference_of_products_cancels_exactly),
        cmocka_unit_test(complex_numbers_multiply),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
