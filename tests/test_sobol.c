/* Quasi-random points: spread evenly in every dimension, different for each replicate, and better than random. */
#include "support.h"

#include "base/sobol.h"

/* Of 2^m points exactly one falls into each of 2^m equal intervals, in every dimension. */
static void test_each_dimension_is_stratified(void **state)
{
    (void)state;
    enum { N = 1024 };
    static sobol sequence;
    static int hits[SOBOL_MAX_DIMENSION][N];
    sobol_create(&sequence, SOBOL_MAX_DIMENSION, 7, 3);
    for (uint32_t i = 0; i < N; ++i) {
        double x[SOBOL_MAX_DIMENSION];
        sobol_point(&sequence, x, i);
        for (int d = 0; d < SOBOL_MAX_DIMENSION; ++d) {
            assert_true(x[d] > 0.0 && x[d] < 1.0);
            ++hits[d][(int)(x[d] * N)];
        }
    }
    for (int k = 0; k < SOBOL_MAX_DIMENSION * N; ++k) {
        assert_int_equal(hits[k / N][k % N], 1);
    }
}

/* The first two dimensions form a (0, 2)-sequence: one point in every elementary box of area 2^-m. */
static void test_elementary_boxes(void **state)
{
    (void)state;
    enum { M = 8, N = 1 << M };
    static sobol sequence;
    sobol_create(&sequence, 2, 1, 0);
    for (int bits = 0; bits <= M; ++bits) {
        int hits[N] = {0};
        for (uint32_t i = 0; i < N; ++i) {
            double x[2];
            sobol_point(&sequence, x, i);
            ++hits[(int)ldexp(x[0], bits) * (1 << (M - bits)) + (int)ldexp(x[1], M - bits)];
        }
        for (int k = 0; k < N; ++k) {
            assert_int_equal(hits[k], 1);
        }
    }
}

/* Root mean square error, over 32 replicates, of the mean of prod (1 + (x - 1/2)/2) over n points in 6 dimensions. */
static double error_of_mean(uint32_t n)
{
    enum { REPLICATES = 32, DIMENSION = 6 };
    static sobol sequence;
    double squares = 0.0;
    for (uint64_t r = 0; r < REPLICATES; ++r) {
        double sum = 0.0;
        sobol_create(&sequence, DIMENSION, 42, r);
        for (uint32_t i = 0; i < n; ++i) {
            double x[DIMENSION], f = 1.0;
            sobol_point(&sequence, x, i);
            for (int d = 0; d < DIMENSION; ++d) {
                f *= 1.0 + 0.5 * (x[d] - 0.5);
            }
            sum += f;
        }
        squares += (sum / n - 1.0) * (sum / n - 1.0);
    }
    return sqrt(squares / REPLICATES);
}

static void test_error_falls_faster_than_random(void **state)
{
    (void)state;
    const double few = error_of_mean(256), many = error_of_mean(16384);
    /* 64 times the points: random points would gain 8, these more than 64. */
    assert_true(few / many > 64.0);
    assert_true(many < 1e-5 && many > 0.0);
}

static void test_seeds_and_replicates_differ(void **state)
{
    (void)state;
    static sobol a, b, c, d;
    double x[2], y[2];
    sobol_create(&a, 2, 5, 0);
    sobol_create(&b, 2, 5, 0);
    sobol_create(&c, 2, 5, 1);
    sobol_create(&d, 2, 6, 0);
    sobol_point(&a, x, 9);
    sobol_point(&b, y, 9);
    assert_true(x[0] == y[0] && x[1] == y[1]);
    sobol_point(&c, y, 9);
    assert_true(x[0] != y[0] && x[1] != y[1]);
    sobol_point(&d, y, 9);
    assert_true(x[0] != y[0] && x[1] != y[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_dimension_is_stratified),
        cmocka_unit_test(test_elementary_boxes),
        cmocka_unit_test(test_error_falls_faster_than_random),
        cmocka_unit_test(test_seeds_and_replicates_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
