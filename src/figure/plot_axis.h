/* The distinct values of an axis of a result file. */
#ifndef FIGURE_PLOT_AXIS_H
#define FIGURE_PLOT_AXIS_H

#include "figure/plot_view.h"

/* Collects the values that a column has in the rows of a view; values is freed by the caller. */
int plot_axis_create(plot_axis *self, const plot_view *view, size_t column, ent_error *error);

/* "0.1, 0.2, ..., 1 (10 values)", for messages. */
void plot_axis_list(text_buffer *out, const plot_axis *self);

#endif
