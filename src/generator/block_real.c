#include "generator/block_real.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/rlapack.h"
#include "entangine/status.h"
#include "generator/block_halves.h"

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
    block_halves_pack(self);
    return ENT_OK;
}

/* The block of a sector: there are no others. */
static const rho_block *block_of(const block_generator *self, int sector)
{
    return &self->blocks[self->index[(size_t)sector * ((size_t)self->at.n + 1)]];
}

void block_real_unpack(const block_generator *self, block_part part, double *rho, const double *x)
{
    const rho_block *block = &self->blocks[part.block];
    const size_t n = (size_t)self->at.size[block->row];
    const double *from = &x[block->packed + part.begin * (part.begin + 1) / 2];
    double *to = &rho[block->full];
    for (size_t j = part.begin; j < part.end; ++j) {
        memcpy(&to[j * n], from, (j + 1) * sizeof *to);
        from += j + 1;
    }
    rlapack_mirror((int)n, (int)part.begin, (int)part.end, to);
}

void block_real_pack(const block_generator *self, block_part part, double *x, const double *rho)
{
    const rho_block *block = &self->blocks[part.block];
    const size_t n = (size_t)self->at.size[block->row];
    double *to = &x[block->packed + part.begin * (part.begin + 1) / 2];
    const double *from = &rho[block->full];
    for (size_t j = part.begin; j < part.end; ++j) {
        memcpy(to, &from[j * n], (j + 1) * sizeof *to);
        to += j + 1;
    }
}

/* Elements of L, and the columns of the result that are made. */
typedef struct passage {
    const sector_element *begin, *end;
    int first, last;
    size_t rows, target_rows;
} passage;

/* out += weight L rho L^T for one part of L. */
static void jump_part(const passage *self, double weight, double *out, const double *rho)
{
    for (const sector_element *r = self->begin; r < self->end; ++r) {
        if (r->row < self->first || r->row >= self->last) {
            continue;
        }
        const double factor = weight * r->value.re.hi;
        const double *from = &rho[(size_t)r->column * self->rows];
        double *to = &out[(size_t)r->row * self->target_rows];
        for (const sector_element *l = self->begin; l < self->end; ++l) {
            if (l->row <= r->row) {
                to[l->row] += factor * l->value.re.hi * from[l->column];
            }
        }
    }
}

void block_real_jump(const block_generator *self, block_part part, double *out, const double *rho)
{
    const rho_block *block = &self->blocks[part.block];
    const size_t n = (size_t)self->at.size[block->row];
    double *to = &out[block->full];
    memset(&to[part.begin * n], 0, (part.end - part.begin) * n * sizeof *to);
    for (size_t k = 0; k < self->n_channels; ++k) {
        const sector_operator *jump = &self->jumps[2 * k];
        for (size_t p = 0; p < jump->n_parts; ++p) {
            const sector_part *at = &jump->parts[p];
            const passage way = {.begin = &jump->elements[at->begin],
                                 .end = &jump->elements[at->end],
                                 .first = (int)part.begin,
                                 .last = (int)part.end,
                                 .rows = (size_t)self->at.size[at->from],
                                 .target_rows = n};
            if (at->to == block->row) {
                jump_part(&way, dd_value(self->weights[k]), to, &rho[block_of(self, at->from)->full]);
            }
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

/* out += what jumps bring to one sector. */
static void jump_exactly(const block_generator *self, int sector, dd *out, const dd *rho)
{
    dd *to = &out[block_of(self, sector)->packed];
    for (size_t k = 0; k < self->n_channels; ++k) {
        const sector_operator *jump = &self->jumps[2 * k];
        for (size_t p = 0; self->weights[k].hi != 0.0 && p < jump->n_parts; ++p) {
            const sector_part *part = &jump->parts[p];
            if (part->to == sector) {
                jump_part_exactly(&jump->elements[part->begin], &jump->elements[part->end], self->weights[k], to,
                                  &rho[block_of(self, part->from)->full], (size_t)self->at.size[part->from]);
            }
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
    for (int s = 0; rho && s < self->at.n; ++s) {
        jump_exactly(self, s, out, rho);
    }
    const bool memory = rho != NULL;
    free(rho);
    return memory ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

/* What a team shares sector by sector. */
typedef struct application {
    const block_generator *l;
    dd *out, *rho;
    const dd *x;
    atomic_bool failed;
} application;

static void unpack_and_apply(void *shared, int sector)
{
    application *own = shared;
    const rho_block *block = block_of(own->l, sector);
    const size_t n = (size_t)own->l->at.size[sector];
    dd *half = malloc(n * n * sizeof *half);
    if (half) {
        unpack_exactly(own->l, block, &own->rho[block->full], &own->x[block->packed]);
        apply_inside(own->l, sector, &own->out[block->packed], &own->rho[block->full], half);
    } else {
        atomic_store(&own->failed, true);
    }
    free(half);
}

static void add_jumps(void *shared, int sector)
{
    const application *own = shared;
    jump_exactly(own->l, sector, own->out, own->rho);
}

int block_real_apply(const block_generator *self, dd *out, const dd *x, team *helpers)
{
    application own = {.l = self, .out = out, .rho = malloc(self->n_elements * sizeof(dd)), .x = x};
    if (!own.rho) {
        return ENT_ERROR_NO_MEMORY;
    }
    team_share(helpers, unpack_and_apply, &own, self->at.n);
    if (!atomic_load(&own.failed)) {
        team_share(helpers, add_jumps, &own, self->at.n);
    }
    free(own.rho);
    return atomic_load(&own.failed) ? ENT_ERROR_NO_MEMORY : ENT_OK;
}
