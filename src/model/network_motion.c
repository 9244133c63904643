/* Time evolution of networks. */
#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/blocks.h"
#include "base/hermitian.h"
#include "base/lapack.h"
#include "model/dynamics.h"
#include "model/network_gibbs.h"
#include "model/network_observables.h"
#include "model/network_parts.h"

typedef struct context {
    const ent_network *network;
    network_values values;
    network_state state;
    bool opened;
} context;

static bool holds(const motion *self, const zdd *rho)
{
    const context *own = self->context;
    const int d = self->d;
    const size_t square = (size_t)d * (size_t)d;
    dd *x = calloc((size_t)self->n + 1, sizeof *x);
    zdd *back = calloc(square, sizeof *back);
    bool same = x && back && network_state_unknowns(&own->state, x, rho) == ENT_OK &&
                network_state_rotate(&own->state, back, x) == ENT_OK;
    for (size_t k = 0; same && k < square; ++k) {
        same = zdd_norm(zdd_subtract(back[k], rho[k])).hi <= 1e-26; /* states in double have errors of 1e-16 */
    }
    free(back);
    free(x);
    return same;
}

static int unknowns(const motion *self, dd *x, const zdd *rho)
{
    const context *own = self->context;
    return network_state_unknowns(&own->state, x, rho);
}

static int state(const motion *self, zdd *rho, const dd *x)
{
    const context *own = self->context;
    return network_state_rotate(&own->state, rho, x);
}

static int steady(const motion *self, zdd *rho)
{
    const context *own = self->context;
    network_state fixed;
    int status = network_state_create(&fixed, &own->values.system, false);
    status = status == ENT_OK ? network_state_solve(&fixed) : status;
    if (status == ENT_OK) {
        memcpy(rho, fixed.rho, (size_t)self->d * (size_t)self->d * sizeof *rho);
    }
    network_state_free(&fixed);
    return status;
}

static int gibbs(const motion *self, zdd *rho)
{
    const context *own = self->context;
    return network_gibbs(rho, &own->values.system);
}

/* -sum of p' ln p over the eigenstates of rho: infinite where an empty one is being filled. */
static double entropy_sum(int d, const double complex *states, const double *p, const zdd *change)
{
    static const double empty = 1e-25;
    double rate = 0.0;
    for (int k = 0; k < d; ++k) {
        const double complex *column = &states[(size_t)k * (size_t)d];
        double filling = 0.0;
        for (int i = 0; i < d; ++i) {
            for (int j = 0; j < d; ++j) {
                const zdd e = change[(size_t)i * (size_t)d + (size_t)j];
                filling += creal(conj(column[i]) * complex_from(e.re.hi, e.im.hi) * column[j]);
            }
        }
        if (p[k] > empty) {
            rate -= filling * log(p[k]);
        } else if (filling > empty) {
            return INFINITY;
        }
    }
    return rate;
}

/* dS/dt = -Tr[rho' ln rho] of the von Neumann entropy; NaN where it diverges. */
static double entropy_rate(const motion *self, const dd *x)
{
    const context *own = self->context;
    const size_t d = (size_t)self->d;
    dd *velocity = calloc((size_t)self->n + 1, sizeof *velocity);
    zdd *change = calloc(d * d, sizeof *change);
    double complex *states = calloc(d * d, sizeof *states);
    double *p = calloc(d, sizeof *p);
    double rate = NAN;
    if (velocity && change && states && p) {
        superoperator_apply(self->l, velocity, x);
        for (size_t k = 0; k < d * d; ++k) {
            const zdd e = own->state.rho[k % d * d + k / d];
            states[k] = complex_from(e.re.hi, e.im.hi);
        }
        if (network_state_rotate(&own->state, change, velocity) == ENT_OK &&
            lapack_hermitian_eigen(self->d, states, p, true)) {
            rate = entropy_sum(self->d, states, p, change);
        }
    }
    free(p);
    free(states);
    free(change);
    free(velocity);
    return isfinite(rate) ? rate : NAN;
}

static int observe(const motion *self, double *values, const dd *x)
{
    context *own = self->context;
    const network_table *table = &own->network->table;
    network_state_set(&own->state, x);
    const int status = network_observe(values, NULL, table, own->network, &own->state);
    for (size_t k = 0; k < table->n; ++k) {
        if (table->entries[k].quantity == NETWORK_ENTROPY_PRODUCTION) {
            values[k] += entropy_rate(self, x);
        }
    }
    return status;
}

static int signed_negativity(const motion *self, double *n, const dd *x)
{
    const context *own = self->context;
    const size_t d = (size_t)self->d;
    zdd *rho = calloc(d * d, sizeof *rho);
    int status = rho ? network_state_rotate(&own->state, rho, x) : ENT_ERROR_NO_MEMORY;
    *n = -1.0;
    for (int i = 0; status == ENT_OK && i < self->n_sites; ++i) {
        bipartite result;
        status = register_bipartite(&result, &own->state.sites, rho, 1U << i);
        *n = fmax(*n, -result.smallest);
    }
    free(rho);
    return status;
}

static void close(motion *self)
{
    context *own = self->context;
    if (own) {
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

static int open(motion *self, const ent_model *model, const double *parameters, bool whole)
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
    status = status == ENT_OK ? network_state_create(&own->state, &own->values.system, whole) : status;
    self->problem = own->state.problem;
    if (status == ENT_OK) {
        *self = (motion){.d = own->state.master.d,
                         .n = own->state.at.n,
                         .n_sites = own->values.system.n_sites,
                         .levels = own->state.levels,
                         .l = &own->state.l,
                         .context = own,
                         .holds = holds,
                         .unknowns = unknowns,
                         .state = state,
                         .steady = steady,
                         .gibbs = gibbs,
                         .observe = observe,
                         .signed_negativity = signed_negativity,
                         .close = close};
    }
    return status;
}

const ent_dynamics network_dynamics = {dimension, open};
