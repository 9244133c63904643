#include "solver/channel_product.h"

#include <stdlib.h>

#include "entangine/status.h"
#include "generator/block_real.h"
#include "solver/gmres.h"

static int create_inverse(channel_product *self)
{
    const block_generator *l = self->l;
    if (l->real) {
        self->real_full = malloc(l->n_elements * sizeof *self->real_full);
        self->real_changed = malloc(l->n_elements * sizeof *self->real_changed);
        return self->real_full && self->real_changed ? no_jump_real_create(&self->real, l) : ENT_ERROR_NO_MEMORY;
    }
    self->full = malloc(l->n_elements * sizeof *self->full);
    self->changed = malloc(l->n_elements * sizeof *self->changed);
    return self->full && self->changed ? no_jump_create(&self->inverse, l) : ENT_ERROR_NO_MEMORY;
}

/* What part k of what the team shares is of a vector: begin .. end - 1, and as many from there again, stride further
 * on, where stride is not 0. */
typedef struct stretch {
    size_t begin, end, stride;
} stretch;

static stretch stretch_of(const channel_product *self, int k)
{
    const block_generator *l = self->l;
    if (l->real) {
        const rho_block *block = &l->blocks[l->index[(size_t)self->real.order[k] * ((size_t)l->at.n + 1)]];
        const size_t n = (size_t)l->at.size[block->row];
        return (stretch){block->packed, block->packed + n * (n + 1) / 2, 0};
    }
    const block_part part = self->inverse.parts.list[k];
    const rho_block *block = &l->blocks[part.block];
    const size_t m = (size_t)l->at.size[block->row];
    const size_t area = m * (size_t)l->at.size[block->column];
    return (stretch){block->packed + part.begin * m, block->packed + part.end * m,
                     block->row == block->column ? 0 : area};
}

/* The pieces whose middle is there. */
static void give_home(int *homes, size_t n, size_t begin, size_t end, int member)
{
    for (size_t piece = (begin + GMRES_PIECE / 2 - 1) / GMRES_PIECE;
         piece < n && piece * GMRES_PIECE + GMRES_PIECE / 2 < end; ++piece) {
        homes[piece] = member;
    }
}

/* A piece belongs to whoever has the columns that its middle is of. */
static bool split_pieces(channel_product *self)
{
    const team_split *split = self->l->real ? &self->real.split : &self->inverse.split;
    const size_t n = (self->l->n_unknowns + GMRES_PIECE - 1) / GMRES_PIECE;
    int *homes = calloc(n + 1, sizeof *homes);
    for (int m = 0; homes && m < split->members; ++m) {
        for (int place = split->first[m]; place < split->first[m + 1]; ++place) {
            const stretch at = stretch_of(self, split->parts[place]);
            give_home(homes, n, at.begin, at.end, m);
            if (at.stride > 0) {
                give_home(homes, n, at.begin + at.stride, at.end + at.stride, m);
            }
        }
    }
    const bool done = homes && team_split_create(&self->pieces, split->members, (int)n, homes);
    free(homes);
    return done;
}

int channel_product_create(channel_product *self, const block_generator *l)
{
    *self = (channel_product){.l = l};
    const int status = create_inverse(self);
    return status == ENT_OK && !split_pieces(self) ? ENT_ERROR_NO_MEMORY : status;
}

void channel_product_free(channel_product *self)
{
    if (self->inverse.l) {
        no_jump_free(&self->inverse);
    }
    if (self->real.l) {
        no_jump_real_free(&self->real);
    }
    team_split_free(&self->pieces);
    free(self->full);
    free(self->changed);
    free(self->real_full);
    free(self->real_changed);
}

void channel_product_hold(channel_product *self)
{
    if (self->l->real) {
        no_jump_real_hold(&self->real);
    } else {
        no_jump_hold(&self->inverse);
    }
}

void channel_product_release(channel_product *self)
{
    if (self->l->real) {
        no_jump_real_release(&self->real);
    } else {
        no_jump_release(&self->inverse);
    }
}

int channel_product_triangular(const channel_product *self)
{
    return self->l->real ? self->real.n_triangular : self->inverse.n_triangular;
}

team *channel_product_team(const channel_product *self)
{
    return self->l->real ? self->real.team : self->inverse.team;
}

const team_split *channel_product_pieces(const channel_product *self)
{
    return &self->pieces;
}

/* What a team shares part by part, large ones first: y = x + (J + shift) of what is full. */
typedef struct jump_work {
    channel_product *self;
    double *y;
    const double *x;
} jump_work;

static void add(const jump_work *own, size_t begin, size_t end)
{
    for (size_t k = begin; k < end; ++k) {
        own->y[k] += own->x[k];
    }
}

static void jump_real(void *shared, int k)
{
    const jump_work *own = shared;
    channel_product *self = own->self;
    const int s = self->real.order[k];
    const size_t n = (size_t)self->l->at.size[s];
    const rho_block *block = &self->l->blocks[self->l->index[(size_t)s * ((size_t)self->l->at.n + 1)]];
    block_real_jump(self->l, s, self->real_changed, self->real_full);
    for (size_t e = block->full; self->real.shift > 0.0 && e < block->full + n * n; ++e) {
        self->real_changed[e] += self->real.shift * self->real_full[e];
    }
    block_real_pack(self->l, s, own->y, self->real_changed);
    add(own, block->packed, block->packed + n * (n + 1) / 2);
}

/* y = packed (J + shift) of what is full, in these columns. */
static void jump_complex(void *shared, int k)
{
    const jump_work *own = shared;
    channel_product *self = own->self;
    const block_part part = self->inverse.parts.list[k];
    const rho_block *block = &self->l->blocks[part.block];
    const size_t m = (size_t)self->l->at.size[block->row];
    block_generator_jump(self->l, part, self->changed, self->full);
    for (size_t e = block->full + part.begin * m; self->inverse.shift > 0.0 && e < block->full + part.end * m; ++e) {
        self->changed[e] += self->inverse.shift * self->full[e];
    }
    block_generator_pack(self->l, part, own->y, self->changed);
}

/* The imaginary parts of a column lie across others. */
static void add_complex(void *shared, int k)
{
    const jump_work *own = shared;
    const stretch at = stretch_of(own->self, k);
    add(own, at.begin, at.end);
    if (at.stride > 0) {
        add(own, at.begin + at.stride, at.end + at.stride);
    }
}

static void pack_complex(void *shared, int k)
{
    const jump_work *own = shared;
    block_generator_pack(own->self->l, own->self->inverse.parts.list[k], own->y, own->self->full);
}

static void pack_real(void *shared, int k)
{
    const jump_work *own = shared;
    block_real_pack(own->self->l, own->self->real.order[k], own->y, own->self->real_full);
}

bool channel_product_apply(void *context, double *y, const double *x)
{
    channel_product *self = context;
    jump_work own = {self, y, x};
    if (self->l->real) {
        no_jump_real_solve(&self->real, self->real_full, x);
        team_share_split(self->real.team, jump_real, &own, &self->real.split);
    } else {
        no_jump_solve(&self->inverse, self->full, x);
        team_share_split(self->inverse.team, jump_complex, &own, &self->inverse.split);
        team_share_split(self->inverse.team, add_complex, &own, &self->inverse.split);
    }
    return true;
}

void channel_product_invert(channel_product *self, double *x)
{
    jump_work own = {self, x, NULL};
    if (self->l->real) {
        no_jump_real_solve(&self->real, self->real_full, x);
        team_share_split(self->real.team, pack_real, &own, &self->real.split);
    } else {
        no_jump_solve(&self->inverse, self->full, x);
        team_share_split(self->inverse.team, pack_complex, &own, &self->inverse.split);
    }
}
