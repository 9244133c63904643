/* A root of a continuous function between two places where it has opposite signs. */
#ifndef SOLVER_ROOT_H
#define SOLVER_ROOT_H

#include "entangine/status.h"

/* The function; NaN where it has no value. */
typedef double (*root_function)(void *context, double x);

/* Finds x between a and b with f(x) = 0, to a few ulp of x: the bracket shrinks until it cannot any more.
 * About ten evaluations for smooth functions, never more than some hundred.
 * Source: Chandrupatla, Adv. Eng. Software 28, 145 (1997).
 * Returns ENT_OK; ENT_ERROR_UNDEFINED where f(a) and f(b) have the same sign; ENT_ERROR_NOT_CONVERGED where f has no
 * value. *x is NaN after a failure. */
int root_find(double *x, root_function f, void *context, double a, double b, ent_error *error);

#endif
