/* Dual numbers: a double-double and its derivative along one direction. Arithmetic on them differentiates exactly.
 * Source: Griewank, Walther, Evaluating Derivatives (2008), chapter 3. */
#ifndef BASE_DUAL_H
#define BASE_DUAL_H

#include "base/dd.h"

typedef struct dual {
    dd v, d;
} dual;

static inline dual dual_from(double value)
{
    return (dual){dd_from(value), dd_from(0.0)};
}

static inline dual dual_add(dual a, dual b)
{
    return (dual){dd_add(a.v, b.v), dd_add(a.d, b.d)};
}

static inline dual dual_subtract(dual a, dual b)
{
    return (dual){dd_subtract(a.v, b.v), dd_subtract(a.d, b.d)};
}

static inline dual dual_multiply(dual a, dual b)
{
    return (dual){dd_multiply(a.v, b.v), dd_add(dd_multiply(a.d, b.v), dd_multiply(a.v, b.d))};
}

static inline dual dual_divide(dual a, dual b)
{
    const dd quotient = dd_divide(a.v, b.v);
    return (dual){quotient, dd_divide(dd_subtract(a.d, dd_multiply(quotient, b.d)), b.v)};
}

/* a times a power of two. */
static inline dual dual_scale(dual a, double power_of_two)
{
    return (dual){dd_scale(a.v, power_of_two), dd_scale(a.d, power_of_two)};
}

/* At 0 the derivative is NaN. */
static inline dual dual_sqrt(dual a)
{
    const dd root = dd_sqrt(a.v);
    return (dual){root, dd_divide(dd_scale(a.d, 0.5), root)};
}

/* At 0 the derivative is NaN. */
static inline dual dual_abs(dual a)
{
    if (a.v.hi == 0.0) {
        return (dual){a.v, dd_from(NAN)};
    }
    return a.v.hi < 0.0 ? (dual){dd_negate(a.v), dd_negate(a.d)} : a;
}

static inline dual dual_smaller(dual a, dual b)
{
    return a.v.hi < b.v.hi ? a : b;
}

/* e^-a for a >= 0 */
static inline dual dual_exp_minus(dual a)
{
    const dd power = dd_exp_minus(a.v);
    return (dual){power, dd_negate(dd_multiply(power, a.d))};
}

#endif
