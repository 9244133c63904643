#include "base/dd.h"

static const dd LN_2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

enum { HALVINGS = 8, TERMS = 11 };

/* e^(2^k ln 2 + 2^8 s) - 1 by a Taylor series in the small s, doubled eight times, scaled by 2^k. */
dd dd_expm1(dd x)
{
    const double k = nearbyint(x.hi / LN_2.hi);
    const dd s = dd_scale(dd_subtract(x, dd_multiply(LN_2, dd_from(k))), ldexp(1.0, -HALVINGS));
    dd term = s;
    dd result = s;
    for (int i = 2; i <= TERMS; ++i) {
        term = dd_divide(dd_multiply(term, s), dd_from((double)i));
        result = dd_add(result, term);
    }
    for (int i = 0; i < HALVINGS; ++i) {
        result = dd_multiply(result, dd_add(result, dd_from(2.0)));
    }
    if (k == 0.0) {
        return result;
    }
    const dd power = dd_scale(dd_add(result, dd_from(1.0)), ldexp(1.0, (int)k));
    return dd_subtract(power, dd_from(1.0));
}

dd dd_exp_minus(dd x)
{
    static const double underflow = 700.0;
    if (x.hi > underflow) {
        return dd_from(0.0);
    }
    return dd_divide(dd_from(1.0), dd_add(dd_from(1.0), dd_expm1(x)));
}
