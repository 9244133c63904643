#include "support.h"

#include "complex_matrix.h"
#include "solver/steady_state.h"

static sparse_operator element(int row, int column)
{
    sparse_operator result = {0};
    operator_add(&result, row, column, zdd_from(1.0, 0.0));
    return result;
}

/* Level |1> is index 0, |0> index 1. */
static lindblad qubit(double up, double down, double drive, double detuning)
{
    lindblad system = {.d = 2};
    system.hamiltonian[0] = zdd_from(detuning, 0.0);
    system.hamiltonian[1] = system.hamiltonian[2] = zdd_from(drive, 0.0);
    const sparse_operator lowering = element(1, 0), raising = element(0, 1);
    lindblad_add_channel(&system, 0, dd_from(down), &lowering);
    lindblad_add_channel(&system, 0, dd_from(up), &raising);
    return system;
}

static void one_qubit_in_a_bath(void **state)
{
    (void)state;
    const lindblad system = qubit(0.25, 0.75, 0.0, 1.0);
    zdd rho[4];
    double residual;
    assert_int_equal(steady_state_small(rho, &residual, &system), ENT_OK);
    expect_close(rho[0].re.hi, 0.25, 1e-30, 0.0, "excited population");
    expect_close(rho[3].re.hi, 0.75, 1e-30, 0.0, "ground population");
    expect_close(sqrt(zdd_norm(rho[1]).hi), 0.0, 0.0, 1e-30, "coherence");
    assert_true(residual < 1e-30);
}

/* Driven and damped: s = (2 W)^2 2/(g^2 + 4 D^2) with W = drive gives p_1 = s/2/(1 + s). */
static void driven_qubit(void **state)
{
    (void)state;
    const double drive = 0.3, detuning = 0.2, gamma = 0.7;
    const lindblad system = qubit(0.0, gamma, drive, detuning);
    zdd rho[4];
    double residual;
    assert_int_equal(steady_state_small(rho, &residual, &system), ENT_OK);
    const double saturation = 2.0 * (2.0 * drive) * (2.0 * drive) / (gamma * gamma + 4.0 * detuning * detuning);
    expect_close(dd_value(rho[0].re), 0.5 * saturation / (1.0 + saturation), 1e-15, 0.0, "excited population");
    expect_close(dd_value(dd_add(rho[0].re, rho[3].re)), 1.0, 1e-30, 0.0, "trace");
    assert_true(residual < 1e-30);
}

/* A ring of jumps 0 -> 1 -> 2 -> 3 -> 0: populations inverse to the rates, over twelve decades. */
static void ring_of_jumps(void **state)
{
    (void)state;
    const double rates[4] = {1.0, 1e-4, 1e-8, 1e-12};
    lindblad system = {.d = 4};
    double sum = 0.0;
    for (int k = 0; k < 4; ++k) {
        const sparse_operator jump = element((k + 1) % 4, k);
        system.hamiltonian[5 * k] = zdd_from(k * 1.3, 0.0);
        lindblad_add_channel(&system, 0, dd_from(rates[k]), &jump);
        sum += 1.0 / rates[k];
    }
    zdd rho[16];
    double residual;
    assert_int_equal(steady_state_small(rho, &residual, &system), ENT_OK);
    for (int k = 0; k < 4; ++k) {
        expect_close(dd_value(rho[5 * k].re), 1.0 / rates[k] / sum, 1e-14, 0.0, "population");
    }
    assert_true(residual < 1e-30);
}

/* The residual is |L rho| by an independent master equation, and rho is a state. */
static void random_generators(void **state)
{
    (void)state;
    random_source source = {81};
    for (int trial = 0; trial < 100; ++trial) {
        lindblad system = {.d = 4};
        for (int i = 0; i < 4; ++i) {
            for (int j = i; j < 4; ++j) {
                const double im = i == j ? 0.0 : random_between(&source, -1.0, 1.0);
                system.hamiltonian[i * 4 + j] = zdd_from(random_between(&source, -1.0, 1.0), im);
                system.hamiltonian[j * 4 + i] = zdd_conjugate(system.hamiltonian[i * 4 + j]);
            }
        }
        for (int k = 0; k < 6; ++k) {
            const sparse_operator jump = element(k % 4, (k * k + 1) % 4);
            lindblad_add_channel(&system, 0, dd_from(random_decades(&source, -3.0, 0.0)), &jump);
        }
        zdd rho[16];
        number plain[16], flow[16];
        double residual;
        assert_int_equal(steady_state_small(rho, &residual, &system), ENT_OK);
        matrix_from_zdd(16, plain, rho);
        matrix_master_equation(&system, -1, flow, plain);
        for (int k = 0; k < 16; ++k) {
            expect_close(cabs(flow[k]), 0.0, 0.0, 1e-15, "L rho");
        }
        assert_true(residual >= 0.0 && residual < 1e-29);
    }
}

static void states_that_are_not_unique(void **state)
{
    (void)state;
    zdd rho[16];
    double residual;
    const lindblad alone = {.d = 4};
    assert_int_equal(steady_state_small(rho, &residual, &alone), ENT_ERROR_NOT_UNIQUE);
    const lindblad no_bath = qubit(0.0, 0.0, 0.3, 1.0);
    assert_int_equal(steady_state_small(rho, &residual, &no_bath), ENT_ERROR_NOT_UNIQUE);
    /* Two ladders that do not touch: 0 -> 1 and 2 -> 3. */
    lindblad halves = {.d = 4};
    for (int k = 0; k < 4; ++k) {
        const sparse_operator jump = element(k ^ 1, k);
        halves.hamiltonian[5 * k] = zdd_from(k * 1.3, 0.0);
        lindblad_add_channel(&halves, 0, dd_from(0.1 + 0.1 * k), &jump);
    }
    assert_int_equal(steady_state_small(rho, &residual, &halves), ENT_ERROR_NOT_UNIQUE);
    /* A dark state on top of another. */
    lindblad dark = {.d = 4};
    const sparse_operator decay = element(3, 0);
    lindblad_add_channel(&dark, 0, dd_from(1.0), &decay);
    assert_int_equal(steady_state_small(rho, &residual, &dark), ENT_ERROR_NOT_UNIQUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_qubit_in_a_bath),
        cmocka_unit_test(driven_qubit),
        cmocka_unit_test(ring_of_jumps),
        cmocka_unit_test(random_generators),
        cmocka_unit_test(states_that_are_not_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
