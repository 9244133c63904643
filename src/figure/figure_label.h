/* Symbols and labels as gnuplot's enhanced text. */
#ifndef FIGURE_LABEL_H
#define FIGURE_LABEL_H

#include "base/text.h"
#include "io/table.h"

/* Text with symbols such as "κ_h" or "J_{ss}/J_c": single letters slanted, words and indices upright. */
void figure_label_symbol(text_buffer *out, const char *symbol);

/* A quantity over its unit and a power of ten, such as "J_{ss} / (10^{-4} ε_h^2)"; unit NULL: none is known. */
void figure_label_quantity(text_buffer *out, const table_column *column, int exponent, const char *unit);

/* A parameter of a model as a column that shares its name. */
table_column figure_label_parameter(const ent_model *model, const char *parameter);

#endif
