#include "figure/figure_map.h"

#include <math.h>

#include "base/number.h"
#include "figure/figure_label.h"

/* viridis (van der Walt, Smith, 2015): perceptually uniform, also for colour-blind readers and in grey. */
const char *const figure_map_palette =
    "set palette defined (0 '#440154', 1 '#482475', 2 '#414487', 3 '#355f8d', 4 '#2a788e', 5 '#21918c', 6 '#22a884', "
    "7 '#44bf70', 8 '#7ad151', 9 '#bddf26', 10 '#fde725')\n";

/* Whether values are spaced evenly enough to be the pixels of an image. */
static bool is_even(const ent_range *range)
{
    const double step = (range->values[range->n - 1] - range->values[0]) / (double)(range->n - 1);
    for (size_t i = 1; i < range->n; ++i) {
        if (fabs(range->values[i] - range->values[i - 1] - step) > 1e-6 * step) {
            return false;
        }
    }
    return true;
}

/* The edges of cells around unevenly spaced values: midpoints, and the ends themselves. */
static void append_edges(const figure_sheet *sheet, const char *name, const ent_range *range)
{
    const double *v = range->values;
    text_append(sheet->out, "array %s[%zu] = [", name, range->n + 1);
    for (size_t i = 0; i <= range->n; ++i) {
        const double edge = i == 0 ? v[0] : i == range->n ? v[i - 1] : 0.5 * (v[i - 1] + v[i]);
        text_append(sheet->out, "%s%s%.9g", i ? ", " : "", i % 8 == 7 ? "\\\n    " : "", edge);
    }
    text_append(sheet->out, "]\n");
}

void figure_map_append_frame(const figure_sheet *sheet)
{
    const figure_plan *plan = sheet->plan;
    const table_column rows = figure_label_parameter(plan->model, plan->panel->rows.parameter);
    const table_column *colours =
        &sheet->data->numbers.columns[table_find(&sheet->data->numbers, plan->panel->curves[0].column)];
    const double base = pow(10.0, -sheet->left.exponent);
    char low[NUMBER_SIZE], high[NUMBER_SIZE];
    text_append(sheet->out, "set lmargin at screen 0.18\nset rmargin at screen 0.76\nset bmargin at screen 0.17\n"
                            "set tmargin at screen 0.90\nunset key\n");
    text_append(sheet->out, "set yrange [%s:%s]\nset ylabel '", number_format(low, plan->outer.values[0]),
                number_format(high, plan->outer.values[plan->outer.n - 1]));
    figure_label_quantity(sheet->out, &rows, 0, sheet->unit);
    text_append(sheet->out, "' offset 0.6, 0\nset cblabel '");
    figure_label_quantity(sheet->out, colours, sheet->left.exponent, sheet->unit);
    text_append(sheet->out, "' offset 0.8, 0\n");
    text_append(sheet->out, "set cbrange [%.6g:%.6g]\n%s", sheet->left.low * base, sheet->left.high * base,
                figure_map_palette);
    text_append(sheet->out, "set colorbox user origin screen 0.785, 0.17 size screen 0.04, 0.73\n"
                            "set tics front out\n");
    text_append(sheet->out, "set ytics %g\nset cbtics scale 0.4 %g\n",
                figure_scale_step(plan->outer.values[plan->outer.n - 1] - plan->outer.values[0]),
                figure_scale_step((sheet->left.high - sheet->left.low) * base));
    if (!is_even(&plan->axis) || !is_even(&plan->outer)) {
        append_edges(sheet, "column_edges", &plan->axis);
        append_edges(sheet, "row_edges", &plan->outer);
    }
}

void figure_map_append(const figure_sheet *sheet)
{
    const figure_plan *plan = sheet->plan;
    const char *x = plan->panel->axis.parameter, *y = plan->panel->rows.parameter;
    const int exponent = -sheet->left.exponent;
    const double line = plan->panel->row_line;
    text_append(sheet->out, "data = '%s.csv'\nplot data using (column('%s')):(column('%s')):", plan->panel->name, x, y);
    if (is_even(&plan->axis) && is_even(&plan->outer)) {
        text_append(sheet->out, "(column('%s')*1e%d) with image", plan->panel->curves[0].column, exponent);
    } else {
        text_append(sheet->out,
                    "\\\n     (column_edges[int($0) %% %zu + 1]):(column_edges[int($0) %% %zu + 2]):\\\n"
                    "     (row_edges[int($0) / %zu + 1]):(row_edges[int($0) / %zu + 2]):\\\n"
                    "     (column('%s')*1e%d) with boxxyerror linecolor palette fillstyle solid noborder",
                    plan->axis.n, plan->axis.n, plan->axis.n, plan->axis.n, plan->panel->curves[0].column, exponent);
    }
    if (line > plan->outer.values[0] && line < plan->outer.values[plan->outer.n - 1]) {
        text_append(sheet->out, ", \\\n     %g with lines linewidth 1.2 dashtype (5,3) linecolor rgb 'white'", line);
    }
    text_append(sheet->out, "\n");
}
