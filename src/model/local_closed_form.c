/* The local engine without tunnelling: eqs (7)-(18), arranged so that every sum has terms of one sign. */
#include <math.h>
#include <stdbool.h>

#include "base/dd.h"
#include "entangine/status.h"
#include "model/local.h"
#include "observable/two_qubit.h"
#include "observable/x_state.h"
#include "physics/bose.h"

/* Rates in units of a power of two near the largest, so that products of four neither overflow nor underflow, and
 * occupations as scale * m, with the scale e^{-min(x_h, x_c)} apart. */
typedef struct local_rates {
    double unit;
    double g, gamma_h, gamma_c, delta;
    double scale, m_h, m_c, m_difference;
    double n_h, n_c;
    double width_h, width_c, width; /* Gamma_h, Gamma_c, Gamma of eq (9) */
    double up, down;                /* (gamma_h^+ + gamma_c^+)/scale and gamma_h^- + gamma_c^- */
    double lorentz;                 /* Gamma^2 + 4 delta^2 */
    double chi;                     /* eq (9) */
} local_rates;

/* eps_c/T_c - eps_h/T_h with eps_c = eps_h + delta, to a few ulp. */
static double gap_difference(const double *p, double x_h, double x_c)
{
    const double t_h = p[LOCAL_T_H];
    const double t_c = p[LOCAL_T_C];
    if (isinf(x_h) || isinf(x_c)) {
        return isinf(x_h) && isinf(x_c) ? 0.0 : x_c - x_h;
    }
    const dd eps_c = dd_two_sum(p[LOCAL_EPS_H], p[LOCAL_DELTA]);
    const dd numerator = dd_subtract(dd_multiply(eps_c, dd_from(t_h)), dd_two_product(p[LOCAL_EPS_H], t_c));
    return dd_value(numerator) / t_h / t_c;
}

static void set_occupations(local_rates *r, const double *p)
{
    const double x_h = p[LOCAL_EPS_H] / p[LOCAL_T_H];
    const double x_c = (p[LOCAL_EPS_H] + p[LOCAL_DELTA]) / p[LOCAL_T_C];
    const double difference = gap_difference(p, x_h, x_c);
    if (isinf(x_h) && isinf(x_c)) {
        return;
    }
    r->scale = exp(-fmin(x_h, x_c));
    r->m_h = exp(-fmax(0.0, -difference)) / -expm1(-x_h);
    r->m_c = exp(-fmax(0.0, difference)) / -expm1(-x_c);
    r->m_difference = bose_difference_scaled(x_h, x_c, difference, fmin(x_h, x_c));
    r->n_h = 1.0 / expm1(x_h);
    r->n_c = 1.0 / expm1(x_c);
}

static local_rates scaled_rates(const double *p)
{
    local_rates r = {0};
    const double largest = fmax(p[LOCAL_G], fmax(p[LOCAL_GAMMA_H], p[LOCAL_GAMMA_C]));
    int exponent;
    (void)frexp(largest, &exponent);
    r.unit = ldexp(1.0, exponent);
    r.g = p[LOCAL_G] / r.unit;
    r.gamma_h = p[LOCAL_GAMMA_H] / r.unit;
    r.gamma_c = p[LOCAL_GAMMA_C] / r.unit;
    r.delta = p[LOCAL_DELTA] / r.unit;
    set_occupations(&r, p);
    r.width_h = r.gamma_h * (1.0 + 2.0 * r.n_h);
    r.width_c = r.gamma_c * (1.0 + 2.0 * r.n_c);
    r.width = r.width_h + r.width_c;
    r.up = r.gamma_h * r.m_h + r.gamma_c * r.m_c;
    r.down = r.gamma_h * (1.0 + r.n_h) + r.gamma_c * (1.0 + r.n_c);
    r.lorentz = r.width * r.width + 4.0 * r.delta * r.delta;
    r.chi = 4.0 * r.g * r.g * r.width * r.width + r.width_h * r.width_c * r.lorentz;
    return r;
}

static x_state steady_state(const local_rates *r)
{
    const double mixing = 4.0 * r->g * r->g;
    const double product = r->gamma_h * r->gamma_c * r->lorentz;
    const double pump = 2.0 * r->g * r->gamma_h * r->gamma_c * r->m_difference / r->chi;
    const double r11_scaled = (mixing * r->up * r->up + product * r->m_h * r->m_c) / r->chi;
    x_state s = {0};
    s.scale = r->scale;
    s.r11 = r11_scaled * r->scale * r->scale;
    s.r10 = r->scale * (mixing * r->down * r->up + product * r->m_h * (1.0 + r->n_c)) / r->chi;
    s.r01 = r->scale * (mixing * r->down * r->up + product * r->m_c * (1.0 + r->n_h)) / r->chi;
    s.r00 = (mixing * r->down * r->down + product * (1.0 + r->n_h) * (1.0 + r->n_c)) / r->chi;
    s.c_im_scaled = pump * r->width;
    s.c_re = 0.0 - 2.0 * pump * r->delta * r->scale;
    s.c_im = s.c_im_scaled * r->scale;
    s.c_scaled = fabs(pump) * sqrt(r->lorentz);
    s.bound_scaled = sqrt(r11_scaled * s.r00);
    return s;
}

int local_closed_form(const double *p, double *o)
{
    const local_rates r = scaled_rates(p);
    if (!(r.chi > 0.0)) {
        return ENT_ERROR_NOT_UNIQUE;
    }
    const x_state s = steady_state(&r);
    x_state_observe(&s, p[LOCAL_G], o);

    const double eps_c = p[LOCAL_EPS_H] + p[LOCAL_DELTA];
    const double weight = p[LOCAL_EPS_H] * r.width_c + eps_c * r.width_h;
    const double heat_scaled = r.unit * 4.0 * r.g * r.g * r.gamma_h * r.gamma_c * r.m_difference * weight / r.chi;
    const double particles = o[PARTICLE_CURRENT];
    two_qubit_set_heat(o, heat_scaled * r.scale, p[LOCAL_EPS_H] * particles, 0.0 - eps_c * particles);
    two_qubit_set_entropy_production(o, p[LOCAL_T_H], p[LOCAL_T_C], heat_scaled == 0.0);
    o[J_CRITICAL] = r.unit * 4.0 * r.g * weight * r.scale * s.bound_scaled / sqrt(r.lorentz);
    return ENT_OK;
}
