#include "generator/block_tangent.h"

#include <stdlib.h>

#include "generator/block_real.h"

/* Whether both parts, which act on kept blocks, lead to one. */
static bool leads_to_kept(const block_generator *self, const sector_part *left, const sector_part *right)
{
    const int row = left->to < right->to ? left->to : right->to;
    const int column = left->to < right->to ? right->to : left->to;
    return self->index[(size_t)row * (size_t)self->at.n + (size_t)column] >= 0;
}

static bool jump_is_kept(const block_generator *self, size_t channel, int row, int column)
{
    const sector_operator *left = &self->jumps[2 * channel];
    const sector_operator *right = left[1].n_parts ? left + 1 : left;
    for (size_t p = left->first[row]; p < left->first[row + 1]; ++p) {
        for (size_t q = right->first[column]; q < right->first[column + 1]; ++q) {
            if (!leads_to_kept(self, &left->parts[p], &right->parts[q])) {
                return false;
            }
        }
    }
    return true;
}

/* Whether it leads from kept blocks to kept ones only. */
static bool is_kept(const block_generator *self)
{
    bool kept = true;
    for (size_t p = 0; p < self->left.n_parts; ++p) {
        kept = kept && self->left.parts[p].from == self->left.parts[p].to;
    }
    for (size_t b = 0; kept && b < self->n_blocks; ++b) {
        const rho_block *block = &self->blocks[b];
        for (size_t k = 0; kept && k < self->n_channels; ++k) {
            kept = jump_is_kept(self, k, block->row, block->column) && jump_is_kept(self, k, block->column, block->row);
        }
    }
    return kept;
}

static int begin(block_generator *self, const generator *change, const block_generator *frame)
{
    *self = (block_generator){.borrows = true,
                              .at = frame->at,
                              .n_blocks = frame->n_blocks,
                              .n_unknowns = frame->n_unknowns,
                              .n_first = frame->n_first,
                              .n_elements = frame->n_elements,
                              .blocks = frame->blocks,
                              .index = frame->index,
                              .no_jump = sectors_no_jump(change)};
    return self->no_jump.failed ? ENT_ERROR_NO_MEMORY : block_generator_cut(self, change);
}

static block_fit adopt_gauge(block_generator *self, const block_generator *frame)
{
    return !frame->real || block_real_adopt(self, &frame->gauge) ? BLOCK_FITS : BLOCK_COMPLEX;
}

int block_tangent_create(block_generator *self, block_fit *fit, const generator *change, const block_generator *frame)
{
    const int status = begin(self, change, frame);
    *fit = BLOCK_OUTSIDE;
    if (status == ENT_OK && is_kept(self)) {
        *fit = adopt_gauge(self, frame);
    }
    return status;
}

/* Whether only blocks within sectors are kept, and no jump leads from two sectors to the same one: then a block between
 * two sectors stays one. source[n sectors]. */
static bool is_closed_outside(const block_generator *self, int *source)
{
    bool closed = self->n_blocks == (size_t)self->at.n;
    for (size_t k = 0; closed && k < self->n_channels; ++k) {
        const sector_operator *jump = &self->jumps[2 * k];
        closed = jump[1].n_parts == 0;
        for (int s = 0; s < self->at.n; ++s) {
            source[s] = -1;
        }
        for (size_t p = 0; closed && p < jump->n_parts; ++p) {
            int *known = &source[jump->parts[p].to];
            closed = *known < 0 || *known == jump->parts[p].from;
            *known = jump->parts[p].from;
        }
    }
    return closed;
}

/* Drops the parts of G between sectors. */
static void drop_links(sector_operator *g, int n_sectors)
{
    size_t kept = 0;
    size_t begin = 0;
    for (int s = 0; s < n_sectors; ++s) {
        const size_t end = g->first[s + 1];
        for (size_t p = begin; p < end; ++p) {
            if (g->parts[p].to == s) {
                g->parts[kept++] = g->parts[p];
            }
        }
        begin = end;
        g->first[s + 1] = kept;
    }
    g->n_parts = kept;
}

int block_tangent_create_kept(block_generator *self, block_fit *fit, const generator *change,
                              const block_generator *frame)
{
    int *source = malloc((size_t)frame->at.n * sizeof *source);
    int status = begin(self, change, frame);
    *fit = BLOCK_OUTSIDE;
    status = source ? status : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK && is_closed_outside(frame, source)) {
        drop_links(&self->left, self->at.n);
        *fit = adopt_gauge(self, frame);
    }
    free(source);
    return status;
}
