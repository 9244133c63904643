/* Where a state goes for long times when there are several steady states.
 *
 * With right null vectors R of L and left ones W (its conserved quantities), the limit of exp(L t) x is
 * R (W^T R)^-1 W^T x. Both come from a singular value decomposition in double precision and are refined with residuals
 * in double-double, so that the limit has some 30 digits less those of the condition number. There is no limit where
 * x has a part in a mode that goes on oscillating. */
#ifndef SOLVER_LONG_TIME_H
#define SOLVER_LONG_TIME_H

#include "generator/superoperator.h"

/* More unknowns take minutes. */
enum { LONG_TIME_MAX_UNKNOWNS = 2000 };

typedef struct long_time {
    int nullity;      /* dimension of the null space */
    double residual;  /* max|L x| / (max|L| max|x|) of the limit */
    double frequency; /* after ENT_ERROR_UNDEFINED: of the oscillation that stays */
} long_time;

/* Finds the limit of a state; both [l->n]. Returns ENT_OK, ENT_ERROR_UNDEFINED (it oscillates), ENT_ERROR_OUT_OF_RANGE
 * (too many unknowns), ENT_ERROR_NOT_CONVERGED, ENT_ERROR_NO_MEMORY. */
int long_time_limit(dd *limit, long_time *report, const superoperator *l, const dd *start);

#endif
