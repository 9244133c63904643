/* Kinds of pictures, as gnuplot's terminals. */
#ifndef FIGURE_TERMINAL_H
#define FIGURE_TERMINAL_H

#include "base/text.h"

/* Number of kinds, and the ending of each, such as ".svg". */
size_t figure_terminal_count(void);
const char *figure_terminal_ending(size_t kind);

/* Sets terminal and output: a picture NAME with the kind's ending, width and height in points on paper. */
void figure_terminal_append(text_buffer *out, size_t kind, double width, double height, const char *name);

#endif
