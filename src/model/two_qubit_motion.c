#include "model/two_qubit_motion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/blocks.h"
#include "observable/entanglement.h"
#include "observable/two_qubit.h"
#include "solver/steady_state.h"

enum { D = 4, N = D * D };

typedef struct context {
    const two_qubit_equation *equation;
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    lindblad system;
    superoperator l;
    zdd thermal[N]; /* the start from Gibbs states */
    dense_matrix start;
} context;

static const int levels[] = {2, 2};

static int take(const motion *self, dd *x, bool *held, const matrix_view *rho)
{
    zdd dense[N];
    (void)self;
    matrix_view_write(dense, rho);
    lindblad_unknowns(D, x, dense);
    *held = true;
    return ENT_OK;
}

static int steady(const motion *self, dd *x)
{
    const context *own = self->context;
    double residual;
    zdd rho[N];
    const int status = steady_state_small(rho, &residual, &own->system);
    if (status == ENT_OK) {
        lindblad_unknowns(D, x, rho);
    }
    return status;
}

static int gibbs(const motion *self, matrix_view *rho)
{
    context *own = self->context;
    own->equation->gibbs(own->parameters, own->thermal);
    own->start = (dense_matrix){D, own->thermal};
    *rho = dense_matrix_view(&own->start);
    return ENT_OK;
}

static int observe(const motion *self, double *values, const bool *wanted, const moving_state *now)
{
    const context *own = self->context;
    zdd rho[N];
    (void)wanted;
    lindblad_state(D, rho, now->x);
    own->equation->observe(own->parameters, &own->system, rho, values);
    for (int k = N_TWO_QUBIT; k < N_TWO_QUBIT_ALL; ++k) {
        values[k] = NAN; /* they belong to the steady state */
    }
    return ENT_OK;
}

static int signed_negativity(const motion *self, double *n, const moving_state *now)
{
    zdd rho[N];
    (void)self;
    lindblad_state(D, rho, now->x);
    *n = 0.0 - dd_value(smallest_transposed_eigenvalue(rho));
    return ENT_OK;
}

static int trace_norm(const motion *self, double *norm, const dd *x)
{
    zdd rho[N];
    const dense_matrix dense = {D, rho};
    const matrix_view view = dense_matrix_view(&dense);
    (void)self;
    lindblad_state(D, rho, x);
    return blocks_trace_norm(norm, &view);
}

static void close(motion *self)
{
    context *own = self->context;
    if (own) {
        superoperator_free(&own->l);
    }
    free(own);
    self->context = NULL;
}

size_t two_qubit_dimension(const ent_model *model)
{
    (void)model;
    return D;
}

int two_qubit_open(motion *self, const two_qubit_equation *equation, const ent_model *model, const double *parameters)
{
    dd dense[N * N];
    context *own = calloc(1, sizeof *own);
    *self = (motion){.d = D, .n_sites = 2, .levels = levels, .context = own};
    self->take = take;
    self->steady = steady;
    self->gibbs = gibbs;
    self->observe = observe;
    self->signed_negativity = signed_negativity;
    self->trace_norm = trace_norm;
    self->close = close;
    if (!own) {
        return ENT_ERROR_NO_MEMORY;
    }
    own->equation = equation;
    memcpy(own->parameters, parameters, model->n_parameters * sizeof *parameters);
    const int status = equation->generator(parameters, &own->system);
    if (status != ENT_OK) {
        return status;
    }
    lindblad_generator(&own->system, dense);
    own->l = superoperator_from_dense(N, dense);
    self->flow = linear_flow_of(&own->l);
    return own->l.failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
}
