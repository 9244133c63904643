/* local_closed_form.c for many points at once, in the same arrangement; see there for the physics. In the ordinary
 * range neither products of four rates nor e^{-x} overflow or underflow, so no power of two is taken out.
 *
 * Three loops, not one: a processor looks a few hundred operations ahead, and a loop that fits is worked on several
 * times at once. */
#include <math.h>

#include "base/lanes.h"
#include "model/local.h"
#include "physics/bose_lanes.h"

/* Whether numbers are so far from the limits of double that nothing here overflows or loses digits. */
KERNEL int is_ordinary(double delta, double g, double gamma_h, double gamma_c, double t_h, double t_c, double x_h,
                       double x_c)
{
    return is_between(g, 1e-28, 1e28) & is_between(gamma_h, 1e-28, 1e28) & is_between(gamma_c, 1e-28, 1e28) &
           is_between(fabs(delta), 0.0, 1e28) & is_between(t_h, 1e-100, 1e100) & is_between(t_c, 1e-100, 1e100) &
           is_between(x_h, 1e-8, 700.0) & is_between(x_c, 1e-8, 700.0);
}

/* Tells in odd[n] which points are not ordinary. */
KERNEL void gaps_kernel(const double *const *p, size_t n, bose_lanes *q, double *odd)
{
    const double *eps = p[LOCAL_EPS_H], *delta = p[LOCAL_DELTA], *g = p[LOCAL_G];
    const double *gamma_h = p[LOCAL_GAMMA_H], *gamma_c = p[LOCAL_GAMMA_C], *t_h = p[LOCAL_T_H], *t_c = p[LOCAL_T_C];
    const double *kappa_h = p[LOCAL_KAPPA_H], *kappa_c = p[LOCAL_KAPPA_C];
    INDEPENDENT_LANES
    for (size_t i = 0; i < n; ++i) {
        const double eps_c = eps[i] + delta[i];
        const double eps_c_low = two_sum_rest(eps[i], delta[i], eps_c);
        const double numerator = products_difference(eps_c, t_h[i], eps[i], t_c[i]) + eps_c_low * t_h[i];
        const double x_h = eps[i] / t_h[i];
        const double x_c = eps_c / t_c[i];
        q->x_h[i] = x_h;
        q->x_c[i] = x_c;
        q->difference[i] = numerator / (t_h[i] * t_c[i]);
        const int ordinary = is_ordinary(delta[i], g[i], gamma_h[i], gamma_c[i], t_h[i], t_c[i], x_h, x_c);
        const int tunnelling = (int)(kappa_h[i] != 0.0) | (int)(kappa_c[i] != 0.0);
        odd[i] = tunnelling ? X_BLOCK_OTHER : ordinary ? 0.0 : X_BLOCK_PLAIN;
    }
}
KERNELS(gaps, (const double *const *restrict p, size_t n, bose_lanes *restrict q, double *restrict odd), (p, n, q, odd))

KERNEL void states_of(const double *const *p, size_t n, const bose_lanes *q, x_states *s, bool currents)
{
    const double *eps = p[LOCAL_EPS_H], *deltas = p[LOCAL_DELTA], *gs = p[LOCAL_G];
    const double *gamma_hs = p[LOCAL_GAMMA_H], *gamma_cs = p[LOCAL_GAMMA_C];
    INDEPENDENT_LANES
    for (size_t i = 0; i < n; ++i) {
        const double eps_h = eps[i], delta = deltas[i], g = gs[i], gamma_h = gamma_hs[i], gamma_c = gamma_cs[i];
        const double scale = q->scale[i], n_h = q->n_h[i], n_c = q->n_c[i], m_h = q->m_h[i], m_c = q->m_c[i];
        const double width_h = gamma_h * (1.0 + 2.0 * n_h);
        const double width_c = gamma_c * (1.0 + 2.0 * n_c);
        const double width = width_h + width_c;
        const double up = gamma_h * m_h + gamma_c * m_c;
        const double down = gamma_h * (1.0 + n_h) + gamma_c * (1.0 + n_c);
        const double lorentz = width * width + 4.0 * delta * delta;
        const double root = sqrt(lorentz);
        const double mixing = 4.0 * g * g;
        const double inverse_chi = 1.0 / (mixing * width * width + width_h * width_c * lorentz);
        const double rates = gamma_h * gamma_c;
        const double product = rates * lorentz;
        const double r11 = mixing * up * up + product * (m_h * m_c);
        const double r00 = mixing * down * down + product * ((1.0 + n_h) * (1.0 + n_c));
        const double pump = 2.0 * g * rates * q->m_difference[i] * inverse_chi;
        const double particles = 2.0 * g * pump * width * scale;
        const double eps_c = eps_h + delta;
        const double weight = eps_h * width_c + eps_c * width_h;
        const double bound_scaled = sqrt(r11 * r00) * inverse_chi;
        s->r11[i] = r11 * inverse_chi * scale * scale;
        s->r10[i] = (mixing * down * up + product * (m_h * (1.0 + n_c))) * inverse_chi * scale;
        s->r01[i] = (mixing * down * up + product * (m_c * (1.0 + n_h))) * inverse_chi * scale;
        s->r00[i] = r00 * inverse_chi;
        s->scale[i] = scale;
        s->c_scaled[i] = fabs(pump) * root;
        s->bound_scaled[i] = bound_scaled;
        if (!currents) {
            continue;
        }
        s->c_re[i] = -2.0 * pump * delta * scale;
        s->c_im[i] = pump * width * scale;
        s->c_im_scaled[i] = pump * width;
        s->heat[i] = 2.0 * g * pump * weight * scale;
        s->heat_h_bare[i] = eps_h * particles;
        s->heat_c_bare[i] = -eps_c * particles;
        s->critical[i] = 4.0 * g * weight * scale * bound_scaled;
        s->critical_over[i] = root;
    }
}

KERNEL void states_kernel(const double *const *p, size_t n, const bose_lanes *q, x_states *s)
{
    states_of(p, n, q, s, false);
}
KERNELS(states, (const double *const *restrict p, size_t n, const bose_lanes *restrict q, x_states *restrict s),
        (p, n, q, s))

KERNEL void states_with_currents_kernel(const double *const *p, size_t n, const bose_lanes *q, x_states *s)
{
    states_of(p, n, q, s, true);
}
KERNELS(states_with_currents,
        (const double *const *restrict p, size_t n, const bose_lanes *restrict q, x_states *restrict s), (p, n, q, s))

static void states(const double *const *p, size_t n, bool currents, x_states *s, double *odd, instruction_set set)
{
    bose_lanes q;
    gaps_variants[set](p, n, &q, odd);
    bose_lanes_fill(&q, n, set);
    (currents ? states_with_currents_variants : states_variants)[set](p, n, &q, s);
}

const x_lanes local_lanes = {states, LOCAL_G, LOCAL_T_H, LOCAL_T_C};
