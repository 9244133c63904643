/* The bare heat current where the lower line lies below 0.
 *
 * There an excitation lowers the energy, so the two lines carry excitations against each other, and Tr[H_S D_h rho] is
 * a difference that loses digits as both lines saturate: it is taken in double-double. */
#include "model/global.h"
#include "physics/bose.h"

typedef struct bare_line {
    dd frequency, weight_h, weight_c; /* |eps_+-| and the share of each qubit in the line's state */
} bare_line;

/* gamma_h gamma_c cos^2 sin^2 (n_h - n_c)/width times the bare energy of the line's state. */
static dd bare_current(const bare_line *line, const double *p, dd eps_c)
{
    const dd one = dd_from(1.0);
    const dd rate_h = dd_multiply(line->weight_h, dd_from(p[GLOBAL_GAMMA_H]));
    const dd rate_c = dd_multiply(line->weight_c, dd_from(p[GLOBAL_GAMMA_C]));
    const dd n_h = bose_dd(line->frequency, p[GLOBAL_T_H]);
    const dd n_c = bose_dd(line->frequency, p[GLOBAL_T_C]);
    const dd width = dd_add(dd_multiply(rate_h, dd_add(one, dd_scale(n_h, 2.0))),
                            dd_multiply(rate_c, dd_add(one, dd_scale(n_c, 2.0))));
    const dd energy = dd_add(dd_multiply(line->weight_h, dd_from(p[GLOBAL_EPS])), dd_multiply(line->weight_c, eps_c));
    const dd exchange = dd_divide(dd_multiply(dd_multiply(rate_h, rate_c), dd_subtract(n_h, n_c)), width);
    return dd_multiply(exchange, energy);
}

double global_bare_current_below(const double *p)
{
    const dd eps_c = dd_two_sum(p[GLOBAL_EPS], p[GLOBAL_DELTA]);
    const dd coupling = dd_two_product(p[GLOBAL_G], p[GLOBAL_G]);
    const dd detuning = dd_two_product(p[GLOBAL_DELTA], p[GLOBAL_DELTA]);
    const dd spacing = dd_sqrt(dd_add(dd_scale(coupling, 4.0), detuning));
    const dd sum = dd_add(dd_from(p[GLOBAL_EPS]), eps_c);
    const dd ratio = dd_divide(dd_from(p[GLOBAL_DELTA]), spacing);
    const dd cos2 = dd_scale(dd_subtract(dd_from(1.0), ratio), 0.5);
    const dd sin2 = dd_scale(dd_add(dd_from(1.0), ratio), 0.5);
    const bare_line plus = {dd_scale(dd_add(spacing, sum), 0.5), cos2, sin2};
    const bare_line minus = {dd_scale(dd_subtract(spacing, sum), 0.5), sin2, cos2};
    return dd_value(dd_subtract(bare_current(&plus, p, eps_c), bare_current(&minus, p, eps_c)));
}
