/* Steady states of several small Lindblad generators side by side: those of steady_state.h, with the same digits. */
#ifndef SOLVER_STEADY_LANES_H
#define SOLVER_STEADY_LANES_H

#include "base/instruction_set.h"
#include "generator/lindblad.h"

enum { STEADY_LANES = 8, STEADY_MAX_COEFFICIENTS = 12, STEADY_MAX_ENTRIES = 512 };

/* An element of the generator is a sum of factors times coefficients, which differ from lane to lane. */
typedef struct generator_entry {
    int row, column, coefficient;
    double factor;
} generator_entry;

typedef struct generator_pattern {
    int d; /* dimension of the states: d^2 unknowns */
    int n_coefficients, n_entries;
    generator_entry entries[STEADY_MAX_ENTRIES];
} generator_pattern;

/* Adds the entries of the next coefficient, from the system in which it is 1 and all others are 0. */
void generator_pattern_add(generator_pattern *self, const lindblad *unit);

/* Coefficients in double-double, and what comes out; lanes that are not used hold copies. */
typedef struct steady_lanes {
    _Alignas(64) double c_hi[STEADY_MAX_COEFFICIENTS][STEADY_LANES];
    double c_lo[STEADY_MAX_COEFFICIENTS][STEADY_LANES];
    double x_hi[LINDBLAD_MAX_UNKNOWNS][STEADY_LANES]; /* unknowns, as lindblad_unknowns has them */
    double x_lo[LINDBLAD_MAX_UNKNOWNS][STEADY_LANES];
    double residual[STEADY_LANES]; /* max|L rho| / max|L| */
    bool solved[STEADY_LANES];
} steady_lanes;

/* LU decomposition in double, with pivots of each lane's own, then refinement of the solution with residuals in
 * double-double until what is left is below 1e-31. A lane that does not get there in a few steps is not solved: it is
 * for steady_state_small. No lane's result depends on the others. */
void steady_lanes_solve(steady_lanes *self, const generator_pattern *pattern, instruction_set set);

#endif
