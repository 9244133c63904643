/* The gnuplot script that draws a figure from its CSV. */
#ifndef FIGURE_SCRIPT_H
#define FIGURE_SCRIPT_H

#include "base/text.h"
#include "figure/figure_data.h"

/* Appends the whole script; out->failed tells of lacking memory. It stands alone: run where NAME.csv lies, it writes
 * NAME.svg, NAME.png and NAME.pdf, which look alike. */
void figure_script_append(text_buffer *out, const figure_plan *plan, const figure_data *data);

#endif
