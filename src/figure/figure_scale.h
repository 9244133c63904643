/* What a vertical axis, or the colours of a heat map, cover. */
#ifndef FIGURE_SCALE_H
#define FIGURE_SCALE_H

#include "figure/figure_data.h"

typedef struct figure_scale {
    double low, high;
    int exponent; /* values are drawn in units of this power of ten */
} figure_scale;

/* The scale of the curves on the left or the right. On a panel that marks crossings, 0 on the right stands at the
 * height of 1 on the left: the negativity then leaves its zero line where the ratio crosses 1. */
figure_scale figure_scale_of(const figure_plan *plan, const figure_data *data, bool right);

/* A distance between tics, 1, 2 or 5 in some decade, that divides a length into two to five parts. */
double figure_scale_step(double length);

#endif
