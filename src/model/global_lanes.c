/* global_closed_form.c for many points at once, in the same arrangement; see there for the physics. Points where an
 * entangled state lies below |00>, where a rate or the coupling vanishes or numbers are extreme, are left to it. */
#include <math.h>

#include "base/exponential.h"
#include "model/global.h"
#include "physics/bose_lanes.h"

/* The lines - and +, and the weights of the qubits in them. */
typedef struct global_gaps {
    _Alignas(64) double spacing[LANES];
    double minus[LANES], plus[LANES];
    double cos2[LANES], sin2[LANES], sin_cos[LANES], cos_double[LANES];
    double lowered_h[LANES], lowered_c[LANES]; /* e^{-spacing/T} - 1 */
    double lowered[LANES];                     /* e^{-spacing/T} of the hotter bath */
    bose_lanes at_minus, at_plus;
} global_gaps;

/* One line: occupation p with hole h = 1 - p, as in `line` there. */
typedef struct line_lanes {
    _Alignas(64) double p[LANES];
    double h[LANES], root_scaled[LANES], exchange[LANES], inverse_width[LANES];
} line_lanes;

KERNEL int is_ordinary(double eps, double delta, double g, double gamma_h, double gamma_c, double sin_cos)
{
    return is_between(eps, 1e-28, 1e28) & is_between(fabs(delta), 0.0, 1e28) & is_between(g, 1e-28, 1e28) &
           is_between(gamma_h, 1e-28, 1e28) & is_between(gamma_c, 1e-28, 1e28) & is_between(sin_cos, 1e-10, 1.0);
}

/* Largest x at the upper line, smallest at the lower. */
KERNEL int is_thermal(double minus, double plus, double t)
{
    return is_between(t, 1e-30, 1e40) & is_between(minus / t, 1e-8, 700.0) & is_between(plus / t, 0.0, 700.0);
}

KERNEL void gaps_kernel(const double *const *p, size_t n, global_gaps *q, double *odd)
{
    const double *eps = p[GLOBAL_EPS], *deltas = p[GLOBAL_DELTA], *gs = p[GLOBAL_G];
    const double *gamma_h = p[GLOBAL_GAMMA_H], *gamma_c = p[GLOBAL_GAMMA_C];
    const double *t_h = p[GLOBAL_T_H], *t_c = p[GLOBAL_T_C];
    INDEPENDENT_LANES
    for (size_t i = 0; i < n; ++i) {
        const double delta = deltas[i], g = gs[i];
        const double eps_c = eps[i] + delta;
        const double eps_c_low = two_sum_rest(eps[i], delta, eps_c);
        const double spacing = sqrt(4.0 * g * g + delta * delta);
        const double plus = 0.5 * (eps[i] + eps_c + spacing);
        const double minus = (products_difference(eps_c, eps[i], g, g) + eps_c_low * eps[i]) / plus;
        const double sin_cos = g / spacing;
        const double larger = 0.5 * (1.0 + fabs(delta) / spacing);
        const double smaller = sin_cos * sin_cos / larger;
        q->spacing[i] = spacing;
        q->plus[i] = plus;
        q->minus[i] = minus;
        q->sin_cos[i] = sin_cos;
        q->cos_double[i] = -delta / spacing;
        q->cos2[i] = delta > 0.0 ? smaller : larger;
        q->sin2[i] = delta > 0.0 ? larger : smaller;
        const int ordinary = is_ordinary(eps[i], delta, g, gamma_h[i], gamma_c[i], sin_cos);
        odd[i] = (ordinary & is_thermal(minus, plus, t_h[i]) & is_thermal(minus, plus, t_c[i])) ? 0.0 : X_BLOCK_PLAIN;
    }
}
KERNELS(gaps, (const double *const *restrict p, size_t n, global_gaps *restrict q, double *restrict odd),
        (p, n, q, odd))

KERNEL void baths_kernel(const double *frequency, const double *t_h, const double *t_c, size_t n, bose_lanes *q)
{
    INDEPENDENT_LANES
    for (size_t i = 0; i < n; ++i) {
        q->x_h[i] = frequency[i] / t_h[i];
        q->x_c[i] = frequency[i] / t_c[i];
        q->difference[i] = frequency[i] * (t_h[i] - t_c[i]) / t_h[i] / t_c[i];
    }
}
KERNELS(baths,
        (const double *restrict frequency, const double *restrict t_h, const double *restrict t_c, size_t n,
         bose_lanes *restrict q),
        (frequency, t_h, t_c, n, q))

KERNEL void lowered_kernel(const double *t_hs, const double *t_cs, size_t n, global_gaps *q)
{
    INDEPENDENT_LANES
    for (size_t i = 0; i < n; ++i) {
        const exponential e_h = exponential_of(-q->spacing[i] / t_hs[i]);
        const exponential e_c = exponential_of(-q->spacing[i] / t_cs[i]);
        q->lowered_h[i] = e_h.expm1;
        q->lowered_c[i] = e_c.expm1;
        q->lowered[i] = t_hs[i] >= t_cs[i] ? e_h.exp : e_c.exp;
    }
}
KERNELS(lowered, (const double *restrict t_h, const double *restrict t_c, size_t n, global_gaps *restrict q),
        (t_h, t_c, n, q))

KERNEL void line_kernel(const double *gamma_h, const double *gamma_c, const double *weight_h, const double *weight_c,
                        const bose_lanes *q, size_t n, line_lanes *l)
{
    INDEPENDENT_LANES
    for (size_t i = 0; i < n; ++i) {
        const double rate_h = weight_h[i] * gamma_h[i];
        const double rate_c = weight_c[i] * gamma_c[i];
        const double inverse = 1.0 / (rate_h * (1.0 + 2.0 * q->n_h[i]) + rate_c * (1.0 + 2.0 * q->n_c[i]));
        const double up_scaled = rate_h * q->m_h[i] + rate_c * q->m_c[i];
        const double down = rate_h * (1.0 + q->n_h[i]) + rate_c * (1.0 + q->n_c[i]);
        l->inverse_width[i] = inverse;
        l->p[i] = up_scaled * q->scale[i] * inverse;
        l->h[i] = down * inverse;
        l->root_scaled[i] = sqrt(up_scaled * down) * inverse;
        l->exchange[i] = rate_h * rate_c * q->m_difference[i] * q->scale[i] * inverse;
    }
}
KERNELS(line,
        (const double *restrict gamma_h, const double *restrict gamma_c, const double *restrict weight_h,
         const double *restrict weight_c, const bose_lanes *restrict q, size_t n, line_lanes *restrict l),
        (gamma_h, gamma_c, weight_h, weight_c, q, n, l))

/* (p_+ - p_-) over the factor e^{-shift} of the lower line. */
KERNEL double occupation_difference(double gamma_h, double gamma_c, const global_gaps *q, size_t i)
{
    const bose_lanes *minus = &q->at_minus, *plus = &q->at_plus;
    const double a_h = minus->m_h[i] * q->lowered_h[i] * (1.0 + plus->n_h[i]);
    const double a_c = minus->m_c[i] * q->lowered_c[i] * (1.0 + plus->n_c[i]);
    const double b = plus->m_difference[i] * q->lowered[i] + minus->m_difference[i];
    const double mixing = q->sin_cos[i] * q->sin_cos[i];
    const double c = q->cos_double[i];
    return mixing * (gamma_h * gamma_h * a_h + gamma_c * gamma_c * a_c) +
           gamma_h * gamma_c * (0.25 * (1.0 + c * c) * (a_h + a_c) + 0.5 * c * b);
}

KERNEL void states_kernel(const double *const *p, size_t n, const global_gaps *q, const line_lanes *minus,
                          const line_lanes *plus, x_states *s)
{
    const double *eps = p[GLOBAL_EPS], *delta = p[GLOBAL_DELTA];
    const double *gamma_h = p[GLOBAL_GAMMA_H], *gamma_c = p[GLOBAL_GAMMA_C];
    INDEPENDENT_LANES
    for (size_t i = 0; i < n; ++i) {
        const double only_minus = minus->p[i] * plus->h[i], only_plus = plus->p[i] * minus->h[i];
        const double d =
            occupation_difference(gamma_h[i], gamma_c[i], q, i) * (minus->inverse_width[i] * plus->inverse_width[i]);
        const double c = q->sin_cos[i] * d;
        const double scale = q->at_minus.scale[i];
        const double bound = minus->root_scaled[i] * plus->root_scaled[i] * sqrt(q->lowered[i]);
        const double heat = q->minus[i] * minus->exchange[i] + q->plus[i] * plus->exchange[i];
        const double eps_c = eps[i] + delta[i];
        const double bare = minus->exchange[i] * (q->sin2[i] * eps[i] + q->cos2[i] * eps_c) +
                            plus->exchange[i] * (q->cos2[i] * eps[i] + q->sin2[i] * eps_c);
        s->r11[i] = minus->p[i] * plus->p[i];
        s->r00[i] = minus->h[i] * plus->h[i];
        s->r10[i] = q->cos2[i] * only_plus + q->sin2[i] * only_minus;
        s->r01[i] = q->sin2[i] * only_plus + q->cos2[i] * only_minus;
        s->c_re[i] = c * scale;
        s->c_im[i] = 0.0;
        s->scale[i] = scale;
        s->c_scaled[i] = fabs(c);
        s->c_im_scaled[i] = 0.0;
        s->bound_scaled[i] = bound;
        s->heat[i] = heat;
        s->heat_h_bare[i] = bare;
        s->heat_c_bare[i] = -bare;
        s->critical[i] = 2.0 * fabs(heat) * bound;
        s->critical_over[i] = fabs(c);
    }
}
KERNELS(states,
        (const double *const *restrict p, size_t n, const global_gaps *restrict q, const line_lanes *restrict minus,
         const line_lanes *restrict plus, x_states *restrict s),
        (p, n, q, minus, plus, s))

static void states(const double *const *p, size_t n, bool currents, x_states *s, double *odd, instruction_set set)
{
    (void)currents;
    global_gaps q;
    line_lanes minus, plus;
    gaps_variants[set](p, n, &q, odd);
    baths_variants[set](q.minus, p[GLOBAL_T_H], p[GLOBAL_T_C], n, &q.at_minus);
    baths_variants[set](q.plus, p[GLOBAL_T_H], p[GLOBAL_T_C], n, &q.at_plus);
    bose_lanes_fill(&q.at_minus, n, set);
    bose_lanes_fill(&q.at_plus, n, set);
    lowered_variants[set](p[GLOBAL_T_H], p[GLOBAL_T_C], n, &q);
    line_variants[set](p[GLOBAL_GAMMA_H], p[GLOBAL_GAMMA_C], q.sin2, q.cos2, &q.at_minus, n, &minus);
    line_variants[set](p[GLOBAL_GAMMA_H], p[GLOBAL_GAMMA_C], q.cos2, q.sin2, &q.at_plus, n, &plus);
    states_variants[set](p, n, &q, &minus, &plus, s);
}

const x_lanes global_lanes = {states, GLOBAL_G, GLOBAL_T_H, GLOBAL_T_C};
