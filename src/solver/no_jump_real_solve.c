/* Products of matrices, panel by panel of columns, as in no_jump_solve.c: each sector by one member of the team, or
 * each panel of large sectors. */
#include "base/rlapack.h"
#include "generator/block_real.h"
#include "solver/no_jump_real.h"

typedef struct solution {
    const no_jump_real *self;
    double *full;
    const double *x; /* packed */
    team_turns turns;
} solution;

/* One sector, and a panel of its columns, of which what is on and above the diagonal is found; pairs of columns of
 * conjugate eigenvalues stay together. */
typedef struct panel {
    const no_jump_real_sector *at;
    double *x, *work;
    int begin, end;
} panel;

static panel panel_of(const no_jump_real *self, block_part part, double *full, double *work)
{
    const rho_block *block = &self->l->blocks[part.block];
    return (panel){&self->sectors[block->row], &full[block->full], work, (int)part.begin, (int)part.end};
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
 * The block (re, im; -im, re) multiplies z_1 + i z_2 by re - i im. Rows below top, which parts no pair. */
static void divide_columns(const no_jump_real_sector *at, size_t j, size_t top, double *x)
{
    const size_t n = (size_t)at->n;
    const bool two = at->im[j] != 0.0;
    double *p = &x[j * n];
    double *q = p + n;
    for (size_t i = 0; i < top; ++i) {
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

/* work = a x in these columns */
static void multiply_left(const panel *p, const double *a)
{
    const int n = p->at->n;
    const size_t first = (size_t)p->begin * (size_t)n;
    rlapack_multiply(n, p->end - p->begin, n, a, n, &p->x[first], n, false, &p->work[first], n);
}

/* x = work b^T in these columns, down to the diagonal. */
static void multiply_right(const panel *p, const double *b)
{
    const int n = p->at->n;
    rlapack_multiply(p->end, p->end - p->begin, n, p->work, n, &b[p->begin], n, true,
                     &p->x[(size_t)p->begin * (size_t)n], n);
}

static void enter_left(const panel *p)
{
    multiply_left(p, p->at->inverse);
}

static void enter_right(const panel *p)
{
    multiply_right(p, p->at->inverse);
    for (size_t j = (size_t)p->begin; !p->at->middle && j < (size_t)p->end; j += p->at->im[j] != 0.0 ? 2 : 1) {
        divide_columns(p->at, j, (size_t)p->end, p->x);
    }
    rlapack_mirror(p->at->n, p->begin, p->end, p->x);
}

static void leave_left(const panel *p)
{
    multiply_left(p, p->at->basis);
}

static void leave_right(const panel *p)
{
    multiply_right(p, p->at->basis);
    rlapack_mirror(p->at->n, p->begin, p->end, p->x);
}

/* The four products, each of which needs all columns of the one before. */
static void (*const steps[])(const panel *p) = {enter_left, enter_right, leave_left, leave_right};

enum { N_STEPS = sizeof steps / sizeof steps[0], TRIANGULAR_AFTER = 1 };

static void solve_sector(const no_jump_real *self, size_t block, double *full, double *work)
{
    const size_t n = block_parts_whole(self->l, block).end;
    for (int step = 0; step < N_STEPS; ++step) {
        for (size_t begin = 0; begin < n;) {
            const block_part part = block_parts_panel(block, begin, n);
            const panel p = panel_of(self, part, full, work);
            steps[step](&p);
            begin = part.end;
        }
        const panel whole = panel_of(self, block_parts_whole(self->l, block), full, work);
        if (step == TRIANGULAR_AFTER && whole.at->middle) {
            (void)rlapack_sylvester(whole.at->n, whole.at->middle, whole.x);
        }
    }
}

static void take_sectors(void *shared, int member)
{
    solution *own = shared;
    const no_jump_real *self = own->self;
    double *work = &self->work[(size_t)member * self->largest];
    for (int k; team_turns_next(&own->turns, member, &k);) {
        block_real_unpack(self->l, self->parts.list[k], own->full, own->x);
        solve_sector(self, self->parts.list[k].block, own->full, work);
    }
}

/* One step for all parts of cut blocks. */
typedef struct work_round {
    const solution *solution;
    int step; /* below 0: to unpack; from N_STEPS on: to divide where a Schur form is */
} work_round;

static void take_part(void *shared, int k)
{
    const work_round *own = shared;
    const no_jump_real *self = own->solution->self;
    const block_part part = self->parts.list[k];
    const panel p = panel_of(self, part, own->solution->full, &self->work[self->l->blocks[part.block].full]);
    if (own->step < 0) {
        block_real_unpack(self->l, part, own->solution->full, own->solution->x);
    } else if (own->step < N_STEPS) {
        steps[own->step](&p);
    } else if (part.begin == 0 && p.at->middle) {
        (void)rlapack_sylvester(p.at->n, p.at->middle, p.x);
    }
}

void no_jump_real_solve(const no_jump_real *self, const team_split *split, double *full, const double *x)
{
    solution own = {.self = self, .full = full, .x = x, .turns = {.split = split}};
    if (!self->parts.cut) {
        team_run(self->team, take_sectors, &own);
        return;
    }
    for (int step = -1; step < N_STEPS; ++step) {
        work_round all = {&own, step};
        team_share_split(self->team, take_part, &all, split);
        if (step == TRIANGULAR_AFTER && self->n_triangular > 0) {
            all.step = N_STEPS;
            team_share_split(self->team, take_part, &all, split);
        }
    }
}
