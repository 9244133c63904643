#include "figure/svg.h"

#include <math.h>
#include <stdlib.h>

/* Widest usual letters of DejaVu Sans, in units of the font size. */
static const double letter_width = 0.64;

static void append_escaped(text_buffer *out, const char *text)
{
    for (const char *c = text; *c; ++c) {
        switch (*c) {
        case '<':
            text_append(out, "&lt;");
            break;
        case '>':
            text_append(out, "&gt;");
            break;
        case '&':
            text_append(out, "&amp;");
            break;
        default:
            text_append(out, "%c", (unsigned char)*c < 0x20 ? ' ' : *c);
            break;
        }
    }
}

void svg_open(text_buffer *out, double x, double y, double width, double height, const char *title)
{
    text_append(out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"%.1f %.1f %.1f "
                "%.1f\" font-family=\"DejaVu Sans, sans-serif\" text-anchor=\"middle\">\n<title>",
                width, height, x, y, width, height);
    append_escaped(out, title);
    text_append(out, "</title>\n<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#ffffff\"/>\n", x, y,
                width, height);
}

void svg_close(text_buffer *out)
{
    text_append(out, "</svg>\n");
}

void svg_line(text_buffer *out, double x1, double y1, double x2, double y2, const char *colour, bool dashed)
{
    text_append(out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2\"%s/>\n", x1,
                y1, x2, y2, colour, dashed ? " stroke-dasharray=\"6 4\"" : "");
}

void svg_arrow(text_buffer *out, double x1, double y1, double x2, double y2, double width, const char *colour)
{
    const double length = hypot(x2 - x1, y2 - y1), ux = (x2 - x1) / length, uy = (y2 - y1) / length;
    const double head = fmin(8.0 + width, 0.6 * length), half = width / 2.0, wing = half + 5.0;
    const double neck_x = x2 - head * ux, neck_y = y2 - head * uy;
    text_append(out,
                "<polygon points=\"%.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f\" "
                "fill=\"%s\"/>\n",
                x1 - half * uy, y1 + half * ux, neck_x - half * uy, neck_y + half * ux, neck_x - wing * uy,
                neck_y + wing * ux, x2, y2, neck_x + wing * uy, neck_y - wing * ux, neck_x + half * uy,
                neck_y - half * ux, x1 + half * uy, y1 - half * ux, colour);
}

void svg_circle(text_buffer *out, double x, double y, double radius)
{
    text_append(out,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#ffffff\" stroke=\"#222222\" stroke-width=\"2\"/>\n",
                x, y, radius);
}

void svg_diamond(text_buffer *out, double x, double y, double radius, const char *colour)
{
    text_append(out, "<polygon points=\"%.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f\" fill=\"%s\"/>\n", x - radius, y, x,
                y - radius, x + radius, y, x, y + radius, colour);
}

void svg_box(text_buffer *out, double x, double y, double width, double height, const char *colour, bool dashed)
{
    text_append(out,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"6\" fill=\"%s\" stroke=\"#222222\"%s/>"
                "\n",
                x - width / 2.0, y - height / 2.0, width, height, colour, dashed ? " stroke-dasharray=\"4 3\"" : "");
}

/* The baseline stands a third of the size below the middle. */
static void text_with(text_buffer *out, double x, double y, double size, const char *colour, const char *style,
                      const char *text)
{
    text_append(out, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.4g\" fill=\"%s\"%s>", x, y + 0.35 * size, size, colour,
                style);
    append_escaped(out, text);
    text_append(out, "</text>\n");
}

void svg_text(text_buffer *out, double x, double y, double size, const char *colour, const char *text)
{
    text_with(out, x, y, size, colour, "", text);
}

void svg_label(text_buffer *out, double x, double y, double size, const char *colour, const char *text)
{
    text_with(out, x, y, size, "#ffffff", " stroke=\"#ffffff\" stroke-width=\"4\"", text);
    text_with(out, x, y, size, colour, "", text);
}

double svg_text_width(const char *text, double size)
{
    size_t letters = 0;
    for (const char *c = text; *c; ++c) {
        letters += ((unsigned char)*c & 0xc0U) != 0x80U; /* not the later bytes of a letter */
    }
    return letter_width * size * (double)letters;
}

bool svg_is_dark(const char *colour)
{
    const unsigned long rgb = strtoul(colour + 1, NULL, 16);
    const double red = (double)(rgb >> 16 & 255U), green = (double)(rgb >> 8 & 255U), blue = (double)(rgb & 255U);
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128.0;
}
