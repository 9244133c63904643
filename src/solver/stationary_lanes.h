/* Steady states of several systems of one linear generator side by side: those of stationary.h, from coefficients
 * alone.
 *
 * What the systems share (where the elements of L stand, and the order of elimination) is found once. Each lane then
 * decomposes its matrix in double in that order and refines the solution with residuals in double-double. */
#ifndef SOLVER_STATIONARY_LANES_H
#define SOLVER_STATIONARY_LANES_H

#include "base/instruction_set.h"
#include "generator/linear_generator.h"
#include "solver/elimination.h"

enum { STATIONARY_LANES = 8 };

/* factor * coefficient */
typedef struct stationary_term {
    int coefficient;
    bool exact; /* the factor is a power of two */
    dd factor;
} stationary_term;

/* Value of this number at that unknown, or column of elimination. */
typedef struct stationary_element {
    int column, value;
} stationary_element;

typedef struct stationary_pattern {
    int n, n_coefficients, replaced;
    int n_values;           /* different sums of terms; the first is the 1 of the trace */
    size_t *first_term;     /* [n_values + 1] */
    stationary_term *terms; /* of each value */
    size_t *first_element;  /* [n + 2] of each row: those of L with the trace in the replaced row, which follows */
    stationary_element *elements;
    size_t *first_step;        /* [n + 1] of each step of elimination */
    stationary_element *steps; /* elements of the row of a step; columns are steps too */
    elimination order;
} stationary_pattern;

/* c[n_samples]: [n of the generator] the coefficients of systems to expect, the most typical one first. Returns ENT_OK,
 * ENT_ERROR_NOT_UNIQUE (that one has several steady states), ENT_ERROR_NO_MEMORY. Free with stationary_pattern_free,
 * also after a failure. */
int stationary_pattern_create(stationary_pattern *self, const linear_generator *master, int n_samples,
                              double *const *c);
void stationary_pattern_free(stationary_pattern *self);

typedef double stationary_lane[STATIONARY_LANES];

/* Room for one thread. Coefficients in double-double, and what comes out; lanes that are not used hold copies. */
typedef struct stationary_lanes {
    void *block;
    stationary_lane *c_hi, *c_lo; /* [n_coefficients] */
    stationary_lane *x_hi, *x_lo; /* [n] unknowns, as the support has them */
    stationary_lane residual;     /* max|L rho| / (max|L| max|rho|), by stationary_lanes_residual */
    bool solved[STATIONARY_LANES];
    stationary_lane *v_hi, *v_lo, *lower, *upper, *inverse, *work, *rest, *change;
} stationary_lanes;

/* Returns ENT_OK or ENT_ERROR_NO_MEMORY. Free with stationary_lanes_free, also after a failure. */
int stationary_lanes_create(stationary_lanes *self, const stationary_pattern *pattern);
void stationary_lanes_free(stationary_lanes *self);

/* A lane is solved once what its refinement leaves is below 1e-31, the matrix is far from singular, and the refinement
 * has shown that its decomposition is good. One that is not is for stationary.h, which also tells whether there is but
 * one steady state. No lane's result depends on the others. */
void stationary_lanes_solve(stationary_lanes *self, const stationary_pattern *pattern, instruction_set set);

/* The residuals of the solutions. */
void stationary_lanes_residual(stationary_lanes *self, const stationary_pattern *pattern, instruction_set set);

#endif
