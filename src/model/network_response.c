#include "model/network_response.h"

#include <math.h>
#include <stdlib.h>

#include "generator/generator_tangent.h"

/* dx, where the change fits. */
static int solve(network_response *self, const responder *system, dd *source)
{
    int status = responder_change(system, source, &self->fit, system->steady, &self->tangent, self->kept);
    if (status != ENT_OK || self->fit != BLOCK_FITS) {
        return status;
    }
    bool none = true;
    for (size_t k = 0; k < system->n; ++k) {
        source[k] = dd_negate(source[k]);
        none = none && source[k].hi == 0.0;
    }
    status = none ? ENT_OK : responder_solve(system, self->dx, source);
    return status == ENT_OK && self->drho ? network_state_rotate(self->state, self->drho, self->dx) : status;
}

static int create(network_response *self, const network_state *state, const open_system *change, bool kept)
{
    const size_t d = (size_t)state->master.d;
    const tangent_source direction = {
        .master = &state->master, .at = &state->at, .system = state->system, .change = change};
    stationary workspace;
    const responder system = network_state_responder(state, &workspace);
    dd *source = calloc(system.n, sizeof *source);
    *self = (network_response){.state = state,
                               .change = change,
                               .kept = kept,
                               .dx = calloc(system.n, sizeof *self->dx),
                               .drho = state->large ? NULL : calloc(d * d, sizeof *self->drho)};
    int status = source && self->dx && (state->large || self->drho) ? ENT_OK : ENT_ERROR_NO_MEMORY;
    status = status == ENT_OK ? generator_tangent(&self->tangent, &direction) : status;
    status = status == ENT_OK ? solve(self, &system, source) : status;
    free(source);
    return status;
}

int network_response_create(network_response *self, const network_state *state, const open_system *change)
{
    return create(self, state, change, false);
}

int network_response_create_kept(network_response *self, const network_state *state, const open_system *change)
{
    return create(self, state, change, true);
}

static zdd element(const void *data, int i, int j)
{
    const network_response *self = data;
    if (self->kept && !block_generator_keeps(&self->state->blocks, i, j)) {
        return zdd_from(NAN, NAN);
    }
    return self->drho ? self->drho[(size_t)i * (size_t)self->state->master.d + (size_t)j]
                      : block_generator_element(&self->state->blocks, self->dx, i, j);
}

matrix_view network_response_view(const network_response *self)
{
    return (matrix_view){.d = self->state->master.d, .data = self, .at = element};
}

void network_response_free(network_response *self)
{
    generator_free(&self->tangent);
    free(self->dx);
    free(self->drho);
    *self = (network_response){.dx = NULL};
}
