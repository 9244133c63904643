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

static const block_parts *parts_of(const channel_product *self)
{
    return self->l->real ? &self->real.parts : &self->inverse.parts;
}

/* What a part is of a vector: begin .. end - 1, and as many from there again, stride further on, where stride is not 0.
 * The imaginary parts of blocks on the diagonal lie among the columns of others. */
typedef struct stretch {
    size_t begin, end, stride;
} stretch;

static stretch stretch_of(const block_generator *l, block_part part)
{
    const rho_block *block = &l->blocks[part.block];
    const size_t m = (size_t)l->at.size[block->row];
    if (l->real) {
        return (stretch){block->packed + part.begin * (part.begin + 1) / 2,
                         block->packed + part.end * (part.end + 1) / 2, 0};
    }
    return (stretch){block->packed + part.begin * m, block->packed + part.end * m,
                     block->row == block->column ? 0 : m * (size_t)l->at.size[block->column]};
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
    const team_split *split = self->halved ? &self->halves[0] : &self->all;
    const size_t n = (channel_product_size(self) + GMRES_PIECE - 1) / GMRES_PIECE;
    int *homes = calloc(n + 1, sizeof *homes);
    for (int m = 0; homes && m < split->members; ++m) {
        for (int place = split->first[m]; place < split->first[m + 1]; ++place) {
            const stretch at = stretch_of(self->l, parts_of(self)->list[split->parts[place]]);
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

static bool split_parts(channel_product *self)
{
    const block_parts *parts = parts_of(self);
    const int members = team_size(channel_product_team(self));
    bool done = block_parts_split(parts, self->l, -1, members, &self->all);
    for (int half = 0; half < 2; ++half) {
        done = block_parts_split(parts, self->l, half, members, &self->halves[half]) && done;
    }
    return done && split_pieces(self);
}

/* The shift of the part without jumps is a jump that stays where it is. */
int channel_product_create(channel_product *self, const block_generator *l)
{
    *self = (channel_product){.l = l};
    const int status = create_inverse(self);
    if (status != ENT_OK) {
        return status;
    }
    self->halved = l->n_first > 0 && self->real.shift == 0.0 && self->inverse.shift == 0.0;
    self->passed = malloc((self->halved ? l->n_unknowns : 1) * sizeof *self->passed);
    return self->passed && split_parts(self) ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

void channel_product_free(channel_product *self)
{
    if (self->inverse.l) {
        no_jump_free(&self->inverse);
    }
    if (self->real.l) {
        no_jump_real_free(&self->real);
    }
    team_split_free(&self->all);
    team_split_free(&self->halves[0]);
    team_split_free(&self->halves[1]);
    team_split_free(&self->pieces);
    free(self->full);
    free(self->changed);
    free(self->real_full);
    free(self->real_changed);
    free(self->passed);
}

double channel_product_memory(const block_generator *l)
{
    double decomposition = 0.0;
    double largest = 0.0;
    for (int s = 0; s < l->at.n; ++s) {
        const double square = (double)l->at.size[s] * (double)l->at.size[s];
        decomposition += 2.0 * square;
        largest = square > largest ? square : largest;
    }
    /* Eigenvectors; two full states and room for a third, or for as much of the largest sector as threads want. */
    const double number = l->real ? sizeof(double) : sizeof(double complex);
    return number * (decomposition + 3.0 * (double)l->n_elements + 3.0 * largest) +
           (l->n_first > 0 ? sizeof(double) * (double)l->n_unknowns : 0.0);
}

size_t channel_product_size(const channel_product *self)
{
    return self->halved ? self->l->n_first : self->l->n_unknowns;
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

/* What a team shares part by part. */
typedef struct work {
    channel_product *self;
    double *y;
    const double *x;
    double sign;
} work;

/* y = packed (J + shift) of what is full. */
static void jump_part(void *shared, int k)
{
    const work *own = shared;
    channel_product *self = own->self;
    const block_part part = parts_of(self)->list[k];
    const rho_block *block = &self->l->blocks[part.block];
    const size_t m = (size_t)self->l->at.size[block->row];
    const size_t begin = block->full + part.begin * m;
    const size_t end = block->full + part.end * m;
    if (self->l->real) {
        block_real_jump(self->l, part, self->real_changed, self->real_full);
        for (size_t e = begin; self->real.shift > 0.0 && e < end; ++e) {
            self->real_changed[e] += self->real.shift * self->real_full[e];
        }
        block_real_pack(self->l, part, own->y, self->real_changed);
        return;
    }
    block_generator_jump(self->l, part, self->changed, self->full);
    for (size_t e = begin; self->inverse.shift > 0.0 && e < end; ++e) {
        self->changed[e] += self->inverse.shift * self->full[e];
    }
    block_generator_pack(self->l, part, own->y, self->changed);
}

static void pack_part(void *shared, int k)
{
    const work *own = shared;
    const block_part part = parts_of(own->self)->list[k];
    if (own->self->l->real) {
        block_real_pack(own->self->l, part, own->y, own->self->real_full);
    } else {
        block_generator_pack(own->self->l, part, own->y, own->self->full);
    }
}

/* y = x + sign y. */
static void add_part(void *shared, int k)
{
    const work *own = shared;
    const stretch at = stretch_of(own->self->l, parts_of(own->self)->list[k]);
    for (size_t i = at.begin; i < at.end; ++i) {
        own->y[i] = own->x[i] + own->sign * own->y[i];
    }
    for (size_t i = at.begin + at.stride; at.stride > 0 && i < at.end + at.stride; ++i) {
        own->y[i] = own->x[i] + own->sign * own->y[i];
    }
}

static void invert_parts(channel_product *self, const team_split *split, const double *x)
{
    if (self->l->real) {
        no_jump_real_solve(&self->real, split, self->real_full, x);
    } else {
        no_jump_solve(&self->inverse, split, self->full, x);
    }
}

/* y, in the parts of to, is K x of the parts of from. */
static void pass(channel_product *self, const team_split *from, const team_split *to, double *y, const double *x)
{
    work own = {.self = self, .y = y};
    invert_parts(self, from, x);
    team_share_split(channel_product_team(self), jump_part, &own, to);
}

static void add(channel_product *self, const team_split *split, double *y, const double *x, double sign)
{
    work own = {.self = self, .y = y, .x = x, .sign = sign};
    team_share_split(channel_product_team(self), add_part, &own, split);
}

void channel_product_reduce(channel_product *self, double *b)
{
    if (self->halved) {
        pass(self, &self->halves[1], &self->halves[0], self->passed, b);
        for (size_t k = 0; k < self->l->n_first; ++k) {
            b[k] -= self->passed[k];
        }
    }
}

bool channel_product_apply(void *context, double *y, const double *x)
{
    channel_product *self = context;
    if (self->halved) {
        pass(self, &self->halves[0], &self->halves[1], self->passed, x);
        pass(self, &self->halves[1], &self->halves[0], y, self->passed);
        add(self, &self->halves[0], y, x, -1.0);
    } else {
        pass(self, &self->all, &self->all, y, x);
        add(self, &self->all, y, x, 1.0);
    }
    return true;
}

void channel_product_complete(channel_product *self, double *x, const double *b)
{
    if (self->halved) {
        pass(self, &self->halves[0], &self->halves[1], x, x);
        add(self, &self->halves[1], x, b, -1.0);
    }
}

void channel_product_invert(channel_product *self, double *x)
{
    work own = {.self = self, .y = x};
    invert_parts(self, &self->all, x);
    team_share_split(channel_product_team(self), pack_part, &own, &self->all);
}
