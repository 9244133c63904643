/* The points of one line of a plot. */
#ifndef FIGURE_PLOT_SERIES_H
#define FIGURE_PLOT_SERIES_H

#include "figure/plot_view.h"

/* One line: the rows of one value of the family (index, if there is a family) and one direction (-1: any). */
typedef struct plot_series {
    const plot_view *view;
    size_t column, family;
    int direction;
} plot_series;

/* Appends x and y, one point a line, in rising x where x is an axis; a blank line is a gap. Long lines are thinned: of
 * each run of neighbours the first, lowest, highest and last stay. Boundaries are joined to the nearest root of the
 * same direction at the next value of x. Returns the number of points. */
size_t plot_series_append(text_buffer *out, const plot_series *self);

#endif
