#include "support.h"

#include "complex_matrix.h"
#include "generator/lindblad.h"

static zdd random_zdd(random_source *source)
{
    const double re = random_between(source, -1.0, 1.0);
    return zdd_from(re, random_between(source, -1.0, 1.0));
}

static void random_hermitian(random_source *source, int d, zdd *a)
{
    for (int i = 0; i < d; ++i) {
        for (int j = i; j < d; ++j) {
            a[i * d + j] = random_zdd(source);
            a[j * d + i] = zdd_conjugate(a[i * d + j]);
        }
        a[i * d + i].im = dd_from(0.0);
    }
}

static lindblad random_system(random_source *source, int d)
{
    lindblad system = {.d = d};
    random_hermitian(source, d, system.hamiltonian);
    for (int k = 0; k < 5; ++k) {
        sparse_operator jump = {0};
        for (int l = 0; l < d * d; ++l) {
            if (random_between(source, 0.0, 1.0) < 0.4) {
                operator_add(&jump, l / d, l % d, random_zdd(source));
            }
        }
        lindblad_add_channel(&system, k % 2, dd_from(random_between(source, 0.0, 2.0)), &jump);
    }
    return system;
}

/* rho_ii at i d + i; Re rho_ij at i d + j and Im rho_ij at j d + i for i < j. */
static double unknown_of(int d, const number *rho, int k)
{
    const int i = k / d, j = k % d;
    return i <= j ? creal(rho[i * d + j]) : cimag(rho[j * d + i]);
}

static void generator_is_the_commutator_form(void **state)
{
    (void)state;
    random_source source = {61};
    for (int trial = 0; trial < 100; ++trial) {
        const int d = 2 + trial % 3;
        const int n = d * d;
        const lindblad system = random_system(&source, d);
        dd generator[256];
        zdd rho[16];
        number plain[16], expected[16];
        lindblad_generator(&system, generator);
        random_hermitian(&source, d, rho);
        matrix_from_zdd(n, plain, rho);
        matrix_master_equation(&system, -1, expected, plain);
        for (int i = 0; i < n; ++i) {
            double value = 0.0;
            for (int j = 0; j < n; ++j) {
                value += dd_value(generator[i * n + j]) * unknown_of(d, plain, j);
            }
            expect_close(value, unknown_of(d, expected, i), 0.0, 1e-12, "L rho");
        }
    }
}

static void trace_is_kept(void **state)
{
    (void)state;
    random_source source = {62};
    for (int trial = 0; trial < 50; ++trial) {
        const lindblad system = random_system(&source, 4);
        dd generator[256];
        lindblad_generator(&system, generator);
        for (int j = 0; j < 16; ++j) {
            dd sum = dd_from(0.0);
            for (int i = 0; i < 4; ++i) {
                sum = dd_add(sum, generator[5 * i * 16 + j]);
            }
            expect_close(sum.hi, 0.0, 0.0, 1e-29, "sum of a column over the populations");
        }
    }
}

static void currents_are_traces(void **state)
{
    (void)state;
    random_source source = {63};
    for (int trial = 0; trial < 50; ++trial) {
        const int d = 2 + trial % 3;
        const lindblad system = random_system(&source, d);
        zdd rho[16], observable[16];
        number plain[16], flow[16], operator[16];
        random_hermitian(&source, d, rho);
        random_hermitian(&source, d, observable);
        matrix_from_zdd(d * d, plain, rho);
        matrix_from_zdd(d * d, operator, observable);
        for (int bath = 0; bath < 3; ++bath) {
            double expected = 0.0;
            matrix_master_equation(&system, bath, flow, plain);
            for (int k = 0; k < d * d; ++k) {
                expected += creal(operator[k] * flow[(k % d) * d + k / d]);
            }
            expect_close(dd_value(lindblad_current(&system, observable, bath, rho)), expected, 0.0, 1e-12, "current");
        }
    }
}

static void state_and_unknowns_are_inverse(void **state)
{
    (void)state;
    dd unknowns[16];
    zdd rho[16];
    for (int k = 0; k < 16; ++k) {
        unknowns[k] = (dd){k + 1.0, (k + 1.0) * 0x1p-60};
    }
    lindblad_state(4, rho, unknowns);
    for (int k = 0; k < 16; ++k) {
        const int i = k / 4, j = k % 4;
        const dd expected = i <= j ? rho[i * 4 + j].re : rho[j * 4 + i].im;
        assert_true(unknowns[k].hi == expected.hi && unknowns[k].lo == expected.lo);
        assert_true(rho[k].re.hi == rho[j * 4 + i].re.hi && rho[k].im.hi == -rho[j * 4 + i].im.hi);
    }
}

static void operators(void **state)
{
    (void)state;
    sparse_operator a = {0};
    operator_add(&a, 1, 2, zdd_from(0.0, 0.0));
    assert_int_equal(a.n, 0);
    operator_add(&a, 1, 2, zdd_from(3.0, 4.0));
    assert_int_equal(a.n, 1);
    const sparse_operator b = operator_adjoint(&a);
    assert_true(b.n == 1 && b.elements[0].row == 2 && b.elements[0].column == 1);
    assert_true(b.elements[0].value.re.hi == 3.0 && b.elements[0].value.im.hi == -4.0);
    lindblad system = {.d = 4};
    const sparse_operator empty = {0};
    lindblad_add_channel(&system, 0, dd_from(0.0), &a);
    lindblad_add_channel(&system, 0, dd_from(1.0), &empty);
    assert_int_equal(system.n_channels, 0);
    lindblad_add_channel(&system, 1, dd_from(1.0), &a);
    assert_true(system.n_channels == 1 && system.channels[0].bath == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(generator_is_the_commutator_form),
        cmocka_unit_test(trace_is_kept),
        cmocka_unit_test(currents_are_traces),
        cmocka_unit_test(state_and_unknowns_are_inverse),
        cmocka_unit_test(operators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
