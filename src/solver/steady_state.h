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

enum { STEADY_STATE_MAX_RESPONSES = 16 };

/* Linear response of the steady state rho to m changes of the generator: L drho_k = -(dL_k) rho, Tr drho_k = 0, by the
 * same decomposition. Where the jump operators stay the same, dL_k is itself of Lindblad form: the derivative of H, and
 * channels with the derivatives of the rates, which may be negative. responses: [m][d x d]; m <= the maximum above.
 * Returns ENT_OK or ENT_ERROR_NOT_UNIQUE. */
int steady_state_response(zdd *responses, const lindblad *system, const zdd *rho, const lindblad *derivatives, int m);

#endif
