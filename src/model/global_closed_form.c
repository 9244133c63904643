/* The global engine in closed form, for every detuning.
 *
 * Each bath couples to both lines, with the weight of its qubit in the line's state: cos^2 or sin^2. The operators of
 * line - are |0><eps_-| and |eps_+><2| with the same weight, those of line + |0><eps_+| and |eps_-><2|, so the two
 * lines relax independently and the state is a product of two occupations p_-, p_+ in the eigenbasis. At resonance both
 * weights are 1/2 and this is eqs (23)-(27). Where eps_- < 0 the baths drive line - by the part of the coupling that
 * lowers the energy, so that it fills instead of emptying. */
#include <math.h>
#include <stdbool.h>

#include "base/dd.h"
#include "entangine/status.h"
#include "model/global.h"
#include "observable/two_qubit.h"
#include "observable/x_state.h"
#include "physics/bose.h"

/* One line: its weighted rates, and its occupation p with hole h = 1 - p. */
typedef struct line {
    double frequency; /* |eps_+-| */
    double sign;      /* of eps_+- */
    double rate_h, rate_c;
    double x_h, x_c;     /* frequency over temperature */
    double shift;        /* the smaller x of the baths with a rate */
    double width;        /* sum of rate (1 + 2 n) */
    double polarisation; /* h - p for a line above 0: sum of rates over width */
    double p, h;
    double root_scaled; /* sqrt(p h) e^{shift/2} */
    double exchange;    /* excitation current hot -> line -> cold, rate_h rate_c (n_h - n_c)/width */
} line;

global_lines global_find_lines(const double *p)
{
    const double eps = p[GLOBAL_EPS];
    const double delta = p[GLOBAL_DELTA];
    const double g = p[GLOBAL_G];
    global_lines l = {0};
    l.spacing = hypot(2.0 * g, delta);
    const dd eps_c = dd_two_sum(eps, delta);
    l.plus = 0.5 * (eps + dd_value(eps_c) + l.spacing);
    /* eps_- eps_+ = eps_h eps_c - g^2 */
    l.minus = dd_value(dd_subtract(dd_multiply(eps_c, dd_from(eps)), dd_two_product(g, g))) / l.plus;
    if (l.spacing == 0.0) {
        l.cos2 = l.cos_double = 1.0;
        return l;
    }
    const double larger = 0.5 * (1.0 + fabs(delta) / l.spacing);
    const double smaller = (g / l.spacing) * (g / l.spacing) / larger;
    l.cos2 = delta > 0.0 ? smaller : larger;
    l.sin2 = delta > 0.0 ? larger : smaller;
    l.sin_cos = g / l.spacing;
    l.cos_double = -delta / l.spacing;
    return l;
}

static line make_line(const double *p, double frequency, double weight_h, double weight_c)
{
    line l = {.frequency = fabs(frequency), .sign = frequency < 0.0 ? -1.0 : 1.0};
    l.rate_h = weight_h * p[GLOBAL_GAMMA_H];
    l.rate_c = weight_c * p[GLOBAL_GAMMA_C];
    l.x_h = l.frequency / p[GLOBAL_T_H];
    l.x_c = l.frequency / p[GLOBAL_T_C];
    l.shift = fmin(l.rate_h > 0.0 ? l.x_h : INFINITY, l.rate_c > 0.0 ? l.x_c : INFINITY);
    l.width = l.rate_h * (1.0 + 2.0 / expm1(l.x_h)) + l.rate_c * (1.0 + 2.0 / expm1(l.x_c));
    double up_scaled = 0.0;
    if (isfinite(l.shift)) {
        up_scaled = (l.rate_h > 0.0 ? l.rate_h * bose_scaled(l.x_h, l.shift) : 0.0) +
                    (l.rate_c > 0.0 ? l.rate_c * bose_scaled(l.x_c, l.shift) : 0.0);
    }
    const double up = up_scaled * exp(-l.shift);
    const double down = l.rate_h * (1.0 + 1.0 / expm1(l.x_h)) + l.rate_c * (1.0 + 1.0 / expm1(l.x_c));
    l.p = (l.sign > 0.0 ? up : down) / l.width;
    l.h = (l.sign > 0.0 ? down : up) / l.width;
    l.polarisation = (l.rate_h + l.rate_c) / l.width;
    l.root_scaled = sqrt(up_scaled * down) / l.width;
    const double difference = l.frequency * (p[GLOBAL_T_H] - p[GLOBAL_T_C]) / p[GLOBAL_T_H] / p[GLOBAL_T_C];
    const double n_difference = isfinite(difference) ? bose_difference_scaled(l.x_h, l.x_c, difference, 0.0)
                                                     : 1.0 / expm1(l.x_h) - 1.0 / expm1(l.x_c);
    l.exchange = l.rate_h * l.rate_c * n_difference / l.width;
    return l;
}

/* (n(x) - n(y)) e^shift for one bath at two lines, or two baths at one line. */
static double difference(double x, double y, double y_minus_x, double shift)
{
    if (isinf(x) || isinf(y)) {
        return (isinf(x) ? 0.0 : bose_scaled(x, shift)) - (isinf(y) ? 0.0 : bose_scaled(y, shift));
    }
    return bose_difference_scaled(x, y, y_minus_x, shift);
}

/* (p_+ - p_-) e^shift, where both lines lie above 0, without cancellation as they come close:
 * with A_j = n_j(+) - n_j(-), B = n_h - n_c, q = cos^2 - sin^2,
 * [cos^2 sin^2 (gamma_h^2 A_h + gamma_c^2 A_c) + gamma_h gamma_c ((1 + q^2)/4 (A_h + A_c) + q/2 (B_+ + B_-))]
 * over the product of the widths. */
static double occupation_difference(const double *p, const global_lines *lines, const line *minus, const line *plus,
                                    double shift)
{
    const double t_h = p[GLOBAL_T_H];
    const double t_c = p[GLOBAL_T_C];
    const double gamma_h = p[GLOBAL_GAMMA_H];
    const double gamma_c = p[GLOBAL_GAMMA_C];
    const double a_h = gamma_h > 0.0 ? difference(plus->x_h, minus->x_h, -lines->spacing / t_h, shift) : 0.0;
    const double a_c = gamma_c > 0.0 ? difference(plus->x_c, minus->x_c, -lines->spacing / t_c, shift) : 0.0;
    const double mixing = lines->sin_cos * lines->sin_cos;
    double sum = mixing * (gamma_h * gamma_h * a_h + gamma_c * gamma_c * a_c);
    if (gamma_h > 0.0 && gamma_c > 0.0) {
        const double affinity = (t_h - t_c) / t_h / t_c;
        const double b = difference(plus->x_h, plus->x_c, plus->frequency * affinity, shift) +
                         difference(minus->x_h, minus->x_c, minus->frequency * affinity, shift);
        const double q = lines->cos_double;
        sum += gamma_h * gamma_c * (0.25 * (1.0 + q * q) * (a_h + a_c) + 0.5 * q * b);
    }
    return sum / minus->width / plus->width;
}

static x_state steady_state(const double *p, const global_lines *lines, const line *minus, const line *plus)
{
    const double only_minus = minus->p * plus->h;
    const double only_plus = plus->p * minus->h;
    x_state s = {0};
    s.r11 = minus->p * plus->p;
    s.r00 = minus->h * plus->h;
    s.r10 = lines->cos2 * only_plus + lines->sin2 * only_minus;
    s.r01 = lines->sin2 * only_plus + lines->cos2 * only_minus;
    /* c and sqrt(r11 r00) share the factor e^{-shift}, shift = that of the coherence; what remains between them is
     * e^{-(shift_- + shift_+)/2 + shift}, one exponential of half the distance of the lines. */
    double shift = 0.0;
    double d = -0.5 * (plus->polarisation - minus->sign * minus->polarisation); /* p_+ - p_- */
    double half_distance = 0.5 * (minus->shift + plus->shift);
    if (minus->sign > 0.0 && isfinite(minus->shift)) {
        shift = minus->shift;
        half_distance = 0.5 * (plus->shift - minus->shift);
        d = occupation_difference(p, lines, minus, plus, shift);
    }
    const double bound = minus->root_scaled * plus->root_scaled;
    s.scale = exp(-shift);
    s.c_scaled = fabs(lines->sin_cos * d);
    s.bound_scaled = bound > 0.0 ? bound * exp(-half_distance) : 0.0;
    s.c_re = lines->sin_cos * d * s.scale;
    return s;
}

int global_closed_form(const double *p, double *o)
{
    const global_lines lines = global_find_lines(p);
    if (lines.minus == 0.0) {
        return ENT_ERROR_ZERO_FREQUENCY;
    }
    const line minus = make_line(p, lines.minus, lines.sin2, lines.cos2);
    const line plus = make_line(p, lines.plus, lines.cos2, lines.sin2);
    if (!(minus.width > 0.0 && plus.width > 0.0)) {
        return ENT_ERROR_NOT_UNIQUE;
    }
    const x_state s = steady_state(p, &lines, &minus, &plus);
    x_state_observe(&s, p[GLOBAL_G], o);

    const double eps_h = p[GLOBAL_EPS];
    const double eps_c = eps_h + p[GLOBAL_DELTA];
    const double bare_minus = minus.exchange * (lines.sin2 * eps_h + lines.cos2 * eps_c);
    const double bare_plus = plus.exchange * (lines.cos2 * eps_h + lines.sin2 * eps_c);
    const double bare = minus.sign > 0.0 ? bare_minus + bare_plus : global_bare_current_below(p);
    const double heat = minus.frequency * minus.exchange + plus.frequency * plus.exchange;
    two_qubit_set_heat(o, heat, bare, 0.0 - bare);
    two_qubit_set_entropy_production(o, p[GLOBAL_T_H], p[GLOBAL_T_C],
                                     lines.sin_cos == 0.0 || minus.rate_h * minus.rate_c == 0.0);
    o[J_CRITICAL] = lines.sin_cos == 0.0 ? 0.0 : fabs(o[J_SS]) / s.c_scaled * s.bound_scaled;
    if (!isfinite(o[J_CRITICAL])) {
        o[J_CRITICAL] = NAN;
    }
    return ENT_OK;
}
