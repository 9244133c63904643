#include "generator/block_halves.h"

#include <stdlib.h>

#include "entangine/status.h"

/* A flood over blocks, which take turns in halves. */
typedef struct flood {
    block_generator *l;
    size_t *queue; /* [n_blocks] */
    size_t n, next;
    bool fits;
} flood;

enum { UNKNOWN = -1 };

static void visit(flood *self, int row, int column, int half)
{
    const int low = row < column ? row : column;
    const int high = row < column ? column : row;
    const int index = self->l->index[(size_t)low * (size_t)self->l->at.n + (size_t)high];
    if (index < 0) {
        return;
    }
    rho_block *block = &self->l->blocks[index];
    if (block->half == UNKNOWN) {
        block->half = half;
        self->queue[self->n++] = (size_t)index;
    }
    self->fits = self->fits && block->half == half;
}

/* All blocks that a jump leads to from this one. */
static void leave(flood *self, const rho_block *block)
{
    const block_generator *l = self->l;
    for (size_t k = 0; k < l->n_channels; ++k) {
        const sector_operator *pair = &l->jumps[2 * k];
        const int second = pair[1].n_parts ? 1 : 0;
        for (int turn = 0; turn < 2; ++turn) {
            const sector_operator *left = &pair[turn ? second : 0], *right = &pair[turn ? 0 : second];
            for (size_t p = left->first[block->row]; p < left->first[block->row + 1]; ++p) {
                for (size_t q = right->first[block->column]; q < right->first[block->column + 1]; ++q) {
                    visit(self, left->parts[p].to, right->parts[q].to, 1 - block->half);
                }
            }
        }
    }
}

void block_halves_pack(block_generator *self)
{
    self->n_unknowns = self->n_first = 0;
    for (int half = 0; half < 2; ++half) {
        for (size_t b = 0; b < self->n_blocks; ++b) {
            rho_block *block = &self->blocks[b];
            if (block->half == half) {
                block->packed = self->n_unknowns;
                self->n_unknowns += block_generator_size(self, b);
            }
        }
        self->n_first = half == 0 ? self->n_unknowns : self->n_first;
    }
    self->n_first = self->n_first < self->n_unknowns ? self->n_first : 0;
}

/* The smaller half comes first: GMRES keeps vectors of that. */
static void order_halves(block_generator *self)
{
    double sizes[2] = {0.0, 0.0};
    for (size_t b = 0; b < self->n_blocks; ++b) {
        sizes[self->blocks[b].half == 1 ? 1 : 0] += (double)block_generator_size(self, b);
    }
    for (size_t b = 0; sizes[1] > 0.0 && sizes[1] < sizes[0] && b < self->n_blocks; ++b) {
        self->blocks[b].half = 1 - self->blocks[b].half;
    }
}

int block_halves_find(block_generator *self)
{
    flood all = {.l = self, .queue = malloc((self->n_blocks + 1) * sizeof *all.queue), .fits = true};
    if (!all.queue) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (size_t b = 0; b < self->n_blocks; ++b) {
        self->blocks[b].half = UNKNOWN;
    }
    for (size_t b = 0; b < self->n_blocks; ++b) {
        visit(&all, self->blocks[b].row, self->blocks[b].column,
              self->blocks[b].half == UNKNOWN ? 0 : self->blocks[b].half);
        while (all.next < all.n) {
            leave(&all, &self->blocks[all.queue[all.next++]]);
        }
    }
    free(all.queue);
    for (size_t b = 0; !all.fits && b < self->n_blocks; ++b) {
        self->blocks[b].half = 0;
    }
    order_halves(self);
    block_halves_pack(self);
    return ENT_OK;
}
