/* One register of base/wide.h, of the widest kind that the file is compiled for. */
#ifndef BASE_WIDE_REGISTER_H
#define BASE_WIDE_REGISTER_H

#include "base/lanes.h"

#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>
#else
#include <math.h>
#endif

/* Numbers in it, which + - * / take one by one. */
#if defined(__GNUC__) && defined(__AVX512F__)
enum { WIDE_REGISTER = 8 };
typedef __m512d wide_register;
#define REGISTER_CALL(name) _mm512_##name
#elif defined(__GNUC__) && defined(__AVX2__)
enum { WIDE_REGISTER = 4 };
typedef __m256d wide_register;
#define REGISTER_CALL(name) _mm256_##name
#elif defined(__GNUC__) && defined(__x86_64__)
enum { WIDE_REGISTER = 2 };
typedef __m128d wide_register;
#define REGISTER_CALL(name) _mm_##name
#else
enum { WIDE_REGISTER = 1 };
typedef double wide_register;
#endif

#ifdef REGISTER_CALL
KERNEL wide_register register_load(const double *x)
{
    return REGISTER_CALL(loadu_pd)(x);
}

KERNEL void register_store(double *x, wide_register a)
{
    REGISTER_CALL(storeu_pd)(x, a);
}

KERNEL wide_register register_from(double x)
{
    return REGISTER_CALL(set1_pd)(x);
}

KERNEL wide_register register_absolute(wide_register a)
{
    return REGISTER_CALL(andnot_pd)(REGISTER_CALL(set1_pd)(-0.0), a);
}

/* b where it is the larger one, else a. */
KERNEL wide_register register_larger(wide_register a, wide_register b)
{
    return REGISTER_CALL(max_pd)(b, a);
}

/* 1 where a >= b, else 0. */
KERNEL wide_register register_at_least(wide_register a, wide_register b)
{
    const wide_register one = register_from(1.0);
#if defined(__AVX512F__)
    return _mm512_maskz_mov_pd(_mm512_cmp_pd_mask(a, b, _CMP_GE_OQ), one);
#elif defined(__AVX2__)
    return _mm256_and_pd(_mm256_cmp_pd(a, b, _CMP_GE_OQ), one);
#else
    return _mm_and_pd(_mm_cmpge_pd(a, b), one);
#endif
}

/* a where mask is not 0, else 0. */
KERNEL wide_register register_where(wide_register mask, wide_register a)
{
    const wide_register zero = register_from(0.0);
#if defined(__AVX512F__)
    return _mm512_maskz_mov_pd(_mm512_cmp_pd_mask(mask, zero, _CMP_NEQ_UQ), a);
#elif defined(__AVX2__)
    return _mm256_and_pd(_mm256_cmp_pd(mask, zero, _CMP_NEQ_UQ), a);
#else
    return _mm_and_pd(_mm_cmpneq_pd(mask, zero), a);
#endif
}
#else
KERNEL wide_register register_load(const double *x)
{
    return *x;
}

KERNEL void register_store(double *x, wide_register a)
{
    *x = a;
}

KERNEL wide_register register_from(double x)
{
    return x;
}

KERNEL wide_register register_absolute(wide_register a)
{
    return fabs(a);
}

KERNEL wide_register register_larger(wide_register a, wide_register b)
{
    return b > a ? b : a;
}

KERNEL wide_register register_at_least(wide_register a, wide_register b)
{
    return a >= b ? 1.0 : 0.0;
}

KERNEL wide_register register_where(wide_register mask, wide_register a)
{
    return mask != 0.0 ? a : 0.0;
}
#endif

/* What a b = product has lost to rounding: by a fused multiply-add, or as two_product_rest, which is the same. */
KERNEL wide_register register_product_rest(wide_register a, wide_register b, wide_register product)
{
#if defined(REGISTER_CALL) && defined(__FMA__)
    return REGISTER_CALL(fmsub_pd)(a, b, product);
#else
    const wide_register split = register_from(134217729.0);
    const wide_register a_scaled = a * split, b_scaled = b * split;
    const wide_register a_high = a_scaled - (a_scaled - a), a_low = a - a_high;
    const wide_register b_high = b_scaled - (b_scaled - b), b_low = b - b_high;
    return ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
#endif
}

#endif
