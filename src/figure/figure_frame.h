/* Axes of a figure, with ranges, labels and marks. */
#ifndef FIGURE_FRAME_H
#define FIGURE_FRAME_H

#include "figure/figure_sheet.h"

void figure_frame_append(const figure_sheet *sheet);

#endif
