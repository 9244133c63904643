/* What all points of a network share: where the elements of its generator stand, and how to solve it. */
#ifndef MODEL_NETWORK_PLAN_H
#define MODEL_NETWORK_PLAN_H

#include "model/network.h"
#include "solver/stationary_lanes.h"

/* The largest dimension with a plan, and the most operations of its decomposition: beyond, it saves little. */
enum { NETWORK_MAX_PLANS = 2, NETWORK_PLANNED_DIMENSION = 32, NETWORK_PLANNED_OPERATIONS = 6000000 };

/* For points at which no coefficients but those in use differ from 0. */
typedef struct network_plan {
    bool *used;   /* [n_list] */
    int *indices; /* [linear.n] of its coefficients in the list */
    linear_generator linear;
    stationary_pattern pattern;
} network_plan;

/* One for the coefficients that differ from 0 at the initial parameters, and one for all that may, where these are
 * more. */
typedef struct network_plans {
    int n_list;
    linear_coefficient *list;
    int n;
    network_plan plans[NETWORK_MAX_PLANS];
} network_plans;

/* The plans of a network whose parts are known: of a small one with the local equation; else n is 0. Returns ENT_OK or
 * ENT_ERROR_NO_MEMORY. Free with network_plans_free, also after a failure. */
int network_plans_create(network_plans *self, const ent_network *network);
void network_plans_free(network_plans *self);

/* The plan for a point with these coefficients, [n_list]; -1: none. */
int network_plan_choose(const network_plans *self, const dd *c);

#endif
