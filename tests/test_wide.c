/* The operations of base/wide.h, lane by lane, against those of doubles and of dd.h: with the registers that this file
 * is compiled for. That other registers bring the same digits is for the tests of the kernels. */
#include "support.h"

#include "base/dd.h"
#include "base/wide.h"

typedef double lane[WIDE_LANES];

static void fill(random_source *source, double *x)
{
    for (int l = 0; l < WIDE_LANES; ++l) {
        x[l] = random_decades(source, -3.0, 3.0) * (random_between(source, 0.0, 1.0) < 0.5 ? -1.0 : 1.0);
    }
}

static void fill_dd(random_source *source, double *hi, double *lo)
{
    fill(source, hi);
    for (int l = 0; l < WIDE_LANES; ++l) {
        lo[l] = hi[l] * random_between(source, -1e-16, 1e-16);
    }
}

static void every_lane_is_its_own(void **state)
{
    (void)state;
    random_source source = {71};
    lane a, b, sum, difference, product, quotient, scaled, negative, size, larger, at_least, rest, lost, where;
    for (int trial = 0; trial < 100; ++trial) {
        fill(&source, a);
        fill(&source, b);
        b[3] = a[3];
        const wide x = wide_load(a), y = wide_load(b), mask = wide_at_least(x, y);
        wide_store(sum, wide_add(x, y));
        wide_store(difference, wide_subtract(x, y));
        wide_store(product, wide_multiply(x, y));
        wide_store(quotient, wide_divide(x, y));
        wide_store(scaled, wide_scale(x, 3.0));
        wide_store(negative, wide_negate(x));
        wide_store(size, wide_absolute(x));
        wide_store(larger, wide_larger(x, y));
        wide_store(at_least, mask);
        wide_store(where, wide_where(mask, x));
        wide_store(rest, wide_sum_rest(x, y, wide_add(x, y)));
        wide_store(lost, wide_product_rest(x, y, wide_multiply(x, y)));
        for (int l = 0; l < WIDE_LANES; ++l) {
            assert_true(sum[l] == a[l] + b[l] && difference[l] == a[l] - b[l] && product[l] == a[l] * b[l]);
            assert_true(quotient[l] == a[l] / b[l] && scaled[l] == 3.0 * a[l] && negative[l] == -a[l]);
            assert_true(size[l] == fabs(a[l]) && larger[l] == fmax(a[l], b[l]));
            assert_true(at_least[l] == (a[l] >= b[l] ? 1.0 : 0.0) && where[l] == (a[l] >= b[l] ? a[l] : 0.0));
            assert_true(rest[l] == dd_two_sum(a[l], b[l]).lo && lost[l] == dd_two_product(a[l], b[l]).lo);
        }
    }
}

static void what_is_not_a_number(void **state)
{
    (void)state;
    lane a = {1.0, NAN, 2.0, NAN, 0.0, -0.0, INFINITY, -1.0}, b = {NAN, 1.0, NAN, NAN, -0.0, 0.0, INFINITY, 1.0};
    lane mask, where, larger;
    wide_store(mask, wide_at_least(wide_load(a), wide_load(b)));
    wide_store(where, wide_where(wide_load(mask), wide_load(a)));
    wide_store(larger, wide_larger(wide_load(a), wide_load(b)));
    for (int l = 0; l < WIDE_LANES; ++l) {
        assert_true(mask[l] == (l >= 4 && l <= 6 ? 1.0 : 0.0));
        assert_true(l >= 4 && l <= 6 ? where[l] == a[l] : where[l] == 0.0);
    }
    assert_true(larger[0] == 1.0 && isnan(larger[1]) && larger[2] == 2.0 && isnan(larger[3]) && larger[7] == 1.0);
    assert_true(wide_sum(wide_from(0.5)) == 0.5 * WIDE_LANES);
    assert_true(isnan(wide_sum(wide_load(a))));
}

/* Sums in double-double are as good as those of dd.h, next to the numbers that went in; sums of products to the last
 * digit of a double. */
static void double_double(void **state)
{
    (void)state;
    enum { TERMS = 12 };
    random_source source = {72};
    for (int trial = 0; trial < 100; ++trial) {
        lane a[TERMS], a_lo[TERMS], b[TERMS], b_lo[TERMS], out, out_lo, hi, lo, total, times, times_lo;
        wide_products products = {wide_from(0.0), wide_from(0.0)};
        for (int k = 0; k < TERMS; ++k) {
            fill_dd(&source, a[k], a_lo[k]);
            fill_dd(&source, b[k], b_lo[k]);
            products = wide_products_add(products, (wide_dd){wide_load(a[k]), wide_load(a_lo[k])},
                                         (wide_dd){wide_load(b[k]), wide_load(b_lo[k])});
        }
        const wide_dd x = {wide_load(a[0]), wide_load(a_lo[0])}, y = {wide_load(b[0]), wide_load(b_lo[0])};
        const wide_dd sum = wide_dd_add(x, y), difference = wide_dd_scale(wide_dd_subtract(x, y), 0.5);
        wide_store(out, sum.hi);
        wide_store(out_lo, sum.lo);
        wide_store(hi, difference.hi);
        wide_store(lo, difference.lo);
        wide_store(total, wide_add(products.sum, products.lost));
        const wide_dd product = wide_dd_multiply(x, y);
        wide_store(times, product.hi);
        wide_store(times_lo, product.lo);
        for (int l = 0; l < WIDE_LANES; ++l) {
            const dd p = {a[0][l], a_lo[0][l]}, q = {b[0][l], b_lo[0][l]};
            const double most = fabs(p.hi) + fabs(q.hi);
            double largest = 0.0;
            dd expected = dd_from(0.0);
            expect_close(dd_subtract((dd){out[l], out_lo[l]}, dd_add(p, q)).hi, 0.0, 0.0, 0x1p-104 * most, "sum");
            expect_close(dd_subtract((dd){hi[l], lo[l]}, dd_scale(dd_subtract(p, q), 0.5)).hi, 0.0, 0.0,
                         0x1p-105 * most, "difference");
            expect_close(dd_subtract((dd){times[l], times_lo[l]}, dd_multiply(p, q)).hi, 0.0, 0.0,
                         0x1p-102 * fabs(p.hi * q.hi), "product");
            for (int k = 0; k < TERMS; ++k) {
                const dd one = dd_multiply((dd){a[k][l], a_lo[k][l]}, (dd){b[k][l], b_lo[k][l]});
                expected = dd_add(expected, one);
                largest = fmax(largest, fabs(one.hi));
            }
            expect_close(total[l], dd_value(expected), 0x1p-52, 1e-28 * largest, "sum of products");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lane_is_its_own),
        cmocka_unit_test(what_is_not_a_number),
        cmocka_unit_test(double_double),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
