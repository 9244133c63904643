/* Pictures of result files. SPDX-License-Identifier: MIT */
#ifndef ENT_PLOT_H
#define ENT_PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "macros.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** A slice: only the points where an axis has this value are drawn. */
typedef struct ent_slice {
    const char *axis;
    double value; /**< to 1e-9 of the largest value of the axis */
} ent_slice;

/** What is drawn. */
typedef enum ent_plot_kind {
    ENT_PLOT_AUTOMATIC, /**< lines over one axis, or where the second one has at most 6 values; else a heat map */
    ENT_PLOT_LINES,
    ENT_PLOT_MAP
} ent_plot_kind;

/** Which axes are logarithmic. */
typedef enum ent_plot_log {
    ENT_PLOT_LOG_AUTOMATIC = 0, /**< an axis of the file that is spaced so */
    ENT_PLOT_LOG_X = 1,
    ENT_PLOT_LOG_Y = 2,
    ENT_PLOT_LOG_Z = 4, /**< the colours of a map */
    ENT_PLOT_LOG_NONE = 8
} ent_plot_log;

/** Options of ent_plot; {0} or NULL are the defaults. Names are columns of the file; texts belong to the caller. */
typedef struct ent_plot_options {
    const char *x;  /**< along the axis; NULL: the last axis of the file, or of two the one with more values */
    const char *by; /**< the axis that tells lines apart; NULL: the other one */
    size_t n_y;
    const char *const *y; /**< observables, a panel each; none: J_ratio and negativity, or up to four others */
    size_t n_slices;
    const ent_slice *slices;
    ent_plot_kind kind;
    unsigned log;                          /**< sum of ent_plot_log */
    const char *title, *x_label, *y_label; /**< NULL: symbols and units from the file, symbols from the models */
    double x_low, x_high, y_low, y_high;   /**< both ends 0: all of the data */
    double width, height;                  /**< in mm; 0: 86, one column of a journal, and what the panels need */
    const char *gnuplot;                   /**< the program to run; NULL: "gnuplot" from PATH */
} ent_plot_options;

/** What was drawn. */
typedef struct ent_plot_report {
    size_t n_panels, n_points; /**< points drawn in each panel, undefined ones included */
    size_t n_undefined;        /**< undefined or failed points: gaps in lines, grey in maps */
    char drawn[256];           /**< one line: the observables and the axes */
} ent_plot_report;

/**
 * Draws a result file: CSV or HDF5 of sweeps, CSV of boundary, optimise and evolve, or any CSV with a header, numbers,
 * and axes first. Lines have gaps where a value is undefined or its point failed. Maps show the contour J_ratio = 1
 * where the file has J_ratio, else negativity_signed = 0 or the edge of negativity > 0; it is interpolated linearly
 * between neighbouring points. Long files are thinned so that extremes stay.
 * @param[in] outputs [n_outputs], each ends in .svg, .png, .pdf or .gp (the gnuplot script, which holds its data)
 * @param[out] report may be NULL
 * @return ENT_OK; ENT_ERROR_UNKNOWN_NAME (no such column: the nearest is named), ENT_ERROR_USAGE (what cannot be drawn
 *         so, three axes without slices, all undefined); ENT_ERROR_FILE; ENT_ERROR_TOOL (gnuplot is missing or
 *         fails); ENT_INTERRUPTED; ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_plot(const char *file, size_t n_outputs, const char *const *outputs,
                                  const ent_plot_options *options, ent_plot_report *report, ent_error *error);

ENT_EXTERN_C_END

#endif
