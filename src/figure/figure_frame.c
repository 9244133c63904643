#include "figure/figure_frame.h"

#include <math.h>

#include "base/number.h"
#include "figure/figure_curves.h"
#include "figure/figure_label.h"
#include "figure/figure_legend.h"
#include "figure/figure_map.h"

/* The column that an axis shows first. */
static const table_column *find_column(const figure_sheet *sheet, bool right)
{
    const figure_curve *curve = sheet->plan->panel->curves;
    while (curve->right_axis != right) {
        ++curve;
    }
    return &sheet->data->numbers.columns[table_find(&sheet->data->numbers, curve->column)];
}

static void append_vertical(const figure_sheet *sheet, bool right)
{
    const figure_scale *scale = right ? &sheet->right : &sheet->left;
    const char *axis = right ? "y2" : "y";
    const double base = pow(10.0, -scale->exponent);
    text_append(sheet->out, "set %srange [%.6g:%.6g]\nset %slabel '", axis, scale->low * base, scale->high * base,
                axis);
    figure_label_quantity(sheet->out, find_column(sheet, right), scale->exponent, sheet->unit);
    text_append(sheet->out, "' offset %s, 0", right ? "-0.2" : sheet->plan->panel->logarithmic ? "0.6" : "-0.5");
    if (sheet->plan->panel->marks_crossing) {
        const char *colour = figure_curves_colour(sheet->plan->panel, right);
        text_append(sheet->out, " textcolor rgb '%s'\nset %stics textcolor rgb '%s'", colour, axis, colour);
    }
    text_append(sheet->out, "\n");
    if (sheet->plan->panel->logarithmic) {
        text_append(sheet->out, "set logscale %s\nset format %s '10^{%%T}'\n", axis, axis);
    } else if (!right) {
        text_append(sheet->out, "set ytics %g\nset mytics 2\n", figure_scale_step((scale->high - scale->low) * base));
    }
}

static void append_horizontal(const figure_sheet *sheet)
{
    const figure_plan *plan = sheet->plan;
    const table_column column = figure_label_parameter(plan->model, plan->panel->axis.parameter);
    char low[NUMBER_SIZE], high[NUMBER_SIZE];
    text_append(sheet->out, "set xrange [%s:%s]\nset xlabel '", number_format(low, plan->axis.values[0]),
                number_format(high, plan->axis.values[plan->axis.n - 1]));
    figure_label_quantity(sheet->out, &column, 0, sheet->unit);
    text_append(sheet->out, "' offset 0, 0.7\n");
    if (plan->logarithmic_axis) {
        text_append(sheet->out, "set logscale x\n");
    } else {
        text_append(sheet->out, "set xtics %g\nset mxtics 2\n",
                    figure_scale_step(plan->axis.values[plan->axis.n - 1] - plan->axis.values[0]));
    }
}

/* A thin line at ratio 1, and for each crossing a line down to the axis and its place. */
static void append_crossings(const figure_sheet *sheet)
{
    const figure_plan *plan = sheet->plan;
    const table_column column = figure_label_parameter(plan->model, plan->panel->axis.parameter);
    const double *axis = plan->axis.values;
    text_append(sheet->out, "set arrow from graph 0, first 1 to graph 1, first 1 nohead linewidth 0.5 "
                            "linecolor rgb '#808080' back\n");
    for (size_t i = 0; i < sheet->data->crossings.n; ++i) {
        const double place = sheet->data->crossings.values[i];
        const bool on_right = place < 0.5 * (axis[0] + axis[plan->axis.n - 1]);
        text_append(sheet->out,
                    "set arrow from first %.15g, graph 0 to first %.15g, first 1 nohead linewidth 0.7 dashtype (2,2) "
                    "linecolor rgb 'black' back\n"
                    "set label at first %.15g, first 1 point pointtype 7 pointsize default front\nset label '",
                    place, place, place);
        figure_label_symbol(sheet->out, column.symbol);
        text_append(sheet->out, " = %.3g' at first %.15g, graph 0.06 %s offset %s, 0\n", place, place,
                    on_right ? "left" : "right", on_right ? "0.6" : "-0.6");
    }
}

void figure_frame_append(const figure_sheet *sheet)
{
    const figure_panel *panel = sheet->plan->panel;
    append_horizontal(sheet);
    if (panel->rows.parameter) {
        figure_map_append_frame(sheet);
        return;
    }
    text_append(sheet->out,
                "set lmargin at screen 0.165\nset rmargin at screen %s\nset bmargin at screen 0.17\n"
                "set tmargin at screen %.4g\n",
                panel->marks_crossing ? "0.84" : "0.955", figure_legend_bottom(sheet));
    text_append(sheet->out, "set ytics %s\n", panel->marks_crossing ? "nomirror" : "mirror");
    append_vertical(sheet, false);
    if (panel->marks_crossing) {
        /* Below zero the right axis only serves to put its zero at the height of 1 on the left. */
        text_append(sheet->out, "set y2tics nomirror 0, %g\n",
                    figure_scale_step(sheet->right.high * pow(10.0, -sheet->right.exponent)));
        append_vertical(sheet, true);
        append_crossings(sheet);
    }
    figure_legend_append(sheet);
    figure_curves_append_styles(sheet);
}
