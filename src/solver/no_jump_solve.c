/* Products of matrices, panel by panel of columns: each block by one member of the team, or each panel of large blocks.
 */
#include <stdlib.h>

#include "base/lapack.h"
#include "base/zlapack.h"
#include "solver/no_jump.h"

typedef struct solution {
    const no_jump *self;
    double complex *full;
    const double *x; /* packed */
    team_turns turns;
} solution;

/* One block, and a panel of its columns. */
typedef struct panel {
    const no_jump_sector *row, *column;
    double complex *x, *work;
    size_t begin, end, top; /* rows above top are found; the others of a block on the diagonal are their adjoints */
    bool diagonal;
} panel;

static panel panel_of(const no_jump *self, block_part part, double complex *full, double complex *work)
{
    const rho_block *block = &self->l->blocks[part.block];
    const bool diagonal = block->row == block->column;
    return (panel){.row = &self->sectors[block->row],
                   .column = &self->sectors[block->column],
                   .x = &full[block->full],
                   .work = work,
                   .begin = part.begin,
                   .end = part.end,
                   .top = diagonal ? part.end : (size_t)self->sectors[block->row].n,
                   .diagonal = diagonal};
}

/* work = a x in these columns */
static void multiply_left(const panel *p, const double complex *a)
{
    const int m = p->row->n;
    const size_t first = p->begin * (size_t)m;
    zlapack_multiply_part(m, (int)(p->end - p->begin), m, a, m, &p->x[first], m, false, &p->work[first], m);
}

/* x = work b^dag in these columns, down to the diagonal. */
static void multiply_right(const panel *p, const double complex *b)
{
    const int m = p->row->n;
    const int n = p->column->n;
    zlapack_multiply_part((int)p->top, (int)(p->end - p->begin), n, p->work, m, &b[p->begin], n, true,
                          &p->x[p->begin * (size_t)m], m);
}

/* The adjoint of what is above the diagonal, square by square, so that what is written lies together too. */
static void mirror(const panel *p)
{
    enum { TILE = 8 };
    const size_t n = (size_t)p->row->n;
    for (size_t top = 0; p->diagonal && top < p->end; top += TILE) {
        const size_t bottom = top + TILE < p->end ? top + TILE : p->end;
        for (size_t i = top; i < bottom; ++i) {
            for (size_t j = i + 1 > p->begin ? i + 1 : p->begin; j < p->end; ++j) {
                p->x[i * n + j] = conj(p->x[j * n + i]);
            }
        }
    }
    for (size_t j = p->begin; p->diagonal && j < p->end; ++j) {
        p->x[j * n + j] = creal(p->x[j * n + j]);
    }
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

static bool is_diagonalised(const panel *p)
{
    return !p->row->triangular && !p->column->triangular;
}

/* Divides by the sums of eigenvalues. */
static void divide(const panel *p)
{
    const size_t m = (size_t)p->row->n;
    for (size_t j = p->begin; j < p->end; ++j) {
        for (size_t i = 0; i < p->top; ++i) {
            const double complex sum = p->row->values[i] + conj(p->column->values[j]);
            const double re = creal(sum);
            const double im = cimag(sum);
            const double factor = 1.0 / (re * re + im * im);
            const double a = creal(p->x[j * m + i]);
            const double b = cimag(p->x[j * m + i]);
            p->x[j * m + i] = complex_from((a * re + b * im) * factor, (b * re - a * im) * factor);
        }
    }
}

/* Divides a whole block where its sectors have no diagonal form. */
static void solve_triangular(const panel *p)
{
    double complex *first = NULL;
    double complex *second = NULL;
    const double complex *t = middle_of(p->row, &first);
    const double complex *s = middle_of(p->column, &second);
    if (t && s) {
        (void)zlapack_sylvester(p->row->n, p->column->n, t, s, p->x);
    }
    free(first);
    free(second);
}

static void enter_left(const panel *p)
{
    multiply_left(p, p->row->inverse);
}

static void enter_right(const panel *p)
{
    multiply_right(p, p->column->inverse);
    if (is_diagonalised(p)) {
        divide(p);
    }
    mirror(p);
}

static void leave_left(const panel *p)
{
    multiply_left(p, p->row->basis);
}

static void leave_right(const panel *p)
{
    multiply_right(p, p->column->basis);
    mirror(p);
}

/* The four products, each of which needs all columns of the one before. */
static void (*const steps[])(const panel *p) = {enter_left, enter_right, leave_left, leave_right};

enum { N_STEPS = sizeof steps / sizeof steps[0], TRIANGULAR_AFTER = 1 };

static void solve_block(const no_jump *self, size_t block, double complex *full, double complex *work)
{
    const size_t n = block_parts_whole(self->l, block).end;
    for (int step = 0; step < N_STEPS; ++step) {
        for (size_t begin = 0; begin < n;) {
            const panel p = panel_of(self, block_parts_panel(block, begin, n), full, work);
            steps[step](&p);
            begin = p.end;
        }
        const panel whole = panel_of(self, block_parts_whole(self->l, block), full, work);
        if (step == TRIANGULAR_AFTER && !is_diagonalised(&whole)) {
            solve_triangular(&whole);
        }
    }
}

static void take_blocks(void *shared, int member)
{
    solution *own = shared;
    const no_jump *self = own->self;
    double complex *work = &self->work[(size_t)member * self->largest];
    for (int k; team_turns_next(&own->turns, member, &k);) {
        block_generator_unpack(self->l, self->parts.list[k], own->full, own->x);
        solve_block(self, self->parts.list[k].block, own->full, work);
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
    const no_jump *self = own->solution->self;
    const block_part part = self->parts.list[k];
    const panel p = panel_of(self, part, own->solution->full, &self->work[self->l->blocks[part.block].full]);
    if (own->step < 0) {
        block_generator_unpack(self->l, part, own->solution->full, own->solution->x);
    } else if (own->step < N_STEPS) {
        steps[own->step](&p);
    } else if (part.begin == 0 && !is_diagonalised(&p)) {
        solve_triangular(&p);
    }
}

void no_jump_solve(const no_jump *self, const team_split *split, double complex *full, const double *x)
{
    solution own = {.self = self, .full = full, .x = x, .turns = {.split = split}};
    if (!self->parts.cut) {
        team_run(self->team, take_blocks, &own);
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
