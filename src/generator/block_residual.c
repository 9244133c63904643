/* The generator in matrix form in double-double: what its residuals and observables are made of. */
#include <math.h>
#include <stdlib.h>

#include "generator/block_parts.h"
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

static void unpack(const block_generator *self, block_part part, zdd *rho, const dd *x)
{
    const rho_block *block = &self->blocks[part.block];
    const size_t m = (size_t)self->at.size[block->row];
    const size_t n = (size_t)self->at.size[block->column];
    for (size_t j = part.begin; j < part.end; ++j) {
        for (size_t i = 0; i < m; ++i) {
            rho[block->full + j * m + i] = packed_element(&x[block->packed], block->row == block->column, m, n, i, j);
        }
    }
}

static void pack(const block_generator *self, block_part part, dd *x, const zdd *rho)
{
    const rho_block *block = &self->blocks[part.block];
    const size_t m = (size_t)self->at.size[block->row];
    const size_t n = (size_t)self->at.size[block->column];
    const bool diagonal = block->row == block->column;
    dd *to = &x[block->packed];
    for (size_t j = part.begin; j < part.end; ++j) {
        for (size_t i = 0; i < (diagonal ? j + 1 : m); ++i) {
            const zdd from = rho[block->full + j * m + i];
            to[j * m + i] = from.re;
            if (i != j || !diagonal) {
                to[diagonal ? i * n + j : m * n + j * m + i] = from.im;
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

/* out += G rho in these columns. */
static void multiply_left(const block_generator *self, block_part columns, zdd *out, const zdd *rho)
{
    const rho_block *block = &self->blocks[columns.block];
    const sector_part *part = inside(self, block->row);
    const size_t m = (size_t)self->at.size[block->row];
    for (size_t j = columns.begin; part && j < columns.end; ++j) {
        const size_t first = block->full + j * m;
        for (size_t k = part->begin; k < part->end; ++k) {
            const sector_element *e = &self->left.elements[k];
            zdd *target = &out[first + (size_t)e->row];
            *target = zdd_add(*target, zdd_multiply(e->value, rho[first + (size_t)e->column]));
        }
    }
}

/* out += rho G^dag in these columns. */
static void multiply_right(const block_generator *self, block_part columns, zdd *out, const zdd *rho)
{
    const rho_block *block = &self->blocks[columns.block];
    const sector_part *part = inside(self, block->column);
    const size_t m = (size_t)self->at.size[block->row];
    for (size_t k = part ? part->begin : 0; part && k < part->end; ++k) {
        const sector_element *e = &self->left.elements[k];
        const zdd value = zdd_conjugate(e->value);
        const size_t j = (size_t)e->row;
        for (size_t i = 0; j >= columns.begin && j < columns.end && i < m; ++i) {
            zdd *target = &out[block->full + j * m + i];
            *target = zdd_add(*target, zdd_multiply(value, rho[block->full + (size_t)e->column * m + i]));
        }
    }
}

/* out += out^dag on and above the diagonal, where nobody reads what others write. */
static void symmetrise(const block_generator *self, block_part columns, zdd *out)
{
    const rho_block *block = &self->blocks[columns.block];
    const size_t n = (size_t)self->at.size[block->row];
    zdd *at = &out[block->full];
    for (size_t j = columns.begin; j < columns.end; ++j) {
        for (size_t i = 0; i <= j; ++i) {
            at[j * n + i] = zdd_add(at[j * n + i], zdd_conjugate(at[i * n + j]));
        }
    }
}

/* What a team shares part by part. */
typedef struct application {
    const block_generator *l;
    block_parts parts;
    zdd *rho, *change;
    dd *out;
    const dd *x;
    bool counts; /* jumps only */
} application;

static void unpack_part(void *shared, int k)
{
    const application *own = shared;
    unpack(own->l, own->parts.list[k], own->rho, own->x);
}

static void multiply_part(void *shared, int k)
{
    const application *own = shared;
    const block_part part = own->parts.list[k];
    const rho_block *block = &own->l->blocks[part.block];
    multiply_left(own->l, part, own->change, own->rho);
    if (block->row != block->column) {
        multiply_right(own->l, part, own->change, own->rho);
    }
}

static void finish_part(void *shared, int k)
{
    const application *own = shared;
    const block_part part = own->parts.list[k];
    const rho_block *block = &own->l->blocks[part.block];
    if (block->row == block->column && !own->counts) {
        symmetrise(own->l, part, own->change);
    }
    block_generator_jump_exactly(own->l, part, own->change, own->rho);
    pack(own->l, part, own->out, own->change);
}

static int apply(const block_generator *self, dd *out, const dd *x, bool counts, team *helpers)
{
    application own = {.l = self,
                       .rho = malloc(self->n_elements * sizeof(zdd)),
                       .change = calloc(self->n_elements, sizeof(zdd)),
                       .out = out,
                       .x = x,
                       .counts = counts};
    const bool memory = block_parts_create(&own.parts, self) && own.rho && own.change;
    if (memory) {
        const int n = (int)own.parts.n;
        team_share(helpers, unpack_part, &own, n);
        team_share(helpers, multiply_part, &own, counts ? 0 : n);
        team_share(helpers, finish_part, &own, n);
    }
    block_parts_free(&own.parts);
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
