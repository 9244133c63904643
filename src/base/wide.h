/* Eight numbers side by side in registers, for kernels whose loops compilers do not keep there.
 *
 * Files named *_wide.c are compiled once for each instruction set (src/CMakeLists.txt), each with registers of its own
 * size. They do the same operations in the same order, each rounded on its own, so that results agree bit for bit. What
 * they export is named WIDE_NAME(name), and WIDE_VARIANTS of instruction_set.h makes a table of it. */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include "base/wide_register.h"

enum { WIDE_LANES = 8, WIDE_PARTS = WIDE_LANES / WIDE_REGISTER };

#ifdef __GNUC__
#define WIDE_UNROLLED _Pragma("GCC unroll 8")
#else
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
        out.part[p] = register_load(&x[p * WIDE_REGISTER]);
    }
    return out;
}

KERNEL void wide_store(double *x, wide a)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        register_store(&x[p * WIDE_REGISTER], a.part[p]);
    }
}

KERNEL wide wide_from(double x)
{
    wide out;
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        out.part[p] = register_from(x);
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
        a.part[p] = register_absolute(a.part[p]);
    }
    return a;
}

/* b where it is the larger one, else a: of NaN, the first. */
KERNEL wide wide_larger(wide a, wide b)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        a.part[p] = register_larger(a.part[p], b.part[p]);
    }
    return a;
}

/* 1 where a >= b, else 0, which NaN brings. */
KERNEL wide wide_at_least(wide a, wide b)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        a.part[p] = register_at_least(a.part[p], b.part[p]);
    }
    return a;
}

/* a where mask (of wide_at_least) is 1, 0 where it is 0: also of NaN. */
KERNEL wide wide_where(wide mask, wide a)
{
    WIDE_UNROLLED
    for (int p = 0; p < WIDE_PARTS; ++p) {
        a.part[p] = register_where(mask.part[p], a.part[p]);
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
        a.part[p] = register_product_rest(a.part[p], b.part[p], product.part[p]);
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

/* a b, to some 2^-104 of it */
KERNEL wide_dd wide_dd_multiply(wide_dd a, wide_dd b)
{
    const wide product = wide_multiply(a.hi, b.hi);
    const wide cross = wide_add(wide_multiply(a.hi, b.lo), wide_multiply(a.lo, b.hi));
    return wide_quick_sum(product, wide_add(wide_product_rest(a.hi, b.hi, product), cross));
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
