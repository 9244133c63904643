#include "generator/block_tangent.h"

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

int block_tangent_create(block_generator *self, block_fit *fit, const generator *change, const block_generator *frame)
{
    *self = (block_generator){.borrows = true,
                              .at = frame->at,
                              .n_blocks = frame->n_blocks,
                              .n_unknowns = frame->n_unknowns,
                              .n_elements = frame->n_elements,
                              .blocks = frame->blocks,
                              .index = frame->index,
                              .no_jump = sectors_no_jump(change)};
    const int status = self->no_jump.failed ? ENT_ERROR_NO_MEMORY : block_generator_cut(self, change);
    *fit = BLOCK_FITS;
    if (status != ENT_OK) {
        return status;
    }
    if (!is_kept(self)) {
        *fit = BLOCK_OUTSIDE;
    } else if (frame->real) {
        *fit = block_real_adopt(self, &frame->gauge) ? BLOCK_FITS : BLOCK_COMPLEX;
    }
    return ENT_OK;
}
