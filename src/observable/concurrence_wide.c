/* The invariants of concurrence_invariants.h, once for each instruction set (base/wide.h).
 *
 * In the basis of the qubits, since there small elements come from products of small ones: in the magic basis, which
 * makes R symmetric, they would be left over from large ones. */
#include "base/wide.h"
#include "observable/concurrence_invariants.h"

enum { D = 4 };

typedef struct complex_wide {
    wide_dd re, im;
} complex_wide;

typedef complex_wide matrix[D][D];

/* The spin flip s_y x s_y: both indices reversed, with these signs. */
static const double flip_signs[D] = {-1.0, 1.0, 1.0, -1.0};

/* sum + a b, and sum - a b */
KERNEL wide_products plus(wide_products sum, wide_dd a, wide_dd b)
{
    return wide_products_add(sum, a, b);
}

KERNEL wide_products minus(wide_products sum, wide_dd a, wide_dd b)
{
    return wide_products_add(sum, (wide_dd){wide_negate(a.hi), wide_negate(a.lo)}, b);
}

KERNEL wide_products nothing(void)
{
    return (wide_products){wide_from(0.0), wide_from(0.0)};
}

KERNEL wide_dd total(wide_products sum)
{
    return wide_quick_sum(sum.sum, sum.lost);
}

KERNEL wide_dd part_of(const concurrence_lanes *states, int place)
{
    return (wide_dd){wide_load(states->rho_hi[place]), wide_load(states->rho_lo[place])};
}

KERNEL complex_wide element(const concurrence_lanes *states, int i, int j)
{
    if (i == j) {
        return (complex_wide){part_of(states, D * i + i), {wide_from(0.0), wide_from(0.0)}};
    }
    const int low = i < j ? i : j, high = i < j ? j : i;
    return (complex_wide){part_of(states, D * low + high),
                          wide_dd_scale(part_of(states, D * high + low), i < j ? 1.0 : -1.0)};
}

KERNEL void unpack(matrix rho, matrix flipped, const concurrence_lanes *states)
{
    for (int i = 0; i < D; ++i) {
        for (int j = 0; j < D; ++j) {
            const double sign = flip_signs[i] * flip_signs[j];
            const complex_wide from = element(states, i, j);
            rho[i][j] = from;
            flipped[D - 1 - i][D - 1 - j] = (complex_wide){wide_dd_scale(from.re, sign), wide_dd_scale(from.im, -sign)};
        }
    }
}

/* out = a b for R = rho rho~ and its powers, whose transpose is their flip: each element is found once. */
KERNEL void multiply(matrix out, matrix a, matrix b)
{
    for (int i = 0; i < D; ++i) {
        for (int j = 0; j <= D - 1 - i; ++j) {
            wide_products re = nothing(), im = nothing();
            for (int k = 0; k < D; ++k) {
                re = minus(plus(re, a[i][k].re, b[k][j].re), a[i][k].im, b[k][j].im);
                im = plus(plus(im, a[i][k].re, b[k][j].im), a[i][k].im, b[k][j].re);
            }
            const double sign = flip_signs[i] * flip_signs[j];
            const complex_wide found = {total(re), total(im)};
            out[i][j] = found;
            out[D - 1 - j][D - 1 - i] = (complex_wide){wide_dd_scale(found.re, sign), wide_dd_scale(found.im, sign)};
        }
    }
}

/* Re Tr a */
KERNEL wide_dd trace_of(matrix a)
{
    return wide_dd_add(wide_dd_add(a[0][0].re, a[1][1].re), wide_dd_add(a[2][2].re, a[3][3].re));
}

/* Re Tr a b */
KERNEL wide_dd trace_of_product(matrix a, matrix b)
{
    wide_products sum = nothing();
    for (int i = 0; i < D; ++i) {
        for (int j = 0; j < D; ++j) {
            sum = minus(plus(sum, a[i][j].re, b[j][i].re), a[i][j].im, b[j][i].im);
        }
    }
    return total(sum);
}

/* rho_ip rho_jq - rho_iq rho_jp */
KERNEL complex_wide minor_of(matrix rho, int i, int j, int p, int q)
{
    const complex_wide a = rho[i][p], b = rho[j][q], c = rho[i][q], d = rho[j][p];
    const wide_products re = plus(minus(minus(plus(nothing(), a.re, b.re), a.im, b.im), c.re, d.re), c.im, d.im);
    const wide_products im = minus(minus(plus(plus(nothing(), a.re, b.im), a.im, b.re), c.re, d.im), c.im, d.re);
    return (complex_wide){total(re), total(im)};
}

/* Along the first two rows (Laplace). */
KERNEL wide_dd determinant_of(matrix rho)
{
    static const int pairs[6][4] = {{0, 1, 2, 3}, {0, 2, 1, 3}, {0, 3, 1, 2}, {1, 2, 0, 3}, {1, 3, 0, 2}, {2, 3, 0, 1}};
    static const double signs[6] = {1.0, -1.0, 1.0, 1.0, -1.0, 1.0};
    wide_products sum = nothing();
    for (int k = 0; k < 6; ++k) {
        const int *p = pairs[k];
        const complex_wide upper = minor_of(rho, 0, 1, p[0], p[1]), lower = minor_of(rho, 2, 3, p[2], p[3]);
        sum = plus(sum, wide_dd_scale(upper.re, signs[k]), lower.re);
        sum = minus(sum, wide_dd_scale(upper.im, signs[k]), lower.im);
    }
    return total(sum);
}

KERNEL void put(invariant_lanes to, wide_dd value)
{
    wide_store(to[0], value.hi);
    wide_store(to[1], value.lo);
}

void WIDE_NAME(concurrence_invariants_find)(concurrence_invariants *self, const concurrence_lanes *states);

void WIDE_NAME(concurrence_invariants_find)(concurrence_invariants *self, const concurrence_lanes *states)
{
    matrix rho, flipped, r, squared;
    unpack(rho, flipped, states);
    multiply(r, rho, flipped);
    multiply(squared, r, r);
    put(self->first, trace_of(r));
    put(self->second, trace_of(squared));
    put(self->third, trace_of_product(squared, r));
    put(self->determinant, determinant_of(rho));
}
