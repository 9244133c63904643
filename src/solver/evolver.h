/* Time evolution by the route that suits the size: exact for small generators, step by step for large ones. */
#ifndef SOLVER_EVOLVER_H
#define SOLVER_EVOLVER_H

#include "solver/integrator.h"
#include "solver/propagator.h"

typedef struct evolver {
    propagator exact;
    integrator *stepper; /* NULL: exact */
} evolver;

/* For times up to longest > 0; l must outlive it. Free with evolver_free, also after a failure. Returns ENT_OK or
 * ENT_ERROR_NO_MEMORY. */
int evolver_create(evolver *self, const superoperator *l, double longest, ent_error *error);

void evolver_free(evolver *self);

/* x becomes exp(L t) x. Returns ENT_OK or ENT_ERROR_NOT_CONVERGED. */
int evolver_advance(const evolver *self, dd *x, double t);

#endif
