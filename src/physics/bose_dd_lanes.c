#include <math.h>

#include "base/dd.h"
#include "base/exponential.h"
#include "physics/bose_lanes.h"

/* Numbers in one go: each waits for the one before in its own chain of operations, so that several chains side by side
 * take no longer than one. */
enum { GROUP = 16 };

typedef struct group {
    _Alignas(64) double hi[GROUP];
    double lo[GROUP];
} group;

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

KERNEL dd get(const group *x, int l)
{
    return (dd){x->hi[l], x->lo[l]};
}

KERNEL void put(group *x, int l, dd value)
{
    x->hi[l] = value.hi;
    x->lo[l] = value.lo;
}

/* The Taylor series of e^s - 1. */
KERNEL void series(group *result, const group *s)
{
    enum { TERMS = sizeof INVERSE_FACTORIALS / sizeof INVERSE_FACTORIALS[0], SMALL = 7 };
    group sum;
    /* With s < 0.0014 the first terms are below 2^-54 of the sum, so that double is enough for them. */
    INDEPENDENT_LANES
    for (int l = 0; l < GROUP; ++l) {
        double small = INVERSE_FACTORIALS[0].hi;
#pragma GCC unroll 16
        for (int i = 1; i < SMALL; ++i) {
            small = small * s->hi[l] + INVERSE_FACTORIALS[i].hi;
        }
        put(&sum, l, dd_from(small));
    }
    for (int i = SMALL; i < TERMS; ++i) {
        const dd term = INVERSE_FACTORIALS[i];
        INDEPENDENT_LANES
        for (int l = 0; l < GROUP; ++l) {
            put(&sum, l, dd_add(dd_multiply(get(&sum, l), get(s, l)), term));
        }
    }
    INDEPENDENT_LANES
    for (int l = 0; l < GROUP; ++l) {
        const dd at = get(s, l);
        put(result, l, dd_add(at, dd_multiply(dd_multiply(at, at), get(&sum, l))));
    }
}

/* x becomes e^x - 1 for 0 < x <= 700 as dd_expm1 finds it, without calls: x = k ln 2 + 2^8 s, a series in s, doubled
 * eight times, scaled by 2^k. */
KERNEL void expm1_of(group *x)
{
    static const dd ln_2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
    enum { HALVINGS = 8 };
    double shifted[GROUP];
    group s, result;
    INDEPENDENT_LANES
    for (int l = 0; l < GROUP; ++l) {
        shifted[l] = x->hi[l] * 0x1.71547652b82fep+0 + 0x1.8p52;
        const double k = shifted[l] - 0x1.8p52;
        put(&s, l, dd_scale(dd_subtract(get(x, l), dd_multiply(ln_2, dd_from(k))), 0x1p-8));
    }
    series(&result, &s);
    for (int i = 0; i < HALVINGS; ++i) {
        INDEPENDENT_LANES
        for (int l = 0; l < GROUP; ++l) {
            const dd half = get(&result, l);
            put(&result, l, dd_multiply(half, dd_add(half, dd_from(2.0))));
        }
    }
    INDEPENDENT_LANES
    for (int l = 0; l < GROUP; ++l) {
        const dd near = get(&result, l);
        const dd power = dd_scale(dd_add(near, dd_from(1.0)), power_of_two(shifted[l]));
        const dd far = dd_subtract(power, dd_from(1.0));
        const int is_near = shifted[l] - 0x1.8p52 == 0.0;
        put(x, l, (dd){is_near ? near.hi : far.hi, is_near ? near.lo : far.lo});
    }
}

KERNEL void occupy_kernel(group *n, const group *energy, const double *t)
{
    static const double underflow = 700.0;
    group x;
    INDEPENDENT_LANES
    for (int l = 0; l < GROUP; ++l) {
        const int vanishes = !(energy->hi[l] / t[l] <= underflow);
        put(&x, l, dd_divide(get(energy, l), dd_from(vanishes ? energy->hi[l] : t[l])));
    }
    expm1_of(&x);
    INDEPENDENT_LANES
    for (int l = 0; l < GROUP; ++l) {
        const int vanishes = !(energy->hi[l] / t[l] <= underflow);
        const dd occupation = dd_divide(dd_from(1.0), get(&x, l));
        n->hi[l] = vanishes ? 0.0 : occupation.hi;
        n->lo[l] = vanishes ? 0.0 : occupation.lo;
    }
}
KERNELS(occupy, (group *restrict n, const group *restrict energy, const double *restrict t), (n, energy, t))

void bose_dd_lanes(double *hi, double *lo, const double *energy_hi, const double *energy_lo, const double *t, int n,
                   instruction_set set)
{
    for (int begin = 0; begin < n; begin += GROUP) {
        const int count = n - begin < GROUP ? n - begin : GROUP;
        group energy, occupation;
        double temperature[GROUP];
        for (int l = 0; l < GROUP; ++l) {
            const int from = begin + (l < count ? l : 0); /* copies fill up */
            energy.hi[l] = energy_hi[from];
            energy.lo[l] = energy_lo[from];
            temperature[l] = t[from];
        }
        occupy_variants[set](&occupation, &energy, temperature);
        for (int l = 0; l < count; ++l) {
            hi[begin + l] = occupation.hi[l];
            lo[begin + l] = occupation.lo[l];
        }
    }
}
