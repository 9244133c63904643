/* Products of matrices, panel by panel of columns: each block by one member of the team, or each panel of large blocks.
 */
#include <stdlib.h>

#include "base/lapack.h"
#include "base/zlapack.h"
#include "solver/no_jump.h"

typedef struct solution {
    const no_jump *self;
    int step; /* where blocks are cut */
    double complex *full;
    const double *x; /* packed */
    team_turns turns;
} solution;

/* One block, and a panel of its columns. slice has room for a panel. */
typedef struct panel {
    const no_jump_sector *row, *column;
    double complex *x, *between, *slice;
    size_t begin, end, top; /* rows above top are found; the others of a block on the diagonal are their adjoints */
    bool diagonal;
} panel;

static panel panel_of(const no_jump *self, block_part part, double complex *full, double complex *between,
                      double complex *slice)
{
    const rho_block *block = &self->l->blocks[part.block];
    const bool diagonal = block->row == block->column;
    return (panel){.row = &self->sectors[block->row],
                   .column = &self->sectors[block->column],
                   .x = &full[block->full],
                   .between = between,
                   .slice = slice,
                   .begin = part.begin,
                   .end = part.end,
                   .top = diagonal ? part.end : (size_t)self->sectors[block->row].n,
                   .diagonal = diagonal};
}

/* to = a x b^dag in these columns, down to the diagonal. Only x is read from columns of others. */
static void transform(const panel *p, const double complex *a, const double complex *x, const double complex *b,
                      double complex *to)
{
    const int m = p->row->n;
    const int n = p->column->n;
    const int width = (int)(p->end - p->begin);
    zlapack_multiply_part(m, width, n, x, m, &b[p->begin], n, true, p->slice, m);
    zlapack_multiply_part((int)p->top, width, m, a, m, p->slice, m, false, &to[p->begin * (size_t)m], m);
}

/* The adjoint of what is above the diagonal, square by square, so that what is written lies together too. */
static void mirror(const panel *p, double complex *x)
{
    enum { TILE = 8 };
    const size_t n = (size_t)p->row->n;
    for (size_t top = 0; p->diagonal && top < p->end; top += TILE) {
        const size_t bottom = top + TILE < p->end ? top + TILE : p->end;
        for (size_t i = top; i < bottom; ++i) {
            for (size_t j = i + 1 > p->begin ? i + 1 : p->begin; j < p->end; ++j) {
                x[i * n + j] = conj(x[j * n + i]);
            }
        }
    }
    for (size_t j = p->begin; p->diagonal && j < p->end; ++j) {
        x[j * n + j] = creal(x[j * n + j]);
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
            const double a = creal(p->between[j * m + i]);
            const double b = cimag(p->between[j * m + i]);
            p->between[j * m + i] = complex_from((a * re + b * im) * factor, (b * re - a * im) * factor);
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
        (void)zlapack_sylvester(p->row->n, p->column->n, t, s, p->between);
    }
    free(first);
    free(second);
}

static void enter(const panel *p)
{
    transform(p, p->row->inverse, p->x, p->column->inverse, p->between);
    if (is_diagonalised(p)) {
        divide(p);
    }
    mirror(p, p->between);
}

static void leave(const panel *p)
{
    transform(p, p->row->basis, p->between, p->column->basis, p->x);
    mirror(p, p->x);
}

static void solve_block(const no_jump *self, size_t block, double complex *full, double complex *between,
                        double complex *slice)
{
    const size_t n = block_parts_whole(self->l, block).end;
    const panel whole = panel_of(self, block_parts_whole(self->l, block), full, between, slice);
    for (int leaving = 0; leaving < 2; ++leaving) {
        for (size_t begin = 0; begin < n;) {
            const panel p = panel_of(self, block_parts_panel(block, begin, n), full, between, slice);
            (leaving ? leave : enter)(&p);
            begin = p.end;
        }
        if (!leaving && !is_diagonalised(&whole)) {
            solve_triangular(&whole);
        }
    }
}

static void take_blocks(void *shared, int member)
{
    solution *own = shared;
    const no_jump *self = own->self;
    double complex *between = &self->work[(size_t)member * self->largest];
    for (int k; team_turns_next(&own->turns, member, &k);) {
        block_generator_unpack(self->l, self->parts.list[k], own->full, own->x);
        solve_block(self, self->parts.list[k].block, own->full, between, &self->slices[(size_t)member * self->slice]);
    }
}

/* What is done to all parts of cut blocks, one after the other. */
enum { UNPACK, ENTER, DIVIDE, LEAVE, N_STEPS };

static void take_parts(void *shared, int member)
{
    solution *own = shared;
    const no_jump *self = own->self;
    for (int k; team_turns_next(&own->turns, member, &k);) {
        const block_part part = self->parts.list[k];
        const panel p = panel_of(self, part, own->full, &self->work[self->l->blocks[part.block].full],
                                 &self->slices[(size_t)member * self->slice]);
        if (own->step == UNPACK) {
            block_generator_unpack(self->l, part, own->full, own->x);
        } else if (own->step == ENTER) {
            enter(&p);
        } else if (own->step == LEAVE) {
            leave(&p);
        } else if (part.begin == 0 && !is_diagonalised(&p)) {
            solve_triangular(&p);
        }
    }
}

void no_jump_solve(const no_jump *self, const team_split *split, double complex *full, const double *x)
{
    for (int step = UNPACK; step < (self->parts.cut ? N_STEPS : UNPACK + 1); ++step) {
        solution own = {.self = self, .step = step, .full = full, .x = x, .turns = {.split = split}};
        if (step != DIVIDE || self->n_triangular > 0) {
            team_run(self->team, self->parts.cut ? take_parts : take_blocks, &own);
        }
    }
}
