/* Time evolution by the route that suits the size: exact for small generators, step by step for large matrices, in
 * polynomials where there is no matrix. */
#ifndef SOLVER_EVOLVER_H
#define SOLVER_EVOLVER_H

#include "solver/faber.h"
#include "solver/integrator.h"
#include "solver/propagator.h"

typedef struct evolver {
    propagator exact;
    integrator *stepper; /* NULL: exact, or by series */
    faber *series;       /* NULL: not so */
    faber_pause pause;   /* {0}, or set by the caller: may stop a long advance */
} evolver;

/* For times up to longest > 0; flow, and what it points to, must outlive it. Free with evolver_free, also after a
 * failure. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int evolver_create(evolver *self, const linear_flow *flow, double longest, ent_error *error);

void evolver_free(evolver *self);

/* x becomes exp(L t) x; *accuracy grows by the error to reckon with, of the size of x, where the route knows it.
 * Returns ENT_OK, ENT_INTERRUPTED or ENT_ERROR_NOT_CONVERGED. */
int evolver_advance(const evolver *self, dd *x, double *accuracy, double t);

#endif
