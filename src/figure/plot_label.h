/* Labels of the columns of a result file, as gnuplot's enhanced text for use between single quotes. */
#ifndef FIGURE_PLOT_LABEL_H
#define FIGURE_PLOT_LABEL_H

#include "figure/plot_view.h"

/* Plain text, with what gnuplot would take for markup or quotes escaped. */
void plot_label_plain(text_buffer *out, const char *text);

/* The symbol that the file or a model has for the column, or its name as it is. */
void plot_label_symbol(text_buffer *out, const result_column *column);

/* The symbol over its unit and a power of ten, such as "T_h / mK". */
void plot_label_column(text_buffer *out, const result_column *column, int exponent);

#endif
