/* What stands above the frames of a plot. */
#ifndef FIGURE_PLOT_LEGEND_H
#define FIGURE_PLOT_LEGEND_H

#include "figure/plot_sheet.h"

/* Title, directions of a boundary, values of a family, meaning of the contour. */
void plot_legend_append(text_buffer *out, const plot_sheet *sheet);

#endif
