#include "support.h"

#include "base/hermitian.h"

static void random_hermitian(random_source *source, int d, zdd *a)
{
    for (int i = 0; i < d; ++i) {
        a[i * d + i] = zdd_from(random_between(source, -1.0, 1.0), 0.0);
        for (int j = i + 1; j < d; ++j) {
            a[i * d + j] = zdd_from(random_between(source, -1.0, 1.0), random_between(source, -1.0, 1.0));
            a[j * d + i] = zdd_conjugate(a[i * d + j]);
        }
    }
}

/* Largest |(A V - V diag)_ij| */
static double eigen_residual(int d, const zdd *a, const dd *values, const zdd *v)
{
    double largest = 0.0;
    for (int i = 0; i < d; ++i) {
        for (int k = 0; k < d; ++k) {
            zdd sum = zdd_times(v[i * d + k], dd_negate(values[k]));
            for (int j = 0; j < d; ++j) {
                sum = zdd_add(sum, zdd_multiply(a[i * d + j], v[j * d + k]));
            }
            largest = fmax(largest, sqrt(zdd_norm(sum).hi));
        }
    }
    return largest;
}

/* Largest |(V^dag V - 1)_ij| */
static double orthogonality_error(int d, const zdd *v)
{
    double largest = 0.0;
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            zdd sum = zdd_from(i == j ? -1.0 : 0.0, 0.0);
            for (int k = 0; k < d; ++k) {
                sum = zdd_add(sum, zdd_multiply(zdd_conjugate(v[k * d + i]), v[k * d + j]));
            }
            largest = fmax(largest, sqrt(zdd_norm(sum).hi));
        }
    }
    return largest;
}

static void check(int d, const zdd *a)
{
    zdd work[16], vectors[16];
    dd values[4], alone[4];
    memcpy(work, a, (size_t)(d * d) * sizeof *a);
    hermitian_eigen(d, values, vectors, work);
    expect_close(eigen_residual(d, a, values, vectors), 0.0, 0.0, 1e-29, "A V - V diag");
    expect_close(orthogonality_error(d, vectors), 0.0, 0.0, 1e-29, "V^dag V - 1");
    memcpy(work, a, (size_t)(d * d) * sizeof *a);
    hermitian_eigen(d, alone, NULL, work);
    for (int k = 0; k < d; ++k) {
        assert_true(dd_subtract(alone[k], values[k]).hi == 0.0);
        assert_true(k == 0 || dd_subtract(values[k], values[k - 1]).hi >= 0.0);
    }
}

static void random_matrices(void **state)
{
    (void)state;
    random_source source = {21};
    for (int k = 0; k < 500; ++k) {
        zdd a[16];
        const int d = 1 + k % 4;
        random_hermitian(&source, d, a);
        check(d, a);
    }
}

static void diagonal_and_zero_matrices(void **state)
{
    (void)state;
    zdd a[16] = {0};
    dd values[4];
    hermitian_eigen(4, values, NULL, a);
    for (int k = 0; k < 4; ++k) {
        assert_true(values[k].hi == 0.0);
    }
    const double diagonal[4] = {3.0, -1.0, 2.0, -1.0};
    for (int k = 0; k < 4; ++k) {
        a[5 * k] = zdd_from(diagonal[k], 0.0);
    }
    check(4, a);
    hermitian_eigen(4, values, NULL, a);
    assert_true(values[0].hi == -1.0 && values[1].hi == -1.0 && values[2].hi == 2.0 && values[3].hi == 3.0);
}

/* The Pauli matrices: -1 and 1. */
static void pauli_matrices(void **state)
{
    (void)state;
    const zdd zero = zdd_from(0.0, 0.0), one = zdd_from(1.0, 0.0), i = zdd_from(0.0, 1.0);
    const zdd x[4] = {zero, one, one, zero};
    const zdd y[4] = {zero, zdd_conjugate(i), i, zero};
    const zdd *const matrices[] = {x, y};
    for (int k = 0; k < 2; ++k) {
        zdd work[4];
        dd values[2];
        check(2, matrices[k]);
        memcpy(work, matrices[k], sizeof work);
        hermitian_eigen(2, values, NULL, work);
        expect_close(values[0].hi, -1.0, 1e-30, 0.0, "lower eigenvalue");
        expect_close(values[1].hi, 1.0, 1e-30, 0.0, "upper eigenvalue");
    }
}

/* A weak coupling splits two close levels by more than their distance: eigenvalues (1 +- sqrt(1 + 4 w^2)) s/2. */
static void close_levels(void **state)
{
    (void)state;
    const double s = 0x1p-60;
    zdd a[4] = {zdd_from(0.0, 0.0), zdd_from(s, 0.0), zdd_from(s, 0.0), zdd_from(s, 0.0)};
    dd values[2];
    hermitian_eigen(2, values, NULL, a);
    expect_close(values[0].hi, 0.5 * (1.0 - sqrt(5.0)) * s, 1e-15, 0.0, "lower eigenvalue");
    expect_close(values[1].hi, 0.5 * (1.0 + sqrt(5.0)) * s, 1e-15, 0.0, "upper eigenvalue");
    zdd b[4] = {zdd_from(1.0, 0.0), zdd_from(0.0, 1e-10), zdd_from(0.0, -1e-10), zdd_from(-1.0, 0.0)};
    check(2, b);
    hermitian_eigen(2, values, NULL, b);
    /* sqrt(1 + 1e-20) - 1 = 5e-21 shows in double-double only */
    expect_close(dd_subtract(values[1], dd_from(1.0)).hi, 5e-21, 1e-9, 0.0, "shift of the upper level");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_matrices),
        cmocka_unit_test(diagonal_and_zero_matrices),
        cmocka_unit_test(pauli_matrices),
        cmocka_unit_test(close_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
