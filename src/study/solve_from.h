/* The steady state that a start leads to, where there are several. */
#ifndef STUDY_SOLVE_FROM_H
#define STUDY_SOLVE_FROM_H

#include "entangine/solve.h"

/* Sets the observables, [n_observables] of the model, of the limit for long times, and *residual. *selected: whether
 * there is more than one steady state; else nothing is set. Returns ENT_OK, ENT_ERROR_UNDEFINED (no time evolution, or
 * no limit: the state goes on oscillating), or what evolve_start_open and long_time_limit return. */
int solve_from(double *observables, double *residual, bool *selected, const ent_model *model, const double *parameters,
               const ent_solve_options *options, ent_error *error);

/* Why an observable without a value may have none in a state selected by its start; NULL: for reasons of its own. */
const char *solve_from_why_undefined(const ent_observable *observable);

#endif
