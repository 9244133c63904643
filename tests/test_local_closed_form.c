#include "support.h"

#include "complex_matrix.h"
#include "entangine/bath.h"
#include "model/local.h"
#include "model/two_qubit_numerical.h"
#include "observable/two_qubit.h"

typedef struct local_engine {
    double p[N_LOCAL];
    double o[N_TWO_QUBIT];
} local_engine;

static local_engine defaults(void)
{
    return (local_engine){.p = {1.0, 0.0, 1.6e-3, 1e-3, 1.1e-2, 0.7, 0.1, 0.0, 0.0}};
}

static void solve(local_engine *self)
{
    assert_int_equal(local_closed_form(self->p, self->o), ENT_OK);
}

/* The numbers of the paper's figures, from an independent solve. */
static void values_of_the_paper(void **state)
{
    (void)state;
    local_engine e = defaults();
    solve(&e);
    expect_close(e.o[NEGATIVITY], 8.97226381022336e-4, 1e-13, 0.0, "N");
    expect_close(e.o[J_SS], 1.99480789374629e-4, 1e-13, 0.0, "J_ss");
    expect_close(e.o[J_RATIO], 2.20513465478233, 1e-14, 0.0, "J_ratio");
    assert_true(e.o[COHERENCE_RE] == 0.0 && !signbit(e.o[COHERENCE_RE]));
    e.p[LOCAL_DELTA] = 0.01;
    solve(&e);
    expect_close(e.o[NEGATIVITY], 5.16909166256847e-4, 1e-13, 0.0, "N, detuned");
    expect_close(e.o[J_SS], 7.69455525593873e-5, 1e-13, 0.0, "J_ss, detuned");
    expect_close(e.o[J_RATIO], 2.54723706692785, 1e-14, 0.0, "J_ratio, detuned");
}

/* The state put into the master equation, written as matrices. */
static double stationarity(const local_engine *e)
{
    const double n[2] = {ent_bose_einstein(e->p[LOCAL_EPS_H], e->p[LOCAL_T_H]),
                         ent_bose_einstein(e->p[LOCAL_EPS_H] + e->p[LOCAL_DELTA], e->p[LOCAL_T_C])};
    /* Energies enter the motion of an X state through their difference alone. */
    const two_qubit_setting setting = {.eps_c = dd_from(e->p[LOCAL_DELTA]), .g = e->p[LOCAL_G]};
    lindblad system = {.d = 4};
    number rho[16] = {0.0}, flow[16];
    double largest = 0.0, scale = e->p[LOCAL_G];
    two_qubit_hamiltonian(system.hamiltonian, &setting);
    for (int q = 0; q < 2; ++q) {
        const double gamma = e->p[LOCAL_GAMMA_H + q];
        const sparse_operator lowering = two_qubit_lowering(q);
        const sparse_operator raising = operator_adjoint(&lowering);
        lindblad_add_channel(&system, q, dd_from(gamma * (1.0 + n[q])), &lowering);
        lindblad_add_channel(&system, q, dd_from(gamma * n[q]), &raising);
        scale = fmax(scale, gamma * (1.0 + n[q]));
    }
    for (int k = 0; k < 4; ++k) {
        rho[5 * k] = e->o[R11 + k];
    }
    rho[6] = e->o[COHERENCE_RE] + I * e->o[COHERENCE_IM];
    rho[9] = conj(rho[6]);
    matrix_master_equation(&system, -1, flow, rho);
    for (int k = 0; k < 16; ++k) {
        largest = fmax(largest, cabs(flow[k]));
    }
    return largest / fmax(scale, fabs(e->p[LOCAL_DELTA]));
}

static void the_state_is_stationary(void **state)
{
    (void)state;
    random_source source = {91};
    for (int trial = 0; trial < 1000; ++trial) {
        local_engine e = defaults();
        e.p[LOCAL_DELTA] = random_between(&source, -0.5, 0.5) * random_decades(&source, -6.0, 0.0);
        e.p[LOCAL_G] = random_decades(&source, -6.0, 0.0);
        e.p[LOCAL_GAMMA_H] = random_decades(&source, -6.0, 0.0);
        e.p[LOCAL_GAMMA_C] = random_decades(&source, -6.0, 0.0);
        e.p[LOCAL_T_H] = random_decades(&source, -1.5, 2.0);
        e.p[LOCAL_T_C] = random_decades(&source, -1.5, 2.0);
        solve(&e);
        expect_close(stationarity(&e), 0.0, 0.0, 2e-15, "L rho");
        expect_close(e.o[R11] + e.o[R10] + e.o[R01] + e.o[R00], 1.0, 1e-14, 0.0, "trace");
        /* Heat: bare parts are eps_j I; J_c from eq (13). */
        expect_close(e.o[PARTICLE_CURRENT], 2.0 * e.p[LOCAL_G] * e.o[COHERENCE_IM], 1e-15, 0.0, "I");
        expect_close(e.o[HEAT_H_BARE], e.p[LOCAL_EPS_H] * e.o[PARTICLE_CURRENT], 1e-15, 0.0, "Q_h_bare");
        expect_close(e.o[J_CRITICAL] * e.o[J_RATIO], fabs(e.o[J_SS]), 1e-13, 0.0, "J_c J_ratio");
        /* Q_h from the definition: bare part and what the bath does to the coupling energy, -Gamma_h g Re c. */
        const double width_h = e.p[LOCAL_GAMMA_H] * (1.0 + 2.0 * ent_bose_einstein(e.p[LOCAL_EPS_H], e.p[LOCAL_T_H]));
        const double coupling = -width_h * e.p[LOCAL_G] * e.o[COHERENCE_RE];
        expect_close(e.o[HEAT_H], e.o[HEAT_H_BARE] + coupling, 1e-13, 1e-13 * fabs(coupling), "Q_h");
    }
}

static void limits(void **state)
{
    (void)state;
    /* Cold: T_h = T_c = 0 is the ground state. */
    local_engine e = defaults();
    e.p[LOCAL_T_H] = e.p[LOCAL_T_C] = 0.0;
    solve(&e);
    assert_true(e.o[R00] == 1.0 && e.o[R11] == 0.0 && e.o[HEAT_H] == 0.0 && e.o[PURITY] == 1.0);
    assert_true(isnan(e.o[J_RATIO]) && e.o[J_CRITICAL] == 0.0 && e.o[ENTROPY_PRODUCTION] == 0.0);
    /* Hot: all levels alike. */
    e.p[LOCAL_T_H] = e.p[LOCAL_T_C] = 1e12;
    solve(&e);
    expect_close(e.o[R11], 0.25, 1e-11, 0.0, "r11 when hot");
    /* One bath: the Gibbs state of that bath on both qubits. */
    e = defaults();
    e.p[LOCAL_GAMMA_C] = 0.0;
    solve(&e);
    const double excited = 1.0 / (exp(1.0 / 0.7) + 1.0);
    expect_close(e.o[R11], excited * excited, 1e-14, 0.0, "r11 with one bath");
    assert_true(e.o[HEAT_H] == 0.0 && e.o[COHERENCE_IM] == 0.0 && e.o[J_RATIO] == 0.0);
    /* Below underflow the ratio of vanishing numbers is still there: 1e-3 and 5e-4 give r11 = 1e-868. */
    e = defaults();
    e.p[LOCAL_T_H] = 1e-3;
    e.p[LOCAL_T_C] = 5e-4;
    solve(&e);
    expect_close(e.o[J_RATIO], 2.3867967013151041, 1e-14, 0.0, "J_ratio at T = 1e-3");
}

static void not_unique(void **state)
{
    (void)state;
    local_engine e = defaults();
    e.p[LOCAL_GAMMA_H] = e.p[LOCAL_GAMMA_C] = 0.0;
    assert_int_equal(local_closed_form(e.p, e.o), ENT_ERROR_NOT_UNIQUE);
    e = defaults();
    e.p[LOCAL_G] = e.p[LOCAL_GAMMA_H] = 0.0;
    assert_int_equal(local_closed_form(e.p, e.o), ENT_ERROR_NOT_UNIQUE);
    e = defaults();
    e.p[LOCAL_G] = e.p[LOCAL_GAMMA_C] = 0.0;
    assert_int_equal(local_closed_form(e.p, e.o), ENT_ERROR_NOT_UNIQUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_the_paper),
        cmocka_unit_test(the_state_is_stationary),
        cmocka_unit_test(limits),
        cmocka_unit_test(not_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
