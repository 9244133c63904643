#include "observable/concurrence_lanes.h"

#include <math.h>

#include "base/lanes.h"
#include "base/zdd.h"

enum { D = 4, W = CONCURRENCE_LANES, DOUBLE_STEPS = 8, EXACT_STEPS = 3 };

/* Rounding of the invariants, next to powers of their sizes, and what a certain lane may lack. */
static const double ROUNDING = 0x1p-97, SHARE = 0x1p-54;

/* A step of Newton so small next to the root is followed by none. */
static const double CONVERGED = 0x1p-60;

typedef double lane[W];

typedef struct matrix_lanes {
    _Alignas(64) lane re[D][D], re_lo[D][D], im[D][D], im_lo[D][D];
} matrix_lanes;

/* What the traces and the determinant are made of. */
typedef struct invariants {
    _Alignas(64) lane first[2], second[2], third[2], determinant[2]; /* hi, lo */
} invariants;

KERNEL zdd element(const matrix_lanes *m, int i, int j, int l)
{
    return (zdd){{m->re[i][j][l], m->re_lo[i][j][l]}, {m->im[i][j][l], m->im_lo[i][j][l]}};
}

KERNEL void set_element(matrix_lanes *m, int i, int j, int l, zdd value)
{
    m->re[i][j][l] = value.re.hi;
    m->re_lo[i][j][l] = value.re.lo;
    m->im[i][j][l] = value.im.hi;
    m->im_lo[i][j][l] = value.im.lo;
}

/* sum + a b */
KERNEL zdd plus_product(zdd sum, zdd a, zdd b)
{
    return zdd_add(sum, zdd_multiply(a, b));
}

KERNEL dd plus_real_product(dd sum, zdd a, zdd b)
{
    return dd_add(sum, dd_subtract(dd_multiply(a.re, b.re), dd_multiply(a.im, b.im)));
}

KERNEL void unpack(matrix_lanes *rho, const double (*hi)[W], const double (*lo)[W])
{
    for (int i = 0; i < D; ++i) {
        for (int j = 0; j < D; ++j) {
            const int low = i < j ? i : j, high = i < j ? j : i;
            const double sign = i == j ? 0.0 : i < j ? 1.0 : -1.0;
            for (int l = 0; l < W; ++l) {
                rho->re[i][j][l] = hi[D * low + high][l];
                rho->re_lo[i][j][l] = lo[D * low + high][l];
                rho->im[i][j][l] = sign * hi[D * high + low][l];
                rho->im_lo[i][j][l] = sign * lo[D * high + low][l];
            }
        }
    }
}

/* rho~ = (s_y x s_y) rho* (s_y x s_y): both indices reversed, conjugated, with the sign of the two flips. */
KERNEL void flip(matrix_lanes *out, const matrix_lanes *rho)
{
    static const double signs[D] = {-1.0, 1.0, 1.0, -1.0};
    for (int i = 0; i < D; ++i) {
        for (int j = 0; j < D; ++j) {
            const double sign = signs[i] * signs[j];
            for (int l = 0; l < W; ++l) {
                const zdd from = element(rho, D - 1 - i, D - 1 - j, l);
                set_element(out, i, j, l, (zdd){dd_scale(from.re, sign), dd_scale(from.im, -sign)});
            }
        }
    }
}

KERNEL void multiply(matrix_lanes *out, const matrix_lanes *a, const matrix_lanes *b)
{
    for (int i = 0; i < D; ++i) {
        for (int j = 0; j < D; ++j) {
            for (int l = 0; l < W; ++l) {
                zdd sum = zdd_multiply(element(a, i, 0, l), element(b, 0, j, l));
#pragma GCC unroll 4
                for (int k = 1; k < D; ++k) {
                    sum = plus_product(sum, element(a, i, k, l), element(b, k, j, l));
                }
                set_element(out, i, j, l, sum);
            }
        }
    }
}

/* Re Tr a b */
KERNEL void trace_of_product(lane out[2], const matrix_lanes *a, const matrix_lanes *b)
{
    for (int l = 0; l < W; ++l) {
        out[0][l] = out[1][l] = 0.0;
    }
    for (int i = 0; i < D; ++i) {
        for (int j = 0; j < D; ++j) {
            for (int l = 0; l < W; ++l) {
                const dd sum = plus_real_product((dd){out[0][l], out[1][l]}, element(a, i, j, l), element(b, j, i, l));
                out[0][l] = sum.hi;
                out[1][l] = sum.lo;
            }
        }
    }
}

/* a_{i p} a_{j q} - a_{i q} a_{j p} */
KERNEL zdd minor_of(const matrix_lanes *a, int i, int j, int p, int q, int l)
{
    return zdd_subtract(zdd_multiply(element(a, i, p, l), element(a, j, q, l)),
                        zdd_multiply(element(a, i, q, l), element(a, j, p, l)));
}

/* Along the first two rows (Laplace). */
KERNEL void determinant_of(lane out[2], const matrix_lanes *a)
{
    static const int pairs[6][4] = {{0, 1, 2, 3}, {0, 2, 1, 3}, {0, 3, 1, 2}, {1, 2, 0, 3}, {1, 3, 0, 2}, {2, 3, 0, 1}};
    static const double signs[6] = {1.0, -1.0, 1.0, 1.0, -1.0, 1.0};
    for (int l = 0; l < W; ++l) {
        out[0][l] = out[1][l] = 0.0;
    }
    for (int k = 0; k < 6; ++k) {
        const int *p = pairs[k];
        for (int l = 0; l < W; ++l) {
            const zdd upper = minor_of(a, 0, 1, p[0], p[1], l), lower = minor_of(a, 2, 3, p[2], p[3], l);
            const zdd signed_upper = {dd_scale(upper.re, signs[k]), dd_scale(upper.im, signs[k])};
            const dd sum = plus_real_product((dd){out[0][l], out[1][l]}, signed_upper, lower);
            out[0][l] = sum.hi;
            out[1][l] = sum.lo;
        }
    }
}

KERNEL dd taken(const lane from[2], int l)
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

KERNEL quartic quartic_of(const invariants *of, int l)
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

KERNEL void conclude(double *restrict concurrence, double *restrict doubt, const invariants *of)
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

KERNEL void find_kernel(concurrence_lanes *self)
{
    matrix_lanes rho, flipped, r, square;
    invariants of;
    lane doubt;
    unpack(&rho, self->rho_hi, self->rho_lo);
    flip(&flipped, &rho);
    multiply(&r, &rho, &flipped);
    multiply(&square, &r, &r);
    trace_of_product(of.first, &rho, &flipped);
    trace_of_product(of.second, &r, &r);
    trace_of_product(of.third, &square, &r);
    determinant_of(of.determinant, &rho);
    conclude(self->concurrence, doubt, &of);
    for (int l = 0; l < W; ++l) {
        self->certain[l] = doubt[l] <= 0.5;
    }
}
KERNELS(find, (concurrence_lanes *restrict self), (self))

void concurrence_lanes_find(concurrence_lanes *self, instruction_set set)
{
    find_variants[set](self);
}
