/* One network by all three master equations. SPDX-License-Identifier: MIT */
#ifndef ENT_COMPARE_H
#define ENT_COMPARE_H

#include <stdbool.h>

#include "macros.h"
#include "network.h"
#include "solve.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** Number of master equations, ENT_MASTER_EQUATION_LOCAL to ENT_MASTER_EQUATION_REDFIELD. */
#define ENT_MASTER_EQUATION_COUNT 3

/** The result of ent_compare. */
typedef struct ent_comparison ent_comparison;

/**
 * Solves one network by the local, the global and the Redfield equation, whichever is its own. An equation that fails
 * does not stop the others.
 * @param[out] self freed by ent_comparison_free; NULL after a failure
 * @param[in] network finished; must outlive the comparison
 * @param[in] parameters [n_parameters] of its model
 * @return ENT_OK, ENT_ERROR_OUT_OF_RANGE (a parameter), ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_compare(ent_comparison **self, const ent_network *network, const double *parameters,
                                     ent_error *error);

/** Frees a comparison; NULL is fine. */
ENT_API void ent_comparison_free(ent_comparison *self);

/** What an equation came to: ENT_OK or the status of ent_solve. */
ENT_API int ent_comparison_status(const ent_comparison *self, ent_master_equation equation);

/** Why an equation failed, one sentence; "" where it did not. */
ENT_API const char *ent_comparison_message(const ent_comparison *self, ent_master_equation equation);

/** The solution by an equation, with its warnings, owned by the comparison; NULL where it failed. */
ENT_API const ent_solution *ent_comparison_solution(const ent_comparison *self, ent_master_equation equation);

/** Whether an equation has a solution and none of its limits is exceeded. */
ENT_API bool ent_comparison_is_valid(const ent_comparison *self, ent_master_equation equation);

/**
 * The largest difference of a heat current between two equations, relative to the largest heat current of both; 0 where
 * no heat flows, NaN where one of them has no solution.
 */
ENT_API double ent_comparison_difference(const ent_comparison *self, ent_master_equation one,
                                         ent_master_equation other);

/** "local", "global" or "redfield", as in network files; NULL for other numbers. */
ENT_API const char *ent_master_equation_name(ent_master_equation equation);

ENT_EXTERN_C_END

#endif
