#include "solver/no_jump_real.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/blas_threads.h"
#include "base/rlapack.h"
#include "base/team.h"
#include "base/zlapack.h"
#include "entangine/status.h"
#include "generator/block_real.h"

/* As in no_jump.c. */
static const double LARGEST_CONDITION = 1e5;
static const double NO_DECAY = 1e-11;
static const double SHIFT = 1e-4;
static const size_t WORTH_THREADS = 8000;

static void copy_sector(double *a, const sector_operator *g, int sector, int n)
{
    memset(a, 0, (size_t)n * (size_t)n * sizeof *a);
    for (size_t p = g->first[sector]; p < g->first[sector + 1]; ++p) {
        for (size_t k = g->parts[p].begin; k < g->parts[p].end; ++k) {
            const sector_element *e = &g->elements[k];
            a[(size_t)e->column * (size_t)n + (size_t)e->row] = e->value.re.hi;
        }
    }
}

/* a = u t u^T */
static int decompose_by_schur(no_jump_real_sector *self, double *a)
{
    const size_t n = (size_t)self->n;
    self->middle = malloc(n * n * sizeof *self->middle);
    if (!self->middle) {
        return ENT_ERROR_NO_MEMORY;
    }
    if (!rlapack_schur(self->n, a, self->re, self->im, self->basis)) {
        return ENT_ERROR_NOT_CONVERGED;
    }
    memcpy(self->middle, a, n * n * sizeof *a);
    for (size_t j = 0; j < n; ++j) {
        for (size_t i = 0; i < n; ++i) {
            self->inverse[i * n + j] = self->basis[j * n + i];
        }
    }
    return ENT_OK;
}

/* Columns of pairs of eigenvalues before those of real ones, by way of room for n x n and n numbers. */
static void put_pairs_first(no_jump_real_sector *self, double *room, double *values)
{
    const size_t n = (size_t)self->n;
    size_t place = 0;
    for (int real = 0; real < 2; ++real) {
        for (size_t j = 0; j < n; ++j) {
            if ((self->im[j] == 0.0) == (real == 1)) {
                memcpy(&room[place * n], &self->basis[j * n], n * sizeof *room);
                values[place] = self->re[j];
                values[n + place++] = self->im[j];
            }
        }
    }
    memcpy(self->basis, room, n * n * sizeof *room);
    memcpy(self->re, values, n * sizeof *values);
    memcpy(self->im, &values[n], n * sizeof *values);
}

static int decompose(no_jump_real_sector *self, const sector_operator *g, int sector, int n)
{
    const size_t square = (size_t)n * (size_t)n;
    double reciprocal = 0.0;
    int status = ENT_ERROR_NO_MEMORY;
    double *a = malloc((square + 2 * (size_t)n) * sizeof *a); /* room for values behind */
    *self = (no_jump_real_sector){.n = n,
                                  .re = malloc((size_t)n * sizeof *self->re),
                                  .im = malloc((size_t)n * sizeof *self->im),
                                  .basis = malloc(square * sizeof *self->basis),
                                  .inverse = malloc(square * sizeof *self->inverse)};
    if (a && self->re && self->im && self->basis && self->inverse) {
        copy_sector(a, g, sector, n);
        bool good = rlapack_eigen(n, a, self->re, self->im, self->basis);
        if (good) {
            put_pairs_first(self, a, &a[square]);
            memcpy(self->inverse, self->basis, square * sizeof *self->basis);
            good = rlapack_invert(n, self->inverse, &reciprocal) && reciprocal * LARGEST_CONDITION > 1.0;
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

typedef struct decomposition {
    no_jump_real *self;
    atomic_int status; /* the last failure */
} decomposition;

/* Each sector by the first of its columns: large ones first. */
static void decompose_next(void *shared, int k)
{
    decomposition *own = shared;
    const block_generator *l = own->self->l;
    const block_part part = own->self->parts.list[k];
    if (part.begin == 0) {
        const int s = l->blocks[part.block].row;
        const int status = decompose(&own->self->sectors[s], &l->left, s, l->at.size[s]);
        if (status != ENT_OK) {
            atomic_store(&own->status, status);
        }
    }
}

static bool find_parts(no_jump_real *self)
{
    for (int s = 0; s < self->l->at.n; ++s) {
        const size_t n = (size_t)self->l->at.size[s];
        const size_t width = block_parts_panel(0, 0, n).end;
        self->largest = n * n > self->largest ? n * n : self->largest;
        self->slice = n * width > self->slice ? n * width : self->slice;
    }
    return block_parts_create(&self->parts, self->l);
}

static int choose_threads(const no_jump_real *self)
{
    const int n = self->blas_threads < TEAM_MOST_THREADS ? self->blas_threads : TEAM_MOST_THREADS;
    return n > 1 && self->l->n_elements > WORTH_THREADS ? n : 1;
}

/* Where a state hardly decays, the inverse is that of G - shift/2. */
static void set_shift(no_jump_real *self)
{
    double slowest = INFINITY;
    for (int s = 0; s < self->l->at.n; ++s) {
        for (int k = 0; k < self->sectors[s].n; ++k) {
            slowest = fmin(slowest, -self->sectors[s].re[k]);
        }
    }
    self->shift = slowest < NO_DECAY * self->l->size ? SHIFT * self->l->size : 0.0;
    for (int s = 0; s < self->l->at.n; ++s) {
        no_jump_real_sector *sector = &self->sectors[s];
        for (size_t k = 0; k < (size_t)sector->n; ++k) {
            sector->re[k] -= 0.5 * self->shift;
            if (sector->middle) {
                sector->middle[k * (size_t)sector->n + k] -= 0.5 * self->shift;
            }
        }
    }
}

void no_jump_real_hold(no_jump_real *self)
{
    self->blas_threads = blas_threads_hold();
    self->held = true;
}

void no_jump_real_release(no_jump_real *self)
{
    if (self->held) {
        blas_threads_release();
        self->held = false;
    }
}

int no_jump_real_create(no_jump_real *self, const block_generator *l)
{
    *self = (no_jump_real){.l = l, .sectors = calloc((size_t)l->at.n, sizeof *self->sectors)};
    no_jump_real_hold(self);
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
    team_share(self->team, decompose_next, &own, (int)self->parts.n);
    const int status = atomic_load(&own.status);
    for (int s = 0; s < l->at.n; ++s) {
        self->n_triangular += self->sectors[s].middle != NULL;
    }
    if (status == ENT_OK) {
        set_shift(self);
    }
    no_jump_real_release(self);
    return status;
}

void no_jump_real_free(no_jump_real *self)
{
    for (int s = 0; self->sectors && s < self->l->at.n; ++s) {
        free(self->sectors[s].re);
        free(self->sectors[s].im);
        free(self->sectors[s].middle);
        free(self->sectors[s].basis);
        free(self->sectors[s].inverse);
    }
    team_free(self->team);
    no_jump_real_release(self);
    block_parts_free(&self->parts);
    free(self->sectors);
    free(self->work);
    free(self->slices);
    *self = (no_jump_real){0};
}
