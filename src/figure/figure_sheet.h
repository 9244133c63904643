/* What every part of a figure's script is made from. */
#ifndef FIGURE_SHEET_H
#define FIGURE_SHEET_H

#include "base/text.h"
#include "figure/figure_data.h"
#include "figure/figure_scale.h"

typedef struct figure_sheet {
    text_buffer *out;
    const figure_plan *plan;
    const figure_data *data;
    figure_scale left, right;
    const char *unit; /* symbol of the energy unit, or NULL */
} figure_sheet;

#endif
