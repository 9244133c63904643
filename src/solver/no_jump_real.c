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

static int decompose(no_jump_real_sector *self, const sector_operator *g, int sector, int n)
{
    const size_t square = (size_t)n * (size_t)n;
    double reciprocal = 0.0;
    int status = ENT_ERROR_NO_MEMORY;
    double *a = malloc(square * sizeof *a);
    *self = (no_jump_real_sector){.n = n,
                                  .re = malloc((size_t)n * sizeof *self->re),
                                  .im = malloc((size_t)n * sizeof *self->im),
                                  .basis = malloc(square * sizeof *self->basis),
                                  .inverse = malloc(square * sizeof *self->inverse)};
    if (a && self->re && self->im && self->basis && self->inverse) {
        copy_sector(a, g, sector, n);
        bool good = rlapack_eigen(n, a, self->re, self->im, self->basis);
        if (good) {
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

static void decompose_next(void *shared, int k)
{
    decomposition *own = shared;
    const block_generator *l = own->self->l;
    const int s = own->self->order[k];
    const int status = decompose(&own->self->sectors[s], &l->left, s, l->at.size[s]);
    if (status != ENT_OK) {
        atomic_store(&own->status, status);
    }
}

/* Large sectors first: an insertion, which is quick for the few sectors that are large. */
static void sort_sectors(no_jump_real *self)
{
    const int *size = self->l->at.size;
    for (int s = 0; s < self->l->at.n; ++s) {
        const size_t area = (size_t)size[s] * (size_t)size[s];
        int place = s;
        for (; place > 0 && size[self->order[place - 1]] < size[s]; --place) {
            self->order[place] = self->order[place - 1];
        }
        self->order[place] = s;
        self->largest = area > self->largest ? area : self->largest;
    }
}

/* Either the sectors share the threads, or the products within one large sector do. */
static int choose_threads(const no_jump_real *self)
{
    const bool many = self->l->n_elements > 2 * self->largest;
    const int n = self->blas_threads < TEAM_MOST_THREADS ? self->blas_threads : TEAM_MOST_THREADS;
    return many && n > 1 && self->l->n_elements > WORTH_THREADS ? n : 1;
}

/* A sector costs products of matrices. */
static bool split_sectors(no_jump_real *self)
{
    const int n = self->l->at.n;
    double *costs = malloc(((size_t)n + 1) * sizeof *costs);
    int *homes = malloc(((size_t)n + 1) * sizeof *homes);
    bool done = costs && homes;
    for (int k = 0; done && k < n; ++k) {
        costs[k] = pow((double)self->l->at.size[self->order[k]], 3.0);
    }
    if (done) {
        team_split_balance(homes, team_size(self->team), n, costs);
        done = team_split_create(&self->split, team_size(self->team), n, homes);
    }
    free(homes);
    free(costs);
    return done;
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

static void take_blas(no_jump_real *self)
{
    self->blas_threads = blas_threads_hold();
    self->held = true;
}

void no_jump_real_hold(no_jump_real *self)
{
    take_blas(self);
    if (team_size(self->team) == 1 && self->l->n_elements > WORTH_THREADS) {
        blas_threads_allow(self->blas_threads);
    }
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
    *self = (no_jump_real){.l = l,
                           .sectors = calloc((size_t)l->at.n, sizeof *self->sectors),
                           .order = malloc((size_t)l->at.n * sizeof *self->order)};
    take_blas(self);
    if (!self->sectors || !self->order) {
        return ENT_ERROR_NO_MEMORY;
    }
    sort_sectors(self);
    self->team = team_create(choose_threads(self));
    self->work = malloc((size_t)team_size(self->team) * self->largest * sizeof *self->work);
    if (!self->work || !split_sectors(self)) {
        return ENT_ERROR_NO_MEMORY;
    }
    decomposition own = {.self = self};
    team_share_split(self->team, decompose_next, &own, &self->split);
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

/* (x + i y) / (a + i b) */
static inline void divide(double *x, double *y, double a, double b)
{
    const double factor = 1.0 / (a * a + b * b);
    const double re = (*x * a + *y * b) * factor;
    *y = (*y * a - *x * b) * factor;
    *x = re;
}

/* Columns j, of a real eigenvalue, or j and j + 1, of two conjugate ones: middle z + z middle^T = x, which becomes z.
 * The block (re, im; -im, re) multiplies z_1 + i z_2 by re - i im. */
static void divide_columns(const no_jump_real_sector *at, size_t j, double *x)
{
    const size_t n = (size_t)at->n;
    const bool two = at->im[j] != 0.0;
    double *p = &x[j * n];
    double *q = p + n;
    for (size_t i = 0; i < n; ++i) {
        const double sum = at->re[i] + at->re[j];
        if (at->im[i] == 0.0) {
            if (two) {
                divide(&p[i], &q[i], sum, -at->im[j]);
            } else {
                p[i] /= sum;
            }
            continue;
        }
        if (two) {
            double re[2] = {p[i] - q[i + 1], p[i] + q[i + 1]};
            double im[2] = {p[i + 1] + q[i], p[i + 1] - q[i]};
            divide(&re[0], &im[0], sum, -at->im[i] - at->im[j]);
            divide(&re[1], &im[1], sum, -at->im[i] + at->im[j]);
            p[i] = 0.5 * (re[0] + re[1]);
            q[i + 1] = 0.5 * (re[1] - re[0]);
            p[i + 1] = 0.5 * (im[0] + im[1]);
            q[i] = 0.5 * (im[0] - im[1]);
        } else {
            divide(&p[i], &p[i + 1], sum, -at->im[i]);
        }
        ++i;
    }
}

static void solve_sector(const no_jump_real_sector *at, double *x, double *work)
{
    rlapack_congruence(at->n, at->inverse, x, x, work);
    if (at->middle) {
        (void)rlapack_sylvester(at->n, at->middle, x);
    } else {
        for (size_t j = 0; j < (size_t)at->n; j += at->im[j] != 0.0 ? 2 : 1) {
            divide_columns(at, j, x);
        }
    }
    rlapack_congruence(at->n, at->basis, x, x, work);
}

typedef struct solution {
    const no_jump_real *self;
    double *full;
    const double *x; /* packed */
    team_turns turns;
} solution;

static void take_sectors(void *shared, int member)
{
    solution *own = shared;
    const no_jump_real *self = own->self;
    double *work = &self->work[(size_t)member * self->largest];
    for (int k; team_turns_next(&own->turns, member, &k);) {
        const int s = self->order[k];
        const size_t block = (size_t)self->l->index[(size_t)s * ((size_t)self->l->at.n + 1)];
        block_real_unpack(self->l, s, own->full, own->x);
        solve_sector(&self->sectors[s], &own->full[self->l->blocks[block].full], work);
    }
}

void no_jump_real_solve(const no_jump_real *self, double *full, const double *x)
{
    solution own = {.self = self, .full = full, .x = x, .turns = {.split = &self->split}};
    team_run(self->team, take_sectors, &own);
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
    team_split_free(&self->split);
    team_free(self->team);
    no_jump_real_release(self);
    free(self->sectors);
    free(self->order);
    free(self->work);
    *self = (no_jump_real){0};
}
