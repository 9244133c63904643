#include "base/spaced_lanes.h"

#include <math.h>

#include "base/lanes.h"
#include "base/number.h"

KERNEL void spaced_kernel(const spaced_lanes *q, double *restrict values, unsigned char *restrict unsure, double first,
                          int n)
{
    const double start = q->start, stop = q->stop, intervals = q->intervals, power = q->power;
    INDEPENDENT_LANES
    for (int k = 0; k < n; ++k) {
        const double share = (first + (double)k) / intervals;
        const double value = (1.0 - share) * start + share * stop;
        const double size = fabs(value);
        const double scaled = size * power;
        const double digits = (scaled + 0x1p52) - 0x1p52;
        const double rest = (scaled - digits) + product_rest(size, power, scaled);
        const double step = rest > 0.5 ? 1.0 : rest < -0.5 ? -1.0 : 0.0;
        const double rounded = copysign((digits + step) / power, value);
        const double above = rounded < start ? start : rounded;
        values[k] = above > stop ? stop : above;
        unsure[k] = (unsigned char)!((scaled > 1e14) & (scaled < 1e15) & (fabs(rest) != 0.5));
    }
}
KERNELS(spaced, (const spaced_lanes *q, double *restrict values, unsigned char *restrict unsure, double first, int n),
        (q, values, unsure, first, n))

void spaced_lanes_fill(const spaced_lanes *self, double *values, unsigned char *unsure, double first, size_t n,
                       instruction_set set)
{
    spaced_variants[set](self, values, unsure, first, (int)n);
}
