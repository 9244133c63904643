#include "model/network_response.h"

#include <stdlib.h>

#include "generator/generator_tangent.h"

static int solve(network_response *self, network_state *state, const superoperator *change)
{
    dd *source = calloc((size_t)state->at.n, sizeof *source);
    if (!source) {
        return ENT_ERROR_NO_MEMORY;
    }
    superoperator_apply(change, source, state->x);
    bool none = true;
    for (int k = 0; k < state->at.n; ++k) {
        source[k] = dd_negate(source[k]);
        none = none && source[k].hi == 0.0;
    }
    int status = none ? ENT_OK : stationary_solve(&state->solver, self->dx, source, 0.0);
    if (status == ENT_OK) {
        status = network_state_rotate(state, self->drho, self->dx);
    }
    free(source);
    return status;
}

int network_response_create(network_response *self, network_state *state, const open_system *change)
{
    const size_t d = (size_t)state->master.d;
    const tangent_source source = {
        .master = &state->master, .at = &state->at, .system = state->system, .change = change};
    *self = (network_response){.state = state,
                               .change = change,
                               .dx = calloc((size_t)state->at.n, sizeof *self->dx),
                               .drho = calloc(d * d, sizeof *self->drho)};
    if (!self->dx || !self->drho) {
        return ENT_ERROR_NO_MEMORY;
    }
    int status = generator_tangent(&self->tangent, &source);
    if (status != ENT_OK) {
        return status;
    }
    superoperator part = superoperator_create(&self->tangent, &state->at);
    self->outside = part.outside;
    status = part.failed ? ENT_ERROR_NO_MEMORY : self->outside ? ENT_OK : solve(self, state, &part);
    superoperator_free(&part);
    return status;
}

void network_response_free(network_response *self)
{
    generator_free(&self->tangent);
    free(self->dx);
    free(self->drho);
    *self = (network_response){.dx = NULL};
}
