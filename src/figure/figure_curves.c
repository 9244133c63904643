#include "figure/figure_curves.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

/* Okabe and Ito's colours (Color Universal Design, 2008), which differ for colour-blind readers too. */
static const char *const colours[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};
enum { N_COLOURS = sizeof colours / sizeof colours[0] };

/* Dashes, or markers where dashes mean something else, tell the curves of a family apart in print without colour. */
static const char *const dashes[] = {"solid", "(9,3)", "(9,3,2,3)", "(2,2)", "(12,2,4,2)"};
enum { N_DASHES = sizeof dashes / sizeof dashes[0] };
static const int markers[] = {7, 5, 9, 13, 11};
enum { N_MARKERS = sizeof markers / sizeof markers[0] };

/* Markers on one curve, about. */
enum { MARKERS_ON_CURVE = 8 };

const char *figure_curves_nth_colour(size_t i)
{
    return colours[i % N_COLOURS];
}

const char *figure_curves_nth_dash(size_t i)
{
    return dashes[i % N_DASHES];
}

const char *const figure_curves_dash = "(5,3)";

bool figure_curves_in_family(const figure_panel *panel, const figure_curve *curve)
{
    return panel->family && figure_curve_follows(panel, curve, panel->family);
}

const char *figure_curves_colour(const figure_panel *panel, size_t curve)
{
    return panel->family ? "black" : colours[curve];
}

static bool uses_markers(const figure_panel *panel)
{
    return panel->family && panel->curves[1].model;
}

void figure_curves_append_styles(const figure_sheet *sheet)
{
    const figure_plan *plan = sheet->plan;
    if (!plan->panel->family) {
        return;
    }
    text_append(sheet->out, "family = '");
    for (size_t i = 0; i < plan->outer.n; ++i) {
        char number[NUMBER_SIZE];
        text_append(sheet->out, "%s%s", i ? " " : "", number_format(number, plan->outer.values[i]));
    }
    text_append(sheet->out, "'\n");
    for (size_t i = 0; i < plan->outer.n; ++i) {
        text_append(sheet->out, "set linetype %zu linewidth 1.2 linecolor rgb '%s' dashtype %s pointtype %d\n", i + 1,
                    colours[i % N_COLOURS], uses_markers(plan->panel) ? "solid" : dashes[i % N_DASHES],
                    markers[i % N_MARKERS]);
    }
}

/* A column in units of its axis. On a logarithmic axis, zero lies below the frame, so that a curve falls out of it. */
static void append_value(const figure_sheet *sheet, const figure_curve *curve)
{
    const int exponent = (curve->right_axis ? sheet->right : sheet->left).exponent;
    if (sheet->plan->panel->logarithmic) {
        text_append(sheet->out, "above_zero(column('%s'))", curve->column);
        return;
    }
    text_append(sheet->out, "column('%s')", curve->column);
    if (exponent != 0) {
        text_append(sheet->out, "*1e%d", -exponent);
    }
}

/* One curve for every value of the family; the first of them names the values in the key. */
static void append_family(const figure_sheet *sheet, const figure_curve *curve, bool first)
{
    const figure_plan *plan = sheet->plan;
    text_append(sheet->out,
                "for [i=1:words(family)] data using (column('%s')):(column('%s') == real(word(family, i)) ? ",
                plan->panel->axis.parameter, plan->panel->family);
    append_value(sheet, curve);
    text_append(sheet->out, " : NaN) ");
    if (curve->dashed) {
        text_append(sheet->out, "with lines linetype i linewidth 0.9 dashtype %s notitle", figure_curves_dash);
    } else if (uses_markers(plan->panel)) {
        const size_t interval = plan->axis.n / MARKERS_ON_CURVE;
        text_append(sheet->out, "with linespoints linetype i pointsize default pointinterval %zu",
                    interval > 0 ? interval : 1);
    } else {
        text_append(sheet->out, "with lines linetype i");
    }
    if (!curve->dashed) {
        text_append(sheet->out, first ? " title word(family, i)" : " notitle");
    }
}

/* A curve that is the same for every value of the family, or there is no family. */
static void append_single(const figure_sheet *sheet, const figure_curve *curve, size_t index)
{
    const figure_plan *plan = sheet->plan;
    text_append(sheet->out, "data using (column('%s')):(", plan->panel->axis.parameter);
    if (plan->panel->family) {
        text_append(sheet->out, "column('%s') == real(word(family, 1)) ? ", plan->panel->family);
    }
    append_value(sheet, curve);
    text_append(sheet->out, "%s) axes x1y%d with lines linewidth 1.2 linecolor rgb '%s' dashtype %s notitle",
                plan->panel->family ? " : NaN" : "", curve->right_axis ? 2 : 1,
                figure_curves_colour(plan->panel, index), curve->dashed ? figure_curves_dash : "solid");
}

void figure_curves_append(const figure_sheet *sheet)
{
    const figure_panel *panel = sheet->plan->panel;
    if (panel->logarithmic) {
        text_append(sheet->out, "above_zero(value) = value < %g ? %g : value\n", 1e-3 * sheet->left.low,
                    1e-3 * sheet->left.low);
    }
    text_append(sheet->out, "data = '%s.csv'\nplot ", panel->name);
    for (size_t i = 0; i < FIGURE_MAX_CURVES && panel->curves[i].model; ++i) {
        text_append(sheet->out, "%s", i ? ", \\\n     " : "");
        if (figure_curves_in_family(panel, &panel->curves[i])) {
            append_family(sheet, &panel->curves[i], i == 0);
        } else {
            append_single(sheet, &panel->curves[i], i);
        }
    }
    text_append(sheet->out, "\n");
}
