/* Steady states, and responses to sources, of any generator on its support. */
#ifndef SOLVER_STATIONARY_H
#define SOLVER_STATIONARY_H

#include "generator/superoperator.h"

/* A generator with one row replaced by the trace, decomposed once in double precision; solutions are refined with
 * residuals in double-double, so that they have some 30 digits less those of the condition number. */
typedef struct stationary {
    int n, replaced; /* the row whose place the trace takes */
    const superoperator *l;
    bool *diagonal; /* [n] which unknowns are populations */
    double *row_scale, *lu;
    int *pivots;
    double *work;
    dd *residual, *change;
} stationary;

/* Returns ENT_OK, ENT_ERROR_NOT_UNIQUE (singular to within rounding), ENT_ERROR_NO_MEMORY. The superoperator must
 * outlive it. Free with stationary_free, also after a failure. */
int stationary_create(stationary *self, const superoperator *l, const support *at);

/* L x = source, Tr x = trace: source NULL and trace 1 is the steady state; trace 0 applies the Drazin inverse to a
 * traceless source (up to a multiple of the steady state). Returns ENT_OK or ENT_ERROR_NOT_CONVERGED. */
int stationary_solve(stationary *self, dd *x, const dd *source, double trace);

/* max|L x| / (max|L| max|x|) */
double stationary_residual(const superoperator *l, const dd *x, dd *work);

/* Dimension of the null space of L: how many steady states there are. -1 without memory. */
int stationary_nullity(const superoperator *l);

void stationary_free(stationary *self);

#endif
