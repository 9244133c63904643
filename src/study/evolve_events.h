/* What happens to the entanglement of a state in time. */
#ifndef STUDY_EVOLVE_EVENTS_H
#define STUDY_EVOLVE_EVENTS_H

#include "entangine/evolve.h"
#include "model/dynamics.h"
#include "solver/evolver.h"

/* Finds the events between time 0 and last. steady: its unknowns, or NULL if there is no unique steady state. events is
 * freed by free(). */
int evolve_find_events(ent_event **events, size_t *n_events, const motion *system, const evolver *evolution,
                       const moving_state *start, const dd *steady, double last, const ent_evolve_options *options,
                       ent_error *error);

#endif
