/* The Gibbs state of thermal.c for many points at once; where g >= eps, or numbers are extreme, they are left to it. */
#include "model/thermal.h"

#include <math.h>

#include "base/exponential.h"

KERNEL void states_kernel(const double *const *p, size_t n, x_states *s, double *odd)
{
    const double *epss = p[THERMAL_EPS], *gs = p[THERMAL_G], *ts = p[THERMAL_T];
    INDEPENDENT_LANES
    for (size_t i = 0; i < n; ++i) {
        const double eps = epss[i], g = gs[i], t = ts[i];
        const double x = (eps - g) / t;
        const int ordinary =
            is_between(x, 1e-8, 300.0) & is_between(2.0 * g / t, 1e-8, 600.0) & is_between(t, 1e-100, 1e100);
        odd[i] = ordinary ? 0.0 : X_BLOCK_PLAIN;
        /* Energies over t are 0, x, x + 2 g/t, 2 x + 2 g/t. */
        const exponential split = exponential_of(-2.0 * g / t);
        const double minus = exponential_of(-x).exp;
        const double plus = minus * split.exp;
        const double w11 = minus * plus;
        const double inverse = 1.0 / (1.0 + minus + plus + w11);
        s->r11[i] = w11 * inverse;
        s->r00[i] = inverse;
        s->r10[i] = s->r01[i] = 0.5 * (minus + plus) * inverse;
        s->scale[i] = minus;
        s->c_scaled[i] = -0.5 * split.expm1 * inverse;
        s->c_re[i] = 0.5 * split.expm1 * inverse * minus;
        s->bound_scaled[i] = sqrt(split.exp) * inverse;
        s->c_im[i] = s->c_im_scaled[i] = 0.0;
        s->heat[i] = s->heat_h_bare[i] = s->heat_c_bare[i] = s->critical[i] = 0.0;
        s->critical_over[i] = 1.0;
    }
}
KERNELS(states, (const double *const *restrict p, size_t n, x_states *restrict s, double *restrict odd), (p, n, s, odd))

static void states(const double *const *p, size_t n, bool currents, x_states *s, double *odd, instruction_set set)
{
    (void)currents;
    states_variants[set](p, n, s, odd);
}

const x_lanes thermal_lanes = {states, THERMAL_G, THERMAL_T, THERMAL_T};
