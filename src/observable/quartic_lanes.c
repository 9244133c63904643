#include "observable/quartic_lanes.h"

#include <math.h>

#include "base/lanes.h"

enum { D = 4, W = QUARTIC_LANES, STEPS = 5 };

/* What a lane that is certain may lack: a share of the eigenvalue, and a number next to 1. */
static const double SHARE = 0x1p-55, REST = 3e-30;

/* Smallest distance of the next eigenvalue. */
static const double SMALLEST_GAP = 1e-9;

typedef struct number {
    double re, im;
} number;

/* Its diagonal, and what is above it. */
typedef struct hermitian {
    double d0, d1, d2, d3;
    number a01, a02, a03, a12, a13, a23;
} hermitian;

/* Of rows 0 and 1, and of rows 2 and 3; the index counts pairs of columns: 01, 02, 03, 12, 13, 23. */
typedef struct minors {
    double s0, c5;
    number s1, s2, s3, s4, s5, c1, c2, c3, c4;
} minors;

typedef struct vector {
    number x0, x1, x2, x3;
} vector;

KERNEL number conjugate(number a)
{
    return (number){a.re, -a.im};
}

KERNEL number scaled(double a, number b)
{
    return (number){a * b.re, a * b.im};
}

KERNEL number plus(number a, number b)
{
    return (number){a.re + b.re, a.im + b.im};
}

KERNEL number minus(number a, number b)
{
    return (number){a.re - b.re, a.im - b.im};
}

KERNEL number times(number a, number b)
{
    return (number){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/* Re a b */
KERNEL double real_product(number a, number b)
{
    return a.re * b.re - a.im * b.im;
}

KERNEL double square(number a)
{
    return a.re * a.re + a.im * a.im;
}

KERNEL number element(const double (*a)[W], int i, int j, int l)
{
    return (number){a[D * i + j][l], a[D * j + i][l]};
}

KERNEL hermitian matrix_of(const double (*a)[W], int l)
{
    return (hermitian){a[0][l],
                       a[5][l],
                       a[10][l],
                       a[15][l],
                       element(a, 0, 1, l),
                       element(a, 0, 2, l),
                       element(a, 0, 3, l),
                       element(a, 1, 2, l),
                       element(a, 1, 3, l),
                       element(a, 2, 3, l)};
}

KERNEL minors minors_of(const hermitian *a)
{
    const number a10 = conjugate(a->a01), a20 = conjugate(a->a02), a30 = conjugate(a->a03), a21 = conjugate(a->a12),
                 a31 = conjugate(a->a13), a32 = conjugate(a->a23);
    return (minors){.s0 = a->d0 * a->d1 - square(a->a01),
                    .s1 = minus(scaled(a->d0, a->a12), times(a10, a->a02)),
                    .s2 = minus(scaled(a->d0, a->a13), times(a10, a->a03)),
                    .s3 = minus(times(a->a01, a->a12), scaled(a->d1, a->a02)),
                    .s4 = minus(times(a->a01, a->a13), scaled(a->d1, a->a03)),
                    .s5 = minus(times(a->a02, a->a13), times(a->a12, a->a03)),
                    .c1 = minus(times(a20, a32), scaled(a->d2, a30)),
                    .c2 = minus(scaled(a->d3, a20), times(a30, a->a23)),
                    .c3 = minus(times(a21, a32), scaled(a->d2, a31)),
                    .c4 = minus(scaled(a->d3, a21), times(a31, a->a23)),
                    .c5 = a->d2 * a->d3 - square(a->a23)};
}

/* The diagonal of the adjugate. */
KERNEL void adjugate_diagonal(double b[D], const hermitian *a, const minors *m)
{
    b[0] = a->d1 * m->c5 - real_product(a->a12, m->c4) + real_product(a->a13, m->c3);
    b[1] = a->d0 * m->c5 - real_product(a->a02, m->c2) + real_product(a->a03, m->c1);
    b[2] = a->d3 * m->s0 + real_product(conjugate(a->a03), m->s4) - real_product(conjugate(a->a13), m->s2);
    b[3] = a->d2 * m->s0 + real_product(conjugate(a->a02), m->s3) - real_product(conjugate(a->a12), m->s1);
}

/* The second elementary symmetric function of the eigenvalues. */
KERNEL double second_invariant(const hermitian *a)
{
    const double squares =
        square(a->a01) + square(a->a02) + square(a->a03) + square(a->a12) + square(a->a13) + square(a->a23);
    return a->d0 * a->d1 + (a->d0 + a->d1) * (a->d2 + a->d3) + a->d2 * a->d3 - squares;
}

/* The smallest root of the characteristic polynomial, up to the rounding of its coefficients. */
KERNEL double smallest_root(const hermitian *a)
{
    const minors m = minors_of(a);
    double b[D];
    adjugate_diagonal(b, a, &m);
    const double e1 = a->d0 + a->d1 + a->d2 + a->d3;
    const double e2 = second_invariant(a);
    const double e3 = b[0] + b[1] + b[2] + b[3];
    const double e4 = m.s0 * m.c5 - real_product(m.s1, m.c4) + real_product(m.s2, m.c3) + real_product(m.s3, m.c2) -
                      real_product(m.s4, m.c1) + square(m.s5);
    double x = 0.0;
#pragma GCC unroll 8
    for (int k = 0; k < STEPS; ++k) {
        const double p = (((x - e1) * x + e2) * x - e3) * x + e4;
        const double slope = ((4.0 * x - 3.0 * e1) * x + 2.0 * e2) * x - e3;
        const double bend = (12.0 * x - 6.0 * e1) * x + 2.0 * e2;
        const double square_root = 9.0 * slope * slope - 12.0 * p * bend;
        x = x - 4.0 * p / (slope - sqrt(square_root > 0.0 ? square_root : 0.0));
    }
    return x;
}

KERNEL double chosen(int first, double a, double b)
{
    return first ? a : b;
}

KERNEL number chosen_number(int first, number a, number b)
{
    return (number){chosen(first, a.re, b.re), chosen(first, a.im, b.im)};
}

/* The column of the adjugate with the largest element on the diagonal, which becomes 1. */
KERNEL vector null_vector(const hermitian *a, const minors *m, const double b[D])
{
    const number a10 = conjugate(a->a01), a30 = conjugate(a->a03), a31 = conjugate(a->a13), a32 = conjugate(a->a23);
    const number c0 = conjugate(m->s5);
    const number b10 = minus(minus(times(a->a12, m->c2), scaled(m->c5, a10)), times(a->a13, m->c1));
    const number b20 = plus(minus(times(a10, m->c4), scaled(a->d1, m->c2)), times(a->a13, c0));
    const number b30 = minus(minus(scaled(a->d1, m->c1), times(a10, m->c3)), times(a->a12, c0));
    const number b21 = minus(minus(times(a->a01, m->c2), scaled(a->d0, m->c4)), times(a->a03, c0));
    const number b31 = plus(minus(scaled(a->d0, m->c3), times(a->a01, m->c1)), times(a->a02, c0));
    const number b32 = minus(minus(times(a31, m->s1), times(a30, m->s3)), scaled(m->s0, a32));
    const number b00 = {b[0], 0.0}, b11 = {b[1], 0.0}, b22 = {b[2], 0.0}, b33 = {b[3], 0.0};
    const int low = b[0] >= b[1], high = b[2] >= b[3];
    const double best_low = chosen(low, b[0], b[1]), best_high = chosen(high, b[2], b[3]);
    const int first = best_low >= best_high;
    const double inverse = 1.0 / chosen(first, best_low, best_high);
    const number x0 = chosen_number(first, chosen_number(low, b00, conjugate(b10)),
                                    chosen_number(high, conjugate(b20), conjugate(b30)));
    const number x1 =
        chosen_number(first, chosen_number(low, b10, b11), chosen_number(high, conjugate(b21), conjugate(b31)));
    const number x2 = chosen_number(first, chosen_number(low, b20, b21), chosen_number(high, b22, conjugate(b32)));
    const number x3 = chosen_number(first, chosen_number(low, b30, b31), chosen_number(high, b32, b33));
    return (vector){scaled(inverse, x0), scaled(inverse, x1), scaled(inverse, x2), scaled(inverse, x3)};
}

KERNEL double length_squared(const vector *v)
{
    return (square(v->x0) + square(v->x1)) + (square(v->x2) + square(v->x3));
}

/* Re a^dag b */
KERNEL double overlap(const vector *a, const vector *b)
{
    return (real_product(conjugate(a->x0), b->x0) + real_product(conjugate(a->x1), b->x1)) +
           (real_product(conjugate(a->x2), b->x2) + real_product(conjugate(a->x3), b->x3));
}

/* a + factor b */
KERNEL vector combined(const vector *a, double factor, const vector *b)
{
    return (vector){plus(a->x0, scaled(factor, b->x0)), plus(a->x1, scaled(factor, b->x1)),
                    plus(a->x2, scaled(factor, b->x2)), plus(a->x3, scaled(factor, b->x3))};
}

KERNEL vector image(const hermitian *a, const vector *v)
{
    const number a10 = conjugate(a->a01), a20 = conjugate(a->a02), a30 = conjugate(a->a03), a21 = conjugate(a->a12),
                 a31 = conjugate(a->a13), a32 = conjugate(a->a23);
    return (vector){
        plus(plus(scaled(a->d0, v->x0), times(a->a01, v->x1)), plus(times(a->a02, v->x2), times(a->a03, v->x3))),
        plus(plus(times(a10, v->x0), scaled(a->d1, v->x1)), plus(times(a->a12, v->x2), times(a->a13, v->x3))),
        plus(plus(times(a20, v->x0), times(a21, v->x1)), plus(scaled(a->d2, v->x2), times(a->a23, v->x3))),
        plus(plus(times(a30, v->x0), times(a31, v->x1)), plus(times(a32, v->x2), scaled(a->d3, v->x3)))};
}

/* A sum of products with what its rounding has lost. */
typedef struct exact_sum {
    number sum, rest;
} exact_sum;

KERNEL void add_part(bool fused, double *sum, double *rest, double a, double a_lo, double b)
{
    const double product = a * b;
    const double low = fused ? fma(a, b, -product) : two_product_rest(a, b, product);
    const double next = *sum + product;
    *rest += two_sum_rest(*sum, product, next) + (low + a_lo * b);
    *sum = next;
}

KERNEL void add_times(bool fused, exact_sum *out, number a, number a_lo, number b)
{
    add_part(fused, &out->sum.re, &out->rest.re, a.re, a_lo.re, b.re);
    add_part(fused, &out->sum.im, &out->rest.im, a.re, a_lo.re, b.im);
    add_part(fused, &out->sum.re, &out->rest.re, -a.im, -a_lo.im, b.im);
    add_part(fused, &out->sum.im, &out->rest.im, a.im, a_lo.im, b.re);
}

/* The element of (a - shift) v in a row with diagonal d and other elements a, b, c. */
KERNEL number exact_element(bool fused, double d, double d_lo, double shift, number v, const number other[3],
                            const number other_lo[3], const number x[3])
{
    const double difference = d - shift;
    const double lost = two_sum_rest(d, -shift, difference) + d_lo;
    exact_sum out = {{0.0, 0.0}, {0.0, 0.0}};
    add_part(fused, &out.sum.re, &out.rest.re, difference, lost, v.re);
    add_part(fused, &out.sum.im, &out.rest.im, difference, lost, v.im);
#pragma GCC unroll 3
    for (int k = 0; k < 3; ++k) {
        add_times(fused, &out, other[k], other_lo[k], x[k]);
    }
    return plus(out.sum, out.rest);
}

/* (a - shift) v as if in double-double, then rounded. */
KERNEL vector exact_residual(bool fused, const hermitian *a, const hermitian *lo, double shift, const vector *v)
{
    const number row0[] = {a->a01, a->a02, a->a03}, lo0[] = {lo->a01, lo->a02, lo->a03};
    const number row1[] = {conjugate(a->a01), a->a12, a->a13}, lo1[] = {conjugate(lo->a01), lo->a12, lo->a13};
    const number row2[] = {conjugate(a->a02), conjugate(a->a12), a->a23};
    const number lo2[] = {conjugate(lo->a02), conjugate(lo->a12), lo->a23};
    const number row3[] = {conjugate(a->a03), conjugate(a->a13), conjugate(a->a23)};
    const number lo3[] = {conjugate(lo->a03), conjugate(lo->a13), conjugate(lo->a23)};
    const number x0[] = {v->x1, v->x2, v->x3}, x1[] = {v->x0, v->x2, v->x3}, x2[] = {v->x0, v->x1, v->x3},
                 x3[] = {v->x0, v->x1, v->x2};
    return (vector){exact_element(fused, a->d0, lo->d0, shift, v->x0, row0, lo0, x0),
                    exact_element(fused, a->d1, lo->d1, shift, v->x1, row1, lo1, x1),
                    exact_element(fused, a->d2, lo->d2, shift, v->x2, row2, lo2, x2),
                    exact_element(fused, a->d3, lo->d3, shift, v->x3, row3, lo3, x3)};
}

KERNEL void find_kernel(bool fused, quartic_lanes *self)
{
    const double(*hi)[W] = self->hi, (*lo)[W] = self->lo;
    double doubt[W];
    INDEPENDENT_LANES
    for (int l = 0; l < W; ++l) {
        const hermitian a = matrix_of(hi, l), a_lo = matrix_of(lo, l);
        const double root = smallest_root(&a);
        hermitian shifted = a;
        shifted.d0 -= root;
        shifted.d1 -= root;
        shifted.d2 -= root;
        shifted.d3 -= root;
        const minors m = minors_of(&shifted);
        double b[D];
        adjugate_diagonal(b, &shifted, &m);
        const vector v = null_vector(&shifted, &m, b);
        const vector residual = exact_residual(fused, &a, &a_lo, root, &v);
        const double norm = 1.0 / length_squared(&v);
        const double first = overlap(&v, &residual) * norm;
        const vector across = combined(&residual, -first, &v);
        /* The pseudo-inverse (A^2 - s1 A + s2)/s3, with s1 to s3 those of the distances of the other eigenvalues. */
        const double s1 = shifted.d0 + shifted.d1 + shifted.d2 + shifted.d3;
        const double s2 = second_invariant(&shifted);
        const double s3 = b[0] + b[1] + b[2] + b[3];
        const vector once = image(&shifted, &across);
        const vector difference = combined(&once, -s1, &across);
        const vector twice = image(&shifted, &difference);
        const vector correction = combined(&twice, s2, &across);
        const double inverse = 1.0 / s3;
        const double second = overlap(&across, &correction) * inverse * norm;
        const double smallest = root + (first - second);
        const double angle = sqrt(length_squared(&correction) * norm) * fabs(inverse);
        const double size = sqrt(length_squared(&residual) * norm);
        self->smallest[l] = smallest;
        doubt[l] = (angle * angle * angle * s1 + size * 0x1p-51) / (SHARE * fabs(smallest) + REST);
        /* s3/s2 is a lower bound of the smallest distance, if that to the root itself is much smaller. */
        const int nearest =
            (int)(s1 > 0.0) & (int)(s2 > 0.0) & (int)(s3 > SMALLEST_GAP * s2) & (int)(16.0 * fabs(first) * s2 < s3);
        doubt[l] = nearest ? doubt[l] : INFINITY;
    }
    for (int l = 0; l < W; ++l) {
        self->certain[l] = doubt[l] <= 1.0;
    }
}
KERNELS_FUSED(find, (quartic_lanes *restrict self), self)

void quartic_lanes_find(quartic_lanes *self, instruction_set set)
{
    find_variants[set](self);
}
