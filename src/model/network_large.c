/* Networks whose state is kept in blocks. */
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "generator/block_product.h"
#include "generator/block_real.h"
#include "generator/system_structure.h"
#include "generator/unique.h"
#include "model/network_state.h"
#include "solver/faber.h"
#include "solver/fluctuations.h"
#include "solver/propagator.h"
#include "solver/steady_large.h"

/* The share of the machine's memory that a state may take. */
static const double SHARE = 0.8;

double network_large_limit(void)
{
    return SHARE * (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
}

/* Bytes beyond those of the steady state. */
static double response_memory(const network_state *self)
{
    const size_t n = self->blocks.n_unknowns;
    return self->wish == NETWORK_WISH_FLUCTUATIONS  ? fluctuations_memory(self->master.n_baths, n)
           : self->wish == NETWORK_WISH_DERIVATIVES ? 3.0 * (double)n * (double)sizeof(dd)
                                                    : 0.0;
}

static void reckon_memory(network_state *self)
{
    const size_t n = self->blocks.n_unknowns;
    const double steady = steady_large_memory(&self->blocks);
    const bool counts = n <= NETWORK_COUNTED_BLOCKS && steady + response_memory(self) <= network_large_limit();
    if (self->wish == NETWORK_WISH_FLUCTUATIONS && !counts) {
        self->wish = NETWORK_WISH_VALUES; /* the rest can be had */
    }
    self->report = (block_report){.unknowns = n, .memory = steady + response_memory(self)};
}

/* The blocks in the frame of other states, where there is one that fits. */
static int create_in_frame(network_state *self, size_t most_dense, bool real)
{
    bool fits = false;
    const block_frame *frame;
    int status = system_structure_frame(&frame, self->system, &self->master, real);
    if (status == ENT_OK && frame && block_frame_unknowns(frame) > most_dense) {
        status = block_frame_apply(frame, &self->blocks, &self->master, &fits);
    }
    self->large = fits && status == ENT_OK;
    return status;
}

static int create_alone(network_state *self, size_t most_dense, network_blocks form, bool real)
{
    int status = form == NETWORK_BLOCKS_WHOLE ? block_generator_create_whole(&self->blocks, &self->master)
                                              : block_generator_create(&self->blocks, &self->master);
    self->large = status == ENT_OK && self->blocks.n_unknowns > most_dense;
    if (!self->large) {
        block_generator_free(&self->blocks);
    } else if (real) {
        status = block_real_find(&self->blocks);
    }
    return status;
}

int network_large_create(network_state *self, size_t most_dense, network_blocks form)
{
    const bool real = form == NETWORK_BLOCKS_BEST && unique_is_proved(self->system);
    int status = form == NETWORK_BLOCKS_WHOLE ? ENT_OK : create_in_frame(self, most_dense, real);
    if (status == ENT_OK && !self->large) {
        status = create_alone(self, most_dense, form, real);
    }
    if (status != ENT_OK || !self->large) {
        return status;
    }
    reckon_memory(self);
    if (self->report.memory + self->taken > network_large_limit()) {
        self->problem = "its state does not fit into the memory of this machine";
        return ENT_ERROR_NO_MEMORY;
    }
    self->x = calloc(self->blocks.n_unknowns, sizeof *self->x);
    return self->x ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

/* Of the start, the state, what is observed, and a change of it for the entropy. */
static double moving_memory(const block_generator *l)
{
    return block_product_memory(l) + faber_memory(l->n_unknowns) + 4.0 * sizeof(dd) * (double)l->n_unknowns;
}

int network_large_create_moving(network_state *self, network_span span)
{
    int status = span == NETWORK_WHOLE ? block_generator_create_pairs(&self->blocks, &self->master)
                                       : block_generator_create(&self->blocks, &self->master);
    if (status != ENT_OK || self->blocks.n_unknowns <= PROPAGATOR_MAX) {
        block_generator_free(&self->blocks);
        return status;
    }
    self->large = true;
    if (span == NETWORK_REAL) {
        status = block_real_find(&self->blocks);
        if (status != ENT_OK) {
            return status;
        }
    }
    self->report = (block_report){.unknowns = self->blocks.n_unknowns, .memory = moving_memory(&self->blocks)};
    if (self->report.memory > network_large_limit()) {
        return ENT_ERROR_NO_MEMORY;
    }
    self->x = calloc(self->blocks.n_unknowns, sizeof *self->x);
    return self->x ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

int network_large_solve(network_state *self)
{
    const bool unique = unique_is_proved(self->system);
    const int status = self->wish == NETWORK_WISH_VALUES
                           ? steady_large_solve(self->x, &self->report, &self->blocks, unique, network_large_limit())
                           : steady_large_solve_for(&self->inverse, self->x, &self->report, &self->blocks, unique,
                                                    network_large_limit());
    self->report.memory += response_memory(self);
    self->residual = self->report.residual;
    self->nullity = status == ENT_ERROR_NOT_UNIQUE ? 2 : 1;
    return status;
}

zdd network_large_element(const void *state, int i, int j)
{
    const network_state *self = state;
    return block_generator_element(&self->blocks, self->x, i, j);
}

/* sum += factor a^dag b c; all merged. */
static void add_product(sparse *sum, dd factor, const sparse *a, const sparse *b, const sparse *c)
{
    sparse adjoint = sparse_adjoint(a);
    sparse half = sparse_product(&adjoint, b);
    sparse whole = sparse_product(&half, c);
    sparse_add_scaled(sum, (zdd){factor, dd_from(0.0)}, &whole);
    sparse_free(&whole);
    sparse_free(&half);
    sparse_free(&adjoint);
}

static void add_channel(sparse *sum, dd factor, const generator_channel *channel, const sparse *operator)
{
    if (channel->right.n == 0) {
        add_product(sum, factor, &channel->left, operator, & channel->left);
    } else {
        add_product(sum, factor, &channel->right, operator, & channel->left);
        add_product(sum, factor, &channel->left, operator, & channel->right);
    }
}

/* Tr[O rho] of a merged operator; NaN without memory. */
static dd expectation(const block_generator *blocks, const dd *x, const sparse *operator)
{
    dd sum = dd_from(operator->failed ? NAN : 0.0);
    for (size_t k = 0; k < operator->n; ++k) {
        const sparse_element *e = &operator->elements[k];
        const zdd rho = block_generator_element(blocks, x, e->column, e->row);
        sum = dd_add(sum, zdd_multiply(e->value, rho).re);
    }
    return sum;
}

/* Tr[O D rho] = Tr[(D^dag O) rho] with D^dag O = G^dag O + O G + sum J^dag O. */
dd network_large_current(const block_generator *blocks, const generator *part, const dd *x, const sparse *operator,
                         int bath)
{
    sparse half = sparse_product(operator, & part->no_jump[bath]);
    sparse sum = sparse_adjoint(&half);
    sparse_add_scaled(&sum, zdd_from(1.0, 0.0), &half);
    for (size_t k = 0; k < part->n_channels; ++k) {
        if (part->channels[k].bath == bath) {
            add_channel(&sum, part->channels[k].weight, &part->channels[k], operator);
        }
    }
    sparse_merge(&sum, 0.0);
    const dd value = expectation(blocks, x, &sum);
    sparse_free(&sum);
    sparse_free(&half);
    return value;
}

dd network_large_quanta(const block_generator *blocks, const generator *part, const dd *x, int bath)
{
    sparse one = {.d = part->d};
    sparse sum = {.d = part->d};
    for (int i = 0; i < part->d; ++i) {
        sparse_add(&one, i, i, zdd_from(1.0, 0.0));
    }
    for (size_t k = 0; k < part->n_channels; ++k) {
        const generator_channel *channel = &part->channels[k];
        if (channel->bath == bath && channel->quanta != 0) {
            add_channel(&sum, dd_multiply(channel->weight, dd_from(channel->quanta)), channel, &one);
        }
    }
    sparse_merge(&sum, 0.0);
    const dd value = expectation(blocks, x, &sum);
    sparse_free(&sum);
    sparse_free(&one);
    return value;
}
