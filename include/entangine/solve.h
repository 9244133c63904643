/* The steady state of one engine, with everything the model can say of it. SPDX-License-Identifier: MIT */
#ifndef ENT_SOLVE_H
#define ENT_SOLVE_H

#include <stdbool.h>
#include <stddef.h>

#include "entanglement.h"
#include "macros.h"
#include "model.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** Options of ent_solve; {0} or NULL are the defaults. */
typedef struct ent_solve_options {
    ent_route route;
    /** For engines whose steady state is not unique: which start selects one, as in ent_evolution: "gibbs", or a basis
     * state such as "10". NULL: state, or none if that is NULL too. Where the steady state is unique it changes
     * nothing. For states of up to 2000 unknowns (ENT_ERROR_OUT_OF_RANGE). */
    const char *from;
    const ent_complex *state; /**< the start as a density matrix, as in ent_evolution */
} ent_solve_options;

/** The result of ent_solve. */
typedef struct ent_solution ent_solution;

/**
 * Computes the steady state of one engine and all observables of its model.
 * @param[out] solution freed by ent_solution_free; NULL after a failure
 * @param[in] parameters [n_parameters], for example from ent_model_defaults
 * @param[in] options NULL for the defaults
 * @param[out] error may be NULL
 * @return ENT_OK, ENT_ERROR_OUT_OF_RANGE, ENT_ERROR_NOT_UNIQUE, ENT_ERROR_ZERO_FREQUENCY, ENT_ERROR_UNDEFINED (also
 *         where the state of options->from never settles), ENT_ERROR_UNKNOWN_NAME (of options->from),
 *         ENT_ERROR_NOT_CONVERGED, ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_solve(ent_solution **solution, const ent_model *model, const double *parameters,
                                   const ent_solve_options *options, ent_error *error);

/** Frees a solution; NULL is fine. */
ENT_API void ent_solution_free(ent_solution *self);

/** The model that was solved. */
ENT_API const ent_model *ent_solution_model(const ent_solution *self);

/** The parameters, [n_parameters]. */
ENT_API const double *ent_solution_parameters(const ent_solution *self);

/** The observables, [n_observables] in the model's order; NaN where undefined. */
ENT_API const double *ent_solution_observables(const ent_solution *self);

/**
 * One observable by name.
 * @param[out] value NaN after a failure
 * @return ENT_OK, ENT_ERROR_UNKNOWN_NAME, ENT_ERROR_UNDEFINED (the message says why)
 */
ENT_API ENT_MUST_USE int ent_solution_get(const ent_solution *self, double *value, const char *observable,
                                          ent_error *error);

/** Whether the steady state is entangled. */
ENT_API ent_verdict ent_solution_entangled(const ent_solution *self);

/** Residual max|L rho| / max|L| of a numerical solution, 0 for a closed form. */
ENT_API double ent_solution_residual(const ent_solution *self);

/** How the state was found: route, unknowns, iterations, memory. */
ENT_API const ent_solver_report *ent_solution_report(const ent_solution *self);

/** Whether there are several steady states, of which this is the one that the start of the options leads to. */
ENT_API bool ent_solution_is_selected(const ent_solution *self);

/** Whether the state came from a closed form. */
ENT_API bool ent_solution_is_closed_form(const ent_solution *self);

/** Number of warnings: limits of the master equation that are exceeded, then undefined observables with the reason. */
ENT_API size_t ent_solution_warning_count(const ent_solution *self);

/** Number of limits of the master equation that are exceeded: the first of the warnings. 0: inside its range. */
ENT_API size_t ent_solution_limit_count(const ent_solution *self);

/** A warning below ent_solution_warning_count, one sentence with its numbers; else NULL. */
ENT_API const char *ent_solution_warning(const ent_solution *self, size_t index);

ENT_EXTERN_C_END

#endif
