/* Derivatives of the local engine on the numerical route: linear response of the steady state. The jump operators do
 * not depend on the parameters, so the derivative of the generator has the derivatives of H and of the rates. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/dual.h"
#include "base/hermitian.h"
#include "model/local.h"
#include "model/two_qubit_numerical.h"
#include "observable/two_qubit.h"
#include "observable/x_state_dual.h"
#include "physics/bose_dual.h"
#include "solver/steady_state.h"

enum { D = 4, S11 = 0, S10 = 1, S01 = 2, S00 = 3 };

/* One direction in the space of parameters: the engine, its generator, its Hamiltonians, and their derivatives. */
typedef struct direction {
    lindblad change; /* dL */
    zdd full[D * D], bare[D * D], full_change[D * D], bare_change[D * D];
    dual g, t_h, t_c;
} direction;

static void add_bath(lindblad *change, int bath, dual rate, dual gap, dual temperature)
{
    const sparse_operator lowering = two_qubit_lowering(bath);
    const sparse_operator raising = operator_adjoint(&lowering);
    const dual absorption = dual_multiply(rate, bose_dual(dual_divide(gap, temperature), dual_from(0.0)));
    lindblad_add_channel(change, bath, dd_add(absorption.d, rate.d), &lowering);
    lindblad_add_channel(change, bath, absorption.d, &raising);
}

static void set_direction(direction *self, const double *parameters, int k)
{
    dual p[N_LOCAL];
    for (int i = 0; i < N_LOCAL; ++i) {
        p[i] = dual_from(parameters[i]);
    }
    p[k].d = dd_from(1.0);
    const dual eps_c = dual_add(p[LOCAL_EPS_H], p[LOCAL_DELTA]);
    two_qubit_setting value = {.eps_h = p[LOCAL_EPS_H].v, .eps_c = eps_c.v, .g = parameters[LOCAL_G]};
    two_qubit_setting slope = {.eps_h = p[LOCAL_EPS_H].d, .eps_c = eps_c.d, .g = p[LOCAL_G].d.hi};
    value.kappa_h = parameters[LOCAL_KAPPA_H];
    value.kappa_c = parameters[LOCAL_KAPPA_C];
    slope.kappa_h = p[LOCAL_KAPPA_H].d.hi;
    slope.kappa_c = p[LOCAL_KAPPA_C].d.hi;
    two_qubit_hamiltonian(self->full, &value); /* H is linear in the setting, so dH is H of the slopes */
    two_qubit_hamiltonian(self->full_change, &slope);
    value.g = slope.g = 0.0;
    two_qubit_hamiltonian(self->bare, &value);
    two_qubit_hamiltonian(self->bare_change, &slope);
    self->change = (lindblad){.d = D};
    memcpy(self->change.hamiltonian, self->full_change, sizeof self->full_change);
    add_bath(&self->change, 0, p[LOCAL_GAMMA_H], p[LOCAL_EPS_H], p[LOCAL_T_H]);
    add_bath(&self->change, 1, p[LOCAL_GAMMA_C], eps_c, p[LOCAL_T_C]);
    self->g = p[LOCAL_G];
    self->t_h = p[LOCAL_T_H];
    self->t_c = p[LOCAL_T_C];
}

/* Tr[H D_bath rho], by the product rule. */
static dual current(const lindblad *system, const direction *to, bool bare, int bath, const zdd *rho, const zdd *change)
{
    const zdd *h = bare ? to->bare : to->full;
    const dd by_state = lindblad_current(system, h, bath, change);
    const dd by_rates = lindblad_current(&to->change, h, bath, rho);
    const dd by_energy = lindblad_current(system, bare ? to->bare_change : to->full_change, bath, rho);
    return (dual){lindblad_current(system, h, bath, rho), dd_add(by_state, dd_add(by_rates, by_energy))};
}

/* Over the second qubit. */
static void transpose_partially(zdd *out, const zdd *rho)
{
    for (int k = 0; k < D * D; ++k) {
        const int row = k / D, column = k % D;
        const int source = (row / 2 * 2 + column % 2) * D + column / 2 * 2 + row % 2;
        out[k] = rho[source];
    }
}

/* Minus the smallest eigenvalue of the partial transpose; its slope is -<v| drho |v>. */
static dual signed_negativity(const zdd *rho, const zdd *change)
{
    zdd work[D * D], slope[D * D], vectors[D * D];
    dd values[D];
    dd sum = dd_from(0.0);
    transpose_partially(work, rho);
    transpose_partially(slope, change);
    hermitian_eigen(D, values, vectors, work);
    for (int k = 0; k < D * D; ++k) {
        const zdd outer = zdd_multiply(zdd_conjugate(vectors[k / D * D]), vectors[k % D * D]);
        sum = dd_add(sum, zdd_multiply(outer, slope[k]).re);
    }
    return (dual){dd_negate(values[0]), dd_negate(sum)};
}

static dual population(const zdd *rho, const zdd *change, int k)
{
    return (dual){rho[k * D + k].re, change[k * D + k].re};
}

static dual twice_product(dual a, dual b)
{
    return dual_scale(dual_multiply(a, b), 2.0);
}

static void observe(dual *o, const lindblad *system, const direction *to, const zdd *rho, const zdd *change)
{
    const bool tunnelling = !zdd_is_zero(to->full[S11 * D + S01]) || !zdd_is_zero(to->full[S11 * D + S10]);
    const zdd c = rho[S10 * D + S01], dc = change[S10 * D + S01];
    x_state_dual s = {.scale = dual_from(1.0)};
    s.r11 = population(rho, change, S11);
    s.r10 = population(rho, change, S10);
    s.r01 = population(rho, change, S01);
    s.r00 = population(rho, change, S00);
    s.c_re = (dual){c.re, dc.re};
    s.c_im_scaled = (dual){c.im, dc.im};
    s.c_scaled = dual_sqrt(
        dual_scale(dual_add(twice_product(s.c_re, s.c_re), twice_product(s.c_im_scaled, s.c_im_scaled)), 0.5));
    s.bound_scaled = dual_sqrt(dual_multiply(s.r11, s.r00));
    x_state_dual_observe(&s, to->g, o);
    const dual heat = current(system, to, false, 0, rho, change);
    x_state_dual_set_heat(o, heat, current(system, to, true, 0, rho, change), current(system, to, true, 1, rho, change),
                          to->t_h, to->t_c);
    o[J_CRITICAL] = dual_divide(dual_abs(o[J_SS]), o[J_RATIO]);
    if (!tunnelling) {
        return;
    }
    const dual undefined = {dd_from(NAN), dd_from(NAN)}, zero = dual_from(0.0);
    o[J_RATIO] = o[J_CRITICAL] = undefined;
    o[NEGATIVITY_SIGNED] = signed_negativity(rho, change);
    const bool entangled = o[NEGATIVITY_SIGNED].v.hi > 0.0;
    o[NEGATIVITY] = entangled ? o[NEGATIVITY_SIGNED] : zero;
    o[CONCURRENCE] = zero;
    measures_dual(o);
    if (entangled) {
        o[CONCURRENCE] = o[FORMATION] = undefined;
    }
    o[PURITY] = zero;
    for (int k = 0; k < D * D; ++k) {
        const dual re = {rho[k].re, change[k].re}, im = {rho[k].im, change[k].im};
        o[PURITY] = dual_add(o[PURITY], dual_add(dual_multiply(re, re), dual_multiply(im, im)));
    }
}

int local_response(const double *p, double *gradients)
{
    direction to[N_LOCAL];
    lindblad system, changes[N_LOCAL];
    zdd rho[D * D], responses[N_LOCAL * D * D];
    double residual;
    dual o[N_TWO_QUBIT];
    local_generator(p, &system);
    int status = steady_state_small(rho, &residual, &system);
    for (int k = 0; k < N_LOCAL; ++k) {
        set_direction(&to[k], p, k);
        changes[k] = to[k].change;
    }
    if (status == ENT_OK) {
        status = steady_state_response(responses, &system, rho, changes, N_LOCAL);
    }
    for (int k = 0; status == ENT_OK && k < N_LOCAL; ++k) {
        observe(o, &system, &to[k], rho, &responses[k * D * D]);
        for (int i = 0; i < N_TWO_QUBIT; ++i) {
            const double slope = dd_value(o[i].d) + 0.0;
            gradients[i * N_LOCAL + k] = isfinite(slope) ? slope : NAN;
        }
    }
    return status;
}
