#include "observable/transpose_lanes.h"

#include <math.h>
#include <string.h>

#include "base/lanes.h"
#include "observable/quartic_lanes.h"

enum { D = 4, W = TRANSPOSE_LANES, MAX_SWEEPS = 8 };

/* Largest correction of an eigenvector of length 1. */
static const double LARGEST_CORRECTION = 1e-7;

/* Smallest distance of the next eigenvalue: nearer, rounding may have taken one for the other. */
static const double SMALLEST_GAP = 1e-9;

/* An element of so small a size is left to the correction. A lane without larger ones rests, whatever its neighbours
 * do. */
static const double NEGLIGIBLE = 1e-17;

typedef double lane[W];

typedef struct complex_lanes {
    _Alignas(64) lane re[D][D];
    lane im[D][D];
} complex_lanes;

/* c, s and phase of a rotation of the plane (p, q); see base/hermitian.c. */
typedef struct rotation_lanes {
    int p, q;
    lane c, s, re, im;
    lane acts; /* 1, or 0 where the element is negligible */
} rotation_lanes;

/* One half, hi or lo, of the matrices. */
KERNEL void unpack(complex_lanes *out, const double (*a)[W])
{
    for (int row = 0; row < D; ++row) {
        for (int column = 0; column < D; ++column) {
            const int low = row < column ? row : column, high = row < column ? column : row;
            const double sign = row == column ? 0.0 : row < column ? 1.0 : -1.0;
            for (int l = 0; l < W; ++l) {
                out->re[row][column][l] = a[low * D + high][l];
                out->im[row][column][l] = sign * a[high * D + low][l];
            }
        }
    }
}

KERNEL void find_rotation(rotation_lanes *r, const complex_lanes *a)
{
    for (int l = 0; l < W; ++l) {
        const double re = a->re[r->p][r->q][l], im = a->im[r->p][r->q][l];
        const double size = sqrt(re * re + im * im);
        const int vanishes = !(size > NEGLIGIBLE);
        const double inverse = 1.0 / (vanishes ? 1.0 : size);
        const double theta = 0.5 * (a->re[r->q][r->q][l] - a->re[r->p][r->p][l]) * inverse;
        const double magnitude = fabs(theta);
        const double positive = 1.0 / (magnitude + sqrt(1.0 + theta * theta));
        const double tangent = vanishes ? 0.0 : theta < 0.0 ? -positive : positive;
        const double c = 1.0 / sqrt(1.0 + tangent * tangent);
        r->acts[l] = vanishes ? 0.0 : 1.0;
        r->c[l] = c;
        r->s[l] = tangent * c;
        r->re[l] = vanishes ? 1.0 : re * inverse;
        r->im[l] = vanishes ? 0.0 : -im * inverse;
    }
}

KERNEL void rotate_columns(complex_lanes *m, const rotation_lanes *r)
{
    for (int k = 0; k < D; ++k) {
        for (int l = 0; l < W; ++l) {
            const double x_re = m->re[k][r->p][l], x_im = m->im[k][r->p][l];
            const double y_re = r->re[l] * m->re[k][r->q][l] - r->im[l] * m->im[k][r->q][l];
            const double y_im = r->re[l] * m->im[k][r->q][l] + r->im[l] * m->re[k][r->q][l];
            m->re[k][r->p][l] = r->c[l] * x_re - r->s[l] * y_re;
            m->im[k][r->p][l] = r->c[l] * x_im - r->s[l] * y_im;
            m->re[k][r->q][l] = r->s[l] * x_re + r->c[l] * y_re;
            m->im[k][r->q][l] = r->s[l] * x_im + r->c[l] * y_im;
        }
    }
}

/* The rows from the columns, since the matrix stays hermitian. */
KERNEL void rotate_rows(complex_lanes *m, const rotation_lanes *r)
{
    for (int k = 0; k < D; ++k) {
        for (int l = 0; l < W; ++l) {
            const double x_re = m->re[r->p][k][l], x_im = m->im[r->p][k][l];
            const double y_re = r->re[l] * m->re[r->q][k][l] + r->im[l] * m->im[r->q][k][l];
            const double y_im = r->re[l] * m->im[r->q][k][l] - r->im[l] * m->re[r->q][k][l];
            m->re[r->p][k][l] = r->c[l] * x_re - r->s[l] * y_re;
            m->im[r->p][k][l] = r->c[l] * x_im - r->s[l] * y_im;
            m->re[r->q][k][l] = r->s[l] * x_re + r->c[l] * y_re;
            m->im[r->q][k][l] = r->s[l] * x_im + r->c[l] * y_im;
        }
    }
    for (int l = 0; l < W; ++l) {
        const double kept = 1.0 - r->acts[l];
        m->re[r->p][r->q][l] *= kept;
        m->im[r->p][r->q][l] *= kept;
        m->re[r->q][r->p][l] *= kept;
        m->im[r->q][r->p][l] *= kept;
    }
}

KERNEL void diagonalise(complex_lanes *a, complex_lanes *vectors)
{
    memset(vectors, 0, sizeof *vectors);
    for (int k = 0; k < D; ++k) {
        for (int l = 0; l < W; ++l) {
            vectors->re[k][k][l] = 1.0;
        }
    }
    bool acted = true;
    for (int sweep = 0; sweep < MAX_SWEEPS && acted; ++sweep) {
        acted = false;
        for (int k = 0; k < D * (D - 1) / 2; ++k) {
            static const int planes[][2] = {{0, 1}, {2, 3}, {0, 2}, {1, 3}, {0, 3}, {1, 2}};
            rotation_lanes r = {.p = planes[k][0], .q = planes[k][1]};
            find_rotation(&r, a);
            if (any_lane(r.acts, W)) {
                rotate_columns(a, &r);
                rotate_rows(a, &r);
                rotate_columns(vectors, &r);
                acted = true;
            }
        }
    }
}

/* Brings the smallest eigenvalue and its vector to place 0. */
KERNEL void sort_first(complex_lanes *a, complex_lanes *vectors)
{
    for (int k = 1; k < D; ++k) {
        lane swaps;
        for (int l = 0; l < W; ++l) {
            const double first = a->re[0][0][l], other = a->re[k][k][l];
            swaps[l] = other < first ? 1.0 : 0.0;
            a->re[0][0][l] = swaps[l] != 0.0 ? other : first;
            a->re[k][k][l] = swaps[l] != 0.0 ? first : other;
        }
        for (int i = 0; i < D; ++i) {
            for (int l = 0; l < W; ++l) {
                const double re = vectors->re[i][0][l], im = vectors->im[i][0][l];
                const double other_re = vectors->re[i][k][l], other_im = vectors->im[i][k][l];
                vectors->re[i][0][l] = swaps[l] != 0.0 ? other_re : re;
                vectors->im[i][0][l] = swaps[l] != 0.0 ? other_im : im;
                vectors->re[i][k][l] = swaps[l] != 0.0 ? re : other_re;
                vectors->im[i][k][l] = swaps[l] != 0.0 ? im : other_im;
            }
        }
    }
}

/* sum + rest += a b, a = a_hi + a_lo and b = b_hi + b_lo. */
KERNEL void add_product(bool fused, double *sum, double *rest, double a_hi, double a_lo, double b_hi, double b_lo)
{
    const double product = a_hi * b_hi;
    const double low = fused ? fma(a_hi, b_hi, -product) : two_product_rest(a_hi, b_hi, product);
    const double next = *sum + product;
    *rest += two_sum_rest(*sum, product, next) + (low + (a_hi * b_lo + a_lo * b_hi));
    *sum = next;
}

/* The vector v + w, w much the smaller. */
typedef struct vector_lanes {
    lane re[D], im[D], re_low[D], im_low[D];
} vector_lanes;

/* out = (A - shift) v, as if in double-double; its rounding to double in re and im, the rest in re_low and im_low. */
KERNEL void apply(bool fused, vector_lanes *out, const complex_lanes *hi, const complex_lanes *lo, const double *shift,
                  const vector_lanes *v)
{
    for (int i = 0; i < D; ++i) {
        for (int l = 0; l < W; ++l) {
            double re = 0.0, re_rest = 0.0, im = 0.0, im_rest = 0.0;
            for (int k = 0; k < D; ++k) {
                const double a_re = hi->re[i][k][l], a_im = hi->im[i][k][l];
                const double b_re = lo->re[i][k][l], b_im = lo->im[i][k][l];
                add_product(fused, &re, &re_rest, a_re, b_re, v->re[k][l], v->re_low[k][l]);
                add_product(fused, &re, &re_rest, -a_im, -b_im, v->im[k][l], v->im_low[k][l]);
                add_product(fused, &im, &im_rest, a_re, b_re, v->im[k][l], v->im_low[k][l]);
                add_product(fused, &im, &im_rest, a_im, b_im, v->re[k][l], v->re_low[k][l]);
            }
            add_product(fused, &re, &re_rest, -shift[l], 0.0, v->re[i][l], v->re_low[i][l]);
            add_product(fused, &im, &im_rest, -shift[l], 0.0, v->im[i][l], v->im_low[i][l]);
            out->re[i][l] = re + re_rest;
            out->im[i][l] = im + im_rest;
            out->re_low[i][l] = re_rest - (out->re[i][l] - re);
            out->im_low[i][l] = im_rest - (out->im[i][l] - im);
        }
    }
}

/* v = the first eigenvector with its first-order correction in the low parts, given the residual; its size squared, and
 * the distance of the next eigenvalue. */
KERNEL void correct(vector_lanes *v, const vector_lanes *residual, const complex_lanes *values,
                    const complex_lanes *vectors, double *restrict size, double *restrict gap)
{
    for (int l = 0; l < W; ++l) {
        size[l] = 0.0;
        gap[l] = INFINITY;
    }
    for (int j = 1; j < D; ++j) {
        for (int l = 0; l < W; ++l) {
            double re = 0.0, im = 0.0;
            for (int k = 0; k < D; ++k) {
                re += vectors->re[k][j][l] * residual->re[k][l] + vectors->im[k][j][l] * residual->im[k][l];
                im += vectors->re[k][j][l] * residual->im[k][l] - vectors->im[k][j][l] * residual->re[k][l];
            }
            const double distance = values->re[j][j][l] - values->re[0][0][l];
            const double inverse = -1.0 / distance;
            gap[l] = distance < gap[l] ? distance : gap[l];
            re *= inverse;
            im *= inverse;
            size[l] += re * re + im * im;
            for (int k = 0; k < D; ++k) {
                v->re_low[k][l] += re * vectors->re[k][j][l] - im * vectors->im[k][j][l];
                v->im_low[k][l] += re * vectors->im[k][j][l] + im * vectors->re[k][j][l];
            }
        }
    }
}

KERNEL void iterate_kernel(bool fused, transpose_lanes *self, const quartic_lanes *transposed)
{
    complex_lanes hi, lo, a, vectors;
    vector_lanes v = {0}, image;
    lane size, gap, shift;
    unpack(&hi, transposed->hi);
    unpack(&lo, transposed->lo);
    a = hi;
    diagonalise(&a, &vectors);
    sort_first(&a, &vectors);
    for (int k = 0; k < D; ++k) {
        for (int l = 0; l < W; ++l) {
            v.re[k][l] = vectors.re[k][0][l];
            v.im[k][l] = vectors.im[k][0][l];
            shift[l] = a.re[0][0][l];
        }
    }
    apply(fused, &image, &hi, &lo, shift, &v);
    correct(&v, &image, &a, &vectors, size, gap);
    apply(fused, &image, &hi, &lo, shift, &v);
    for (int l = 0; l < W; ++l) {
        double above = 0.0, above_rest = 0.0, norm = 0.0;
        for (int k = 0; k < D; ++k) {
            add_product(fused, &above, &above_rest, v.re[k][l], v.re_low[k][l], image.re[k][l], image.re_low[k][l]);
            add_product(fused, &above, &above_rest, v.im[k][l], v.im_low[k][l], image.im[k][l], image.im_low[k][l]);
            norm += v.re[k][l] * v.re[k][l] + v.im[k][l] * v.im[k][l];
        }
        self->smallest[l] = shift[l] + (above + above_rest) / norm;
        self->certain[l] = gap[l] >= SMALLEST_GAP && size[l] <= LARGEST_CORRECTION * LARGEST_CORRECTION;
    }
}
KERNELS_FUSED(iterate, (transpose_lanes *restrict self, const quartic_lanes *restrict transposed), self, transposed)

/* The transpose of the cold qubit exchanges <10|rho|01> with <11|rho|00>, and conjugates the coherences of that qubit
 * alone. */
static void transpose(double (*out)[W], const double (*rho)[W])
{
    enum { OUTER_RE = 3, OUTER_IM = 12, INNER_RE = 6, INNER_IM = 9, COLD_IM = 4, OTHER_COLD_IM = 14 };
    memcpy(out, rho, sizeof(lane[D * D]));
    memcpy(out[OUTER_RE], rho[INNER_RE], sizeof(lane));
    memcpy(out[INNER_RE], rho[OUTER_RE], sizeof(lane));
    memcpy(out[OUTER_IM], rho[INNER_IM], sizeof(lane));
    memcpy(out[INNER_IM], rho[OUTER_IM], sizeof(lane));
    for (int l = 0; l < W; ++l) {
        out[COLD_IM][l] = -rho[COLD_IM][l];
        out[OTHER_COLD_IM][l] = -rho[OTHER_COLD_IM][l];
    }
}

void transpose_lanes_find(transpose_lanes *self, instruction_set set)
{
    quartic_lanes transposed;
    bool certain = true;
    transpose(transposed.hi, self->rho_hi);
    transpose(transposed.lo, self->rho_lo);
    quartic_lanes_find(&transposed, set);
    for (int l = 0; l < W; ++l) {
        certain = certain && transposed.certain[l];
    }
    if (!certain) {
        iterate_variants[set](self, &transposed);
    }
    for (int l = 0; l < W; ++l) {
        self->smallest[l] = transposed.certain[l] ? transposed.smallest[l] : self->smallest[l];
        self->certain[l] = transposed.certain[l] || self->certain[l];
    }
}
