#include "physics/bose_dual.h"

/* 1 - e^-x */
static dual one_minus_exp(dual x)
{
    const dd power = dd_exp_minus(x.v);
    static const double small = 1.0;
    const dd value = x.v.hi < small ? dd_negate(dd_expm1(dd_negate(x.v))) : dd_subtract(dd_from(1.0), power);
    return (dual){value, dd_multiply(power, x.d)};
}

dual bose_dual(dual x, dual shift)
{
    return dual_divide(dual_exp_minus(dual_subtract(x, shift)), one_minus_exp(x));
}
