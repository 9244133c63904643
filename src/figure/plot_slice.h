/* Names, axes and slices of a view. */
#ifndef FIGURE_PLOT_SLICE_H
#define FIGURE_PLOT_SLICE_H

#include "figure/plot_view.h"

/* Index of a column; of an unknown one an error that names the nearest. */
int plot_find(size_t *column, const result_file *file, const char *name, ent_error *error);

/* Place of a column among the axes that are left, or n_axes. */
size_t plot_axis_position(const plot_view *self, size_t column);

/* Takes an axis away. */
void plot_drop_axis(plot_view *self, size_t position);

/* Keeps the rows of one value of an axis, and takes the axis away. */
int plot_cut(plot_view *self, const ent_slice *slice, ent_error *error);

#endif
