#include "generator/block_real.h"

#include <stdlib.h>
#include <string.h>

#include "entangine/status.h"

/* Only what stays within sectors is real: there must be no other blocks. */
static bool jumps_fit(const block_generator *self)
{
    bool fit = self->n_blocks == (size_t)self->at.n;
    for (size_t k = 0; fit && k < self->n_channels; ++k) {
        fit = self->jumps[2 * k + 1].n_parts == 0 && gauge_fits(&self->gauge, &self->jumps[2 * k]);
    }
    return fit;
}

static void transform(block_generator *self)
{
    self->real = true;
    gauge_transform(&self->gauge, &self->left, false);
    for (size_t k = 0; k < self->n_channels; ++k) {
        gauge_transform(&self->gauge, &self->jumps[2 * k], true);
    }
}

bool block_real_adopt(block_generator *self, const gauge *known)
{
    self->gauge = *known;
    if (!gauge_fits_inside(known, &self->at, &self->left) || !jumps_fit(self)) {
        return false;
    }
    transform(self);
    return true;
}

int block_real_find(block_generator *self)
{
    const int status = gauge_find(&self->gauge, &self->at, &self->left);
    if (status != ENT_OK || !self->gauge.exists || !jumps_fit(self)) {
        gauge_free(&self->gauge);
        return status;
    }
    transform(self);
    self->n_unknowns = 0;
    for (size_t b = 0; b < self->n_blocks; ++b) {
        const size_t n = (size_t)self->at.size[self->blocks[b].row];
        self->blocks[b].packed = self->n_unknowns;
        self->n_unknowns += n * (n + 1) / 2;
    }
    return ENT_OK;
}

void block_real_unpack(const block_generator *self, double *rho, const double *x)
{
    for (size_t b = 0; b < self->n_blocks; ++b) {
        const size_t n = (size_t)self->at.size[self->blocks[b].row];
        const double *from = &x[self->blocks[b].packed];
        double *to = &rho[self->blocks[b].full];
        for (size_t j = 0; j < n; ++j) {
            for (size_t i = 0; i <= j; ++i) {
                to[j * n + i] = to[i * n + j] = *from++;
            }
        }
    }
}

void block_real_pack(const block_generator *self, double *x, const double *rho)
{
    for (size_t b = 0; b < self->n_blocks; ++b) {
        const size_t n = (size_t)self->at.size[self->blocks[b].row];
        double *to = &x[self->blocks[b].packed];
        const double *from = &rho[self->blocks[b].full];
        for (size_t j = 0; j < n; ++j) {
            memcpy(to, &from[j * n], (j + 1) * sizeof *to);
            to += j + 1;
        }
    }
}

/* out += weight L rho L^T for one part of L. */
static void jump_part(const sector_element *begin, const sector_element *end, double weight, double *out, size_t n_out,
                      const double *rho, size_t n)
{
    for (const sector_element *r = begin; r < end; ++r) {
        const double factor = weight * r->value.re.hi;
        const double *from = &rho[(size_t)r->column * n];
        double *to = &out[(size_t)r->row * n_out];
        for (const sector_element *l = begin; l < end; ++l) {
            if (l->row <= r->row) {
                to[l->row] += factor * l->value.re.hi * from[l->column];
            }
        }
    }
}

void block_real_jump(const block_generator *self, double *out, const double *rho)
{
    memset(out, 0, self->n_elements * sizeof *out);
    for (size_t k = 0; k < self->n_channels; ++k) {
        const sector_operator *jump = &self->jumps[2 * k];
        for (size_t p = 0; p < jump->n_parts; ++p) {
            const sector_part *part = &jump->parts[p];
            const size_t n = (size_t)self->at.n;
            const rho_block *from = &self->blocks[self->index[(size_t)part->from * (n + 1)]];
            const rho_block *to = &self->blocks[self->index[(size_t)part->to * (n + 1)]];
            jump_part(&jump->elements[part->begin], &jump->elements[part->end], dd_value(self->weights[k]),
                      &out[to->full], (size_t)self->at.size[part->to], &rho[from->full],
                      (size_t)self->at.size[part->from]);
        }
    }
}

/* out (packed) = G rho + rho G^T of one sector; half holds n x n. */
static void apply_inside(const block_generator *self, int sector, dd *out, const dd *rho, dd *half)
{
    const size_t n = (size_t)self->at.size[sector];
    const sector_operator *g = &self->left;
    const bool any = g->first[sector + 1] > g->first[sector];
    const sector_part *part = any ? &g->parts[g->first[sector]] : NULL;
    memset(half, 0, n * n * sizeof *half);
    for (size_t j = 0; part && j < n; ++j) {
        for (size_t k = part->begin; k < part->end; ++k) {
            const sector_element *e = &g->elements[k];
            dd *to = &half[j * n + (size_t)e->row];
            *to = dd_add(*to, dd_multiply(e->value.re, rho[j * n + (size_t)e->column]));
        }
    }
    for (size_t j = 0; j < n; ++j) {
        for (size_t i = 0; i <= j; ++i) {
            *out++ = dd_add(half[j * n + i], half[i * n + j]);
        }
    }
}

/* As jump_part, in double-double, to a packed block. */
static void jump_part_exactly(const sector_element *begin, const sector_element *end, dd weight, dd *out, const dd *rho,
                              size_t n)
{
    for (const sector_element *r = begin; r < end; ++r) {
        const dd factor = dd_multiply(weight, r->value.re);
        const size_t row = (size_t)r->row;
        for (const sector_element *l = begin; l < end; ++l) {
            if (l->row <= r->row) {
                dd *to = &out[row * (row + 1) / 2 + (size_t)l->row];
                const dd x = rho[(size_t)r->column * n + (size_t)l->column];
                *to = dd_add(*to, dd_multiply(dd_multiply(factor, l->value.re), x));
            }
        }
    }
}

static void jump_exactly(const block_generator *self, dd *out, const dd *rho)
{
    const size_t n = (size_t)self->at.n;
    for (size_t k = 0; k < self->n_channels; ++k) {
        const sector_operator *jump = &self->jumps[2 * k];
        for (size_t p = 0; self->weights[k].hi != 0.0 && p < jump->n_parts; ++p) {
            const sector_part *part = &jump->parts[p];
            const rho_block *from = &self->blocks[self->index[(size_t)part->from * (n + 1)]];
            const rho_block *to = &self->blocks[self->index[(size_t)part->to * (n + 1)]];
            jump_part_exactly(&jump->elements[part->begin], &jump->elements[part->end], self->weights[k],
                              &out[to->packed], &rho[from->full], (size_t)self->at.size[part->from]);
        }
    }
}

/* rho = x of one block, full. */
static void unpack_exactly(const block_generator *self, const rho_block *block, dd *rho, const dd *x)
{
    const size_t n = (size_t)self->at.size[block->row];
    for (size_t j = 0; j < n; ++j) {
        for (size_t i = 0; i <= j; ++i) {
            rho[j * n + i] = rho[i * n + j] = *x++;
        }
    }
}

int block_real_count(const block_generator *self, dd *out, const dd *x)
{
    dd *rho = malloc(self->n_elements * sizeof *rho);
    for (size_t b = 0; rho && b < self->n_blocks; ++b) {
        unpack_exactly(self, &self->blocks[b], &rho[self->blocks[b].full], &x[self->blocks[b].packed]);
    }
    for (size_t k = 0; k < self->n_unknowns; ++k) {
        out[k] = dd_from(0.0);
    }
    if (rho) {
        jump_exactly(self, out, rho);
    }
    const bool memory = rho != NULL;
    free(rho);
    return memory ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

int block_real_apply(const block_generator *self, dd *out, const dd *x)
{
    size_t largest = 1;
    for (int s = 0; s < self->at.n; ++s) {
        const size_t area = (size_t)self->at.size[s] * (size_t)self->at.size[s];
        largest = area > largest ? area : largest;
    }
    dd *rho = malloc(self->n_elements * sizeof *rho);
    dd *half = malloc(largest * sizeof *half);
    const bool memory = rho && half;
    for (size_t b = 0; memory && b < self->n_blocks; ++b) {
        const rho_block *block = &self->blocks[b];
        unpack_exactly(self, block, &rho[block->full], &x[block->packed]);
        apply_inside(self, block->row, &out[block->packed], &rho[block->full], half);
    }
    if (memory) {
        jump_exactly(self, out, rho);
    }
    free(half);
    free(rho);
    return memory ? ENT_OK : ENT_ERROR_NO_MEMORY;
}
