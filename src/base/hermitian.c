#include "base/hermitian.h"

#include <stddef.h>

enum { MAX_SWEEPS = 60 };

/* One rotation of the plane (p, q): col_p' = c col_p - s e^{-i phi} col_q, col_q' = s col_p + c e^{-i phi} col_q. */
typedef struct rotation {
    int p, q;
    dd c, s;
    zdd phase; /* e^{-i phi} */
} rotation;

static rotation annihilating_rotation(int d, const zdd *a, int p, int q)
{
    const zdd element = a[p * d + q];
    const dd size = dd_sqrt(zdd_norm(element));
    const dd one = dd_from(1.0);
    const dd gap = dd_subtract(a[q * d + q].re, a[p * d + p].re);
    const dd theta = dd_divide(gap, dd_scale(size, 2.0));
    const dd magnitude = theta.hi < 0.0 ? dd_negate(theta) : theta;
    const dd root = magnitude.hi < 1e100 ? dd_sqrt(dd_add(one, dd_multiply(theta, theta))) : magnitude;
    dd tangent = dd_divide(one, dd_add(magnitude, root));
    if (theta.hi < 0.0) {
        tangent = dd_negate(tangent);
    }
    const dd c = dd_divide(one, dd_sqrt(dd_add(one, dd_multiply(tangent, tangent))));
    const zdd phase = {dd_divide(element.re, size), dd_negate(dd_divide(element.im, size))};
    return (rotation){p, q, c, dd_multiply(tangent, c), phase};
}

static void rotate_columns(int d, zdd *m, const rotation *r)
{
    for (int k = 0; k < d; ++k) {
        const zdd x = m[k * d + r->p];
        const zdd y = zdd_multiply(r->phase, m[k * d + r->q]);
        m[k * d + r->p] = zdd_subtract(zdd_times(x, r->c), zdd_times(y, r->s));
        m[k * d + r->q] = zdd_add(zdd_times(x, r->s), zdd_times(y, r->c));
    }
}

static void rotate_rows(int d, zdd *m, const rotation *r)
{
    const zdd phase = zdd_conjugate(r->phase);
    for (int k = 0; k < d; ++k) {
        const zdd x = m[r->p * d + k];
        const zdd y = zdd_multiply(phase, m[r->q * d + k]);
        m[r->p * d + k] = zdd_subtract(zdd_times(x, r->c), zdd_times(y, r->s));
        m[r->q * d + k] = zdd_add(zdd_times(x, r->s), zdd_times(y, r->c));
    }
    m[r->p * d + r->q] = m[r->q * d + r->p] = zdd_from(0.0, 0.0);
}

static double norm_squared(int d, const zdd *a)
{
    double sum = 0.0;
    for (int k = 0; k < d * d; ++k) {
        sum += zdd_norm(a[k]).hi;
    }
    return sum;
}

/* One sweep over all planes; returns how many needed a rotation. */
static int sweep(int d, zdd *vectors, zdd *a, double negligible)
{
    int rotated = 0;
    for (int p = 0; p < d; ++p) {
        for (int q = p + 1; q < d; ++q) {
            if (zdd_norm(a[p * d + q]).hi <= negligible) {
                continue;
            }
            const rotation r = annihilating_rotation(d, a, p, q);
            rotate_columns(d, a, &r);
            rotate_rows(d, a, &r);
            if (vectors) {
                rotate_columns(d, vectors, &r);
            }
            ++rotated;
        }
    }
    return rotated;
}

static void swap_columns(int d, dd *values, zdd *vectors, int i, int j)
{
    const dd value = values[i];
    values[i] = values[j];
    values[j] = value;
    for (int k = 0; vectors && k < d; ++k) {
        const zdd element = vectors[k * d + i];
        vectors[k * d + i] = vectors[k * d + j];
        vectors[k * d + j] = element;
    }
}

void hermitian_eigen(int d, dd *values, zdd *vectors, zdd *a)
{
    const double negligible = 1e-66 * norm_squared(d, a);
    for (int k = 0; vectors && k < d * d; ++k) {
        vectors[k] = zdd_from(k % (d + 1) == 0 ? 1.0 : 0.0, 0.0);
    }
    for (int i = 0; i < MAX_SWEEPS && sweep(d, vectors, a, negligible) > 0; ++i) {
    }
    for (int k = 0; k < d; ++k) {
        values[k] = a[k * d + k].re;
    }
    for (int i = 0; i < d; ++i) {
        for (int j = i + 1; j < d; ++j) {
            if (dd_subtract(values[j], values[i]).hi < 0.0) {
                swap_columns(d, values, vectors, i, j);
            }
        }
    }
}
