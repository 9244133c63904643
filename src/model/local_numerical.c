/* The local engine by the numerical route: eq (3) with the tunnelling of eq (19). The rates are those of the bare gaps,
 * also with tunnelling, as in the paper. */
#include "model/local.h"

#include "entangine/bath.h"
#include "model/two_qubit_numerical.h"

static void add_bath(lindblad *system, int bath, double rate, double occupation)
{
    const sparse_operator lowering = two_qubit_lowering(bath);
    const sparse_operator raising = operator_adjoint(&lowering);
    const dd absorption = dd_two_product(rate, occupation);
    lindblad_add_channel(system, bath, dd_add(absorption, dd_from(rate)), &lowering);
    lindblad_add_channel(system, bath, absorption, &raising);
}

int local_numerical(const double *p, double *observables, double *residual)
{
    const dd eps_c = dd_two_sum(p[LOCAL_EPS_H], p[LOCAL_DELTA]);
    const two_qubit_setting setting = {
        .eps_h = dd_from(p[LOCAL_EPS_H]),
        .eps_c = eps_c,
        .g = p[LOCAL_G],
        .kappa_h = p[LOCAL_KAPPA_H],
        .kappa_c = p[LOCAL_KAPPA_C],
        .t_h = p[LOCAL_T_H],
        .t_c = p[LOCAL_T_C],
    };
    lindblad system = {.d = 4};
    two_qubit_hamiltonian(system.hamiltonian, &setting);
    add_bath(&system, 0, p[LOCAL_GAMMA_H], ent_bose_einstein(p[LOCAL_EPS_H], p[LOCAL_T_H]));
    add_bath(&system, 1, p[LOCAL_GAMMA_C], ent_bose_einstein(dd_value(eps_c), p[LOCAL_T_C]));
    return two_qubit_numerical(&system, &setting, observables, residual);
}
