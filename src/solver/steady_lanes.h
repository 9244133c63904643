/* Steady states of several two-qubit engines side by side: those of steady_state.h, with the same digits. */
#ifndef SOLVER_STEADY_LANES_H
#define SOLVER_STEADY_LANES_H

#include <stdbool.h>

#include "base/instruction_set.h"
#include "solver/steady_pattern.h"

enum { STEADY_LANES = 8 };

/* Coefficients in double-double, and what comes out; lanes that are not used hold copies. */
typedef struct steady_lanes {
    _Alignas(64) double c_hi[PATTERN_MAX_COEFFICIENTS][STEADY_LANES];
    double c_lo[PATTERN_MAX_COEFFICIENTS][STEADY_LANES];
    double x_hi[LINDBLAD_MAX_UNKNOWNS][STEADY_LANES]; /* unknowns, as lindblad_unknowns has them */
    double x_lo[LINDBLAD_MAX_UNKNOWNS][STEADY_LANES];
    double residual[STEADY_LANES]; /* max|L rho| / max|L|, in the ladder basis */
    bool solved[STEADY_LANES];
} steady_lanes;

/* LU decomposition in double, in the order of the pattern, then refinement of the solution with residuals in
 * double-double until what is left is below 1e-31. A lane that does not get there in a few steps is not solved, nor is
 * one with a small pivot, or with a population below 1e-20: they are for
 * steady_state_small. No lane's result depends on the others. */
void steady_lanes_solve(steady_lanes *self, const steady_pattern *pattern, instruction_set set);

#endif
