/* The largest value of a function in a box. The only file that knows the optimisation library (NLopt). */
#ifndef SOLVER_MAXIMISE_H
#define SOLVER_MAXIMISE_H

#include <stdbool.h>
#include <stddef.h>

#include "entangine/status.h"

/* The function of x[n]; NaN where it has no value. */
typedef double (*maximise_function)(void *context, const double *x);

/* One side of the box. A logarithmic one is searched in equal ratios; both its bounds are above 0. */
typedef struct maximise_variable {
    double lower, upper;
    bool logarithmic;
} maximise_variable;

/* {0} or NULL are the defaults. */
typedef struct maximise_options {
    size_t n_global;                 /* evaluations of the global search; 0: 200 for every variable */
    int (*cancelled)(void *context); /* asked before every evaluation; not 0 ends the search */
    void *cancel_context;
} maximise_options;

typedef struct maximise_result {
    double value;
    size_t evaluations;
    bool at_edge; /* some x lies exactly on a bound of its interval */
} maximise_result;

/* Searches the whole box by DIRECT-L (Gablonsky, Kelley 2001), which is deterministic, then polishes the best place by
 * Nelder-Mead in subspaces (Rowan 1990, SBPLX). A maximum on the edge is returned exactly on the edge. Where the
 * function is smooth, the value is right to rounding and the place to about 1e-8 of the box.
 * x: [n], the place; NaN after a failure.
 * Returns ENT_OK; ENT_ERROR_USAGE (a bound is not finite, out of order or, where logarithmic, not above 0);
 * ENT_ERROR_UNDEFINED (no place tried has a value); ENT_ERROR_NOT_CONVERGED; ENT_INTERRUPTED; ENT_ERROR_NO_MEMORY. */
int maximise(double *x, maximise_result *result, size_t n, const maximise_variable *box, maximise_function f,
             void *context, const maximise_options *options, ent_error *error);

#endif
