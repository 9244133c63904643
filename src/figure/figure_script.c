#include "figure/figure_script.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "figure/figure_curves.h"
#include "figure/figure_frame.h"
#include "figure/figure_map.h"
#include "figure/figure_sheet.h"
#include "figure/figure_terminal.h"

/* Width and height on paper in points: 8.6 cm, one column of a journal. */
static const double WIDTH = 243.8, HEIGHT = 190.0;

/* The comment that tells what the files hold. */
static void append_heading(const figure_sheet *sheet)
{
    const figure_plan *plan = sheet->plan;
    const char *name = plan->panel->name;
    const char *outer = figure_panel_outer(plan->panel);
    text_append(sheet->out, "# Figure %s: %s.\n# Khandelwal et al., New J. Phys. 22, 073039 (2020), drawn anew.\n",
                name, plan->panel->description);
    text_append(sheet->out, "# In the folder of %s.csv, gnuplot %s.gp draws %s.svg, %s.png and %s.pdf.\n#\n", name,
                name, name, name, name);
    text_append(sheet->out, "# Model %s:", plan->model->name);
    for (size_t i = 0; i < plan->model->n_parameters; ++i) {
        const char *parameter = plan->model->parameters[i].name;
        char number[NUMBER_SIZE];
        if (i != plan->axis_index && i != plan->outer_index &&
            !figure_curve_searches(&plan->panel->curves[0], parameter)) {
            text_append(sheet->out, " %s=%s", parameter, number_format(number, plan->parameters[i]));
        }
    }
    text_append(sheet->out, "\n# Columns of %s.csv:\n", name);
    if (outer) {
        text_append(sheet->out, "#   %s: %s\n", outer, plan->model->parameters[plan->outer_index].description);
    }
    text_append(sheet->out, "#   %s: %s\n", plan->panel->axis.parameter,
                plan->model->parameters[plan->axis_index].description);
}

static void append_curve_columns(const figure_sheet *sheet, const figure_curve *curve)
{
    const ent_model *model = ent_model_find(curve->model);
    for (size_t i = 0; i < FIGURE_MAX_SEARCHED && curve->searched[i].parameter; ++i) {
        const figure_search *search = &curve->searched[i];
        text_append(sheet->out, "#   %s: %s of model %s, best for the negativity from %g to %g\n", search->column,
                    search->parameter, model->name, search->lower, search->upper);
    }
    text_append(sheet->out, "#   %s: %s of model %s", curve->column, curve->observable, model->name);
    for (size_t i = 0; i < FIGURE_MAX_BOUND && curve->bound[i].parameter; ++i) {
        if (strcmp(curve->bound[i].parameter, curve->bound[i].source) != 0) {
            text_append(sheet->out, ", %s=%s", curve->bound[i].parameter, curve->bound[i].source);
        }
    }
    for (size_t i = 0; i < FIGURE_MAX_FIXED && curve->fixed[i].parameter; ++i) {
        text_append(sheet->out, ", %s=%g", curve->fixed[i].parameter, curve->fixed[i].value);
    }
    text_append(sheet->out, "\n");
}

static void append_settings(const figure_sheet *sheet)
{
    text_append(sheet->out, "#   status: ok, or why the point could not be computed\n\n"
                            "set encoding utf8\n"
                            "set datafile separator comma columnheaders\n"
                            "set border linewidth 0.5\n"
                            "set format '%%h'\nset minussign\n"
                            "set tics in scale 0.7, 0.35\n"
                            "set xtics nomirror offset 0, 0.3\n");
    text_append(sheet->out, "set label 100 '{/:Bold*1.2 (%s)}' at screen 0.02, 0.955 left\n",
                sheet->plan->panel->name + strcspn(sheet->plan->panel->name, "ab"));
}

void figure_script_append(text_buffer *out, const figure_plan *plan, const figure_data *data)
{
    const figure_sheet sheet = {
        out, plan, data, figure_scale_of(plan, data, false), figure_scale_of(plan, data, true), figure_plan_unit(plan)};
    append_heading(&sheet);
    for (size_t i = 0; i < FIGURE_MAX_CURVES && plan->panel->curves[i].model; ++i) {
        append_curve_columns(&sheet, &plan->panel->curves[i]);
    }
    append_settings(&sheet);
    figure_frame_append(&sheet);
    for (size_t i = 0; i < figure_terminal_count(); ++i) {
        figure_terminal_append(out, i, WIDTH, HEIGHT, plan->panel->name);
        if (i > 0) {
            text_append(out, "replot\n");
        } else if (plan->panel->rows.parameter) {
            figure_map_append(&sheet);
        } else {
            figure_curves_append(&sheet);
        }
    }
    text_append(out, "\nunset output\n");
}
