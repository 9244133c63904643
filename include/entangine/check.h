/* Consistency checks of one engine in one report. SPDX-License-Identifier: MIT */
#ifndef ENT_CHECK_H
#define ENT_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "macros.h"
#include "model.h"
#include "network.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** What a check came to. */
typedef enum ent_check_verdict {
    ENT_CHECK_PASS,
    ENT_CHECK_WARN, /**< a limit of the master equation is exceeded */
    ENT_CHECK_FAIL  /**< a law is broken, or a number is not what it must be */
} ent_check_verdict;

/** One check: it passes where value <= tolerance. */
typedef struct ent_check_line {
    const char *name;
    ent_check_verdict verdict;
    double value, tolerance;
    const char *text; /**< what was looked at, or the warning */
} ent_check_line;

/** The result of ent_check. */
typedef struct ent_check_report ent_check_report;

/**
 * Solves one engine and checks it. Of every model: the First Law (sum of all heat currents against the largest) and the
 * limits of its master equation, the Second Law among them. Of a model with a closed form: both routes against each
 * other. Of a network also: uniqueness, trace, hermiticity and positivity of the state, residual, detailed balance of
 * every bath, the Gibbs state at one temperature (global equation), and the local against the global equation.
 * @param[out] self freed by ent_check_free; NULL after a failure
 * @param[in] model to check
 * @param[in] network the network of the model, else NULL
 * @param[in] parameters [n_parameters]
 * @return ENT_OK, also where checks fail; why the engine has no steady state, except for one that is not unique
 */
ENT_API ENT_MUST_USE int ent_check(ent_check_report **self, const ent_model *model, const ent_network *network,
                                   const double *parameters, ent_error *error);

/** Frees a report; NULL is fine. */
ENT_API void ent_check_free(ent_check_report *self);

/** Number of checks made, and one of them. */
ENT_API size_t ent_check_count(const ent_check_report *self);
ENT_API const ent_check_line *ent_check_at(const ent_check_report *self, size_t index);

/** Whether every check passed. */
ENT_API bool ent_check_passed(const ent_check_report *self);

ENT_EXTERN_C_END

#endif
