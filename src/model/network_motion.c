/* Time evolution of networks. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/blocks.h"
#include "generator/block_product.h"
#include "model/dynamics.h"
#include "model/network_entropy.h"
#include "model/network_gibbs.h"
#include "model/network_observables.h"
#include "model/network_parts.h"

typedef struct context {
    const ent_network *network;
    network_values values;
    network_state state;
    block_product product; /* where the state is large */
    network_gibbs start;
    char message[ENT_MESSAGE_SIZE];
} context;

static int take_dense(const motion *self, dd *x, bool *held, const matrix_view *rho)
{
    const context *own = self->context;
    const size_t square = (size_t)self->d * (size_t)self->d;
    zdd *given = calloc(square, sizeof *given);
    zdd *back = calloc(square, sizeof *back);
    int status = given && back ? ENT_OK : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK) {
        matrix_view_write(given, rho);
        status = network_state_unknowns(&own->state, x, given);
    }
    if (status == ENT_OK) {
        status = network_state_rotate(&own->state, back, x);
    }
    *held = true;
    for (size_t k = 0; status == ENT_OK && *held && k < square; ++k) {
        *held = zdd_norm(zdd_subtract(back[k], given[k])).hi <= 1e-26; /* states in double have errors of 1e-16 */
    }
    free(back);
    free(given);
    return status;
}

static int take(const motion *self, dd *x, bool *held, const matrix_view *rho)
{
    const context *own = self->context;
    if (!own->state.large) {
        return take_dense(self, x, held, rho);
    }
    block_generator_take(&own->state.blocks, x, held, rho);
    return ENT_OK;
}

static int steady(const motion *self, dd *x)
{
    const context *own = self->context;
    const open_system *system = &own->values.system;
    network_state fixed;
    bool held = false;
    int status = own->state.large ? network_state_create_steady(&fixed, system, NETWORK_WISH_VALUES)
                                  : network_state_create(&fixed, system, false);
    status = status == ENT_OK ? network_state_solve(&fixed) : status;
    if (status == ENT_OK) {
        const matrix_view rho = network_state_view(&fixed);
        status = take(self, x, &held, &rho);
    }
    network_state_free(&fixed);
    return status != ENT_OK || held ? status : ENT_ERROR_NOT_UNIQUE;
}

static int gibbs(const motion *self, matrix_view *rho)
{
    context *own = self->context;
    const int status = own->start.sites ? ENT_OK : network_gibbs_create(&own->start, &own->values.system);
    *rho = network_gibbs_view(&own->start);
    return status;
}

/* Of the state that is set. */
static double large_entropy_rate(const context *own, const matrix_view *rho)
{
    const block_generator *blocks = &own->state.blocks;
    const bool apart = blocks->n_blocks == (size_t)blocks->at.n; /* no block links two sectors */
    double rate = NAN;
    dd *velocity = calloc(blocks->n_unknowns, sizeof *velocity);
    if (velocity && block_generator_apply(blocks, velocity, own->state.x, NULL) == ENT_OK) {
        const block_state moving = {blocks, velocity};
        const matrix_view change = block_state_view(&moving);
        rate = network_entropy_rate(rho, &change, blocks->at.n, apart ? blocks->at.of : NULL);
    }
    free(velocity);
    return rate;
}

static double entropy_rate(const motion *self, const dd *x)
{
    const context *own = self->context;
    const size_t d = (size_t)self->d;
    const matrix_view rho = network_state_view(&own->state);
    if (own->state.large) {
        return large_entropy_rate(own, &rho);
    }
    double rate = NAN;
    dd *velocity = calloc(self->flow.n + 1, sizeof *velocity);
    zdd *change = calloc(d * d, sizeof *change);
    if (velocity && change) {
        const dense_matrix moving = {self->d, change};
        const matrix_view view = dense_matrix_view(&moving);
        superoperator_apply(self->flow.matrix, velocity, x);
        if (network_state_rotate(&own->state, change, velocity) == ENT_OK) {
            rate = network_entropy_rate(&rho, &view, 1, NULL);
        }
    }
    free(change);
    free(velocity);
    return rate;
}

static int observe(const motion *self, double *values, const bool *wanted, const moving_state *now)
{
    context *own = self->context;
    const network_table *table = &own->network->table;
    network_state_set(&own->state, now->x, now->accuracy);
    const int status = network_observe(values, wanted, table, own->network, &own->state);
    for (size_t k = 0; k < table->n; ++k) {
        if ((!wanted || wanted[k]) && table->entries[k].quantity == NETWORK_ENTROPY_PRODUCTION) {
            values[k] += entropy_rate(self, now->x);
        }
    }
    return status;
}

static int signed_negativity(const motion *self, double *n, const moving_state *now)
{
    context *own = self->context;
    network_state_set(&own->state, now->x, now->accuracy);
    const matrix_view rho = network_state_view(&own->state);
    int status = ENT_OK;
    *n = -1.0;
    for (int i = 0; status == ENT_OK && i < self->n_sites; ++i) {
        bipartite result;
        status = register_bipartite_view(&result, &own->state.sites, &rho, 1U << i);
        *n = fmax(*n, -result.smallest);
    }
    return status;
}

static int trace_norm(const motion *self, double *norm, const dd *x)
{
    context *own = self->context;
    network_state_set(&own->state, x, 0.0);
    const matrix_view rho = network_state_view(&own->state);
    return blocks_trace_norm(norm, &rho);
}

static void close(motion *self)
{
    context *own = self->context;
    if (own) {
        network_gibbs_free(&own->start);
        if (own->product.l) {
            block_product_free(&own->product);
        }
        network_state_free(&own->state);
        network_values_free(&own->values);
    }
    free(own);
    self->context = NULL;
}

static size_t dimension(const ent_model *model)
{
    const ent_network *network = model->data;
    size_t d = 1;
    for (size_t i = 0; i < network->n_sites; ++i) {
        d *= (size_t)network->sites[i].levels;
    }
    return d;
}

static int create_state(context *own, motion_span span, bool matrix)
{
    static const network_span spans[] = {
        [MOTION_LEAST] = NETWORK_REAL, [MOTION_LINKED] = NETWORK_LINKED, [MOTION_WHOLE] = NETWORK_WHOLE};
    network_state *state = &own->state;
    const int status = matrix ? network_state_create(state, &own->values.system, span == MOTION_WHOLE)
                              : network_state_create_moving(state, &own->values.system, spans[span]);
    if (status == ENT_ERROR_NO_MEMORY && state->large && state->report.memory > network_large_limit()) {
        (void)snprintf(
            own->message, sizeof own->message,
            "in time its state has %zu unknowns and needs %.3g GB of memory, of which this machine gives %.3g "
            "GB; use fewer sites or levels",
            state->report.unknowns, 1e-9 * state->report.memory, 1e-9 * network_large_limit());
        state->problem = own->message;
    }
    return status;
}

static int find_flow(context *own, linear_flow *flow)
{
    const network_state *state = &own->state;
    if (!state->large) {
        *flow = linear_flow_of(&state->l);
        return ENT_OK;
    }
    *flow = (linear_flow){.n = state->blocks.n_unknowns,
                          .product = block_product_apply,
                          .trace = block_product_trace,
                          .context = &own->product};
    const int status = block_product_create(&own->product, &state->blocks, block_product_threads(&state->blocks));
    return status == ENT_OK ? block_product_extent(&own->product, &flow->decay, &flow->rotation) : status;
}

static int open(motion *self, const ent_model *model, const double *parameters, motion_span span, bool matrix)
{
    char problem[ENT_MESSAGE_SIZE];
    context *own = calloc(1, sizeof *own);
    *self = (motion){.context = own, .close = close};
    if (!own) {
        return ENT_ERROR_NO_MEMORY;
    }
    own->network = model->data;
    int status = network_values_create(&own->values, own->network);
    status = status == ENT_OK ? network_evaluate(own->network, parameters, &own->values) : status;
    status = status == ENT_OK ? open_system_check(&own->values.system, problem, sizeof problem) : status;
    status = status == ENT_OK ? create_state(own, span, matrix) : status;
    status = status == ENT_OK ? find_flow(own, &self->flow) : status;
    self->problem = own->state.problem;
    if (status == ENT_OK) {
        self->d = own->state.master.d;
        self->n_sites = own->values.system.n_sites;
        self->levels = own->state.levels;
        self->costly = self->flow.n > NETWORK_MAX_DENSE;
        self->take = take;
        self->steady = steady;
        self->gibbs = gibbs;
        self->observe = observe;
        self->signed_negativity = signed_negativity;
        self->trace_norm = trace_norm;
    }
    return status;
}

const ent_dynamics network_dynamics = {dimension, open};
