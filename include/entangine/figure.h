/* The figures of Khandelwal et al., New J. Phys. 22, 073039 (2020), and its claims. SPDX-License-Identifier: MIT */
#ifndef ENT_FIGURE_H
#define ENT_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

#include "macros.h"
#include "model.h"
#include "progress.h"
#include "range.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** A value, or values, that replace a default of a figure. */
typedef struct ent_figure_setting {
    const char *name; /**< a parameter of the figure's model */
    ent_range range;  /**< one value for a fixed parameter; several for the axis or the family of curves */
} ent_figure_setting;

/** Options of ent_figure_draw; {0} or NULL are the defaults. */
typedef struct ent_figure_options {
    const char *directory; /**< made if missing; NULL: "figures" */
    size_t n_settings;
    const ent_figure_setting *settings;
    const char *gnuplot; /**< the program to run; NULL: "gnuplot" from PATH */
    ent_progress progress;
} ent_figure_options;

/** Number of figures, and the name ("2a") and one-line description of each; NULL beyond. */
ENT_API size_t ent_figure_count(void);
ENT_API const char *ent_figure_name(size_t index);
ENT_API const char *ent_figure_description(size_t index);

/** Index of the figure of that name, or ent_figure_count(). */
ENT_API size_t ent_figure_find(const char *name);

/** The model whose parameters the settings of figure index replace; NULL beyond. */
ENT_API const ent_model *ent_figure_model(size_t index);

/** Whether figure index has a parameter of that name that a setting may replace. */
ENT_API bool ent_figure_accepts(size_t index, const char *parameter);

/**
 * Computes one figure and writes NAME.csv, NAME.gp, NAME.svg, NAME.png and NAME.pdf into the directory, each one whole
 * or not at all.
 * @return ENT_OK; ENT_ERROR_UNKNOWN_NAME, ENT_ERROR_OUT_OF_RANGE, ENT_ERROR_USAGE for bad settings; ENT_ERROR_FILE;
 *         ENT_ERROR_TOOL when gnuplot is missing or fails (the CSV and the script are written);
 *         ENT_INTERRUPTED; ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_figure_draw(size_t index, const ent_figure_options *options, ent_error *error);

/** One claim of the paper, held against a computation made now. */
typedef struct ent_claim {
    const char *figure; /**< figure or section of the paper */
    const char *claim;  /**< what is claimed */
    const char *paper;  /**< what the paper says */
    char computed[160]; /**< what was computed just now */
    bool holds;
} ent_claim;

/**
 * Computes all claims of the paper that numbers can decide.
 * @param[out] claims freed by free()
 * @param[out] n how many
 * @return ENT_OK, ENT_ERROR_NOT_CONVERGED, ENT_INTERRUPTED, ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_claims_compute(ent_claim **claims, size_t *n, const ent_progress *progress,
                                            ent_error *error);

ENT_EXTERN_C_END

#endif
