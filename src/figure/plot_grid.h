/* An observable over two axes: pixels and contours of a map. */
#ifndef FIGURE_PLOT_GRID_H
#define FIGURE_PLOT_GRID_H

#include "figure/plot_view.h"

typedef struct plot_grid {
    const plot_view *view;
    double *values; /* [by.n][x.n]; NaN where undefined or missing */
} plot_grid;

/* Arranges a column; free with plot_grid_free. */
int plot_grid_create(plot_grid *self, const plot_view *view, size_t column, ent_error *error);

void plot_grid_free(plot_grid *self);

/* Appends an even matrix of pixels that spans both axes, first to last value, as they are drawn: rows upwards. */
void plot_grid_pixels(text_buffer *out, const plot_grid *self, size_t *columns, size_t *rows);

/* Appends the contour at a level as segments, one blank line between two, in values of the axes. Along the edges of the
 * grid's cells the observable is interpolated linearly, over the logarithm of a logarithmic axis; a cell with an
 * undefined corner has no contour. Returns the number of segments. */
size_t plot_grid_contour(text_buffer *out, const plot_grid *self, double level);

/* Replaces values by whether they are above 0. */
void plot_grid_mark_positive(plot_grid *self);

#endif
