#include "physics/bose_lanes.h"

#include <math.h>

#include "base/dd.h"
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

/* 1/12!, 1/11!, ..., 1/2! in double-double. */
static const dd INVERSE_FACTORIALS[] = {
    {0x1.1eed8eff8d898p-29, -0x1.2aec959e14c06p-83},
    {0x1.ae64567f544e4p-26, -0x1.c062e06d1f209p-80},
    {0x1.27e4fb7789f5cp-22, 0x1.cbbc05b4fa99ap-76},
    {0x1.71de3a556c734p-19, -0x1.c154f8ddc6c00p-73},
    {0x1.a01a01a01a01ap-16, 0x1.a01a01a01a01ap-76},
    {0x1.a01a01a01a01ap-13, 0x1.a01a01a01a01ap-73},
    {0x1.6c16c16c16c17p-10, -0x1.f49f49f49f49fp-65},
    {0x1.1111111111111p-7, 0x1.1111111111111p-63},
    {0x1.5555555555555p-5, 0x1.5555555555555p-59},
    {0x1.5555555555555p-3, 0x1.5555555555555p-57},
    {0x1.0000000000000p-1, 0x0.0p+0},
};

/* e^x - 1 for 0 < x <= 700 as dd_expm1 finds it, without calls: x = k ln 2 + 2^8 s, a Taylor series in s, doubled eight
 * times, scaled by 2^k. */
KERNEL dd expm1_dd(dd x)
{
    static const dd ln_2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
    enum { TERMS = sizeof INVERSE_FACTORIALS / sizeof INVERSE_FACTORIALS[0], HALVINGS = 8, SMALL = 7 };
    const double shifted = x.hi * 0x1.71547652b82fep+0 + 0x1.8p52;
    const double k = shifted - 0x1.8p52;
    const dd s = dd_scale(dd_subtract(x, dd_multiply(ln_2, dd_from(k))), 0x1p-8);
    /* With s < 0.0014 the first terms are below 2^-54 of the sum, so that double is enough for them. */
    double small = INVERSE_FACTORIALS[0].hi;
#pragma GCC unroll 16
    for (int i = 1; i < SMALL; ++i) {
        small = small * s.hi + INVERSE_FACTORIALS[i].hi;
    }
    dd sum = dd_from(small);
#pragma GCC unroll 16
    for (int i = SMALL; i < TERMS; ++i) {
        sum = dd_add(dd_multiply(sum, s), INVERSE_FACTORIALS[i]);
    }
    dd result = dd_add(s, dd_multiply(dd_multiply(s, s), sum));
#pragma GCC unroll 16
    for (int i = 0; i < HALVINGS; ++i) {
        result = dd_multiply(result, dd_add(result, dd_from(2.0)));
    }
    const dd power = dd_scale(dd_add(result, dd_from(1.0)), power_of_two(shifted));
    const dd far = dd_subtract(power, dd_from(1.0));
    return (dd){k == 0.0 ? result.hi : far.hi, k == 0.0 ? result.lo : far.lo};
}

KERNEL void dd_kernel(double *hi, double *lo, const double *energy_hi, const double *energy_lo, const double *t, int n)
{
    static const double underflow = 700.0;
    INDEPENDENT_LANES
    for (int i = 0; i < n; ++i) {
        const int vanishes = !(energy_hi[i] / t[i] <= underflow);
        const dd energy = {energy_hi[i], energy_lo[i]};
        const dd x = dd_divide(energy, dd_from(vanishes ? energy_hi[i] : t[i]));
        const dd occupation = dd_divide(dd_from(1.0), expm1_dd(x));
        hi[i] = vanishes ? 0.0 : occupation.hi;
        lo[i] = vanishes ? 0.0 : occupation.lo;
    }
}
KERNELS(dd,
        (double *restrict hi, double *restrict lo, const double *restrict energy_hi, const double *restrict energy_lo,
         const double *restrict t, int n),
        (hi, lo, energy_hi, energy_lo, t, n))

void bose_dd_lanes(double *hi, double *lo, const double *energy_hi, const double *energy_lo, const double *t, int n,
                   instruction_set set)
{
    dd_variants[set](hi, lo, energy_hi, energy_lo, t, n);
}
