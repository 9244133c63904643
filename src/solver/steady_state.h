/* Steady state of a small Lindblad generator. */
#ifndef SOLVER_STEADY_STATE_H
#define SOLVER_STEADY_STATE_H

#include "entangine/status.h"
#include "generator/lindblad.h"

/* Solves L rho = 0, Tr rho = 1 by LU decomposition with scaled partial pivoting in double-double: d^2 real unknowns.
 * The result has about 31 digits less the digits of the condition number; beyond a condition of 1e21 (fewer than ten
 * digits left) the state counts as not unique.
 * rho: row-major d x d; residual: max|L rho| / max|L|.
 * Returns ENT_OK or ENT_ERROR_NOT_UNIQUE. */
int steady_state_small(zdd *rho, double *residual, const lindblad *system);

#endif
