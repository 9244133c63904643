/* The local engine by the numerical route: eq (3) with the tunnelling of eq (19). The rates are those of the bare gaps,
 * also with tunnelling, as in the paper. */
#include "model/local_numerical.h"

#include <math.h>

#include "entangine/bath.h"
#include "model/local.h"
#include "model/two_qubit_motion.h"
#include "observable/two_qubit.h"
#include "physics/bose.h"

static void add_bath(lindblad *system, int bath, double rate, dd occupation)
{
    const sparse_operator lowering = two_qubit_lowering(bath);
    const sparse_operator raising = operator_adjoint(&lowering);
    const dd absorption = dd_multiply(dd_from(rate), occupation);
    lindblad_add_channel(system, bath, dd_add(absorption, dd_from(rate)), &lowering);
    lindblad_add_channel(system, bath, absorption, &raising);
}

double local_critical_factor(const double *p)
{
    const double eps_c = p[LOCAL_EPS_H] + p[LOCAL_DELTA];
    const double width_h = p[LOCAL_GAMMA_H] * (1.0 + 2.0 * ent_bose_einstein(p[LOCAL_EPS_H], p[LOCAL_T_H]));
    const double width_c = p[LOCAL_GAMMA_C] * (1.0 + 2.0 * ent_bose_einstein(eps_c, p[LOCAL_T_C]));
    const double root = hypot(width_h + width_c, 2.0 * p[LOCAL_DELTA]);
    return 4.0 * p[LOCAL_G] * (p[LOCAL_EPS_H] * (width_c / root) + eps_c * (width_h / root));
}

two_qubit_setting local_setting(const double *p)
{
    return (two_qubit_setting){
        .eps_h = dd_from(p[LOCAL_EPS_H]),
        .eps_c = dd_two_sum(p[LOCAL_EPS_H], p[LOCAL_DELTA]),
        .g = p[LOCAL_G],
        .kappa_h = p[LOCAL_KAPPA_H],
        .kappa_c = p[LOCAL_KAPPA_C],
        .t_h = p[LOCAL_T_H],
        .t_c = p[LOCAL_T_C],
    };
}

static int make_generator(const double *p, lindblad *system)
{
    const two_qubit_setting setting = local_setting(p);
    *system = (lindblad){.d = 4};
    two_qubit_hamiltonian(system->hamiltonian, &setting);
    add_bath(system, 0, p[LOCAL_GAMMA_H], bose_dd(setting.eps_h, p[LOCAL_T_H]));
    add_bath(system, 1, p[LOCAL_GAMMA_C], bose_dd(setting.eps_c, p[LOCAL_T_C]));
    return ENT_OK;
}

void local_generator(const double *p, lindblad *system)
{
    (void)make_generator(p, system);
}

static void gibbs(const double *p, zdd *rho)
{
    const two_qubit_setting setting = local_setting(p);
    two_qubit_gibbs(rho, &setting);
}

static void observe(const double *p, const lindblad *system, const zdd *rho, double *observables)
{
    const two_qubit_setting setting = local_setting(p);
    two_qubit_observe_transient(observables, system, &setting, rho);
}

static int open_motion(motion *self, const ent_model *model, const double *parameters, motion_span span, bool matrix)
{
    static const two_qubit_equation equation = {make_generator, gibbs, observe};
    (void)span, (void)matrix;
    return two_qubit_open(self, &equation, model, parameters);
}

const ent_dynamics local_dynamics = {two_qubit_dimension, open_motion};

int local_numerical(const double *p, double *observables, double *residual)
{
    two_qubit_setting setting = local_setting(p);
    lindblad system;
    setting.critical_factor = local_critical_factor(p);
    (void)make_generator(p, &system);
    return two_qubit_numerical(&system, &setting, observables, residual);
}
