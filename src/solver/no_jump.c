#include "solver/no_jump.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/blas_threads.h"
#include "base/lapack.h"
#include "base/zlapack.h"
#include "entangine/status.h"

/* Eigenvectors with a larger condition number cost more digits than refinement wins back at once. */
static const double LARGEST_CONDITION = 1e5;
/* Decays slower than this share of G count as none; the shift is a share of G as well. */
static const double NO_DECAY = 1e-11;
static const double SHIFT = 1e-4;
/* Below this many elements of rho threads cost more than they bring. */
static const size_t WORTH_THREADS = 8000;

static void copy_sector(double complex *a, const sector_operator *g, int sector, int n)
{
    memset(a, 0, (size_t)n * (size_t)n * sizeof *a);
    for (size_t p = g->first[sector]; p < g->first[sector + 1]; ++p) {
        for (size_t k = g->parts[p].begin; k < g->parts[p].end; ++k) {
            const sector_element *e = &g->elements[k];
            a[(size_t)e->column * (size_t)n + (size_t)e->row] = complex_from(e->value.re.hi, e->value.im.hi);
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

typedef struct decomposition {
    no_jump *self;
    atomic_int status; /* the last failure */
} decomposition;

static void decompose_sector(void *shared, int s)
{
    decomposition *own = shared;
    const block_generator *l = own->self->l;
    const int status = decompose(&own->self->sectors[s], &l->left, s, l->at.size[s]);
    if (status != ENT_OK) {
        atomic_store(&own->status, status);
    }
}

static bool find_parts(no_jump *self)
{
    const block_generator *l = self->l;
    for (size_t b = 0; b < l->n_blocks; ++b) {
        const size_t m = (size_t)l->at.size[l->blocks[b].row];
        const size_t n = (size_t)l->at.size[l->blocks[b].column];
        const size_t width = block_parts_panel(0, 0, n).end;
        self->largest = m * n > self->largest ? m * n : self->largest;
        self->slice = m * width > self->slice ? m * width : self->slice;
    }
    return block_parts_create(&self->parts, l);
}

static int choose_threads(const no_jump *self)
{
    const int n = self->blas_threads < TEAM_MOST_THREADS ? self->blas_threads : TEAM_MOST_THREADS;
    return n > 1 && self->l->n_elements > WORTH_THREADS ? n : 1;
}

static void subtract_shift(no_jump *self)
{
    for (int s = 0; s < self->l->at.n; ++s) {
        no_jump_sector *sector = &self->sectors[s];
        for (size_t k = 0; k < (size_t)sector->n; ++k) {
            sector->values[k] -= 0.5 * self->shift;
            if (sector->triangular) {
                sector->middle[k * (size_t)sector->n + k] -= 0.5 * self->shift;
            }
        }
    }
}

void no_jump_hold(no_jump *self)
{
    self->blas_threads = blas_threads_hold();
    self->held = true;
}

void no_jump_release(no_jump *self)
{
    if (self->held) {
        blas_threads_release();
        self->held = false;
    }
}

int no_jump_create(no_jump *self, const block_generator *l)
{
    *self = (no_jump){.l = l, .sectors = calloc((size_t)l->at.n, sizeof *self->sectors)};
    no_jump_hold(self);
    if (!self->sectors || !find_parts(self)) {
        return ENT_ERROR_NO_MEMORY;
    }
    self->team = team_create(choose_threads(self));
    const size_t room = self->parts.cut ? l->n_elements : (size_t)team_size(self->team) * self->largest;
    self->work = malloc(room * sizeof *self->work);
    self->slices = malloc((size_t)team_size(self->team) * self->slice * sizeof *self->slices);
    if (!self->work || !self->slices) {
        return ENT_ERROR_NO_MEMORY;
    }
    decomposition own = {.self = self};
    team_share(self->team, decompose_sector, &own, l->at.n);
    const int status = atomic_load(&own.status);
    for (int s = 0; s < l->at.n; ++s) {
        self->n_triangular += self->sectors[s].triangular;
    }
    if (status == ENT_OK && slowest_decay(self) < NO_DECAY * l->size) {
        self->shift = SHIFT * l->size;
    }
    if (status == ENT_OK) {
        subtract_shift(self);
    }
    no_jump_release(self);
    return status;
}

void no_jump_free(no_jump *self)
{
    for (int s = 0; self->sectors && s < self->l->at.n; ++s) {
        free(self->sectors[s].values);
        free(self->sectors[s].middle);
        free(self->sectors[s].basis);
        free(self->sectors[s].inverse);
    }
    team_free(self->team);
    no_jump_release(self);
    block_parts_free(&self->parts);
    free(self->sectors);
    free(self->work);
    free(self->slices);
    *self = (no_jump){0};
}
