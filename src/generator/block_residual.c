/* The generator in matrix form in double-double: what its residuals and observables are made of. */
#include <math.h>
#include <stdlib.h>

#include "generator/block_real.h"

static zdd real_element(const dd *x, size_t i, size_t j)
{
    return (zdd){i < j ? x[j * (j + 1) / 2 + i] : x[i * (i + 1) / 2 + j], dd_from(0.0)};
}

/* Element (i, j), places within the sectors, of a packed block of m x n. */
static zdd packed_element(const dd *x, bool diagonal, size_t m, size_t n, size_t i, size_t j)
{
    if (!diagonal) {
        return (zdd){x[j * m + i], x[m * n + j * m + i]};
    }
    if (i == j) {
        return (zdd){x[i * n + i], dd_from(0.0)};
    }
    return i < j ? (zdd){x[j * n + i], x[i * n + j]} : (zdd){x[i * n + j], dd_negate(x[j * n + i])};
}

zdd block_generator_element(const block_generator *self, const dd *x, int i, int j)
{
    const int s = self->at.of[i];
    const int t = self->at.of[j];
    if (s > t) {
        return zdd_conjugate(block_generator_element(self, x, j, i));
    }
    const int index = self->index[(size_t)s * (size_t)self->at.n + (size_t)t];
    if (index < 0) {
        return zdd_from(0.0, 0.0);
    }
    if (self->real) {
        const int turns =
            gauge_phase(&self->gauge, s, self->at.place[j]) - gauge_phase(&self->gauge, s, self->at.place[i]);
        const dd *block = &x[self->blocks[index].packed];
        return gauge_turn(real_element(block, (size_t)self->at.place[i], (size_t)self->at.place[j]), turns);
    }
    return packed_element(&x[self->blocks[index].packed], s == t, (size_t)self->at.size[s], (size_t)self->at.size[t],
                          (size_t)self->at.place[i], (size_t)self->at.place[j]);
}

bool block_generator_keeps(const block_generator *self, int i, int j)
{
    const int s = self->at.of[i];
    const int t = self->at.of[j];
    const int row = s < t ? s : t;
    const int column = s < t ? t : s;
    return self->index[(size_t)row * (size_t)self->at.n + (size_t)column] >= 0;
}

/* Writes element (i, j), places within the sectors, of a packed block of m x n; i <= j where it is on the diagonal. */
static void set_element(dd *x, bool diagonal, size_t m, size_t n, size_t i, size_t j, zdd value)
{
    x[j * m + i] = value.re;
    if (!diagonal) {
        x[m * n + j * m + i] = value.im;
    } else if (i != j) {
        x[i * n + j] = value.im;
    }
}

static double square(dd a)
{
    return a.hi * a.hi;
}

/* Element (i, j) of a state goes into x; returns the square of what has no place there. */
static double take_element(const block_generator *self, dd *x, int i, int j, zdd value)
{
    const int s = self->at.of[i];
    const int t = self->at.of[j];
    const size_t row = (size_t)self->at.place[i];
    const size_t column = (size_t)self->at.place[j];
    const int index = s <= t ? self->index[(size_t)s * (size_t)self->at.n + (size_t)t] : 0;
    if (s > t || (s == t && row > column)) {
        return 0.0; /* its adjoint is kept */
    }
    if (index < 0) {
        return zdd_norm(value).hi;
    }
    dd *block = &x[self->blocks[index].packed];
    if (self->real) {
        const int turns = gauge_phase(&self->gauge, s, (int)row) - gauge_phase(&self->gauge, s, (int)column);
        const zdd turned = gauge_turn(value, turns);
        block[column * (column + 1) / 2 + row] = turned.re;
        return square(turned.im);
    }
    set_element(block, s == t, (size_t)self->at.size[s], (size_t)self->at.size[t], row, column, value);
    return s == t && row == column ? square(value.im) : 0.0;
}

void block_generator_take(const block_generator *self, dd *x, bool *held, const matrix_view *rho)
{
    double most = 0.0;
    for (int i = 0; i < self->at.d; ++i) {
        for (int j = 0; j < self->at.d; ++j) {
            most = fmax(most, take_element(self, x, i, j, matrix_view_at(rho, i, j)));
        }
    }
    *held = most <= 1e-26;
}

static zdd element_of(const void *data, int i, int j)
{
    const block_state *self = data;
    return block_generator_element(self->l, self->x, i, j);
}

matrix_view block_state_view(const block_state *self)
{
    return (matrix_view){.d = self->l->at.d, .data = self, .at = element_of};
}

dd block_generator_trace(const block_generator *self, const dd *x)
{
    dd sum = dd_from(0.0);
    for (int i = 0; i < self->at.d; ++i) {
        sum = dd_add(sum, block_generator_element(self, x, i, i).re);
    }
    return sum;
}

static void unpack(const block_generator *self, const rho_block *block, zdd *rho, const dd *x)
{
    const size_t m = (size_t)self->at.size[block->row];
    const size_t n = (size_t)self->at.size[block->column];
    for (size_t j = 0; j < n; ++j) {
        for (size_t i = 0; i < m; ++i) {
            rho[j * m + i] = packed_element(x, block->row == block->column, m, n, i, j);
        }
    }
}

static void pack(const block_generator *self, const rho_block *block, dd *x, const zdd *rho)
{
    const size_t m = (size_t)self->at.size[block->row];
    const size_t n = (size_t)self->at.size[block->column];
    const bool diagonal = block->row == block->column;
    for (size_t j = 0; j < n; ++j) {
        for (size_t i = 0; i < (diagonal ? j + 1 : m); ++i) {
            x[j * m + i] = rho[j * m + i].re;
            if (i != j || !diagonal) {
                x[diagonal ? i * n + j : m * n + j * m + i] = rho[j * m + i].im;
            }
        }
    }
}

/* The part of G that stays in a sector. */
static const sector_part *inside(const block_generator *self, int sector)
{
    const size_t first = self->left.first[sector];
    return self->left.first[sector + 1] > first ? &self->left.parts[first] : NULL;
}

/* out += G rho of one block. */
static void multiply_left(const block_generator *self, const rho_block *block, zdd *out, const zdd *rho)
{
    const sector_part *part = inside(self, block->row);
    const size_t m = (size_t)self->at.size[block->row];
    for (size_t j = 0; part && j < (size_t)self->at.size[block->column]; ++j) {
        for (size_t k = part->begin; k < part->end; ++k) {
            const sector_element *e = &self->left.elements[k];
            zdd *target = &out[j * m + (size_t)e->row];
            *target = zdd_add(*target, zdd_multiply(e->value, rho[j * m + (size_t)e->column]));
        }
    }
}

/* out += rho G^dag of one block. */
static void multiply_right(const block_generator *self, const rho_block *block, zdd *out, const zdd *rho)
{
    const sector_part *part = inside(self, block->column);
    const size_t m = (size_t)self->at.size[block->row];
    for (size_t k = part ? part->begin : 0; part && k < part->end; ++k) {
        const sector_element *e = &self->left.elements[k];
        const zdd value = zdd_conjugate(e->value);
        for (size_t i = 0; i < m; ++i) {
            zdd *target = &out[(size_t)e->row * m + i];
            *target = zdd_add(*target, zdd_multiply(value, rho[(size_t)e->column * m + i]));
        }
    }
}

/* out += out^dag */
static void symmetrise(zdd *out, size_t n)
{
    for (size_t j = 0; j < n; ++j) {
        for (size_t i = 0; i <= j; ++i) {
            out[j * n + i] = zdd_add(out[j * n + i], zdd_conjugate(out[i * n + j]));
        }
    }
}

/* What a team shares block by block. */
typedef struct application {
    const block_generator *l;
    zdd *rho, *change;
    dd *out;
    const dd *x;
    bool counts; /* jumps only */
} application;

static void unpack_and_apply(void *shared, int index)
{
    const application *own = shared;
    const rho_block *block = &own->l->blocks[index];
    unpack(own->l, block, &own->rho[block->full], &own->x[block->packed]);
    if (own->counts) {
        return;
    }
    multiply_left(own->l, block, &own->change[block->full], &own->rho[block->full]);
    if (block->row == block->column) {
        symmetrise(&own->change[block->full], (size_t)own->l->at.size[block->row]);
    } else {
        multiply_right(own->l, block, &own->change[block->full], &own->rho[block->full]);
    }
}

static void jump_and_pack(void *shared, int index)
{
    const application *own = shared;
    const rho_block *block = &own->l->blocks[index];
    block_generator_jump_exactly(own->l, (size_t)index, own->change, own->rho);
    pack(own->l, block, &own->out[block->packed], &own->change[block->full]);
}

static int apply(const block_generator *self, dd *out, const dd *x, bool counts, team *helpers)
{
    application own = {.l = self,
                       .rho = malloc(self->n_elements * sizeof(zdd)),
                       .change = calloc(self->n_elements, sizeof(zdd)),
                       .out = out,
                       .x = x,
                       .counts = counts};
    const bool memory = own.rho && own.change;
    if (memory) {
        team_share(helpers, unpack_and_apply, &own, (int)self->n_blocks);
        team_share(helpers, jump_and_pack, &own, (int)self->n_blocks);
    }
    free(own.change);
    free(own.rho);
    return memory ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

int block_generator_apply(const block_generator *self, dd *out, const dd *x, team *helpers)
{
    return self->real ? block_real_apply(self, out, x, helpers) : apply(self, out, x, false, helpers);
}

int block_generator_count(const block_generator *self, dd *out, const dd *x, const dd *factors)
{
    block_generator counted = *self; /* with weights of its own */
    counted.weights = malloc((self->n_channels + 1) * sizeof *counted.weights);
    if (!counted.weights) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (size_t k = 0; k < self->n_channels; ++k) {
        counted.weights[k] = dd_multiply(factors[k], self->weights[k]);
    }
    const int status = self->real ? block_real_count(&counted, out, x) : apply(&counted, out, x, true, NULL);
    free(counted.weights);
    return status;
}
