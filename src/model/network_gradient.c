/* Derivatives of all observables of a network with respect to all parameters. */
#include <math.h>
#include <stdlib.h>

#include "generator/unique.h"
#include "model/network_fluctuations.h"
#include "model/network_parts.h"
#include "model/network_response.h"

/* Elements above which no state is kept on its whole support: each solution there takes minutes. */
enum { MAX_WHOLE = 300000 };

/* A state in another form, made when a derivative needs it. */
typedef struct other_state {
    network_state state;
    bool made;
    int status; /* of that */
} other_state;

typedef struct setting {
    const ent_network *network;
    network_values values, tangent;
    network_state state;
    other_state ungauged, whole; /* for directions that leave the real gauge, or the support */
    bool *wanted;
    double *observables, *slopes;
} setting;

/* Fluctuations are not differentiated. */
static void choose_observables(setting *self, size_t n)
{
    for (size_t k = 0; k < n; ++k) {
        self->wanted[k] = !network_is_fluctuation(self->network->table.entries[k].quantity);
        self->observables[k] = NAN;
    }
}

static int prepare(setting *self, const ent_model *model, const double *parameters)
{
    char problem[ENT_MESSAGE_SIZE];
    self->network = model->data;
    self->wanted = calloc(model->n_observables, sizeof *self->wanted);
    self->observables = calloc(model->n_observables, sizeof *self->observables);
    self->slopes = calloc(model->n_observables, sizeof *self->slopes);
    int status = self->wanted && self->observables && self->slopes ? ENT_OK : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK) {
        choose_observables(self, model->n_observables);
    }
    status = status == ENT_OK ? network_values_create(&self->values, self->network) : status;
    status = status == ENT_OK ? network_values_create(&self->tangent, self->network) : status;
    status = status == ENT_OK ? network_evaluate(self->network, parameters, &self->values) : status;
    status = status == ENT_OK ? open_system_check(&self->values.system, problem, sizeof problem) : status;
    status =
        status == ENT_OK ? network_state_find(&self->state, &self->values.system, NETWORK_WISH_DERIVATIVES) : status;
    return status == ENT_OK
               ? network_observe(self->observables, self->wanted, &self->network->table, self->network, &self->state)
               : status;
}

static void release(setting *self)
{
    network_state_free(&self->whole.state);
    network_state_free(&self->ungauged.state);
    network_state_free(&self->state);
    network_values_free(&self->tangent);
    network_values_free(&self->values);
    free(self->slopes);
    free(self->observables);
    free(self->wanted);
}

static int make_dense(other_state *self, const setting *of)
{
    int status = network_state_create(&self->state, &of->values.system, true);
    status = status == ENT_OK && self->state.at.n > NETWORK_MAX_DENSE ? ENT_ERROR_UNDEFINED : status;
    return status == ENT_OK ? network_state_solve(&self->state) : status;
}

static int make_blocks(other_state *self, const setting *of, network_blocks form)
{
    const double taken = of->state.report.memory + of->ungauged.state.report.memory;
    int status = network_state_create_blocks(&self->state, &of->values.system, form, taken);
    status = status == ENT_ERROR_NO_MEMORY && self->state.problem ? ENT_ERROR_UNDEFINED : status;
    return status == ENT_OK ? network_state_solve(&self->state) : status;
}

/* Returns ENT_OK or why there is none: ENT_ERROR_UNDEFINED where it is too large. */
static int make(other_state *self, const setting *of, network_blocks form)
{
    const double d = (double)open_system_dimension(&of->values.system);
    const bool local = of->values.system.equation == ENT_MASTER_EQUATION_LOCAL;
    if (self->made) {
        return self->status;
    }
    self->made = true;
    if (form == NETWORK_BLOCKS_WHOLE && (!local || d * d <= NETWORK_BEST_DENSE)) {
        self->status = make_dense(self, of);
    } else if (form == NETWORK_BLOCKS_WHOLE && d * d > MAX_WHOLE) {
        self->status = ENT_ERROR_UNDEFINED;
    } else {
        self->status = make_blocks(self, of, form);
    }
    if (self->status != ENT_OK) {
        network_state_free(&self->state);
    }
    return self->status;
}

typedef int (*response_creator)(network_response *self, const network_state *state, const open_system *change);

/* On the state, or in complex numbers where the change is not real in its gauge. */
static int respond_in_blocks(setting *self, network_response *response, response_creator create)
{
    int status = create(response, &self->state, &self->tangent.system);
    if (status == ENT_OK && response->fit == BLOCK_COMPLEX) {
        network_response_free(response);
        status = make(&self->ungauged, self, NETWORK_BLOCKS_COMPLEX);
        status = status == ENT_OK ? create(response, &self->ungauged.state, &self->tangent.system) : status;
    }
    return status;
}

static int respond(setting *self, network_response *response)
{
    int status = respond_in_blocks(self, response, network_response_create);
    if (status != ENT_OK || response->fit == BLOCK_FITS) {
        return status;
    }
    network_response_free(response);
    status = make(&self->whole, self, NETWORK_BLOCKS_WHOLE);
    if (status == ENT_OK) {
        return network_response_create(response, &self->whole.state, &self->tangent.system);
    }
    if (status == ENT_ERROR_UNDEFINED && self->state.large && unique_is_proved(&self->values.system)) {
        status = respond_in_blocks(self, response, network_response_create_kept);
        status = status == ENT_OK && response->fit != BLOCK_FITS ? ENT_ERROR_UNDEFINED : status;
    }
    return status;
}

/* Fills slopes; ENT_ERROR_UNDEFINED where the state has no derivative along this parameter. */
static int differentiate(setting *self, const double *parameters, size_t parameter)
{
    network_response response = {.dx = NULL};
    int status = network_tangent(self->network, parameters, parameter, &self->tangent);
    status = status == ENT_OK ? respond(self, &response) : status;
    if (status == ENT_OK) {
        status =
            network_observe_slopes(self->slopes, self->observables, &self->network->table, self->network, &response);
    }
    network_response_free(&response);
    return status;
}

int network_gradient(const ent_model *self, const double *parameters, ent_route route, double *gradients)
{
    setting at = {.network = NULL};
    int status = route == ENT_ROUTE_CLOSED ? ENT_ERROR_UNDEFINED : prepare(&at, self, parameters);
    for (size_t p = 0; status == ENT_OK && p < self->n_parameters; ++p) {
        const int here = differentiate(&at, parameters, p);
        status = here == ENT_ERROR_NO_MEMORY ? here : status;
        for (size_t k = 0; k < self->n_observables; ++k) {
            gradients[k * self->n_parameters + p] = here == ENT_OK && isfinite(at.slopes[k]) ? at.slopes[k] + 0.0 : NAN;
        }
    }
    release(&at);
    return status;
}
