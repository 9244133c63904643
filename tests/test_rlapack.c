#include "support.h"

#include <stdlib.h>

#include "base/rlapack.h"

static double *matrix_of(int n)
{
    double *a = calloc((size_t)n * (size_t)n, sizeof *a);
    assert_non_null(a);
    return a;
}

/* c = sum_k a_ik b_kj, or with b^T. */
static double product(int n, const double *a, const double *b, bool transposed, int i, int j)
{
    double sum = 0.0;
    for (int k = 0; k < n; ++k) {
        sum += a[k * n + i] * (transposed ? b[k * n + j] : b[j * n + k]);
    }
    return sum;
}

/* Schur forms with pairs of conjugate eigenvalues, also across every place where halves could be cut. */
static void sylvester_solves_its_equation(void **state)
{
    (void)state;
    random_source source = {81};
    static const int sizes[] = {1, 2, 5, 31, 32, 33, 64, 65, 66, 67, 101, 150};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; ++k) {
        const int n = sizes[k];
        double *a = matrix_of(n), *u = matrix_of(n), *c = matrix_of(n), *x = matrix_of(n), *re = matrix_of(n),
               *im = matrix_of(n);
        for (int j = 0; j < n; ++j) {
            for (int i = 0; i < n; ++i) {
                a[j * n + i] = random_between(&source, -1.0, 1.0) / sqrt((double)n) - (i == j ? 3.0 : 0.0);
            }
            for (int i = 0; i <= j; ++i) {
                x[j * n + i] = x[i * n + j] = c[j * n + i] = c[i * n + j] = random_between(&source, -1.0, 1.0);
            }
        }
        assert_true(rlapack_schur(n, a, re, im, u));
        assert_true(rlapack_sylvester(n, a, x));
        for (int j = 0; j < n; ++j) {
            for (int i = 0; i < n; ++i) {
                const double left = product(n, a, x, false, i, j) + product(n, x, a, true, i, j);
                expect_close(left, c[j * n + i], 0.0, 1e-12, "t x + x t^T");
                assert_true(x[j * n + i] == x[i * n + j]);
            }
        }
        free(a);
        free(u);
        free(c);
        free(x);
        free(re);
        free(im);
    }
}

/* Only the columns that are asked for change, whatever they are. */
static void mirror_writes_below_the_diagonal(void **state)
{
    (void)state;
    enum { N = 45 };
    for (int begin = 0; begin < N; begin += 9) {
        double a[N * N];
        const int end = begin + 13 < N ? begin + 13 : N;
        for (int k = 0; k < N * N; ++k) {
            a[k] = k;
        }
        rlapack_mirror(N, begin, end, a);
        for (int j = 0; j < N; ++j) {
            for (int i = 0; i < N; ++i) {
                const bool taken = i > j && i >= begin && i < end;
                assert_true(a[j * N + i] == (taken ? i * N + j : j * N + i));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sylvester_solves_its_equation),
        cmocka_unit_test(mirror_writes_below_the_diagonal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
