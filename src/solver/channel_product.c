#include "solver/channel_product.h"

#include <stdlib.h>

#include "entangine/status.h"
#include "generator/block_real.h"

int channel_product_create(channel_product *self, const block_generator *l)
{
    *self = (channel_product){.l = l};
    if (l->real) {
        self->real_full = malloc(l->n_elements * sizeof *self->real_full);
        self->real_changed = malloc(l->n_elements * sizeof *self->real_changed);
        return self->real_full && self->real_changed ? no_jump_real_create(&self->real, l) : ENT_ERROR_NO_MEMORY;
    }
    self->full = malloc(l->n_elements * sizeof *self->full);
    self->changed = malloc(l->n_elements * sizeof *self->changed);
    return self->full && self->changed ? no_jump_create(&self->inverse, l) : ENT_ERROR_NO_MEMORY;
}

void channel_product_free(channel_product *self)
{
    if (self->inverse.l) {
        no_jump_free(&self->inverse);
    }
    if (self->real.l) {
        no_jump_real_free(&self->real);
    }
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

/* What a team shares block by block, large ones first: y = x + (J + shift) of what is full. */
typedef struct jump_work {
    channel_product *self;
    double *y;
    const double *x;
} jump_work;

static void add_block(const jump_work *own, const rho_block *block, size_t n)
{
    for (size_t k = block->packed; k < block->packed + n; ++k) {
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
    add_block(own, block, n * (n + 1) / 2);
}

static void jump_complex(void *shared, int k)
{
    const jump_work *own = shared;
    channel_product *self = own->self;
    const size_t b = self->inverse.order[k];
    const rho_block *block = &self->l->blocks[b];
    const size_t area = (size_t)self->l->at.size[block->row] * (size_t)self->l->at.size[block->column];
    block_generator_jump(self->l, b, self->changed, self->full);
    for (size_t e = block->full; self->inverse.shift > 0.0 && e < block->full + area; ++e) {
        self->changed[e] += self->inverse.shift * self->full[e];
    }
    block_generator_pack(self->l, b, own->y, self->changed);
    add_block(own, block, block->row == block->column ? area : 2 * area);
}

bool channel_product_apply(void *context, double *y, const double *x)
{
    channel_product *self = context;
    jump_work own = {self, y, x};
    if (self->l->real) {
        no_jump_real_solve(&self->real, self->real_full, x);
        team_share(self->real.team, jump_real, &own, self->l->at.n);
    } else {
        no_jump_solve(&self->inverse, self->full, x);
        team_share(self->inverse.team, jump_complex, &own, (int)self->l->n_blocks);
    }
    return true;
}

void channel_product_invert(channel_product *self, double *x)
{
    if (self->l->real) {
        no_jump_real_solve(&self->real, self->real_full, x);
        for (int s = 0; s < self->l->at.n; ++s) {
            block_real_pack(self->l, s, x, self->real_full);
        }
    } else {
        no_jump_solve(&self->inverse, self->full, x);
        for (size_t b = 0; b < self->l->n_blocks; ++b) {
            block_generator_pack(self->l, b, x, self->full);
        }
    }
}
