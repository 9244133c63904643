/* Scales and places on paper of a plot. */
#ifndef FIGURE_PLOT_SHEET_H
#define FIGURE_PLOT_SHEET_H

#include "figure/plot_view.h"

/* What an axis covers. */
typedef struct plot_span {
    double low, high;
    int exponent; /* values are drawn in units of this power of ten */
} plot_span;

typedef struct plot_sheet {
    const plot_view *view;
    const char *edge; /* what the contour of a map shows, such as "J_ratio = 1"; NULL: none */
    size_t edge_segments;
    size_t n_undefined;              /* in the panels together */
    plot_span x, y[PLOT_MAX_PANELS]; /* y of a map: y[0] */
    plot_span z[PLOT_MAX_PANELS];    /* colours of a map */
    size_t pixels[2];                /* of a map */
    size_t legend_rows;
    double width, height; /* mm */
} plot_sheet;

/* Measures everything but edge and pixels. */
void plot_sheet_measure(plot_sheet *self, const plot_view *view);

/* Places in mm: left and right edge of the frames, lower and upper edge of one. */
double plot_sheet_left(const plot_sheet *self);
double plot_sheet_right(const plot_sheet *self);
double plot_sheet_bottom(const plot_sheet *self, size_t panel);
double plot_sheet_top(const plot_sheet *self, size_t panel);

/* The middle of a row of the legend, in mm. */
double plot_sheet_row(const plot_sheet *self, size_t row);

/* The number of curves each panel has for one value of the family. */
size_t plot_sheet_directions(const plot_view *view);

#endif
