#include "support.h"

#include "base/hermitian.h"
#include "complex_matrix.h"
#include "entangine/bath.h"
#include "generator/bohr.h"
#include "model/two_qubit_numerical.h"
#include "solver/steady_state.h"

enum { D = 4 };

typedef struct spectrum {
    lindblad system;
    dd energies[D];
    zdd states[D * D];
} spectrum;

static spectrum two_qubits(double eps_h, double eps_c, double g)
{
    const two_qubit_setting setting = {.eps_h = dd_from(eps_h), .eps_c = dd_from(eps_c), .g = g};
    spectrum self = {.system = {.d = D}};
    zdd work[D * D];
    two_qubit_hamiltonian(self.system.hamiltonian, &setting);
    two_qubit_hamiltonian(work, &setting);
    hermitian_eigen(D, self.energies, self.states, work);
    return self;
}

static bohr_bath bath_on(int qubit, double rate, double temperature)
{
    bohr_bath bath = {.rate = rate, .temperature = temperature};
    const sparse_operator lowering = two_qubit_lowering(qubit);
    for (int k = 0; k < lowering.n; ++k) {
        bath.coupling[lowering.elements[k].row * D + lowering.elements[k].column] = lowering.elements[k].value;
    }
    return bath;
}

/* Tr[A^dag B] */
static double overlap(const number *a, const number *b)
{
    double sum = 0.0;
    for (int k = 0; k < D * D; ++k) {
        sum += creal(conj(a[k]) * b[k]);
    }
    return sum;
}

/* Eqs (20), (21) at resonance: |00><eps_-+| and |eps_+-><11|, rates at eps -+ g. */
static void operators_of_the_paper_at_resonance(void **state)
{
    (void)state;
    const double g = 0.3, rate = 0.01, temperature = 0.4;
    spectrum s = two_qubits(1.0, 1.0, g);
    const bohr_bath bath = bath_on(0, rate, temperature);
    assert_int_equal(bohr_add_bath(&s.system, 0, &bath, s.energies, s.states), ENT_OK);
    assert_int_equal(s.system.n_channels, 4);
    bool found[2] = {false, false};
    for (int k = 0; k < s.system.n_channels; ++k) {
        for (int line = 0; line < 2; ++line) {
            /* s_h = sum of S(w_-) and S(w_+); half of |00><10| and of |01><11| each, with the other states of the pair
             */
            const double sign = line == 0 ? -1.0 : 1.0;
            number expected[D * D] = {0}, jump[D * D];
            expected[3 * D + 1] = 0.5;         /* |00><10| */
            expected[3 * D + 2] = 0.5 * sign;  /* |00><01| */
            expected[2 * D + 0] = 0.5;         /* |01><11| */
            expected[1 * D + 0] = -0.5 * sign; /* |10><11| */
            matrix_from_operator(D, jump, &s.system.channels[k].jump);
            const double n = ent_bose_einstein(1.0 + sign * g, temperature);
            if (fabs(overlap(expected, jump)) > 0.5) {
                for (int i = 0; i < D * D; ++i) {
                    expect_close(creal(jump[i]), creal(expected[i]), 0.0, 1e-15, "element of the jump operator");
                }
                expect_close(dd_value(s.system.channels[k].rate), rate * (1.0 + n), 1e-14, 0.0, "emission rate");
                found[line] = true;
            }
        }
    }
    assert_true(found[0] && found[1]);
}

/* Up and down rates of each line stand as e^{-w/T}; both have the same operator. */
static void detailed_balance_of_each_line(void **state)
{
    (void)state;
    random_source source = {71};
    for (int trial = 0; trial < 100; ++trial) {
        const double eps_c = random_between(&source, 0.6, 1.5), g = random_between(&source, 0.05, 2.0);
        const double temperature = random_decades(&source, -0.7, 1.0);
        spectrum s = two_qubits(1.0, eps_c, g);
        const bohr_bath bath = bath_on(trial % 2, 0.01, temperature);
        assert_int_equal(bohr_add_bath(&s.system, 0, &bath, s.energies, s.states), ENT_OK);
        assert_int_equal(s.system.n_channels, 4);
        for (int k = 0; k < s.system.n_channels; k += 2) {
            number down[D * D], up[D * D], back[D * D], h[D * D], a[D * D], b[D * D];
            matrix_from_operator(D, down, &s.system.channels[k].jump);
            matrix_from_operator(D, up, &s.system.channels[k + 1].jump);
            matrix_adjoint(D, back, up);
            for (int i = 0; i < D * D; ++i) {
                expect_close(cabs(down[i] - back[i]), 0.0, 0.0, 1e-15, "down - up^dag");
            }
            /* [H, L] = -w L with w > 0: it lowers the energy. */
            matrix_from_zdd(D * D, h, s.system.hamiltonian);
            matrix_multiply(D, a, h, down);
            matrix_multiply(D, b, down, h);
            for (int i = 0; i < D * D; ++i) {
                a[i] -= b[i];
            }
            const double w = -overlap(down, a) / overlap(down, down);
            assert_true(w > 0.0);
            for (int i = 0; i < D * D; ++i) {
                expect_close(cabs(a[i] + w * down[i]), 0.0, 0.0, 1e-14, "[H, L] + w L");
            }
            const double ratio = dd_value(s.system.channels[k + 1].rate) / dd_value(s.system.channels[k].rate);
            expect_close(ratio, exp(-w / temperature), 1e-11, 0.0, "up/down");
        }
    }
}

/* The operators of one bath add up to its coupling (the part that lowers the energy, where eps_- < 0: its adjoint). */
static void lines_add_up_to_the_coupling(void **state)
{
    (void)state;
    spectrum s = two_qubits(1.0, 1.2, 0.4);
    const bohr_bath bath = bath_on(1, 1.0, 0.0);
    assert_int_equal(bohr_add_bath(&s.system, 0, &bath, s.energies, s.states), ENT_OK);
    assert_int_equal(s.system.n_channels, 2); /* at T = 0 nothing is absorbed */
    number sum[D * D] = {0}, jump[D * D], coupling[D * D];
    for (int k = 0; k < 2; ++k) {
        matrix_from_operator(D, jump, &s.system.channels[k].jump);
        for (int i = 0; i < D * D; ++i) {
            sum[i] += jump[i];
        }
    }
    matrix_from_zdd(D * D, coupling, bath.coupling);
    for (int i = 0; i < D * D; ++i) {
        expect_close(cabs(sum[i] - coupling[i]), 0.0, 0.0, 1e-15, "sum of the lines - S");
    }
}

/* Without coupling both transitions of a qubit have its gap: one operator, the bare lowering one. */
static void degenerate_lines_are_one_operator(void **state)
{
    (void)state;
    spectrum s = two_qubits(1.0, 1.3, 0.0);
    const bohr_bath bath = bath_on(0, 0.01, 0.5);
    assert_int_equal(bohr_add_bath(&s.system, 0, &bath, s.energies, s.states), ENT_OK);
    assert_int_equal(s.system.n_channels, 2);
    assert_int_equal(s.system.channels[0].jump.n, 2);
    number jump[D * D], coupling[D * D];
    matrix_from_operator(D, jump, &s.system.channels[0].jump);
    matrix_from_zdd(D * D, coupling, bath.coupling);
    for (int i = 0; i < D * D; ++i) {
        expect_close(cabs(jump[i] - coupling[i]), 0.0, 0.0, 1e-15, "the lowering operator");
    }
}

static void zero_frequency_is_an_error(void **state)
{
    (void)state;
    spectrum s = two_qubits(1.0, 1.0, 1.0);
    const bohr_bath bath = bath_on(0, 0.01, 0.5);
    assert_int_equal(bohr_add_bath(&s.system, 0, &bath, s.energies, s.states), ENT_ERROR_ZERO_FREQUENCY);
}

/* Both baths at one temperature: the Gibbs state of H, also with eps_- < 0. */
static void equilibrium_is_the_gibbs_state(void **state)
{
    (void)state;
    const double couplings[] = {0.2, 0.9, 1.4};
    for (int trial = 0; trial < 3; ++trial) {
        const double temperature = 0.6;
        spectrum s = two_qubits(1.0, 1.1, couplings[trial]);
        for (int qubit = 0; qubit < 2; ++qubit) {
            const bohr_bath bath = bath_on(qubit, 0.01 + 0.02 * qubit, temperature);
            assert_int_equal(bohr_add_bath(&s.system, qubit, &bath, s.energies, s.states), ENT_OK);
        }
        zdd rho[D * D];
        double residual, sum = 0.0;
        number plain[D * D], states[D * D];
        assert_int_equal(steady_state_small(rho, &residual, &s.system), ENT_OK);
        matrix_from_zdd(D * D, plain, rho);
        matrix_from_zdd(D * D, states, s.states);
        for (int k = 0; k < D; ++k) {
            sum += exp((s.energies[0].hi - s.energies[k].hi) / temperature);
        }
        for (int i = 0; i < D; ++i) {
            for (int j = 0; j < D; ++j) {
                number gibbs = 0.0;
                for (int k = 0; k < D; ++k) {
                    gibbs += states[i * D + k] * conj(states[j * D + k]) *
                             exp((s.energies[0].hi - s.energies[k].hi) / temperature) / sum;
                }
                expect_close(cabs(plain[i * D + j] - gibbs), 0.0, 0.0, 1e-14, "rho - Gibbs state");
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_of_the_paper_at_resonance), cmocka_unit_test(detailed_balance_of_each_line),
        cmocka_unit_test(lines_add_up_to_the_coupling),        cmocka_unit_test(degenerate_lines_are_one_operator),
        cmocka_unit_test(zero_frequency_is_an_error),          cmocka_unit_test(equilibrium_is_the_gibbs_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
