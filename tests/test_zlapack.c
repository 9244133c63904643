#include "support.h"

#include <complex.h>
#include <stdlib.h>

#include "base/zlapack.h"

static double complex *random_matrix(random_source *source, int m, int n)
{
    double complex *a = calloc((size_t)m * (size_t)n, sizeof *a);
    assert_non_null(a);
    for (int k = 0; k < m * n; ++k) {
        a[k] = random_between(source, -1.0, 1.0) + I * random_between(source, -1.0, 1.0);
    }
    return a;
}

/* Upper triangular, with decays on the diagonal. */
static double complex *random_triangle(random_source *source, int n)
{
    double complex *t = random_matrix(source, n, n);
    for (int j = 0; j < n; ++j) {
        for (int i = 0; i < n; ++i) {
            t[j * n + i] = i > j ? 0.0 : i == j ? t[j * n + i] - 3.0 : t[j * n + i] / n;
        }
    }
    return t;
}

/* Square and not, with either side the longer one. */
static void sylvester_solves_its_equation(void **state)
{
    (void)state;
    random_source source = {82};
    static const int sizes[][2] = {{1, 1}, {3, 40}, {40, 3}, {32, 33}, {65, 65}, {70, 131}, {131, 70}};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; ++k) {
        const int m = sizes[k][0], n = sizes[k][1];
        double complex *t = random_triangle(&source, m), *s = random_triangle(&source, n);
        double complex *c = random_matrix(&source, m, n), *x = calloc((size_t)m * (size_t)n, sizeof *x);
        assert_non_null(x);
        for (int e = 0; e < m * n; ++e) {
            x[e] = c[e];
        }
        assert_true(zlapack_sylvester(m, n, t, s, x));
        for (int j = 0; j < n; ++j) {
            for (int i = 0; i < m; ++i) {
                double complex left = -c[j * m + i];
                for (int l = 0; l < m; ++l) {
                    left += t[l * m + i] * x[j * m + l];
                }
                for (int l = 0; l < n; ++l) {
                    left += x[l * m + i] * conj(s[l * n + j]);
                }
                assert_true(cabs(left) < 1e-12);
            }
        }
        free(t);
        free(s);
        free(c);
        free(x);
    }
}

/* Parts of larger matrices. */
static void products_of_parts(void **state)
{
    (void)state;
    enum { M = 5, N = 4, K = 6, LDA = 7, LDB = 9, LDC = 8 };
    random_source source = {83};
    for (int adjoint = 0; adjoint < 2; ++adjoint) {
        double complex *a = random_matrix(&source, LDA, K), *b = random_matrix(&source, LDB, LDB);
        double complex *c = random_matrix(&source, LDC, N);
        const double complex beside = c[LDC - 1];
        zlapack_multiply_part(M, N, K, a, LDA, b, LDB, adjoint, c, LDC);
        for (int j = 0; j < N; ++j) {
            for (int i = 0; i < M; ++i) {
                double complex sum = 0.0;
                for (int k = 0; k < K; ++k) {
                    sum += a[k * LDA + i] * (adjoint ? conj(b[k * LDB + j]) : b[j * LDB + k]);
                }
                assert_true(cabs(sum - c[j * LDC + i]) < 1e-13);
            }
        }
        assert_true(c[LDC - 1] == beside);
        free(a);
        free(b);
        free(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sylvester_solves_its_equation),
        cmocka_unit_test(products_of_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
