/* Derivatives of the global engine's closed form; the formulas are those of global_closed_form.c. */
#include "model/global.h"
#include "model/gradient.h"
#include "observable/two_qubit.h"
#include "observable/x_state_dual.h"
#include "physics/bose_dual.h"

typedef struct line {
    dual frequency, shift, width, polarisation, up_scaled, p, h, root_scaled, exchange;
} line;

static dual times(dual a, dual b, dual c)
{
    return dual_multiply(dual_multiply(a, b), c);
}

/* sign: of the line's frequency */
static line make_line(const dual *p, dual frequency, double sign, dual weight_h, dual weight_c)
{
    const dual one = dual_from(1.0), zero = dual_from(0.0);
    const dual rate_h = dual_multiply(weight_h, p[GLOBAL_GAMMA_H]);
    const dual rate_c = dual_multiply(weight_c, p[GLOBAL_GAMMA_C]);
    line l = {.frequency = dual_abs(frequency)};
    const dual x_h = dual_divide(l.frequency, p[GLOBAL_T_H]), x_c = dual_divide(l.frequency, p[GLOBAL_T_C]);
    const dual n_h = bose_dual(x_h, zero), n_c = bose_dual(x_c, zero);
    l.shift = !(rate_c.v.hi > 0.0) ? x_h : !(rate_h.v.hi > 0.0) ? x_c : dual_smaller(x_h, x_c);
    l.up_scaled =
        dual_add(rate_h.v.hi > 0.0 ? dual_multiply(rate_h, bose_dual(x_h, l.shift)) : dual_multiply(rate_h, n_h),
                 rate_c.v.hi > 0.0 ? dual_multiply(rate_c, bose_dual(x_c, l.shift)) : dual_multiply(rate_c, n_c));
    const dual up = dual_multiply(l.up_scaled, dual_exp_minus(l.shift));
    const dual down = dual_add(dual_multiply(rate_h, dual_add(one, n_h)), dual_multiply(rate_c, dual_add(one, n_c)));
    l.width = dual_add(up, down);
    l.p = dual_divide(sign > 0.0 ? up : down, l.width);
    l.h = dual_divide(sign > 0.0 ? down : up, l.width);
    l.polarisation = dual_divide(dual_add(rate_h, rate_c), l.width);
    l.root_scaled = dual_divide(dual_sqrt(dual_multiply(l.up_scaled, down)), l.width);
    l.exchange = dual_divide(times(rate_h, rate_c, dual_subtract(n_h, n_c)), l.width);
    return l;
}

/* Shape of the states of both lines. */
typedef struct mixing {
    dual cos2, sin2, sin_cos;
    double sign; /* of the lower line */
} mixing;

static x_state_dual steady_state(const mixing *mix, const line *minus, const line *plus)
{
    const dual only_minus = dual_multiply(minus->p, plus->h);
    const dual only_plus = dual_multiply(plus->p, minus->h);
    x_state_dual s = {.r11 = dual_multiply(minus->p, plus->p), .r00 = dual_multiply(minus->h, plus->h)};
    s.r10 = dual_add(dual_multiply(mix->cos2, only_plus), dual_multiply(mix->sin2, only_minus));
    s.r01 = dual_add(dual_multiply(mix->sin2, only_plus), dual_multiply(mix->cos2, only_minus));
    dual shift = dual_from(0.0);
    dual d, half_distance;
    if (mix->sign > 0.0) {
        const dual distance = dual_subtract(plus->shift, minus->shift);
        shift = minus->shift;
        half_distance = dual_scale(distance, 0.5);
        d = dual_subtract(dual_divide(dual_multiply(plus->up_scaled, dual_exp_minus(distance)), plus->width),
                          dual_divide(minus->up_scaled, minus->width));
    } else {
        d = dual_scale(dual_add(plus->polarisation, minus->polarisation), -0.5);
        half_distance = dual_scale(dual_add(minus->shift, plus->shift), 0.5);
    }
    s.scale = dual_exp_minus(shift);
    s.c_scaled = dual_abs(dual_multiply(mix->sin_cos, d));
    s.c_im_scaled = dual_from(0.0);
    s.c_re = times(mix->sin_cos, d, s.scale);
    s.bound_scaled = times(minus->root_scaled, plus->root_scaled, dual_exp_minus(half_distance));
    return s;
}

static int closed_form(const dual *p, dual *o)
{
    const dual eps_h = p[GLOBAL_EPS], g = p[GLOBAL_G], delta = p[GLOBAL_DELTA], one = dual_from(1.0);
    const dual eps_c = dual_add(eps_h, delta);
    const dual spacing = dual_sqrt(dual_add(dual_scale(dual_multiply(g, g), 4.0), dual_multiply(delta, delta)));
    const dual upper = dual_scale(dual_add(dual_add(eps_h, eps_c), spacing), 0.5);
    const dual lower = dual_divide(dual_subtract(dual_multiply(eps_h, eps_c), dual_multiply(g, g)), upper);
    const dual tilt = dual_divide(delta, spacing);
    const mixing mix = {.cos2 = dual_scale(dual_subtract(one, tilt), 0.5),
                        .sin2 = dual_scale(dual_add(one, tilt), 0.5),
                        .sin_cos = dual_divide(g, spacing),
                        .sign = lower.v.hi < 0.0 ? -1.0 : 1.0};
    if (lower.v.hi == 0.0) {
        return ENT_ERROR_ZERO_FREQUENCY;
    }
    const line minus = make_line(p, lower, mix.sign, mix.sin2, mix.cos2);
    const line plus = make_line(p, upper, 1.0, mix.cos2, mix.sin2);
    if (!(minus.width.v.hi > 0.0 && plus.width.v.hi > 0.0)) {
        return ENT_ERROR_NOT_UNIQUE;
    }
    const x_state_dual s = steady_state(&mix, &minus, &plus);
    x_state_dual_observe(&s, g, o);
    o[PARTICLE_RATIO] = dual_from(0.0); /* Im c = 0 everywhere */
    const dual energy_minus = dual_add(dual_multiply(mix.sin2, eps_h), dual_multiply(mix.cos2, eps_c));
    const dual energy_plus = dual_add(dual_multiply(mix.cos2, eps_h), dual_multiply(mix.sin2, eps_c));
    const dual bare = dual_add(dual_multiply(plus.exchange, energy_plus),
                               dual_scale(dual_multiply(minus.exchange, energy_minus), mix.sign));
    const dual heat =
        dual_add(dual_multiply(minus.frequency, minus.exchange), dual_multiply(plus.frequency, plus.exchange));
    x_state_dual_set_heat(o, heat, bare, dual_subtract(dual_from(0.0), bare), p[GLOBAL_T_H], p[GLOBAL_T_C]);
    o[J_CRITICAL] = dual_divide(dual_multiply(dual_abs(o[J_SS]), s.bound_scaled), s.c_scaled);
    return ENT_OK;
}

int global_gradient(const ent_model *self, const double *p, ent_route route, double *gradients)
{
    const bool flat = p[GLOBAL_G] == 0.0 && p[GLOBAL_DELTA] == 0.0;
    if (route == ENT_ROUTE_NUMERICAL || p[GLOBAL_T_H] == 0.0 || p[GLOBAL_T_C] == 0.0 || flat) {
        return ENT_ERROR_UNDEFINED;
    }
    return gradient_of_form(self, p, closed_form, gradients);
}
