#include "model/check_lanes.h"

#include <float.h>
#include <math.h>
#include <stdint.h>

#include "base/lanes.h"

/* The bits of 0.0 or 1.0: all processors can choose between doubles by comparing doubles, not all between integers. */
KERNEL uint64_t flag_bits(bool bad)
{
    const double flag = bad ? 1.0 : 0.0;
    uint64_t bits;
    memcpy(&bits, &flag, sizeof bits);
    return bits;
}

KERNEL void range_kernel(const double *values, size_t n, double low, double high, uint64_t *bad)
{
    uint64_t any = 0;
    for (size_t i = 0; i < n; ++i) {
        any |= flag_bits(!is_between(values[i], low, high));
    }
    *bad = any;
}
KERNELS(range, (const double *restrict values, size_t n, double low, double high, uint64_t *restrict bad),
        (values, n, low, high, bad))

KERNEL void sums_kernel(const double *a, const double *b, size_t n, uint64_t *bad)
{
    uint64_t any = 0;
    for (size_t i = 0; i < n; ++i) {
        any |= flag_bits(!(a[i] + b[i] > 0.0));
    }
    *bad = any;
}
KERNELS(sums, (const double *restrict a, const double *restrict b, size_t n, uint64_t *restrict bad), (a, b, n, bad))

bool all_in_range(const ent_parameter *parameter, const double *values, size_t n, instruction_set set)
{
    const double lowest = parameter->lower_open ? nextafter(parameter->lower, INFINITY) : parameter->lower;
    uint64_t bad;
    range_variants[set](values, n, fmax(lowest, -DBL_MAX), fmin(parameter->upper, DBL_MAX), &bad);
    return bad == 0;
}

bool all_sums_positive(const double *a, const double *b, size_t n, instruction_set set)
{
    uint64_t bad;
    sums_variants[set](a, b, n, &bad);
    return bad == 0;
}
