/* Derivatives of the local engine: the closed form of local_closed_form.c in dual numbers without tunnelling, linear
 * response with it. */
#include "model/gradient.h"
#include "model/local.h"
#include "observable/two_qubit.h"
#include "observable/x_state_dual.h"
#include "physics/bose_dual.h"

typedef struct local_rates {
    double unit; /* a power of two near the largest rate, in which rates are counted */
    dual g, gamma_h, gamma_c, delta, eps_c;
    dual scale, m_h, m_c, n_h, n_c;
    dual width_h, width_c, width, up, down, lorentz, chi;
} local_rates;

static dual square(dual a)
{
    return dual_multiply(a, a);
}

static dual one_plus(dual a)
{
    return dual_add(dual_from(1.0), a);
}

static local_rates scaled_rates(const dual *p)
{
    int exponent;
    (void)frexp(fmax(p[LOCAL_G].v.hi, fmax(p[LOCAL_GAMMA_H].v.hi, p[LOCAL_GAMMA_C].v.hi)), &exponent);
    local_rates r = {.unit = ldexp(1.0, exponent)};
    r.g = dual_scale(p[LOCAL_G], 1.0 / r.unit);
    r.gamma_h = dual_scale(p[LOCAL_GAMMA_H], 1.0 / r.unit);
    r.gamma_c = dual_scale(p[LOCAL_GAMMA_C], 1.0 / r.unit);
    r.delta = dual_scale(p[LOCAL_DELTA], 1.0 / r.unit);
    r.eps_c = dual_add(p[LOCAL_EPS_H], p[LOCAL_DELTA]);
    const dual x_h = dual_divide(p[LOCAL_EPS_H], p[LOCAL_T_H]), x_c = dual_divide(r.eps_c, p[LOCAL_T_C]);
    const dual shift = dual_smaller(x_h, x_c), zero = dual_from(0.0);
    r.scale = dual_exp_minus(shift);
    r.m_h = bose_dual(x_h, shift);
    r.m_c = bose_dual(x_c, shift);
    r.n_h = bose_dual(x_h, zero);
    r.n_c = bose_dual(x_c, zero);
    r.width_h = dual_multiply(r.gamma_h, one_plus(dual_scale(r.n_h, 2.0)));
    r.width_c = dual_multiply(r.gamma_c, one_plus(dual_scale(r.n_c, 2.0)));
    r.width = dual_add(r.width_h, r.width_c);
    r.up = dual_add(dual_multiply(r.gamma_h, r.m_h), dual_multiply(r.gamma_c, r.m_c));
    r.down = dual_add(dual_multiply(r.gamma_h, one_plus(r.n_h)), dual_multiply(r.gamma_c, one_plus(r.n_c)));
    r.lorentz = dual_add(square(r.width), dual_scale(square(r.delta), 4.0));
    r.chi = dual_add(dual_scale(square(dual_multiply(r.g, r.width)), 4.0),
                     dual_multiply(dual_multiply(r.width_h, r.width_c), r.lorentz));
    return r;
}

/* (mixing a b + product u v)/chi */
static dual population(const local_rates *r, dual a, dual b, dual u, dual v)
{
    const dual mixing = dual_scale(square(r->g), 4.0);
    const dual product = dual_multiply(dual_multiply(r->gamma_h, r->gamma_c), r->lorentz);
    const dual sum = dual_add(dual_multiply(mixing, dual_multiply(a, b)), dual_multiply(product, dual_multiply(u, v)));
    return dual_divide(sum, r->chi);
}

static int closed_form(const dual *p, dual *o)
{
    const local_rates r = scaled_rates(p);
    if (!(r.chi.v.hi > 0.0)) {
        return ENT_ERROR_NOT_UNIQUE;
    }
    const dual drive = dual_multiply(dual_multiply(r.gamma_h, r.gamma_c), dual_subtract(r.m_h, r.m_c));
    const dual pump = dual_divide(dual_scale(dual_multiply(r.g, drive), 2.0), r.chi);
    const dual r11 = population(&r, r.up, r.up, r.m_h, r.m_c);
    const dual root = dual_sqrt(r.lorentz);
    x_state_dual s = {.scale = r.scale};
    s.r11 = dual_multiply(r11, square(r.scale));
    s.r10 = dual_multiply(r.scale, population(&r, r.down, r.up, r.m_h, one_plus(r.n_c)));
    s.r01 = dual_multiply(r.scale, population(&r, r.down, r.up, r.m_c, one_plus(r.n_h)));
    s.r00 = population(&r, r.down, r.down, one_plus(r.n_h), one_plus(r.n_c));
    s.c_im_scaled = dual_multiply(pump, r.width);
    s.c_re = dual_scale(dual_multiply(dual_multiply(pump, r.delta), r.scale), -2.0);
    s.c_scaled = dual_multiply(dual_abs(pump), root);
    s.bound_scaled = dual_sqrt(dual_multiply(r11, s.r00));
    x_state_dual_observe(&s, p[LOCAL_G], o);

    const dual weight = dual_add(dual_multiply(p[LOCAL_EPS_H], r.width_c), dual_multiply(r.eps_c, r.width_h));
    const dual heat = dual_multiply(dual_multiply(r.g, pump), dual_multiply(weight, r.scale));
    const dual particles = o[PARTICLE_CURRENT];
    x_state_dual_set_heat(o, dual_scale(heat, 2.0 * r.unit), dual_multiply(p[LOCAL_EPS_H], particles),
                          dual_subtract(dual_from(0.0), dual_multiply(r.eps_c, particles)), p[LOCAL_T_H], p[LOCAL_T_C]);
    const dual factor = dual_divide(dual_multiply(dual_scale(r.g, 4.0 * r.unit), weight), root);
    o[J_CRITICAL] = dual_multiply(factor, dual_multiply(r.scale, s.bound_scaled));
    return ENT_OK;
}

int local_gradient(const ent_model *self, const double *p, ent_route route, double *gradients)
{
    const bool tunnelling = p[LOCAL_KAPPA_H] != 0.0 || p[LOCAL_KAPPA_C] != 0.0;
    if (p[LOCAL_T_H] == 0.0 || p[LOCAL_T_C] == 0.0 || (tunnelling && route == ENT_ROUTE_CLOSED)) {
        return ENT_ERROR_UNDEFINED;
    }
    if (tunnelling || route == ENT_ROUTE_NUMERICAL) {
        return local_response(p, gradients);
    }
    /* Both kappa enter in second order only, so the slopes are 0; J_c and J_ratio end where kappa begins. */
    const int status = gradient_of_form(self, p, closed_form, gradients);
    for (size_t k = LOCAL_KAPPA_H; k <= LOCAL_KAPPA_C; ++k) {
        gradients[J_CRITICAL * N_LOCAL + k] = gradients[J_RATIO * N_LOCAL + k] = NAN;
    }
    return status;
}
