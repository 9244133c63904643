/* The heat map of a figure. */
#ifndef FIGURE_MAP_H
#define FIGURE_MAP_H

#include "figure/figure_sheet.h"

/* Vertical axis, colours and their scale. */
void figure_map_append_frame(const figure_sheet *sheet);

/* The plot command. */
void figure_map_append(const figure_sheet *sheet);

/* The command that sets the colours. */
extern const char *const figure_map_palette;

#endif
