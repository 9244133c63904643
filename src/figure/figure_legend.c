#include "figure/figure_legend.h"

#include "base/number.h"
#include "figure/figure_curves.h"
#include "figure/figure_label.h"

/* Shares of the height: of a row, and of the edge above the first one. Entries in a row of the key and of styles. */
static const double ROW = 0.06, EDGE = 0.045;
enum { KEY_COLUMNS = 4, STYLE_COLUMNS = 2 };

/* The axis of a panel without family is told by its colour and here. */
static bool has_style_entry(const figure_panel *panel, const figure_curve *curve)
{
    return curve->label || !panel->family || (panel->curves[1].model && panel->fixed[0].parameter);
}

static size_t count_styles(const figure_panel *panel)
{
    size_t n = 0;
    for (size_t i = 0; i < FIGURE_MAX_CURVES && panel->curves[i].model; ++i) {
        n += has_style_entry(panel, &panel->curves[i]);
    }
    return n;
}

static size_t key_rows(const figure_plan *plan)
{
    return plan->panel->family ? (plan->outer.n + KEY_COLUMNS - 1) / KEY_COLUMNS : 0;
}

double figure_legend_bottom(const figure_sheet *sheet)
{
    const size_t style_rows = (count_styles(sheet->plan->panel) + STYLE_COLUMNS - 1) / STYLE_COLUMNS;
    return 1.0 - EDGE - ROW * (double)(key_rows(sheet->plan) + style_rows) - 0.01;
}

/* "δ / ε_h = 0.01": a parameter that the panel holds fast. */
static void append_fixed(const figure_sheet *sheet)
{
    const figure_plan *plan = sheet->plan;
    const char *name = plan->panel->fixed[0].parameter;
    const table_column column = figure_label_parameter(plan->model, name);
    char number[NUMBER_SIZE];
    figure_label_quantity(sheet->out, &column, 0, sheet->unit);
    text_append(sheet->out, " = %s", number_format(number, plan->parameters[ent_model_parameter(plan->model, name)]));
}

static void append_style_text(const figure_sheet *sheet, const figure_curve *curve)
{
    const table *numbers = &sheet->data->numbers;
    if (curve->label) {
        figure_label_symbol(sheet->out, curve->label);
    } else if (!sheet->plan->panel->family) {
        figure_label_symbol(sheet->out, numbers->columns[table_find(numbers, curve->column)].symbol);
    } else {
        append_fixed(sheet);
    }
}

static void append_styles(const figure_sheet *sheet)
{
    const figure_panel *panel = sheet->plan->panel;
    size_t n = 0;
    for (size_t i = 0; i < FIGURE_MAX_CURVES && panel->curves[i].model; ++i) {
        const figure_curve *curve = &panel->curves[i];
        if (!has_style_entry(panel, curve)) {
            continue;
        }
        const double x = 0.16 + 0.40 * (double)(n % STYLE_COLUMNS);
        const size_t row = key_rows(sheet->plan) + n / STYLE_COLUMNS;
        const double y = 1.0 - EDGE - ROW * (double)row;
        const char *colour = figure_curves_in_family(panel, curve) ? "#606060" : figure_curves_colour(panel, i);
        text_append(sheet->out,
                    "set arrow from screen %.4g, %.4g to screen %.4g, %.4g nohead linewidth %s linecolor rgb '%s' "
                    "dashtype %s\nset label '",
                    x, y, x + 0.075, y, curve->dashed ? "0.9" : "1.2", colour,
                    curve->dashed ? figure_curves_dash : "solid");
        append_style_text(sheet, curve);
        text_append(sheet->out, "' at screen %.4g, %.4g left\n", x + 0.09, y);
        ++n;
    }
}

void figure_legend_append(const figure_sheet *sheet)
{
    const figure_plan *plan = sheet->plan;
    if (plan->panel->family) {
        const table_column column = figure_label_parameter(plan->model, plan->panel->family);
        text_append(sheet->out, "set label '");
        figure_label_quantity(sheet->out, &column, 0, sheet->unit);
        text_append(sheet->out, " =' at screen 0.16, %.4g left\n", 1.0 - EDGE);
        text_append(sheet->out,
                    "set key at screen 0.965, %.4g right top horizontal Left reverse maxcols %d samplen 2.2 "
                    "spacing 1 width 0 height 0\n",
                    1.0 - EDGE + 0.45 * ROW, KEY_COLUMNS);
    } else {
        text_append(sheet->out, "unset key\n");
        if (plan->panel->fixed[0].parameter) {
            text_append(sheet->out, "set label '");
            append_fixed(sheet);
            text_append(sheet->out, "' at screen 0.98, %.4g right\n", 1.0 - EDGE);
        }
    }
    append_styles(sheet);
}
