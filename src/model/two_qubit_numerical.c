#include "model/two_qubit_numerical.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/hermitian.h"
#include "observable/entanglement.h"
#include "observable/measures.h"
#include "observable/two_qubit.h"
#include "solver/steady_state.h"

enum { D = 4, HOT = 0, COLD = 1 };

/* Numbers below this are lost in the rounding of a double-double solution. */
static const double RESOLVED = 1e-20;

static const two_qubit_known NOTHING_KNOWN = {NULL, NULL, NULL};

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

static bool wants_any(const bool *wanted, int first, int last)
{
    bool any = !wanted;
    for (int k = first; !any && k <= last; ++k) {
        any = wanted[k];
    }
    return any;
}

static void set_negativity(double *o, double smallest, const bool *wanted)
{
    o[NEGATIVITY] = smallest < 0.0 ? -smallest : 0.0;
    o[NEGATIVITY_SIGNED] = fabs(smallest) > RESOLVED ? -smallest : NAN;
    if (wants_any(wanted, LOG_NEGATIVITY, LOG_NEGATIVITY)) {
        o[LOG_NEGATIVITY] = log_negativity(o[NEGATIVITY]);
    }
}

/* Those of the columns NEGATIVITY to FORMATION that are wanted (NULL: all), since eigenvalues take long. */
static void set_entanglement(double *o, const zdd *rho, const bool *wanted, const two_qubit_known *known)
{
    if (wants_any(wanted, NEGATIVITY, LOG_NEGATIVITY)) {
        set_negativity(o, known->smallest ? *known->smallest : dd_value(smallest_transposed_eigenvalue(rho)), wanted);
    }
    if (wants_any(wanted, CONCURRENCE, FORMATION)) {
        o[CONCURRENCE] = known->concurrence ? *known->concurrence : concurrence_of(rho);
        if (wants_any(wanted, FORMATION, FORMATION)) {
            o[FORMATION] = entanglement_of_formation(o[CONCURRENCE]);
        }
    }
}

/* J_ratio, I_ratio and I_c, which take a root. */
static void set_ratios(double *o, const zdd *rho, double g)
{
    const double bound = dd_value(dd_sqrt(dd_multiply(rho[S11 * D + S11].re, rho[S00 * D + S00].re)));
    const zdd coherence = rho[S10 * D + S01];
    /* Below this size a population, and with it every ratio to it, is rounding. */
    const bool resolved = rho[S11 * D + S11].re.hi > RESOLVED && rho[S00 * D + S00].re.hi > RESOLVED;
    o[J_RATIO] = resolved ? dd_value(dd_sqrt(zdd_norm(coherence))) / bound : NAN;
    o[PARTICLE_CRITICAL] = resolved || bound == 0.0 ? 2.0 * g * bound : NAN;
    o[PARTICLE_RATIO] = resolved ? fabs(dd_value(coherence.im)) / bound : NAN;
}

static void set_state_observables(double *o, const zdd *rho, double g, const bool *wanted, const two_qubit_known *known)
{
    const zdd coherence = rho[S10 * D + S01];
    set_entanglement(o, rho, wanted, known);
    o[R11] = dd_value(rho[S11 * D + S11].re);
    o[R10] = dd_value(rho[S10 * D + S10].re);
    o[R01] = dd_value(rho[S01 * D + S01].re);
    o[R00] = dd_value(rho[S00 * D + S00].re);
    o[COHERENCE_RE] = dd_value(coherence.re);
    o[COHERENCE_IM] = dd_value(coherence.im);
    o[PARTICLE_CURRENT] = 2.0 * g * o[COHERENCE_IM];
    if (wants_any(wanted, J_CRITICAL, J_RATIO) || wants_any(wanted, PARTICLE_CRITICAL, PARTICLE_RATIO)) {
        set_ratios(o, rho, g);
    }
    o[PURITY] = 0.0;
    for (int k = 0; wants_any(wanted, PURITY, PURITY) && k < D * D; ++k) {
        o[PURITY] += zdd_norm(rho[k]).hi;
    }
}

static two_qubit_currents heat_currents(const lindblad *system, const two_qubit_setting *s, const zdd *rho)
{
    zdd full[D * D];
    zdd bare[D * D];
    two_qubit_setting uncoupled = *s;
    uncoupled.g = 0.0;
    two_qubit_hamiltonian(full, s);
    two_qubit_hamiltonian(bare, &uncoupled);
    return (two_qubit_currents){
        .heat_h = dd_value(lindblad_current(system, full, HOT, rho)),
        .heat_c = dd_value(lindblad_current(system, full, COLD, rho)),
        .heat_h_bare = dd_value(lindblad_current(system, bare, HOT, rho)),
        .heat_c_bare = dd_value(lindblad_current(system, bare, COLD, rho)),
    };
}

static void set_critical_current(double *o, const two_qubit_setting *s)
{
    if (s->kappa_h != 0.0 || s->kappa_c != 0.0) {
        o[J_RATIO] = o[J_CRITICAL] = NAN;
        return;
    }
    const double bound = o[PARTICLE_CRITICAL] / (2.0 * s->g);
    o[J_CRITICAL] = s->g == 0.0                ? 0.0
                    : s->critical_factor > 0.0 ? s->critical_factor * bound
                                               : fabs(o[J_SS]) / o[J_RATIO];
    if (!isfinite(o[J_CRITICAL])) {
        o[J_CRITICAL] = NAN;
    }
}

static void set_currents(double *o, const two_qubit_currents *flow, const two_qubit_setting *s)
{
    two_qubit_set_heat(o, flow->heat_h, flow->heat_h_bare, flow->heat_c_bare);
    o[HEAT_C] = flow->heat_c;
    two_qubit_set_entropy_production(o, s->t_h, s->t_c, flow->heat_h == 0.0);
}

int two_qubit_numerical(const lindblad *system, const two_qubit_setting *setting, double *observables, double *residual)
{
    zdd rho[D * D];
    const int status = steady_state_small(rho, residual, system);
    if (status != ENT_OK) {
        return status;
    }
    const two_qubit_currents flow = heat_currents(system, setting, rho);
    set_state_observables(observables, rho, setting->g, NULL, &NOTHING_KNOWN);
    set_currents(observables, &flow, setting);
    set_critical_current(observables, setting);
    return ENT_OK;
}

bool two_qubit_wants_negativity(const bool *wanted)
{
    return wants_any(wanted, NEGATIVITY, LOG_NEGATIVITY);
}

bool two_qubit_wants_concurrence(const bool *wanted)
{
    return wants_any(wanted, CONCURRENCE, FORMATION);
}

bool two_qubit_wants_currents(const bool *wanted, const two_qubit_setting *setting)
{
    const bool has_ratio = setting->kappa_h == 0.0 && setting->kappa_c == 0.0;
    return wants_any(wanted, HEAT_H, J_SS) || wanted[ENTROPY_PRODUCTION] || (has_ratio && wanted[J_CRITICAL]);
}

void two_qubit_observe_steady(double *observables, const bool *wanted, const two_qubit_known *known,
                              const two_qubit_setting *setting, const zdd *rho)
{
    const bool tunnels = setting->kappa_h != 0.0 || setting->kappa_c != 0.0;
    bool needed[N_TWO_QUBIT];
    memcpy(needed, wanted, sizeof needed);
    needed[J_CRITICAL] = needed[J_RATIO] = !tunnels && (wanted[J_CRITICAL] || wanted[J_RATIO]); /* else undefined */
    set_state_observables(observables, rho, setting->g, needed, known);
    if (known->flow) {
        set_currents(observables, known->flow, setting);
    }
    if (wants_any(wanted, J_CRITICAL, J_RATIO)) {
        set_critical_current(observables, setting);
    }
}

/* dS/dt = -Tr[rho' ln rho] of the von Neumann entropy; infinite where an empty state of rho is being filled. */
static double entropy_rate(const lindblad *system, const zdd *rho)
{
    static const double empty = 1e-25;
    zdd change[D * D];
    zdd vectors[D * D];
    zdd work[D * D];
    dd values[D];
    double rate = 0.0;
    lindblad_apply(system, change, rho);
    memcpy(work, rho, sizeof work);
    hermitian_eigen(D, values, vectors, work);
    for (int k = 0; k < D; ++k) {
        dd filling = dd_from(0.0);
        for (int i = 0; i < D * D; ++i) {
            const zdd outer = zdd_multiply(zdd_conjugate(vectors[i / D * D + k]), vectors[i % D * D + k]);
            filling = dd_add(filling, zdd_multiply(outer, change[i]).re);
        }
        if (values[k].hi > empty) {
            rate -= filling.hi * log(values[k].hi);
        } else if (filling.hi > empty) {
            return INFINITY;
        }
    }
    return rate;
}

/* Heat over temperature; nothing flows, nothing counts, also at temperature 0. */
static double entropy_flow(double heat, double temperature)
{
    return heat == 0.0 ? 0.0 : heat / temperature;
}

void two_qubit_observe_transient(double *o, const lindblad *system, const two_qubit_setting *s, const zdd *rho)
{
    const two_qubit_currents flow = heat_currents(system, s, rho);
    set_state_observables(o, rho, s->g, NULL, &NOTHING_KNOWN);
    two_qubit_set_heat(o, flow.heat_h, flow.heat_h_bare, flow.heat_c_bare);
    o[HEAT_C] = flow.heat_c;
    o[J_SS] = flow.heat_h - flow.heat_c;
    o[J_RATIO] = o[J_CRITICAL] = NAN;
    o[ENTROPY_PRODUCTION] =
        entropy_rate(system, rho) - entropy_flow(flow.heat_h, s->t_h) - entropy_flow(flow.heat_c, s->t_c);
    if (!isfinite(o[ENTROPY_PRODUCTION])) {
        o[ENTROPY_PRODUCTION] = NAN;
    }
}

/* Gibbs state of one qubit, eps s+s- + kappa s_x at temperature t: 1/2 - tanh(gap/2t)/(2 gap) (eps s_z + 2 kappa s_x),
 * gap = sqrt(eps^2 + 4 kappa^2); row-major 2x2, excited state first. */
static void site_gibbs(double state[4], double eps, double kappa, double t)
{
    const double gap = hypot(eps, 2.0 * kappa);
    const double polarisation = tanh(0.5 * gap / t) / (2.0 * gap);
    /* 1/2 - eps polarisation without cancellation: the excited population is that of a two-level system. */
    const double lower = 1.0 / (exp(gap / t) + 1.0);
    state[0] = lower + polarisation * (gap - eps);
    state[3] = 1.0 - state[0];
    state[1] = state[2] = -2.0 * kappa * polarisation;
}

void two_qubit_gibbs(zdd *rho, const two_qubit_setting *s)
{
    double hot[4], cold[4];
    site_gibbs(hot, dd_value(s->eps_h), s->kappa_h, s->t_h);
    site_gibbs(cold, dd_value(s->eps_c), s->kappa_c, s->t_c);
    for (int k = 0; k < D * D; ++k) {
        const int row = k / D;
        const int column = k % D;
        rho[k].re = dd_two_product(hot[row / 2 * 2 + column / 2], cold[row % 2 * 2 + column % 2]);
        rho[k].im = dd_from(0.0);
    }
}
