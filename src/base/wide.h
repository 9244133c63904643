/* Eight numbers side by side in registers, for kernels whose loops compilers do not keep there.
 *
 * Files named *_wide.c are compiled once for each instruction set (src/CMakeLists.txt), each with registers of its own
 * size. They do the same operations in the same order, each rounded on its own, so that results agree bit for bit. What
 * they export is named WIDE_NAME(name), and WIDE_VARIANTS of instruction_set.h makes a table of it. */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include <math.h>

#include "base/lanes.h"

#if defined(__AVX512F__) || defined(__AVX2__)
#include <immintrin.h>
#endif

/* Numbers in a register. */
#if defined(__AVX512F__)
enum { WIDE_REGISTER = 8 };
#elif defined(__AVX2__)
enum { WIDE_REGISTER = 4 };
#elif defined(__GNUC__)
enum { WIDE_REGISTER = 2 };
#else
enum { WIDE_REGISTER = 1 };
#endif

enum { WIDE_LANES = 8, WIDE_PARTS = WIDE_LANES / WIDE_REGISTER };

#ifdef __GNUC__
typedef double wide_register __attribute__((vector_size(WIDE_REGISTER * sizeof(double))));
typedef long long wide_bits __attribute__((vector_size(WIDE_REGISTER * sizeof(double))));
typedef wide_register wide_memory __attribute__((may_alias, aligned(sizeof(double))));
#define WIDE_UNROLLED _Pragma("GCC unroll 8")
#else
typedef double wide_register;
typedef double wide_memory;
#define WIDE_UNROLLED
#endif

typedef struct wide {
    wide_register part[WIDE_PARTS];
} wide;

/* A value in double-double. */
typedef struct wide_dd {
    wide hi, lo;
} wide_dd;

KERNEL wide wide_load(const double *x)
{
    wide out;
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        out.part[p] = *(const wide_memory *)&x[p * WIDE_REGISTER];
    }
    return out;
}

KERNEL void wide_store(double *x, wide a)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        *(wide_memory *)&x[p * WIDE_REGISTER] = a.part[p];
    }
}

KERNEL wide wide_from(double x)
{
    wide out;
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        out.part[p] = x - (wide_register){0.0};
    }
    return out;
}

KERNEL wide wide_add(wide a, wide b)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        a.part[p] += b.part[p];
    }
    return a;
}

KERNEL wide wide_subtract(wide a, wide b)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        a.part[p] -= b.part[p];
    }
    return a;
}

KERNEL wide wide_multiply(wide a, wide b)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        a.part[p] *= b.part[p];
    }
    return a;
}

KERNEL wide wide_divide(wide a, wide b)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        a.part[p] /= b.part[p];
    }
    return a;
}

KERNEL wide wide_scale(wide a, double factor)
{
    return wide_multiply(a, wide_from(factor));
}

KERNEL wide wide_negate(wide a)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        a.part[p] = -a.part[p];
    }
    return a;
}

KERNEL wide wide_absolute(wide a)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
#ifdef __GNUC__
        a.part[p] = (wide_register)((wide_bits)a.part[p] & 0x7fffffffffffffffLL);
#else
        a.part[p] = fabs(a.part[p]);
#endif
    }
    return a;
}

/* b where it is the larger one, else a: of NaN, the first. */
KERNEL wide wide_larger(wide a, wide b)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
#ifdef __GNUC__
        const wide_bits takes = b.part[p] > a.part[p];
        a.part[p] = (wide_register)(((wide_bits)b.part[p] & takes) | ((wide_bits)a.part[p] & ~takes));
#else
        a.part[p] = b.part[p] > a.part[p] ? b.part[p] : a.part[p];
#endif
    }
    return a;
}

/* 1 where a >= b, else 0, which NaN brings. */
KERNEL wide wide_at_least(wide a, wide b)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
#ifdef __GNUC__
        const wide_bits one = (wide_bits)(1.0 - (wide_register){0.0});
        a.part[p] = (wide_register)(one & (wide_bits)(a.part[p] >= b.part[p]));
#else
        a.part[p] = a.part[p] >= b.part[p] ? 1.0 : 0.0;
#endif
    }
    return a;
}

/* a where mask (of wide_at_least) is 1, 0 where it is 0: also of NaN. */
KERNEL wide wide_where(wide mask, wide a)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
#ifdef __GNUC__
        a.part[p] = (wide_register)((wide_bits)a.part[p] & (wide_bits)(mask.part[p] != 0.0));
#else
        a.part[p] = mask.part[p] != 0.0 ? a.part[p] : 0.0;
#endif
    }
    return a;
}

KERNEL double wide_sum(wide a)
{
    double lanes[WIDE_LANES], sum = 0.0;
    wide_store(lanes, a);
    for (int l = 0; l < WIDE_LANES; ++l) {
        sum += lanes[l];
    }
    return sum;
}

/* What a + b = sum has lost to rounding. */
KERNEL wide wide_sum_rest(wide a, wide b, wide sum)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        const wide_register shadow = sum.part[p] - a.part[p];
        a.part[p] = (a.part[p] - (sum.part[p] - shadow)) + (b.part[p] - shadow);
    }
    return a;
}

/* What a b = product has lost to rounding: by a fused multiply-add, or as two_product_rest, which is the same. */
KERNEL wide wide_product_rest(wide a, wide b, wide product)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
#if defined(__AVX512F__)
        a.part[p] = _mm512_fmsub_pd(a.part[p], b.part[p], product.part[p]);
#elif defined(__AVX2__)
        a.part[p] = _mm256_fmsub_pd(a.part[p], b.part[p], product.part[p]);
#else
        const wide_register a_scaled = a.part[p] * 134217729.0, b_scaled = b.part[p] * 134217729.0;
        const wide_register a_high = a_scaled - (a_scaled - a.part[p]), a_low = a.part[p] - a_high;
        const wide_register b_high = b_scaled - (b_scaled - b.part[p]), b_low = b.part[p] - b_high;
        a.part[p] = ((a_high * b_high - product.part[p]) + a_high * b_low + a_low * b_high) + a_low * b_low;
#endif
    }
    return a;
}

/* a + b exactly, for |a| >= |b|. */
KERNEL wide_dd wide_quick_sum(wide a, wide b)
{
    const wide hi = wide_add(a, b);
    return (wide_dd){hi, wide_subtract(b, wide_subtract(hi, a))};
}

/* a + b, to some 2^-104 of |a| + |b|. */
KERNEL wide_dd wide_dd_add(wide_dd a, wide_dd b)
{
    const wide sum = wide_add(a.hi, b.hi);
    return wide_quick_sum(sum, wide_add(wide_sum_rest(a.hi, b.hi, sum), wide_add(a.lo, b.lo)));
}

KERNEL wide_dd wide_dd_subtract(wide_dd a, wide_dd b)
{
    return wide_dd_add(a, (wide_dd){wide_negate(b.hi), wide_negate(b.lo)});
}

KERNEL wide_dd wide_dd_scale(wide_dd a, double factor)
{
    return (wide_dd){wide_scale(a.hi, factor), wide_scale(a.lo, factor)};
}

/* A sum of products of numbers in double-double, which is rounded at the end
 * (Ogita, Rump, Oishi, SIAM J. Sci. Comput. 26, 1955 (2005)). */
typedef struct wide_products {
    wide sum, lost;
} wide_products;

KERNEL wide_products wide_products_add(wide_products s, wide_dd a, wide_dd b)
{
    const wide product = wide_multiply(a.hi, b.hi);
    const wide low = wide_product_rest(a.hi, b.hi, product);
    const wide next = wide_add(s.sum, product);
    const wide shed = wide_sum_rest(s.sum, product, next);
    const wide small = wide_add(wide_multiply(a.hi, b.lo), wide_multiply(a.lo, b.hi));
    return (wide_products){next, wide_add(s.lost, wide_add(shed, wide_add(low, small)))};
}

#endif
