/* Points of a network solved by its plan, several side by side. */
#ifndef MODEL_NETWORK_PLANNED_H
#define MODEL_NETWORK_PLANNED_H

#include "model/network_plan.h"
#include "model/network_state.h"

/* What network_state has of a state that was found by a plan; coefficients and room are those of one point. */
struct network_planned_view {
    const linear_generator *linear;
    dd *c;      /* [linear->n] */
    dd *change; /* [at.n] */
};

/* Takes a state, which lives during the call only; NULL: the plain route has to find it. */
typedef void (*network_planned_done)(void *context, size_t point, const network_state *state);

/* Points that wait for others of their plan, for one thread. */
typedef struct network_planned network_planned;

/* How to solve, and what to do with a state. */
typedef struct network_planned_options {
    instruction_set set;
    bool residuals; /* states have them */
    network_planned_done done;
    void *context;
} network_planned_options;

/* Returns ENT_OK or ENT_ERROR_NO_MEMORY. *self is NULL for networks without plan. Free with network_planned_free, also
 * after a failure. */
int network_planned_create(network_planned **self, const ent_network *network, const network_planned_options *options);
void network_planned_free(network_planned *self);

/* Takes a point, whose end done tells now or later, if a plan fits (*taken). Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int network_planned_take(network_planned *self, size_t point, const double *parameters, bool *taken);

/* Solves the points that still wait. */
void network_planned_finish(network_planned *self);

#endif
