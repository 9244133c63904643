#include "observable/concurrence_lanes.h"

#include <math.h>

#include "base/dd.h"
#include "base/lanes.h"
#include "observable/concurrence_invariants.h"

enum { W = CONCURRENCE_LANES, DOUBLE_STEPS = 8, EXACT_STEPS = 3 };

/* Rounding of the invariants, next to powers of their sizes, and what a certain lane may lack. */
static const double ROUNDING = 0x1p-97, SHARE = 0x1p-54;

/* A step of Newton so small next to the root is followed by none. */
static const double CONVERGED = 0x1p-60;

WIDE_VARIANTS(concurrence_invariants_find, (concurrence_invariants * self, const concurrence_lanes *states))

void concurrence_invariants_find(concurrence_invariants *self, const concurrence_lanes *states, instruction_set set)
{
    concurrence_invariants_find_variants[set](self, states);
}

KERNEL dd taken(const invariant_lanes from, int l)
{
    return (dd){from[0][l], from[1][l]};
}

KERNEL dd times(double a, dd b)
{
    return dd_multiply(dd_from(a), b);
}

/* x^4 - c1 x^3 + c2 x^2 - c3 x + square, whose roots are the s_k^2; product is their product. */
typedef struct quartic {
    dd c1, c2, c3, product, square;
} quartic;

KERNEL quartic quartic_of(const concurrence_invariants *of, int l)
{
    const dd p1 = taken(of->first, l), p2 = taken(of->second, l), p3 = taken(of->third, l);
    const dd determinant = taken(of->determinant, l);
    const dd p1_squared = dd_multiply(p1, p1);
    const dd e2 = dd_scale(dd_subtract(p1_squared, p2), 0.5);
    const dd six_e3 = dd_add(dd_multiply(p1, dd_subtract(p1_squared, times(3.0, p2))), dd_scale(p3, 2.0));
    const dd e3 = dd_divide(six_e3, dd_from(6.0));
    /* e_1^2/16 - e_2/4 - p/2 */
    const dd common =
        dd_subtract(dd_subtract(dd_scale(p1_squared, 0x1p-4), dd_scale(e2, 0.25)), dd_scale(determinant, 0.5));
    quartic q = {.c1 = p1, .product = dd_negate(common), .square = dd_multiply(common, common)};
    q.c2 = dd_add(dd_subtract(times(0.375, p1_squared), dd_scale(e2, 0.5)), times(3.0, determinant));
    q.c3 = dd_add(dd_multiply(p1, dd_add(common, determinant)), e3);
    return q;
}

/* The smallest root: Laguerre's steps from the left in double, then Newton's in double-double. *slope: the derivative.
 */
KERNEL dd smallest_root(const quartic *q, double *slope, double *step)
{
    const double c1 = q->c1.hi, c2 = q->c2.hi, c3 = q->c3.hi, c4 = q->square.hi;
    double x = c4 / c3;
#pragma GCC unroll 8
    for (int k = 0; k < DOUBLE_STEPS; ++k) {
        const double value = (((x - c1) * x + c2) * x - c3) * x + c4;
        const double first = ((4.0 * x - 3.0 * c1) * x + 2.0 * c2) * x - c3;
        const double second = (12.0 * x - 6.0 * c1) * x + 2.0 * c2;
        const double inner = 9.0 * first * first - 12.0 * value * second;
        x = x - 4.0 * value / (first - sqrt(inner > 0.0 ? inner : 0.0));
    }
    dd root = dd_from(x);
    *slope = *step = 0.0;
#pragma GCC unroll 8
    for (int k = 0; k < EXACT_STEPS; ++k) {
        const dd cubic =
            dd_subtract(dd_multiply(dd_add(dd_multiply(dd_subtract(root, q->c1), root), q->c2), root), q->c3);
        const dd value = dd_add(dd_multiply(cubic, root), q->square);
        const double y = root.hi;
        *slope = ((4.0 * y - 3.0 * c1) * y + 2.0 * c2) * y - c3;
        *step = fabs(value.hi / *slope);
        root = dd_subtract(root, dd_from(value.hi / *slope));
    }
    return root;
}

/* sqrt(a), a > 0, without a branch. */
KERNEL double root_of(dd a)
{
    const double root = sqrt(a.hi);
    const dd rest = dd_subtract(a, dd_two_product(root, root));
    return root + rest.hi / (2.0 * root);
}

KERNEL void conclude_kernel(double *restrict concurrence, double *restrict doubt, const concurrence_invariants *of)
{
    INDEPENDENT_LANES
    for (int l = 0; l < W; ++l) {
        const quartic q = quartic_of(of, l);
        double slope, step;
        const dd root = smallest_root(&q, &slope, &step);
        const double e1 = q.c1.hi, x = root.hi;
        const int entangled = q.product.hi < 0.0;
        const double of_product = ROUNDING * e1 * e1;
        /* What the rounding of the coefficients does to the root, next to the root. */
        const double of_value = 2.0 * fabs(q.product.hi) * of_product + ROUNDING * e1 * x * (e1 * e1 + x * (e1 + x));
        const double of_root = of_value / (fabs(slope) * x);
        concurrence[l] = entangled ? 2.0 * root_of(root) : 0.0;
        doubt[l] = of_product / fabs(q.product.hi);
        const int settled = (int)(of_root <= SHARE) & (int)(step <= CONVERGED * x);
        doubt[l] = entangled & (1 - settled) ? INFINITY : doubt[l];
    }
}

KERNELS(conclude, (double *restrict concurrence, double *restrict doubt, const concurrence_invariants *restrict of),
        (concurrence, doubt, of))

void concurrence_lanes_find(concurrence_lanes *self, instruction_set set)
{
    concurrence_invariants of;
    double doubt[W];
    concurrence_invariants_find(&of, self, set);
    conclude_variants[set](self->concurrence, doubt, &of);
    for (int l = 0; l < W; ++l) {
        self->certain[l] = doubt[l] <= 0.5;
    }
}
