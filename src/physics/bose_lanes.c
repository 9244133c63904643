#include "physics/bose_lanes.h"

#include <math.h>

#include "base/exponential.h"

KERNEL void fill_kernel(bose_lanes *q, size_t n)
{
    INDEPENDENT_LANES
    for (size_t i = 0; i < n; ++i) {
        const bool hot_is_lower = q->difference[i] >= 0.0;
        const exponential e_h = exponential_of(-q->x_h[i]);
        const exponential e_c = exponential_of(-q->x_c[i]);
        const exponential e_d = exponential_of(-fabs(q->difference[i]));
        const double inverse = -1.0 / (e_h.expm1 * e_c.expm1);
        const double one_n_h = e_c.expm1 * inverse; /* 1 + n_h */
        const double one_n_c = e_h.expm1 * inverse;
        q->scale[i] = hot_is_lower ? e_h.exp : e_c.exp;
        q->n_h[i] = e_h.exp * one_n_h;
        q->n_c[i] = e_c.exp * one_n_c;
        q->m_h[i] = (hot_is_lower ? 1.0 : e_d.exp) * one_n_h;
        q->m_c[i] = (hot_is_lower ? e_d.exp : 1.0) * one_n_c;
        q->m_difference[i] = (hot_is_lower ? e_d.expm1 : -e_d.expm1) * inverse;
    }
}
KERNELS(fill, (bose_lanes *restrict q, size_t n), (q, n))

void bose_lanes_fill(bose_lanes *self, size_t n, instruction_set set)
{
    fill_variants[set](self, n);
}
