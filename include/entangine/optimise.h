/* The best parameters of an engine. SPDX-License-Identifier: MIT */
#ifndef ENT_OPTIMISE_H
#define ENT_OPTIMISE_H

#include <stdbool.h>
#include <stddef.h>

#include "boundary.h"
#include "macros.h"
#include "model.h"
#include "progress.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** A constraint observable > value or observable < value. */
typedef struct ent_constraint_on {
    const char *observable;
    bool below; /**< true: observable < value */
    double value;
} ent_constraint_on;

/** What to optimise. */
typedef struct ent_problem {
    const ent_model *model;
    const double *parameters; /**< [n_parameters], the values of those that are no variable */
    const char *objective;    /**< an observable */
    bool minimise;
    size_t n_variables;
    const ent_interval *variables; /**< [n_variables]; searched in equal ratios where upper > 100 lower > 0 */
    size_t n_constraints;
    const ent_constraint_on *constraints; /**< [n_constraints] */
} ent_problem;

/** Options of ent_optimise; {0} or NULL are the defaults. */
typedef struct ent_optimise_options {
    size_t n_global; /**< evaluations of the global search; 0: 200 for every variable */
    ent_route route;
    ent_progress progress;
} ent_optimise_options;

/** The best place found. */
typedef struct ent_optimum {
    double value;       /**< of the objective; NaN if no place satisfies the constraints */
    bool at_edge;       /**< some variable lies on a bound of its interval */
    bool flat;          /**< the objective is 0 there and nowhere better: every state tried is separable */
    bool feasible;      /**< all constraints hold there */
    size_t evaluations; /**< points of the model computed */
} ent_optimum;

/**
 * Searches the box of the variables globally, then polishes the best place. An entanglement measure, which is 0 and
 * without slope where the state is separable, is continued there by its signed companion (eq 16). Deterministic.
 * @param[out] variables [n_variables], the best place; NaN after a failure
 * @return ENT_OK; ENT_ERROR_UNKNOWN_NAME, ENT_ERROR_OUT_OF_RANGE, ENT_ERROR_USAGE, ENT_ERROR_DUPLICATE for a bad
 *         problem; ENT_ERROR_UNDEFINED (the objective has no value anywhere it was tried); ENT_INTERRUPTED;
 *         ENT_ERROR_NOT_CONVERGED; ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_optimise(double *variables, ent_optimum *optimum, const ent_problem *problem,
                                      const ent_optimise_options *options, ent_error *error);

ENT_EXTERN_C_END

#endif
