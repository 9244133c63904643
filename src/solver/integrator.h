/* Time evolution of a large generator, step by step: the only file that knows SUNDIALS. */
#ifndef SOLVER_INTEGRATOR_H
#define SOLVER_INTEGRATOR_H

#include "entangine/status.h"
#include "generator/superoperator.h"

/* Relative and absolute tolerance of each step for the elements of rho. */
#define INTEGRATOR_RELATIVE 1e-11
#define INTEGRATOR_ABSOLUTE 1e-15

/* Variable-order backward differentiation (CVODE) with Krylov solves. */
typedef struct integrator integrator;

/* l must outlive it. Returns ENT_OK or ENT_ERROR_NO_MEMORY; free with integrator_free, NULL is fine. */
int integrator_create(integrator **self, const superoperator *l);
void integrator_free(integrator *self);

/* x becomes exp(L t) x. Returns ENT_OK or ENT_ERROR_NOT_CONVERGED. */
int integrator_advance(integrator *self, dd *x, double t);

#endif
