/* What the concurrence of two-qubit states is made of, eight states side by side, in double-double. */
#ifndef OBSERVABLE_CONCURRENCE_INVARIANTS_H
#define OBSERVABLE_CONCURRENCE_INVARIANTS_H

#include "observable/concurrence_lanes.h"

/* A number of each state: hi, lo. */
typedef double invariant_lanes[2][CONCURRENCE_LANES];

/* Traces of the powers of R = rho rho~, and det rho. */
typedef struct concurrence_invariants {
    _Alignas(64) invariant_lanes first, second, third, determinant;
} concurrence_invariants;

/* States as concurrence_lanes has them. */
void concurrence_invariants_find(concurrence_invariants *self, const concurrence_lanes *states, instruction_set set);

#endif
