#include "base/symmetric.h"

#include "base/instruction_set.h"

enum { MAX_SWEEPS = 60 };

/* Makes element (p, q) 0. */
KERNEL void rotate(int d, dd *a, int p, int q)
{
    const dd one = dd_from(1.0);
    const dd element = a[p * d + q];
    const dd theta = dd_divide(dd_subtract(a[q * d + q], a[p * d + p]), dd_scale(element, 2.0));
    const dd magnitude = theta.hi < 0.0 ? dd_negate(theta) : theta;
    const dd root = magnitude.hi < 1e100 ? dd_sqrt(dd_add(one, dd_multiply(theta, theta))) : magnitude;
    dd tangent = dd_divide(one, dd_add(magnitude, root));
    tangent = theta.hi < 0.0 ? dd_negate(tangent) : tangent;
    const dd c = dd_divide(one, dd_sqrt(dd_add(one, dd_multiply(tangent, tangent))));
    const dd s = dd_multiply(tangent, c);
    const dd moved = dd_multiply(tangent, element);
    a[p * d + p] = dd_subtract(a[p * d + p], moved);
    a[q * d + q] = dd_add(a[q * d + q], moved);
    a[p * d + q] = a[q * d + p] = dd_from(0.0);
    for (int k = 0; k < d; ++k) {
        if (k != p && k != q) {
            const dd x = a[k * d + p], y = a[k * d + q];
            a[k * d + p] = a[p * d + k] = dd_subtract(dd_multiply(c, x), dd_multiply(s, y));
            a[k * d + q] = a[q * d + k] = dd_add(dd_multiply(s, x), dd_multiply(c, y));
        }
    }
}

KERNEL void eigenvalues_kernel(int d, dd *values, dd *a)
{
    double negligible = 0.0;
    bool rotated = true;
    for (int k = 0; k < d * d; ++k) {
        negligible += 1e-66 * (a[k].hi * a[k].hi);
    }
    for (int i = 0; i < MAX_SWEEPS && rotated; ++i) {
        rotated = false;
        for (int p = 0; p < d; ++p) {
            for (int q = p + 1; q < d; ++q) {
                if (a[p * d + q].hi * a[p * d + q].hi > negligible) {
                    rotate(d, a, p, q);
                    rotated = true;
                }
            }
        }
    }
    for (int k = 0; k < d; ++k) {
        values[k] = a[k * d + k];
    }
}
KERNELS(eigenvalues, (int d, dd *values, dd *a), (d, values, a))

void symmetric_eigenvalues(int d, dd *values, dd *a)
{
    eigenvalues_variants[instruction_set_best()](d, values, a);
}
