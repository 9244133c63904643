/* Exact derivatives of a network's steady state and observables along one parameter. */
#ifndef MODEL_NETWORK_RESPONSE_H
#define MODEL_NETWORK_RESPONSE_H

#include "model/network_observables.h"

/* A steady state and its derivative. */
typedef struct network_response {
    const network_state *state;
    const open_system *change; /* derivatives of all numbers of its system */
    bool kept;                 /* only those elements of drho are known that the state keeps; others are NaN */
    generator tangent;
    block_fit fit; /* how the derivative fits the form of the state; there is nothing else unless it does */
    dd *dx;        /* stored as the state is */
    zdd *drho;     /* [d][d] in the basis of the sites, of a dense state; else NULL */
} network_response;

/* L drho = -dL rho, with the decomposition that found the state. Free with network_response_free, also after a failure.
 * Returns ENT_OK (see fit), ENT_ERROR_UNDEFINED, ENT_ERROR_NO_MEMORY, ENT_ERROR_NOT_CONVERGED. */
int network_response_create(network_response *self, const network_state *state, const open_system *change);

/* The same for a change that leads out of a large state that is proved to be unique: what is known of drho all the
 * same. */
int network_response_create_kept(network_response *self, const network_state *state, const open_system *change);
void network_response_free(network_response *self);

/* The derivative of the state in the basis of the sites. self must outlive it. */
matrix_view network_response_view(const network_response *self);

/* slopes[k], k < table->n; NaN where an observable has no derivative or no value. values: the observables there. */
int network_observe_slopes(double *slopes, const double *values, const network_table *table, const ent_network *network,
                           const network_response *response);

/* ent_model.gradient of a network. */
int network_gradient(const ent_model *self, const double *parameters, ent_route route, double *gradients);

#endif
