#include "model/two_qubit_motion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "observable/entanglement.h"
#include "observable/two_qubit.h"
#include "solver/steady_state.h"

enum { D = 4, N = D * D };

typedef struct context {
    const two_qubit_equation *equation;
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    lindblad system;
    superoperator l;
} context;

static const int levels[] = {2, 2};

static bool holds(const motion *self, const zdd *rho)
{
    (void)self, (void)rho;
    return true;
}

static int unknowns(const motion *self, dd *x, const zdd *rho)
{
    (void)self;
    lindblad_unknowns(D, x, rho);
    return ENT_OK;
}

static int state(const motion *self, zdd *rho, const dd *x)
{
    (void)self;
    lindblad_state(D, rho, x);
    return ENT_OK;
}

static int steady(const motion *self, zdd *rho)
{
    const context *own = self->context;
    double residual;
    return steady_state_small(rho, &residual, &own->system);
}

static int gibbs(const motion *self, zdd *rho)
{
    const context *own = self->context;
    own->equation->gibbs(own->parameters, rho);
    return ENT_OK;
}

static int observe(const motion *self, double *values, const dd *x)
{
    const context *own = self->context;
    zdd rho[N];
    lindblad_state(D, rho, x);
    own->equation->observe(own->parameters, &own->system, rho, values);
    for (int k = N_TWO_QUBIT; k < N_TWO_QUBIT_ALL; ++k) {
        values[k] = NAN; /* they belong to the steady state */
    }
    return ENT_OK;
}

static int signed_negativity(const motion *self, double *n, const dd *x)
{
    zdd rho[N];
    (void)self;
    lindblad_state(D, rho, x);
    *n = 0.0 - dd_value(smallest_transposed_eigenvalue(rho));
    return ENT_OK;
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
    *self = (motion){.d = D, .n = N, .n_sites = 2, .levels = levels, .context = own};
    self->holds = holds;
    self->unknowns = unknowns;
    self->state = state;
    self->steady = steady;
    self->gibbs = gibbs;
    self->observe = observe;
    self->signed_negativity = signed_negativity;
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
    self->l = &own->l;
    return own->l.failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
}
