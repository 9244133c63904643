#include "support.h"

#include "complex_matrix.h"
#include "model/two_qubit_numerical.h"
#include "observable/two_qubit.h"

/* Pauli-ladder operators in the basis |11>, |10>, |01>, |00>, hot qubit first: a product written out. */
static void kronecker(number out[16], const number a[4], const number b[4])
{
    for (int k = 0; k < 16; ++k) {
        const int i = k / 4, j = k % 4;
        out[k] = a[2 * (i / 2) + j / 2] * b[2 * (i % 2) + j % 2];
    }
}

static const number UNIT[4] = {1.0, 0.0, 0.0, 1.0};
static const number LOWER[4] = {0.0, 0.0, 1.0, 0.0}; /* |0><1| with |1> first */

static void lowering_operators(void **state)
{
    (void)state;
    number expected[2][16], value[16];
    kronecker(expected[0], LOWER, UNIT);
    kronecker(expected[1], UNIT, LOWER);
    for (int qubit = 0; qubit < 2; ++qubit) {
        const sparse_operator lowering = two_qubit_lowering(qubit);
        matrix_from_operator(4, value, &lowering);
        for (int k = 0; k < 16; ++k) {
            assert_true(value[k] == expected[qubit][k]);
        }
    }
}

/* sum eps_j s+ s- + kappa_j sx_j + g (s+_h s-_c + h.c.) */
static void hamiltonian(void **state)
{
    (void)state;
    const two_qubit_setting setting = {
        .eps_h = dd_from(1.0), .eps_c = dd_from(1.25), .g = 0.5, .kappa_h = 0.125, .kappa_c = -0.375};
    zdd h[16];
    number value[16], s[2][16], raise[2][16], product[16], expected[16] = {0.0};
    const double eps[2] = {1.0, 1.25}, kappa[2] = {0.125, -0.375};
    kronecker(s[0], LOWER, UNIT);
    kronecker(s[1], UNIT, LOWER);
    for (int q = 0; q < 2; ++q) {
        matrix_adjoint(4, raise[q], s[q]);
        matrix_multiply(4, product, raise[q], s[q]);
        for (int k = 0; k < 16; ++k) {
            expected[k] += eps[q] * product[k] + kappa[q] * (s[q][k] + raise[q][k]);
        }
    }
    matrix_multiply(4, product, raise[0], s[1]);
    for (int k = 0; k < 16; ++k) {
        expected[k] += 0.5 * (product[k] + conj(product[4 * (k % 4) + k / 4]));
    }
    two_qubit_hamiltonian(h, &setting);
    matrix_from_zdd(16, value, h);
    for (int k = 0; k < 16; ++k) {
        assert_true(value[k] == expected[k]);
    }
}

static lindblad engine_system(const two_qubit_setting *setting, double gamma, double n_h, double n_c)
{
    lindblad system = {.d = 4};
    const double n[2] = {n_h, n_c};
    two_qubit_hamiltonian(system.hamiltonian, setting);
    for (int q = 0; q < 2; ++q) {
        const sparse_operator lowering = two_qubit_lowering(q);
        const sparse_operator raising = operator_adjoint(&lowering);
        lindblad_add_channel(&system, q, dd_from(gamma * (1.0 + n[q])), &lowering);
        lindblad_add_channel(&system, q, dd_from(gamma * n[q]), &raising);
    }
    return system;
}

/* Uncoupled qubits: a product of Gibbs states, nothing flows. */
static void uncoupled_qubits(void **state)
{
    (void)state;
    const two_qubit_setting setting = {.eps_h = dd_from(1.0), .eps_c = dd_from(1.25), .t_h = 1.0, .t_c = 0.5};
    const lindblad system = engine_system(&setting, 0.01, 0.5, 0.25);
    double o[N_TWO_QUBIT], residual = NAN;
    assert_int_equal(two_qubit_numerical(&system, &setting, o, &residual), ENT_OK);
    const double p_h = 0.25, p_c = 0.25 / 1.5; /* n/(1 + 2n) */
    expect_close(o[R11], p_h * p_c, 1e-15, 0.0, "r11");
    expect_close(o[R10], p_h * (1.0 - p_c), 1e-15, 0.0, "r10");
    expect_close(o[R01], (1.0 - p_h) * p_c, 1e-15, 0.0, "r01");
    expect_close(o[R00], (1.0 - p_h) * (1.0 - p_c), 1e-15, 0.0, "r00");
    expect_close(o[HEAT_H], 0.0, 0.0, 1e-30, "Q_h");
    expect_close(o[HEAT_C], 0.0, 0.0, 1e-30, "Q_c");
    expect_close(o[PARTICLE_CURRENT], 0.0, 0.0, 1e-30, "I");
    assert_true(o[NEGATIVITY] == 0.0 && o[CONCURRENCE] == 0.0 && o[J_CRITICAL] == 0.0);
    assert_true(residual >= 0.0 && residual < 1e-29);
}

/* Both baths bring the same particle flow; heat leaves as it enters; I = gamma_h-flow. */
static void continuity(void **state)
{
    (void)state;
    const two_qubit_setting setting = {.eps_h = dd_from(1.0), .eps_c = dd_from(1.25), .g = 0.3, .t_h = 1.0, .t_c = 0.5};
    const lindblad system = engine_system(&setting, 0.2, 2.0, 0.125);
    double o[N_TWO_QUBIT], residual;
    assert_int_equal(two_qubit_numerical(&system, &setting, o, &residual), ENT_OK);
    expect_close(o[HEAT_C], -o[HEAT_H], 1e-13, 0.0, "Q_c");
    expect_close(o[J_SS], o[HEAT_H] - o[HEAT_C], 1e-15, 0.0, "J_ss");
    const double n_h = 2.0, into = 0.2 * (n_h * (o[R01] + o[R00]) - (1.0 + n_h) * (o[R11] + o[R10]));
    expect_close(o[PARTICLE_CURRENT], into, 1e-13, 0.0, "I");
    expect_close(o[HEAT_H_BARE], 1.0 * into, 1e-13, 0.0, "Q_h_bare");
    expect_close(o[HEAT_C_BARE], -1.25 * into, 1e-13, 0.0, "Q_c_bare");
    expect_close(o[ENTROPY_PRODUCTION], -o[HEAT_H] / 1.0 - o[HEAT_C] / 0.5, 1e-13, 0.0, "entropy production");
    expect_close(o[J_RATIO], hypot(o[COHERENCE_RE], o[COHERENCE_IM]) / sqrt(o[R11] * o[R00]), 1e-14, 0.0, "J_ratio");
    expect_close(o[J_CRITICAL] * o[J_RATIO], fabs(o[J_SS]), 1e-13, 0.0, "J_c J_ratio");
}

static void no_bath_is_not_unique(void **state)
{
    (void)state;
    const two_qubit_setting setting = {.eps_h = dd_from(1.0), .eps_c = dd_from(1.0), .g = 0.1, .t_h = 1.0, .t_c = 0.5};
    lindblad system = {.d = 4};
    double o[N_TWO_QUBIT], residual = NAN;
    two_qubit_hamiltonian(system.hamiltonian, &setting);
    assert_int_equal(two_qubit_numerical(&system, &setting, o, &residual), ENT_ERROR_NOT_UNIQUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lowering_operators),    cmocka_unit_test(hamiltonian),
        cmocka_unit_test(uncoupled_qubits),      cmocka_unit_test(continuity),
        cmocka_unit_test(no_bath_is_not_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
