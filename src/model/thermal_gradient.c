/* Derivatives of the Gibbs state, eqs (33)-(35). */
#include "model/gradient.h"
#include "model/thermal.h"
#include "observable/two_qubit.h"
#include "observable/x_state_dual.h"

static dual weight(dual energy, dual t)
{
    return dual_exp_minus(dual_divide(energy, t));
}

static int closed_form(const dual *p, dual *o)
{
    const dual zero = dual_from(0.0);
    const dual eps = p[THERMAL_EPS], g = p[THERMAL_G], t = p[THERMAL_T];
    const bool below = g.v.hi > eps.v.hi; /* the entangled state is the ground state */
    const dual gap = dual_abs(dual_subtract(eps, g));
    const dual w00 = below ? weight(gap, t) : dual_from(1.0);
    const dual minus = below ? dual_from(1.0) : weight(g.v.hi == eps.v.hi ? dual_subtract(eps, g) : gap, t);
    const dual plus = weight(below ? dual_scale(g, 2.0) : dual_add(eps, g), t);
    const dual w11 = weight(below ? dual_add(eps, g) : dual_scale(eps, 2.0), t);
    const dual sum = dual_add(dual_add(w00, minus), dual_add(plus, w11));
    const dual shift = below ? zero : dual_divide(dual_subtract(eps, g), t);
    const dual fall = dual_exp_minus(dual_divide(dual_scale(g, 2.0), t));
    x_state_dual s = {.r11 = dual_divide(w11, sum), .r00 = dual_divide(w00, sum), .c_im_scaled = zero};
    s.r10 = s.r01 = dual_divide(dual_scale(dual_add(minus, plus), 0.5), sum);
    s.scale = dual_exp_minus(shift);
    s.c_scaled = dual_divide(dual_scale(dual_subtract(dual_from(1.0), fall), 0.5), sum);
    s.bound_scaled = dual_divide(dual_exp_minus(dual_divide(g, t)), sum);
    s.c_re = dual_subtract(zero, dual_multiply(s.c_scaled, s.scale));
    x_state_dual_observe(&s, g, o);
    x_state_dual_set_heat(o, zero, zero, zero, t, t);
    o[PARTICLE_RATIO] = o[J_CRITICAL] = zero;
    return ENT_OK;
}

int thermal_gradient(const ent_model *self, const double *p, ent_route route, double *gradients)
{
    if (route == ENT_ROUTE_NUMERICAL || p[THERMAL_T] == 0.0) {
        return ENT_ERROR_UNDEFINED;
    }
    return gradient_of_form(self, p, closed_form, gradients);
}
