/* The few shapes of an SVG picture that diagrams need. Lengths in pixels, y downwards. */
#ifndef FIGURE_SVG_H
#define FIGURE_SVG_H

#include <stdbool.h>

#include "base/text.h"

void svg_open(text_buffer *out, double x, double y, double width, double height, const char *title);
void svg_close(text_buffer *out);

void svg_line(text_buffer *out, double x1, double y1, double x2, double y2, const char *colour, bool dashed);

/* A filled arrow whose shaft has this width. */
void svg_arrow(text_buffer *out, double x1, double y1, double x2, double y2, double width, const char *colour);

/* These are given by their centre. */
void svg_circle(text_buffer *out, double x, double y, double radius);
void svg_diamond(text_buffer *out, double x, double y, double radius, const char *colour);
void svg_box(text_buffer *out, double x, double y, double width, double height, const char *colour, bool dashed);
void svg_text(text_buffer *out, double x, double y, double size, const char *colour, const char *text);

/* Text with a white rim, readable over lines. */
void svg_label(text_buffer *out, double x, double y, double size, const char *colour, const char *text);

/* An upper limit of the width of UTF-8 text. */
double svg_text_width(const char *text, double size);

/* Whether text on this colour, "#rrggbb", should be white. */
bool svg_is_dark(const char *colour);

#endif
