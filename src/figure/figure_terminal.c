#include "figure/figure_terminal.h"

#include <ctype.h>

#include "io/gnuplot.h"

/* Height of letters in points. */
static const double FONT = 7.5;

/* A kind of picture. Sizes in the script are points on paper: the factors make all kinds look alike. */
typedef struct terminal {
    const char *ending, *name, *options;
    const char *unit; /* of the size */
    double size, font, line, dash, point;
} terminal;

static const terminal terminals[] = {
    {".svg", "svg", "enhanced rounded background 'white'", "", 3.0, 3.0, 3.0, 0.9, 0.6},
    {".png", "pngcairo", "enhanced rounded", "", 8.0, 6.0, 8.0, 2.0, 4.0},
    {".pdf", "pdfcairo", "enhanced rounded", "in", 1.0 / 72.0, 1.5, 2.0, 2.0, 0.5},
};

size_t figure_terminal_count(void)
{
    return sizeof terminals / sizeof terminals[0];
}

const char *figure_terminal_ending(size_t kind)
{
    return terminals[kind].ending;
}

void figure_terminal_append(text_buffer *out, size_t kind, double width, double height, const char *name)
{
    const terminal *format = &terminals[kind];
    text_append(out,
                "\nset terminal %s %s size %.4g%s,%.4g%s font 'DejaVu Sans,%g' linewidth %g "
                "dashlength %g\nset pointsize %g\nset output '",
                format->name, format->options, width * format->size, format->unit, height * format->size, format->unit,
                FONT * format->font, format->line, format->dash, format->point);
    /* A name that starts with | or ~ would mean a command or a home directory. */
    text_append(out, "%s", isalnum((unsigned char)name[0]) ? "" : "./");
    gnuplot_quote(out, name);
    text_append(out, "%s'\n", format->ending);
}
