/* The gnuplot script of a plot, with its data. */
#ifndef FIGURE_PLOT_SCRIPT_H
#define FIGURE_PLOT_SCRIPT_H

#include "figure/plot_sheet.h"

/* Appends data blocks and settings; sets edge and pixels of the sheet. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int plot_script_data(text_buffer *out, plot_sheet *sheet, ent_error *error);

/* Appends the commands that draw all panels in the terminal that is set. */
void plot_script_panels(text_buffer *out, const plot_sheet *sheet);

#endif
