/* What of a result file is drawn, and how: the choices, made from the options and the file. */
#ifndef FIGURE_PLOT_VIEW_H
#define FIGURE_PLOT_VIEW_H

#include "base/text.h"
#include "entangine/plot.h"
#include "io/result_file.h"

enum { PLOT_MAX_PANELS = 12, PLOT_MAX_FAMILY = 12 };

/* Distinct values of an axis, rising. */
typedef struct plot_axis {
    size_t column; /* n_columns of the file: there is no such axis */
    size_t n;
    double *values;
    bool logarithmic; /* spaced in equal ratios */
} plot_axis;

typedef struct plot_view {
    const result_file *file;
    const ent_plot_options *options;
    size_t n_rows, *rows; /* what the slices leave */
    size_t n_axes, *axes; /* columns that are axes and not sliced; a curve's number is the only axis of traced curves */
    plot_axis x, by;      /* x.n is 0 where x is no axis; in a map, by is the vertical axis */
    size_t n_panels, panels[PLOT_MAX_PANELS];
    bool is_map, is_trace, is_boundary;
    bool log_x, log_y, log_z;
} plot_view;

/* Chooses. Free with plot_view_free, also after a failure.
 * Returns ENT_OK, ENT_ERROR_UNKNOWN_NAME, ENT_ERROR_USAGE or ENT_ERROR_NO_MEMORY. */
int plot_view_create(plot_view *self, const result_file *file, const ent_plot_options *options, ent_error *error);

void plot_view_free(plot_view *self);

/* Position of a value among those of an axis. */
size_t plot_axis_find(const plot_axis *self, double value);

#endif
