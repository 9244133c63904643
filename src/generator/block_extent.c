/* Where the eigenvalues of a generator in blocks lie: extremes of the two hermitian parts of G, by Lanczos. */
#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/lapack.h"
#include "generator/block_product.h"

enum { STEPS = 30 };
/* Lanczos comes to an extreme eigenvalue from inside. */
static const double MARGIN = 1.03;

/* K = (G + G^dag)/2 or, where turned, (G - G^dag)/2i in one sector. */
typedef struct hermitian_part {
    const product_operator *g;
    const product_part *inside; /* NULL: 0 */
    size_t n;
    bool turned;
} hermitian_part;

/* y = K x */
static void apply(const hermitian_part *self, double complex *y, const double complex *x)
{
    memset(y, 0, self->n * sizeof *y);
    for (size_t i = 0; i < self->n; ++i) {
        for (size_t k = self->inside->rows[i]; k < self->inside->rows[i + 1]; ++k) {
            const product_entry *e = &self->g->entries[k];
            const double complex half = self->turned ? complex_from(0.5 * e->im, -0.5 * e->re) /* e / 2i */
                                                     : complex_from(0.5 * e->re, 0.5 * e->im);
            y[i] += half * x[e->column];
            y[e->column] += conj(half) * x[i];
        }
    }
}

static double norm(size_t n, const double complex *x)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; ++i) {
        sum += creal(x[i]) * creal(x[i]) + cimag(x[i]) * cimag(x[i]);
    }
    return sqrt(sum);
}

/* Any vector that has a part in every eigenvector; the same at every call. */
static void start(size_t n, double complex *x)
{
    unsigned state = 1;
    for (size_t i = 0; i < n; ++i) {
        double parts[2];
        for (int k = 0; k < 2; ++k) {
            state = state * 1664525U + 1013904223U;
            parts[k] = (double)state / 4294967296.0 - 0.5;
        }
        x[i] = complex_from(parts[0], parts[1]);
    }
    const double size = norm(n, x);
    for (size_t i = 0; i < n; ++i) {
        x[i] /= size;
    }
}

/* The tridiagonal matrix of K in a Krylov space: diagonal a[m], below it b[m - 1]. work: 3 vectors. Returns m. */
static int tridiagonal(const hermitian_part *self, double *a, double *b, double complex *work)
{
    const size_t n = self->n;
    double complex *before = work;
    double complex *now = work + n;
    double complex *next = work + 2 * n;
    int m = 0;
    memset(before, 0, n * sizeof *before);
    start(n, now);
    while (m < STEPS && (size_t)m < n) {
        double complex *free_one = before;
        double overlap = 0.0;
        apply(self, next, now);
        for (size_t i = 0; i < n; ++i) {
            overlap += creal(conj(now[i]) * next[i]);
        }
        for (size_t i = 0; i < n; ++i) {
            next[i] -= overlap * now[i] + (m > 0 ? b[m - 1] : 0.0) * before[i];
        }
        a[m] = overlap;
        b[m] = norm(n, next);
        ++m;
        if (!(b[m - 1] > 1e-12 * (fabs(overlap) + b[0]))) {
            break;
        }
        for (size_t i = 0; i < n; ++i) {
            next[i] /= b[m - 1];
        }
        before = now;
        now = next;
        next = free_one;
    }
    return m;
}

/* The least and the largest eigenvalue, nearly. */
static int find_extremes(const hermitian_part *self, double extremes[2], double complex *work)
{
    double a[STEPS];
    double b[STEPS];
    double dense[STEPS * STEPS] = {0.0};
    double values[STEPS];
    extremes[0] = extremes[1] = 0.0;
    if (!self->inside) {
        return ENT_OK;
    }
    const int m = tridiagonal(self, a, b, work);
    for (int i = 0; i < m; ++i) {
        dense[i * m + i] = a[i];
        if (i > 0) {
            dense[i * m + i - 1] = b[i - 1]; /* above the diagonal, by columns */
        }
    }
    if (!lapack_symmetric_eigenvalues(m, dense, values)) {
        return ENT_ERROR_NO_MEMORY; /* nothing else fails for so small a matrix */
    }
    const double middle = 0.5 * (values[0] + values[m - 1]);
    const double half = 0.5 * MARGIN * (values[m - 1] - values[0]);
    extremes[0] = middle - half;
    extremes[1] = middle + half;
    return ENT_OK;
}

/* Of one sector: decay[2], rotation[2]. */
static int find_sector(const block_product *self, int sector, double *found, double complex *work)
{
    const product_operator *g = &self->left;
    const size_t p = g->first[sector];
    hermitian_part part = {
        .g = g, .inside = g->first[sector + 1] > p ? &g->parts[p] : NULL, .n = (size_t)self->l->at.size[sector]};
    int status = find_extremes(&part, &found[0], work);
    part.turned = true;
    return status == ENT_OK ? find_extremes(&part, &found[2], work) : status;
}

int block_product_extent(const block_product *self, double *decay, double *rotation)
{
    const block_generator *l = self->l;
    double *found = calloc(4 * (size_t)l->at.n + 1, sizeof *found);
    double complex *work = malloc(3 * self->tallest * sizeof *work);
    int status = found && work ? ENT_OK : ENT_ERROR_NO_MEMORY;
    *decay = *rotation = 0.0;
    for (int s = 0; status == ENT_OK && s < l->at.n; ++s) {
        status = find_sector(self, s, &found[4 * (size_t)s], work);
    }
    for (size_t b = 0; status == ENT_OK && b < l->n_blocks; ++b) {
        const double *row = &found[4 * (size_t)l->blocks[b].row];
        const double *column = &found[4 * (size_t)l->blocks[b].column];
        /* Jumps put into populations what decay takes out: at most the same rates once more. */
        *decay = fmax(*decay, -2.0 * (row[0] + column[0]));
        *rotation = fmax(*rotation, fmax(row[3] - column[2], column[3] - row[2]));
    }
    free(work);
    free(found);
    return status;
}
