#include "solver/no_jump.h"

#include <math.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/blas_threads.h"
#include "base/lapack.h"
#include "base/team.h"
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

static size_t area_of(const block_generator *l, size_t block)
{
    return (size_t)l->at.size[l->blocks[block].row] * (size_t)l->at.size[l->blocks[block].column];
}

/* Large blocks first, by powers of two: order is ready for being handed out to threads. */
static void sort_blocks(no_jump *self)
{
    size_t n = 0;
    for (size_t size = SIZE_MAX / 2 + 1; size > 0; size /= 2) {
        for (size_t b = 0; b < self->l->n_blocks; ++b) {
            const size_t area = area_of(self->l, b);
            self->largest = area > self->largest ? area : self->largest;
            if (area / size == 1) {
                self->order[n++] = b;
            }
        }
    }
}

/* Either the blocks share the threads, or the products within one large block do. */
static int choose_threads(const no_jump *self)
{
    const bool many = self->l->n_elements > 2 * self->largest;
    const int n = self->blas_threads < TEAM_MOST_THREADS ? self->blas_threads : TEAM_MOST_THREADS;
    return many && n > 1 && self->l->n_elements > WORTH_THREADS ? n : 1;
}

/* A block costs products of matrices. */
static bool split_blocks(no_jump *self)
{
    const block_generator *l = self->l;
    double *costs = malloc((l->n_blocks + 1) * sizeof *costs);
    int *homes = malloc((l->n_blocks + 1) * sizeof *homes);
    bool done = costs && homes;
    for (size_t k = 0; done && k < l->n_blocks; ++k) {
        const rho_block *block = &l->blocks[self->order[k]];
        const double rows = l->at.size[block->row];
        const double columns = l->at.size[block->column];
        costs[k] = rows * columns * (rows + columns);
    }
    if (done) {
        team_split_balance(homes, team_size(self->team), (int)l->n_blocks, costs);
        done = team_split_create(&self->split, team_size(self->team), (int)l->n_blocks, homes);
    }
    free(homes);
    free(costs);
    return done;
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

static void take_blas(no_jump *self)
{
    self->blas_threads = blas_threads_hold();
    self->held = true;
}

void no_jump_hold(no_jump *self)
{
    take_blas(self);
    if (team_size(self->team) == 1 && self->l->n_elements > WORTH_THREADS) {
        blas_threads_allow(self->blas_threads);
    }
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
    *self = (no_jump){.l = l,
                      .sectors = calloc((size_t)l->at.n, sizeof *self->sectors),
                      .order = malloc(l->n_blocks * sizeof *self->order)};
    take_blas(self);
    if (!self->sectors || !self->order) {
        return ENT_ERROR_NO_MEMORY;
    }
    sort_blocks(self);
    self->team = team_create(choose_threads(self));
    self->work = malloc((size_t)team_size(self->team) * self->largest * sizeof *self->work);
    if (!self->work || !split_blocks(self)) {
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
            const double complex sum = row->values[i] + conj(column->values[j]);
            const double re = creal(sum);
            const double im = cimag(sum);
            const double factor = 1.0 / (re * re + im * im);
            const double a = creal(x[j * m + i]);
            const double b = cimag(x[j * m + i]);
            x[j * m + i] = complex_from((a * re + b * im) * factor, (b * re - a * im) * factor);
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

static void solve_block(const no_jump *self, const rho_block *at, double complex *x, double complex *work)
{
    const no_jump_sector *row = &self->sectors[at->row];
    const no_jump_sector *column = &self->sectors[at->column];
    double complex *block = &x[at->full];
    const int m = row->n;
    const int n = column->n;
    zlapack_multiply(m, n, m, row->inverse, block, false, work);
    zlapack_multiply(m, n, n, work, column->inverse, true, block);
    solve_middle(row, column, block);
    zlapack_multiply(m, n, m, row->basis, block, false, work);
    zlapack_multiply(m, n, n, work, column->basis, true, block);
}

typedef struct solution {
    const no_jump *self;
    double complex *full;
    const double *x; /* packed */
    team_turns turns;
} solution;

static void take_blocks(void *shared, int member)
{
    solution *own = shared;
    const no_jump *self = own->self;
    double complex *work = &self->work[(size_t)member * self->largest];
    for (int k; team_turns_next(&own->turns, member, &k);) {
        block_generator_unpack(self->l, self->order[k], own->full, own->x);
        solve_block(self, &self->l->blocks[self->order[k]], own->full, work);
    }
}

void no_jump_solve(const no_jump *self, double complex *full, const double *x)
{
    solution own = {.self = self, .full = full, .x = x, .turns = {.split = &self->split}};
    team_run(self->team, take_blocks, &own);
}

void no_jump_free(no_jump *self)
{
    for (int s = 0; self->sectors && s < self->l->at.n; ++s) {
        free(self->sectors[s].values);
        free(self->sectors[s].middle);
        free(self->sectors[s].basis);
        free(self->sectors[s].inverse);
    }
    team_split_free(&self->split);
    team_free(self->team);
    no_jump_release(self);
    free(self->sectors);
    free(self->order);
    free(self->work);
    *self = (no_jump){0};
}
