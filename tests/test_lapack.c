#include "base/lapack.h"

#include "support.h"

enum { N = 5 };

static void fill(random_source *source, double *a)
{
    for (int k = 0; k < N * N; ++k) {
        a[k] = random_between(source, -1.0, 1.0);
    }
}

static void linear_systems(void **state)
{
    (void)state;
    random_source source = {351};
    double a[N * N], lu[N * N], x[N], b[N], c[N] = {0};
    int pivots[N];
    fill(&source, a);
    memcpy(lu, a, sizeof a);
    assert_true(lapack_lu(N, lu, pivots));
    for (int i = 0; i < N; ++i) {
        x[i] = random_between(&source, -1.0, 1.0);
        b[i] = 0.0;
    }
    for (int j = 0; j < N; ++j) {
        for (int i = 0; i < N; ++i) {
            b[i] += a[j * N + i] * x[j];
            c[j] += a[j * N + i] * x[i];
        }
    }
    lapack_lu_solve(N, lu, pivots, false, b);
    lapack_lu_solve(N, lu, pivots, true, c);
    for (int i = 0; i < N; ++i) {
        expect_close(b[i], x[i], 1e-12, 0.0, "solution");
        expect_close(c[i], x[i], 1e-12, 0.0, "solution of the transposed system");
    }
    const double zero[4] = {1.0, 2.0, 2.0, 4.0};
    double singular[4];
    memcpy(singular, zero, sizeof zero);
    assert_false(lapack_lu(2, singular, pivots));
}

static void condition_of_a_diagonal_matrix(void **state)
{
    (void)state;
    double a[4] = {1.0, 0.0, 0.0, 1e-7};
    int pivots[2];
    assert_true(lapack_lu(2, a, pivots));
    expect_close(lapack_reciprocal_condition(2, a, 1.0), 1e-7, 1e-10, 0.0, "reciprocal condition");
}

/* A rotation by 90 degrees has the eigenvalues i and -i. */
static void eigenvalues_in_pairs(void **state)
{
    (void)state;
    double a[4] = {0.0, 1.0, -1.0, 0.0};
    double complex values[2], vectors[4];
    assert_true(lapack_eigen(2, a, values, vectors));
    for (int k = 0; k < 2; ++k) {
        expect_close(creal(values[k]), 0.0, 0.0, 1e-15, "real part");
        expect_close(fabs(cimag(values[k])), 1.0, 1e-15, 0.0, "imaginary part");
        /* a v = value v with a = ((0, -1), (1, 0)) */
        const double complex rest = -vectors[2 * k + 1] - values[k] * vectors[2 * k];
        expect_close(cabs(rest), 0.0, 0.0, 1e-15, "residual");
    }
}

static void hermitian_and_singular_values(void **state)
{
    (void)state;
    double complex a[4] = {2.0, -I, I, 2.0};
    double values[2];
    assert_true(lapack_hermitian_eigen(2, a, values, true));
    expect_close(values[0], 1.0, 1e-15, 0.0, "lower eigenvalue");
    expect_close(values[1], 3.0, 1e-15, 0.0, "upper eigenvalue");
    double b[4] = {3.0, 0.0, 0.0, -4.0}, u[4], vt[4];
    assert_true(lapack_singular(2, b, values, u, vt));
    expect_close(values[0], 4.0, 1e-15, 0.0, "singular value");
    expect_close(values[1], 3.0, 1e-15, 0.0, "singular value");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear_systems),
        cmocka_unit_test(condition_of_a_diagonal_matrix),
        cmocka_unit_test(eigenvalues_in_pairs),
        cmocka_unit_test(hermitian_and_singular_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
