/* The steady states of a network at many points. */
#ifndef MODEL_NETWORK_POINTS_H
#define MODEL_NETWORK_POINTS_H

#include "entangine/model.h"

/* ent_model.evaluate of a network. Points go to its plans (network_plan.h) where these fit; what is asked for a report,
 * or for fluctuations, takes the plain route. The numbers of a point do not depend on the others. */
void network_points_evaluate(const ent_model *self, const ent_points *points);

/* How many points a thread of a sweep should take at a time, out of n for so many threads. */
size_t network_points_at_once(const ent_model *self, size_t n, size_t threads);

#endif
