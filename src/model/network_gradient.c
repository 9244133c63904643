/* Derivatives of all observables of a network with respect to all parameters. */
#include <math.h>
#include <stdlib.h>

#include "model/network_parts.h"
#include "model/network_response.h"

typedef struct setting {
    const ent_network *network;
    network_values values, tangent;
    network_state state, whole; /* whole: for directions that leave the support; made when needed */
    bool has_whole;
    double *observables, *slopes;
} setting;

static int prepare(setting *self, const ent_model *model, const double *parameters)
{
    char problem[ENT_MESSAGE_SIZE];
    self->network = model->data;
    self->observables = calloc(model->n_observables, sizeof *self->observables);
    self->slopes = calloc(model->n_observables, sizeof *self->slopes);
    int status = self->observables && self->slopes ? ENT_OK : ENT_ERROR_NO_MEMORY;
    status = status == ENT_OK ? network_values_create(&self->values, self->network) : status;
    status = status == ENT_OK ? network_values_create(&self->tangent, self->network) : status;
    status = status == ENT_OK ? network_evaluate(self->network, parameters, &self->values) : status;
    status = status == ENT_OK ? open_system_check(&self->values.system, problem, sizeof problem) : status;
    status = status == ENT_OK ? network_state_create(&self->state, &self->values.system, false) : status;
    status = status == ENT_OK ? network_state_solve(&self->state) : status;
    return status == ENT_OK
               ? network_observe(self->observables, NULL, &self->network->table, self->network, &self->state)
               : status;
}

static void release(setting *self)
{
    network_state_free(&self->whole);
    network_state_free(&self->state);
    network_values_free(&self->tangent);
    network_values_free(&self->values);
    free(self->slopes);
    free(self->observables);
}

static int on_whole_support(setting *self, network_response *response)
{
    int status = ENT_OK;
    network_response_free(response);
    if (!self->has_whole) {
        status = network_state_create(&self->whole, &self->values.system, true);
        status = status == ENT_OK && self->whole.at.n > NETWORK_MAX_DENSE ? ENT_ERROR_UNDEFINED : status;
        status = status == ENT_OK ? network_state_solve(&self->whole) : status;
        self->has_whole = status == ENT_OK;
        if (!self->has_whole) {
            network_state_free(&self->whole);
            return status;
        }
    }
    return network_response_create(response, &self->whole, &self->tangent.system);
}

/* Fills slopes; ENT_ERROR_UNDEFINED where the state has no derivative along this parameter. */
static int differentiate(setting *self, const double *parameters, size_t parameter)
{
    network_response response = {.dx = NULL};
    int status = network_tangent(self->network, parameters, parameter, &self->tangent);
    if (status == ENT_OK) {
        status = network_response_create(&response, &self->state, &self->tangent.system);
    }
    if (status == ENT_OK && response.outside) {
        status = on_whole_support(self, &response);
    }
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
