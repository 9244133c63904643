#include "solver/no_jump.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/zlapack.h"
#include "entangine/status.h"

/* Eigenvectors with a larger condition number cost more digits than refinement wins back at once. */
static const double LARGEST_CONDITION = 1e5;
/* Decays slower than this share of G count as none; the shift is a share of G as well. */
static const double NO_DECAY = 1e-11;
static const double SHIFT = 1e-4;

static void copy_sector(double complex *a, const sector_operator *g, int sector, int n)
{
    memset(a, 0, (size_t)n * (size_t)n * sizeof *a);
    for (size_t p = g->first[sector]; p < g->first[sector + 1]; ++p) {
        for (size_t k = g->parts[p].begin; k < g->parts[p].end; ++k) {
            const sector_element *e = &g->elements[k];
            a[(size_t)e->column * (size_t)n + (size_t)e->row] = CMPLX(e->value.re.hi, e->value.im.hi);
        }
    }
}

/* a = u t u^dag. */
static int decompose_by_schur(no_jump_sector *self, double complex *a)
{
    const size_t n = (size_t)self->n;
    self->triangular = true;
    self->middle = malloc(n * n * sizeof *self->middle);
    if (!self->middle) {
        return ENT_ERROR_NO_MEMORY;
    }
    if (!zlapack_schur(self->n, a, self->basis)) {
        return ENT_ERROR_NOT_CONVERGED;
    }
    for (size_t j = 0; j < n; ++j) {
        self->values[j] = a[j * n + j];
        for (size_t i = 0; i < n; ++i) {
            self->middle[j * n + i] = i <= j ? a[j * n + i] : 0.0;
            self->inverse[i * n + j] = conj(self->basis[j * n + i]);
        }
    }
    return ENT_OK;
}

static int decompose(no_jump_sector *self, const sector_operator *g, int sector, int n)
{
    const size_t square = (size_t)n * (size_t)n;
    double reciprocal = 0.0;
    int status = ENT_ERROR_NO_MEMORY;
    double complex *a = malloc(square * sizeof *a);
    *self = (no_jump_sector){.n = n,
                             .values = malloc((size_t)n * sizeof *self->values),
                             .basis = malloc(square * sizeof *self->basis),
                             .inverse = malloc(square * sizeof *self->inverse)};
    if (a && self->values && self->basis && self->inverse) {
        copy_sector(a, g, sector, n);
        bool good = zlapack_eigen(n, a, self->values, self->basis);
        if (good) {
            memcpy(self->inverse, self->basis, square * sizeof *self->basis);
            good = zlapack_invert(n, self->inverse, &reciprocal) && reciprocal * LARGEST_CONDITION > 1.0;
        }
        status = ENT_OK;
        if (!good) {
            copy_sector(a, g, sector, n);
            status = decompose_by_schur(self, a);
        }
    }
    free(a);
    return status;
}

/* The slowest decay that a kept block can have; sectors next to each other in one block bound it. */
static double slowest_decay(const no_jump *self)
{
    double slowest = INFINITY;
    for (int s = 0; s < self->l->at.n; ++s) {
        for (int k = 0; k < self->sectors[s].n; ++k) {
            slowest = fmin(slowest, -creal(self->sectors[s].values[k]));
        }
    }
    return slowest;
}

int no_jump_create(no_jump *self, const block_generator *l)
{
    const sectors *at = &l->at;
    size_t largest = 1;
    int status = ENT_OK;
    *self = (no_jump){.l = l, .sectors = calloc((size_t)at->n, sizeof *self->sectors)};
    for (size_t b = 0; b < l->n_blocks; ++b) {
        const rho_block *block = &l->blocks[b];
        const size_t area = (size_t)at->size[block->row] * (size_t)at->size[block->column];
        largest = area > largest ? area : largest;
    }
    self->work = malloc(largest * sizeof *self->work);
    if (!self->sectors || !self->work) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int s = 0; status == ENT_OK && s < at->n; ++s) {
        status = decompose(&self->sectors[s], &l->left, s, at->size[s]);
        self->n_triangular += self->sectors[s].triangular;
    }
    if (status == ENT_OK && slowest_decay(self) < NO_DECAY * l->size) {
        self->shift = SHIFT * l->size;
    }
    for (int s = 0; status == ENT_OK && s < at->n; ++s) {
        no_jump_sector *sector = &self->sectors[s];
        for (size_t k = 0; k < (size_t)sector->n; ++k) {
            sector->values[k] -= 0.5 * self->shift;
            if (sector->triangular) {
                sector->middle[k * (size_t)sector->n + k] -= 0.5 * self->shift;
            }
        }
    }
    return status;
}

static const double complex *middle_of(const no_jump_sector *sector, double complex **own)
{
    const size_t n = (size_t)sector->n;
    if (sector->triangular) {
        return sector->middle;
    }
    *own = calloc(n * n, sizeof **own);
    for (size_t k = 0; *own && k < n; ++k) {
        (*own)[k * n + k] = sector->values[k];
    }
    return *own;
}

static void divide(const no_jump_sector *row, const no_jump_sector *column, double complex *x)
{
    const size_t m = (size_t)row->n;
    for (size_t j = 0; j < (size_t)column->n; ++j) {
        for (size_t i = 0; i < m; ++i) {
            x[j * m + i] /= row->values[i] + conj(column->values[j]);
        }
    }
}

static void solve_middle(const no_jump_sector *row, const no_jump_sector *column, double complex *x)
{
    if (!row->triangular && !column->triangular) {
        divide(row, column, x);
        return;
    }
    double complex *first = NULL;
    double complex *second = NULL;
    const double complex *t = middle_of(row, &first);
    const double complex *s = middle_of(column, &second);
    if (t && s) {
        (void)zlapack_sylvester(row->n, column->n, t, s, x);
    }
    free(first);
    free(second);
}

void no_jump_solve(const no_jump *self, double complex *x)
{
    const block_generator *l = self->l;
    for (size_t b = 0; b < l->n_blocks; ++b) {
        const no_jump_sector *row = &self->sectors[l->blocks[b].row];
        const no_jump_sector *column = &self->sectors[l->blocks[b].column];
        double complex *block = &x[l->blocks[b].full];
        const int m = row->n;
        const int n = column->n;
        zlapack_multiply(m, n, m, row->inverse, block, false, self->work);
        zlapack_multiply(m, n, n, self->work, column->inverse, true, block);
        solve_middle(row, column, block);
        zlapack_multiply(m, n, m, row->basis, block, false, self->work);
        zlapack_multiply(m, n, n, self->work, column->basis, true, block);
    }
}

void no_jump_free(no_jump *self)
{
    for (int s = 0; self->sectors && s < self->l->at.n; ++s) {
        free(self->sectors[s].values);
        free(self->sectors[s].middle);
        free(self->sectors[s].basis);
        free(self->sectors[s].inverse);
    }
    free(self->sectors);
    free(self->work);
    *self = (no_jump){0};
}
