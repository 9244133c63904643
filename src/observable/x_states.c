#include "observable/x_states.h"

#include <math.h>

#include "observable/measures.h"
#include "observable/two_qubit.h"

/* a/b, NaN instead of infinity. */
KERNEL double finite_ratio(double a, double b)
{
    const double ratio = a / b;
    return ratio <= 0x1.fffffffffffffp1023 ? ratio : NAN;
}

KERNEL void multiple_kernel(double *out, const double *in, double factor, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        out[i] = factor * in[i] + 0.0; /* never -0 */
    }
}
KERNELS(multiple, (double *restrict out, const double *restrict in, double factor, size_t n), (out, in, factor, n))

KERNEL void negativity_kernel(double *out, double *out_signed, const x_states *s, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        const double excess = s->scale[i] * (s->c_scaled[i] - s->bound_scaled[i]);
        const double sum = s->scale[i] * (s->c_scaled[i] + s->bound_scaled[i]);
        const double twice = 2.0 * s->scale[i] * s->c_scaled[i];
        const double gap = s->r11[i] - s->r00[i];
        const double root = sqrt(twice * twice + gap * gap);
        const double value = 2.0 * excess * (sum / (root + s->r11[i] + s->r00[i]));
        const double other = s->r10[i] < s->r01[i] ? s->r10[i] : s->r01[i];
        out[i] = value > 0.0 ? value : 0.0;
        out_signed[i] = (value > -other ? value : -other) + 0.0;
    }
}
KERNELS(negativity, (double *restrict out, double *restrict out_signed, const x_states *restrict s, size_t n),
        (out, out_signed, s, n))

KERNEL void concurrence_kernel(double *out, const x_states *s, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        const double excess = s->scale[i] * (s->c_scaled[i] - s->bound_scaled[i]);
        out[i] = excess > 0.0 ? 2.0 * excess : 0.0;
    }
}
KERNELS(concurrence, (double *restrict out, const x_states *restrict s, size_t n), (out, s, n))

KERNEL void purity_kernel(double *out, const x_states *s, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        out[i] = s->r11[i] * s->r11[i] + s->r10[i] * s->r10[i] + s->r01[i] * s->r01[i] + s->r00[i] * s->r00[i] +
                 2.0 * (s->c_re[i] * s->c_re[i] + s->c_im[i] * s->c_im[i]);
    }
}
KERNELS(purity, (double *restrict out, const x_states *restrict s, size_t n), (out, s, n))

KERNEL void ratio_kernel(double *out, const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        out[i] = finite_ratio(fabs(a[i]), b[i]);
    }
}
KERNELS(ratio, (double *restrict out, const double *restrict a, const double *restrict b, size_t n), (out, a, b, n))

/* 2 g a b */
KERNEL void current_kernel(double *out, const double *g, const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        out[i] = 2.0 * g[i] * a[i] * b[i] + 0.0;
    }
}
KERNELS(current,
        (double *restrict out, const double *restrict g, const double *restrict a, const double *restrict b, size_t n),
        (out, g, a, b, n))

KERNEL void entropy_kernel(double *out, const double *heat, const double *t_h, const double *t_c, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        out[i] = heat[i] * ((t_h[i] - t_c[i]) / t_h[i] / t_c[i]) + 0.0;
    }
}
KERNELS(entropy,
        (double *restrict out, const double *restrict heat, const double *restrict t_h, const double *restrict t_c,
         size_t n),
        (out, heat, t_h, t_c, n))

/* Columns that are numbers of the states, or multiples of them. */
static void observe_multiples(const x_states *s, size_t n, double *const *columns, instruction_set set)
{
    const struct {
        int column;
        double factor;
        const double *values;
    } multiples[] = {
        {R11, 1.0, s->r11},
        {R10, 1.0, s->r10},
        {R01, 1.0, s->r01},
        {R00, 1.0, s->r00},
        {COHERENCE_RE, 1.0, s->c_re},
        {COHERENCE_IM, 1.0, s->c_im},
        {HEAT_H, 1.0, s->heat},
        {HEAT_C, -1.0, s->heat},
        {J_SS, 2.0, s->heat},
        {HEAT_H_BARE, 1.0, s->heat_h_bare},
        {HEAT_C_BARE, 1.0, s->heat_c_bare},
    };
    for (size_t k = 0; k < sizeof multiples / sizeof multiples[0]; ++k) {
        if (columns[multiples[k].column]) {
            multiple_variants[set](columns[multiples[k].column], multiples[k].values, multiples[k].factor, n);
        }
    }
}

static void observe_entanglement(const x_states *s, size_t n, double *const *columns, instruction_set set)
{
    double value[LANES], value_signed[LANES];
    const bool wants_log = columns[LOG_NEGATIVITY] != NULL;
    if (columns[NEGATIVITY] || columns[NEGATIVITY_SIGNED] || wants_log) {
        double *out = columns[NEGATIVITY] ? columns[NEGATIVITY] : value;
        double *out_signed = columns[NEGATIVITY_SIGNED] ? columns[NEGATIVITY_SIGNED] : value_signed;
        negativity_variants[set](out, out_signed, s, n);
        for (size_t i = 0; wants_log && i < n; ++i) {
            columns[LOG_NEGATIVITY][i] = log_negativity(out[i]);
        }
    }
    if (columns[CONCURRENCE] || columns[FORMATION]) {
        double *out = columns[CONCURRENCE] ? columns[CONCURRENCE] : value;
        concurrence_variants[set](out, s, n);
        for (size_t i = 0; columns[FORMATION] && i < n; ++i) {
            columns[FORMATION][i] = entanglement_of_formation(out[i]);
        }
    }
}

void x_states_observe(const x_states *s, size_t n, const x_settings *settings, double *const *columns,
                      instruction_set set)
{
    observe_multiples(s, n, columns, set);
    observe_entanglement(s, n, columns, set);
    if (columns[PURITY]) {
        purity_variants[set](columns[PURITY], s, n);
    }
    if (columns[J_RATIO]) {
        ratio_variants[set](columns[J_RATIO], s->c_scaled, s->bound_scaled, n);
    }
    if (columns[J_CRITICAL]) {
        ratio_variants[set](columns[J_CRITICAL], s->critical, s->critical_over, n);
    }
    if (columns[PARTICLE_RATIO]) {
        ratio_variants[set](columns[PARTICLE_RATIO], s->c_im_scaled, s->bound_scaled, n);
    }
    if (columns[PARTICLE_CURRENT]) {
        current_variants[set](columns[PARTICLE_CURRENT], settings->g, s->c_im_scaled, s->scale, n);
    }
    if (columns[PARTICLE_CRITICAL]) {
        current_variants[set](columns[PARTICLE_CRITICAL], settings->g, s->scale, s->bound_scaled, n);
    }
    if (columns[ENTROPY_PRODUCTION]) {
        entropy_variants[set](columns[ENTROPY_PRODUCTION], s->heat, settings->t_h, settings->t_c, n);
    }
}
