#include "model/two_qubit_numerical.h"

#include <math.h>
#include <stdbool.h>

#include "observable/entanglement.h"
#include "observable/two_qubit.h"
#include "solver/steady_state.h"

enum { D = 4, HOT = 0, COLD = 1 };

/* Indices of the basis. */
enum { S11, S10, S01, S00 };

void two_qubit_hamiltonian(zdd *h, const two_qubit_setting *s)
{
    const zdd zero = zdd_from(0.0, 0.0);
    for (int k = 0; k < D * D; ++k) {
        h[k] = zero;
    }
    h[S11 * D + S11].re = dd_add(s->eps_h, s->eps_c);
    h[S10 * D + S10].re = s->eps_h;
    h[S01 * D + S01].re = s->eps_c;
    h[S10 * D + S01] = h[S01 * D + S10] = zdd_from(s->g, 0.0);
    h[S11 * D + S01] = h[S01 * D + S11] = h[S10 * D + S00] = h[S00 * D + S10] = zdd_from(s->kappa_h, 0.0);
    h[S11 * D + S10] = h[S10 * D + S11] = h[S01 * D + S00] = h[S00 * D + S01] = zdd_from(s->kappa_c, 0.0);
}

sparse_operator two_qubit_lowering(int qubit)
{
    const zdd one = zdd_from(1.0, 0.0);
    sparse_operator lowering = {0};
    operator_add(&lowering, qubit == HOT ? S01 : S10, S11, one);
    operator_add(&lowering, S00, qubit == HOT ? S10 : S01, one);
    return lowering;
}

static void set_state_observables(double *o, const zdd *rho, double g)
{
    const dd product = dd_multiply(rho[S11 * D + S11].re, rho[S00 * D + S00].re);
    const double bound = dd_value(dd_sqrt(product));
    const zdd coherence = rho[S10 * D + S01];
    ent_entanglement e;
    entanglement_measure(&e, rho);
    o[R11] = dd_value(rho[S11 * D + S11].re);
    o[R10] = dd_value(rho[S10 * D + S10].re);
    o[R01] = dd_value(rho[S01 * D + S01].re);
    o[R00] = dd_value(rho[S00 * D + S00].re);
    o[COHERENCE_RE] = dd_value(coherence.re);
    o[COHERENCE_IM] = dd_value(coherence.im);
    o[J_RATIO] = bound > 0.0 ? dd_value(dd_sqrt(zdd_norm(coherence))) / bound : NAN;
    o[PARTICLE_CURRENT] = 2.0 * g * o[COHERENCE_IM];
    o[PARTICLE_CRITICAL] = 2.0 * g * bound;
    o[PARTICLE_RATIO] = bound > 0.0 ? fabs(o[COHERENCE_IM]) / bound : NAN;
    o[NEGATIVITY] = e.negativity;
    o[NEGATIVITY_SIGNED] = e.negativity_signed;
    o[LOG_NEGATIVITY] = e.log_negativity;
    o[CONCURRENCE] = e.concurrence;
    o[FORMATION] = e.entanglement_of_formation;
    o[PURITY] = 0.0;
    for (int k = 0; k < D * D; ++k) {
        o[PURITY] += zdd_norm(rho[k]).hi;
    }
}

static void set_currents(double *o, const lindblad *system, const two_qubit_setting *s, const zdd *rho)
{
    zdd full[D * D];
    zdd bare[D * D];
    two_qubit_setting uncoupled = *s;
    uncoupled.g = 0.0;
    two_qubit_hamiltonian(full, s);
    two_qubit_hamiltonian(bare, &uncoupled);
    const double heat = dd_value(lindblad_current(system, full, HOT, rho));
    two_qubit_set_heat(o, heat, dd_value(lindblad_current(system, bare, HOT, rho)),
                       dd_value(lindblad_current(system, bare, COLD, rho)));
    two_qubit_set_entropy_production(o, s->t_h, s->t_c, heat == 0.0);
    o[J_CRITICAL] = fabs(o[J_SS]) / o[J_RATIO];
    if (s->g == 0.0) {
        o[J_CRITICAL] = 0.0;
    }
    if (s->kappa_h != 0.0 || s->kappa_c != 0.0) {
        o[J_RATIO] = o[J_CRITICAL] = NAN;
    }
}

int two_qubit_numerical(const lindblad *system, const two_qubit_setting *setting, double *observables,
                        double *residual)
{
    zdd rho[D * D];
    const int status = steady_state_small(rho, residual, system);
    if (status != ENT_OK) {
        return status;
    }
    set_state_observables(observables, rho, setting->g);
    set_currents(observables, system, setting, rho);
    return ENT_OK;
}
