/* Double-double arithmetic: an unevaluated sum hi + lo of two doubles, about 32 decimal digits.
 * Sources: Dekker, Numer. Math. 18, 224 (1971); Joldes, Muller, Popescu, ACM TOMS 44, 15 (2017).
 * Needs strict IEEE double arithmetic: compile without contraction and without value-changing options. */
#ifndef BASE_DD_H
#define BASE_DD_H

#include <math.h>

typedef struct dd {
    double hi, lo;
} dd;

static inline dd dd_from(double a)
{
    return (dd){a, 0.0};
}

static inline double dd_value(dd a)
{
    return a.hi + a.lo;
}

/* a + b exactly, for |a| >= |b| or a == 0. */
static inline dd dd_quick_two_sum(double a, double b)
{
    const double sum = a + b;
    return (dd){sum, b - (sum - a)};
}

/* a + b exactly. */
static inline dd dd_two_sum(double a, double b)
{
    const double sum = a + b;
    const double shadow = sum - a;
    return (dd){sum, (a - (sum - shadow)) + (b - shadow)};
}

/* a * b exactly. */
static inline dd dd_two_product(double a, double b)
{
    const double product = a * b;
    return (dd){product, fma(a, b, -product)};
}

static inline dd dd_negate(dd a)
{
    return (dd){-a.hi, -a.lo};
}

static inline dd dd_add(dd a, dd b)
{
    dd high = dd_two_sum(a.hi, b.hi);
    const dd low = dd_two_sum(a.lo, b.lo);
    high = dd_quick_two_sum(high.hi, high.lo + low.hi);
    return dd_quick_two_sum(high.hi, high.lo + low.lo);
}

static inline dd dd_subtract(dd a, dd b)
{
    return dd_add(a, dd_negate(b));
}

static inline dd dd_multiply(dd a, dd b)
{
    const dd product = dd_two_product(a.hi, b.hi);
    return dd_quick_two_sum(product.hi, product.lo + fma(a.hi, b.lo, a.lo * b.hi));
}

/* a times a power of two. */
static inline dd dd_scale(dd a, double power_of_two)
{
    return (dd){a.hi * power_of_two, a.lo * power_of_two};
}

static inline dd dd_divide(dd a, dd b)
{
    const double first = a.hi / b.hi;
    dd rest = dd_subtract(a, dd_multiply(b, dd_from(first)));
    const double second = rest.hi / b.hi;
    rest = dd_subtract(rest, dd_multiply(b, dd_from(second)));
    const dd quotient = dd_quick_two_sum(first, second);
    return dd_add(quotient, dd_from(rest.hi / b.hi));
}

/* Square root of a >= 0. */
static inline dd dd_sqrt(dd a)
{
    if (a.hi <= 0.0) {
        return dd_from(0.0);
    }
    const double root = sqrt(a.hi);
    const dd rest = dd_subtract(a, dd_two_product(root, root));
    return dd_quick_two_sum(root, rest.hi / (2.0 * root));
}

/* e^x - 1 for |x| <= 700, to about 1e-31 relative. */
dd dd_expm1(dd x);

/* e^-x for x >= 0, to about 1e-31 relative; 0 above 700. */
dd dd_exp_minus(dd x);

/* a * b - c * d, to a few ulp even where the products nearly cancel. */
static inline double difference_of_products(double a, double b, double c, double d)
{
    return dd_value(dd_subtract(dd_two_product(a, b), dd_two_product(c, d)));
}

#endif
