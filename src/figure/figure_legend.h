/* The legend above the frame of a figure. */
#ifndef FIGURE_LEGEND_H
#define FIGURE_LEGEND_H

#include "figure/figure_sheet.h"

/* A row with the values of the family, then what dashes and colours mean. It stands above the frame, where no setting
 * can put a curve below it. */
void figure_legend_append(const figure_sheet *sheet);

/* Where the frame ends and the legend begins, as a share of the height. */
double figure_legend_bottom(const figure_sheet *sheet);

#endif
