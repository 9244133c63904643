#include "observable/x_state_dual.h"

#include "observable/measures.h"
#include "observable/two_qubit.h"

static const double LN_2 = 0.693147180559945309417232121458176568;

static dual negative(dual a)
{
    return dual_subtract(dual_from(0.0), a);
}

static dual square(dual a)
{
    return dual_multiply(a, a);
}

/* max(0, a), with no slope at the kink. */
static dual positive_part(dual a)
{
    return a.v.hi > 0.0 ? a : (dual){dd_from(0.0), dd_from(a.v.hi == 0.0 ? NAN : 0.0)};
}

/* d/dC of the entanglement of formation, (C/s) log2((1 + s)/C) with s = sqrt(1 - C^2). */
static double formation_slope(double c)
{
    const double s = sqrt((1.0 - c) * (1.0 + c));
    return s < 1e-8 ? c / LN_2 : c / s * log((1.0 + s) / c) / LN_2;
}

void measures_dual(dual *o)
{
    const double n = o[NEGATIVITY].v.hi;
    const double c = o[CONCURRENCE].v.hi;
    const double log_slope = 2.0 / (LN_2 * (1.0 + 2.0 * n));
    o[LOG_NEGATIVITY] = (dual){dd_from(log_negativity(n)), dd_multiply(o[NEGATIVITY].d, dd_from(log_slope))};
    o[FORMATION] = dual_from(entanglement_of_formation(c));
    if (c > 0.0) {
        o[FORMATION].d = dd_multiply(o[CONCURRENCE].d, dd_from(formation_slope(c)));
    }
}

void x_state_dual_observe(const x_state_dual *s, dual g, dual *o)
{
    const dual excess = dual_multiply(s->scale, dual_subtract(s->c_scaled, s->bound_scaled));
    const dual sum = dual_multiply(s->scale, dual_add(s->c_scaled, s->bound_scaled));
    const dual c_size = dual_multiply(s->scale, s->c_scaled);
    const dual c_im = dual_multiply(s->scale, s->c_im_scaled);
    const dual root = dual_sqrt(dual_add(dual_scale(square(c_size), 4.0), square(dual_subtract(s->r11, s->r00))));
    const dual bottom = dual_add(root, dual_add(s->r11, s->r00));
    const dual n = dual_multiply(dual_scale(excess, 2.0), dual_divide(sum, bottom));
    const dual other = negative(dual_smaller(s->r10, s->r01));
    o[R11] = s->r11;
    o[R10] = s->r10;
    o[R01] = s->r01;
    o[R00] = s->r00;
    o[COHERENCE_RE] = s->c_re;
    o[COHERENCE_IM] = c_im;
    o[PURITY] = dual_add(dual_add(square(s->r11), square(s->r10)), dual_add(square(s->r01), square(s->r00)));
    o[PURITY] = dual_add(o[PURITY], dual_scale(dual_add(square(s->c_re), square(c_im)), 2.0));
    o[NEGATIVITY] = positive_part(n);
    o[NEGATIVITY_SIGNED] = n.v.hi > other.v.hi ? n : other;
    o[CONCURRENCE] = positive_part(dual_scale(excess, 2.0));
    measures_dual(o);
    o[J_RATIO] = dual_divide(s->c_scaled, s->bound_scaled);
    o[PARTICLE_CURRENT] = dual_multiply(dual_scale(g, 2.0), c_im);
    o[PARTICLE_CRITICAL] = dual_multiply(dual_scale(g, 2.0), dual_multiply(s->scale, s->bound_scaled));
    o[PARTICLE_RATIO] = dual_divide(dual_abs(s->c_im_scaled), s->bound_scaled);
}

void x_state_dual_set_heat(dual *o, dual heat_h, dual heat_h_bare, dual heat_c_bare, dual t_h, dual t_c)
{
    o[HEAT_H] = heat_h;
    o[HEAT_C] = negative(heat_h);
    o[HEAT_H_BARE] = heat_h_bare;
    o[HEAT_C_BARE] = heat_c_bare;
    o[J_SS] = dual_scale(heat_h, 2.0);
    const dual affinity = dual_divide(dual_subtract(t_h, t_c), dual_multiply(t_h, t_c));
    o[ENTROPY_PRODUCTION] = dual_multiply(heat_h, affinity);
}
