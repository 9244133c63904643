/* Initial states of time evolution, and a master equation that is ready to move one. */
#ifndef STUDY_EVOLVE_START_H
#define STUDY_EVOLVE_START_H

#include "entangine/evolve.h"
#include "model/dynamics.h"

typedef struct evolve_start {
    motion system;
    dd *x; /* [system.flow.n] the unknowns of the start */
} evolve_start;

/* Sets up the master equation of model and parameters, in natural units, with as few unknowns as the start (from, or
 * state where that is NULL) allows; matrix: with system.flow.matrix in any case. Free with evolve_start_close, also
 * after a failure. */
int evolve_start_open(evolve_start *self, const ent_model *model, const double *parameters, const char *from,
                      const ent_complex *state, bool matrix, ent_error *error);

void evolve_start_close(evolve_start *self);

#endif
