/* Small functions for kernels (instruction_set.h): without branches, so that loops over them become vector code. */
#ifndef BASE_LANES_H
#define BASE_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/instruction_set.h"

/* Points in one go. What they need stays in the first-level cache, and columns of so many doubles begin at multiples of
 * 64 bytes, but not at a power of two, which would put them into the same lines of that cache. */
enum { LANES = 120 };

/* Before a loop whose arrays do not overlap. */
#if defined(__GNUC__) && !defined(__clang__)
#define INDEPENDENT_LANES _Pragma("GCC ivdep")
#else
#define INDEPENDENT_LANES
#endif

/* low <= x <= high. An integer, so that several can be joined by & without a branch. */
KERNEL int is_between(double x, double low, double high)
{
    return (int)(x >= low) & (int)(x <= high);
}

/* Whether any of n numbers is not 0. Joining bits, not numbers, needs no order, and so takes many at once. */
KERNEL bool any_lane(const double *numbers, size_t n)
{
    uint64_t any = 0;
    for (size_t i = 0; i < n; ++i) {
        uint64_t bits;
        memcpy(&bits, &numbers[i], sizeof bits);
        any |= bits << 1; /* without the sign */
    }
    return any != 0;
}

/* What a + b = sum has lost to rounding. */
KERNEL double two_sum_rest(double a, double b, double sum)
{
    const double shadow = sum - a;
    return (a - (sum - shadow)) + (b - shadow);
}

/* The upper 26 bits of a, for |a| < 2^990 (Veltkamp). */
KERNEL double upper_half(double a)
{
    const double scaled = a * 134217729.0;
    return scaled - (scaled - a);
}

/* What a b = product has lost to rounding (Dekker); the same as with a fused multiply-add, which not all have. */
KERNEL double two_product_rest(double a, double b, double product)
{
    const double a_high = upper_half(a), a_low = a - a_high;
    const double b_high = upper_half(b), b_low = b - b_high;
    return ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
}

/* a b - c d, to a few ulp even where the products nearly cancel. */
KERNEL double products_difference(double a, double b, double c, double d)
{
    const double first = a * b;
    const double second = c * d;
    const double low = two_product_rest(a, b, first), other_low = -two_product_rest(c, d, second);
    const double rest = low + other_low;
    return ((first - second) + rest) + two_sum_rest(low, other_low, rest);
}

#endif
