/* The curves of a figure. */
#ifndef FIGURE_CURVES_H
#define FIGURE_CURVES_H

#include "figure/figure_sheet.h"

/* Colour, dash and marker of each curve of a family. */
void figure_curves_append_styles(const figure_sheet *sheet);

/* The plot command. */
void figure_curves_append(const figure_sheet *sheet);

/* Whether the curve is drawn once for every value of the family. */
bool figure_curves_in_family(const figure_panel *panel, const figure_curve *curve);

/* Colour of a curve that belongs to no family; its axis has the same. */
const char *figure_curves_colour(const figure_panel *panel, size_t curve);

/* Dashes of a dashed curve, in gnuplot's form. */
extern const char *const figure_curves_dash;

/* Colour and dashes of the curves of a family, over and over. */
const char *figure_curves_nth_colour(size_t i);
const char *figure_curves_nth_dash(size_t i);

#endif
