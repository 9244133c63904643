/* Products of matrices, panel by panel of columns, as in no_jump_solve.c: each sector by one member of the team, or
 * each panel of large sectors. */
#include "base/rlapack.h"
#include "generator/block_real.h"
#include "solver/no_jump_real.h"

typedef struct solution {
    const no_jump_real *self;
    int step; /* where blocks are cut */
    double *full;
    const double *x; /* packed */
    team_turns turns;
} solution;

/* One sector, and a panel of its columns, of which what is on and above the diagonal is found; pairs of columns of
 * conjugate eigenvalues stay together. slice has room for a panel. */
typedef struct panel {
    const no_jump_real_sector *at;
    double *x, *between, *slice;
    int begin, end;
} panel;

static panel panel_of(const no_jump_real *self, block_part part, double *full, double *between, double *slice)
{
    const rho_block *block = &self->l->blocks[part.block];
    return (panel){&self->sectors[block->row], &full[block->full], between, slice, (int)part.begin, (int)part.end};
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

/* to = a x a^T in these columns, and what is symmetric to it. Only x is read from columns of others. */
static void transform(const panel *p, const double *a, const double *x, double *to)
{
    const int n = p->at->n;
    const int width = p->end - p->begin;
    rlapack_multiply(n, width, n, x, n, &a[p->begin], n, true, p->slice, n);
    rlapack_multiply(p->end, width, n, a, n, p->slice, n, false, &to[(size_t)p->begin * (size_t)n], n);
}

static void enter(const panel *p)
{
    transform(p, p->at->inverse, p->x, p->between);
    for (size_t j = (size_t)p->begin; !p->at->middle && j < (size_t)p->end; j += p->at->im[j] != 0.0 ? 2 : 1) {
        divide_columns(p->at, j, (size_t)p->end, p->between);
    }
    rlapack_mirror(p->at->n, p->begin, p->end, p->between);
}

static void leave(const panel *p)
{
    transform(p, p->at->basis, p->between, p->x);
    rlapack_mirror(p->at->n, p->begin, p->end, p->x);
}

static void solve_sector(const no_jump_real *self, size_t block, double *full, double *between, double *slice)
{
    const size_t n = block_parts_whole(self->l, block).end;
    for (int leaving = 0; leaving < 2; ++leaving) {
        for (size_t begin = 0; begin < n;) {
            const block_part part = block_parts_panel(block, begin, n);
            const panel p = panel_of(self, part, full, between, slice);
            (leaving ? leave : enter)(&p);
            begin = part.end;
        }
        const no_jump_real_sector *at = &self->sectors[self->l->blocks[block].row];
        if (!leaving && at->middle) {
            (void)rlapack_sylvester(at->n, at->middle, between);
        }
    }
}

static void take_sectors(void *shared, int member)
{
    solution *own = shared;
    const no_jump_real *self = own->self;
    double *between = &self->work[(size_t)member * self->largest];
    for (int k; team_turns_next(&own->turns, member, &k);) {
        block_real_unpack(self->l, self->parts.list[k], own->full, own->x);
        solve_sector(self, self->parts.list[k].block, own->full, between, &self->slices[(size_t)member * self->slice]);
    }
}

/* What is done to all parts of cut blocks, one after the other. */
enum { UNPACK, ENTER, DIVIDE, LEAVE, N_STEPS };

static void take_parts(void *shared, int member)
{
    solution *own = shared;
    const no_jump_real *self = own->self;
    for (int k; team_turns_next(&own->turns, member, &k);) {
        const block_part part = self->parts.list[k];
        const panel p = panel_of(self, part, own->full, &self->work[self->l->blocks[part.block].full],
                                 &self->slices[(size_t)member * self->slice]);
        if (own->step == UNPACK) {
            block_real_unpack(self->l, part, own->full, own->x);
        } else if (own->step == ENTER) {
            enter(&p);
        } else if (own->step == LEAVE) {
            leave(&p);
        } else if (part.begin == 0 && p.at->middle) {
            (void)rlapack_sylvester(p.at->n, p.at->middle, p.between);
        }
    }
}

void no_jump_real_solve(const no_jump_real *self, const team_split *split, double *full, const double *x)
{
    for (int step = UNPACK; step < (self->parts.cut ? N_STEPS : UNPACK + 1); ++step) {
        solution own = {.self = self, .step = step, .full = full, .x = x, .turns = {.split = split}};
        if (step != DIVIDE || self->n_triangular > 0) {
            team_run(self->team, self->parts.cut ? take_parts : take_sectors, &own);
        }
    }
}
