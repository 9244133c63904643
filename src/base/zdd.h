/* Complex numbers of two double-doubles. */
#ifndef BASE_ZDD_H
#define BASE_ZDD_H

#include "base/dd.h"

typedef struct zdd {
    dd re, im;
} zdd;

static inline zdd zdd_from(double re, double im)
{
    return (zdd){dd_from(re), dd_from(im)};
}

static inline zdd zdd_add(zdd a, zdd b)
{
    return (zdd){dd_add(a.re, b.re), dd_add(a.im, b.im)};
}

static inline zdd zdd_subtract(zdd a, zdd b)
{
    return (zdd){dd_subtract(a.re, b.re), dd_subtract(a.im, b.im)};
}

static inline zdd zdd_conjugate(zdd a)
{
    return (zdd){a.re, dd_negate(a.im)};
}

static inline zdd zdd_multiply(zdd a, zdd b)
{
    return (zdd){dd_subtract(dd_multiply(a.re, b.re), dd_multiply(a.im, b.im)),
                 dd_add(dd_multiply(a.re, b.im), dd_multiply(a.im, b.re))};
}

static inline zdd zdd_times(zdd a, dd factor)
{
    return (zdd){dd_multiply(a.re, factor), dd_multiply(a.im, factor)};
}

/* |a|^2 */
static inline dd zdd_norm(zdd a)
{
    return dd_add(dd_multiply(a.re, a.re), dd_multiply(a.im, a.im));
}

static inline int zdd_is_zero(zdd a)
{
    return a.re.hi == 0.0 && a.im.hi == 0.0;
}

#endif
