/* Initial states of time evolution. */
#ifndef STUDY_EVOLVE_START_H
#define STUDY_EVOLVE_START_H

#include "entangine/evolve.h"
#include "model/dynamics.h"

/* The state that the evolution starts from, row-major d x d. */
int evolve_start(zdd *rho, const ent_evolution *evolution, const motion *system, ent_error *error);

#endif
