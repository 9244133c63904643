#include "figure/figure_plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

static bool is_searched(const figure_panel *panel, const char *parameter)
{
    return figure_curve_searches(&panel->curves[0], parameter);
}

bool figure_panel_accepts(const figure_panel *panel, const char *parameter)
{
    const ent_model *model = ent_model_find(panel->model);
    for (size_t i = 0; i < sizeof panel->locked / sizeof panel->locked[0]; ++i) {
        if (panel->locked[i] && strcmp(panel->locked[i], parameter) == 0) {
            return false;
        }
    }
    return ent_model_parameter(model, parameter) < model->n_parameters && !is_searched(panel, parameter);
}

static bool is_axis(const figure_plan *self, const char *name)
{
    return strcmp(name, self->panel->axis.parameter) == 0;
}

static bool is_outer(const figure_plan *self, const char *name)
{
    const char *outer = figure_panel_outer(self->panel);
    return outer && strcmp(name, outer) == 0;
}

/* What may be set: "eps_h, delta (the axis), g, ...". */
static void list_parameters(const figure_plan *self, text_buffer *out)
{
    for (size_t i = 0; i < self->model->n_parameters; ++i) {
        const char *name = self->model->parameters[i].name;
        if (figure_panel_accepts(self->panel, name)) {
            text_append(out, "%s%s%s", out->size ? ", " : "", name,
                        is_axis(self, name)     ? " (the axis)"
                        : !is_outer(self, name) ? ""
                        : self->panel->family   ? " (one or several values)"
                                                : " (the vertical axis)");
        }
    }
}

static const char *nearest_parameter(const figure_plan *self, const char *name)
{
    const char *nearest = self->panel->axis.parameter;
    for (size_t i = 0; i < self->model->n_parameters; ++i) {
        const char *candidate = self->model->parameters[i].name;
        if (figure_panel_accepts(self->panel, candidate) &&
            text_distance(name, candidate) < text_distance(name, nearest)) {
            nearest = candidate;
        }
    }
    return nearest;
}

static int refuse_name(const figure_plan *self, const char *name, ent_error *error)
{
    text_buffer list = {0};
    int status;
    list_parameters(self, &list);
    if (ent_model_parameter(self->model, name) == self->model->n_parameters) {
        status =
            error_set(error, ENT_ERROR_UNKNOWN_NAME, "figure %s has no parameter '%s': the nearest is '%s'; it has %s",
                      self->panel->name, name, nearest_parameter(self, name), text_content(&list));
    } else {
        status = error_set(error, ENT_ERROR_USAGE, "figure %s %s%s, so %s cannot be set; what can be set is %s",
                           self->panel->name,
                           is_searched(self->panel, name) ? "finds the best " : "compares machines at resonance",
                           is_searched(self->panel, name) ? name : "", name, text_content(&list));
    }
    text_free(&list);
    return status;
}

static int compare_numbers(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int check_size(const figure_plan *self, const ent_figure_setting *setting, ent_error *error)
{
    const char *figure = self->panel->name, *name = setting->name;
    const size_t n = setting->range.n;
    const bool map_rows = is_outer(self, name) && self->panel->rows.parameter;
    if ((is_axis(self, name) || map_rows) && n < 2) {
        return error_set(error, ENT_ERROR_USAGE,
                         "%s is an axis of figure %s: it needs a range of at least 2 values, such as 0:0.05:51", name,
                         figure);
    }
    if (n != 1 && !is_axis(self, name) && !is_outer(self, name)) {
        const char *outer = figure_panel_outer(self->panel);
        return error_set(error, ENT_ERROR_USAGE,
                         "%s takes one value in figure %s, not %zu; only %s%s%s may have several", name, figure, n,
                         self->panel->axis.parameter, outer ? " and " : "", outer ? outer : "");
    }
    if (n == 0) {
        return error_set(error, ENT_ERROR_USAGE, "%s of figure %s has no value", name, figure);
    }
    return ENT_OK;
}

static int check_values(const figure_plan *self, const char *name, const ent_range *list, ent_error *error)
{
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    int status = ENT_OK;
    memcpy(parameters, self->parameters, sizeof parameters);
    for (size_t i = 0; status == ENT_OK && i < list->n; ++i) {
        status = ent_model_set(self->model, parameters, name, list->values[i], error);
    }
    return status;
}

/* Figures hold the values of their axes in memory, as lists. */
static int copy_range(ent_range *to, const ent_range *from, ent_error *error)
{
    ent_range_free(to);
    if (from->values) {
        return ent_range_list(to, from->n, from->values, error);
    }
    *to = *from;
    return ent_range_expand(to, error);
}

/* Lines and heat maps run from the smallest to the largest value, each once. */
static int sort_range(const ent_figure_setting *setting, ent_range *range, ent_error *error)
{
    qsort(range->values, range->n, sizeof *range->values, compare_numbers);
    for (size_t i = 1; i < range->n; ++i) {
        if (range->values[i] == range->values[i - 1]) {
            return error_set(error, ENT_ERROR_DUPLICATE, "%s has the value %.15g twice", setting->name,
                             range->values[i]);
        }
    }
    return ENT_OK;
}

static int apply(figure_plan *self, const ent_figure_setting *setting, ent_error *error)
{
    if (!figure_panel_accepts(self->panel, setting->name)) {
        return refuse_name(self, setting->name, error);
    }
    int status = check_size(self, setting, error);
    if (status != ENT_OK) {
        return status;
    }
    if (is_axis(self, setting->name) || is_outer(self, setting->name)) {
        ent_range *range = is_axis(self, setting->name) ? &self->axis : &self->outer;
        status = copy_range(range, &setting->range, error);
        if (status == ENT_OK) {
            status = check_values(self, setting->name, range, error);
        }
        if (status == ENT_OK) {
            status = sort_range(setting, range, error);
        }
        self->logarithmic_axis = self->logarithmic_axis && status == ENT_OK && self->axis.values[0] > 0.0;
        return status;
    }
    return ent_model_set(self->model, self->parameters, setting->name, ent_range_value(&setting->range, 0), error);
}

/* One axis as the panel has it. */
static int make_axis(ent_range *range, const figure_axis *axis, ent_error *error)
{
    const int status = axis->logarithmic ? ent_range_logarithmic(range, axis->start, axis->stop, axis->count, error)
                                         : ent_range_linear(range, axis->start, axis->stop, axis->count, error);
    return status == ENT_OK ? ent_range_expand(range, error) : status;
}

static int set_defaults(figure_plan *self, ent_error *error)
{
    const figure_panel *panel = self->panel;
    const figure_axis *axis = &panel->axis;
    const char *outer = figure_panel_outer(panel);
    ent_model_defaults(self->model, self->parameters);
    for (size_t i = 0; i < FIGURE_MAX_FIXED && panel->fixed[i].parameter; ++i) {
        self->parameters[ent_model_parameter(self->model, panel->fixed[i].parameter)] = panel->fixed[i].value;
    }
    self->axis_index = ent_model_parameter(self->model, axis->parameter);
    self->outer_index = outer ? ent_model_parameter(self->model, outer) : self->model->n_parameters;
    self->logarithmic_axis = axis->logarithmic;
    const int status = make_axis(&self->axis, axis, error);
    if (status != ENT_OK || !outer) {
        return status;
    }
    if (panel->rows.parameter) {
        return make_axis(&self->outer, &panel->rows, error);
    }
    size_t n = 0;
    while (n < FIGURE_MAX_FAMILY && panel->family_values[n] != 0.0) {
        ++n;
    }
    return ent_range_list(&self->outer, n, panel->family_values, error);
}

/* Conditions that couple parameters, at every point. */
static int check_points(const figure_plan *self, ent_error *error)
{
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    memcpy(parameters, self->parameters, sizeof parameters);
    int status = ENT_OK;
    for (size_t k = 0; status == ENT_OK && k < (self->outer.n ? self->outer.n : 1); ++k) {
        if (self->outer.n) {
            parameters[self->outer_index] = self->outer.values[k];
        }
        for (size_t i = 0; status == ENT_OK && i < self->axis.n; ++i) {
            parameters[self->axis_index] = self->axis.values[i];
            status = ent_model_check(self->model, parameters, error);
        }
    }
    return status;
}

int figure_plan_create(figure_plan *self, const figure_panel *panel, size_t n, const ent_figure_setting *settings,
                       ent_error *error)
{
    *self = (figure_plan){.panel = panel, .model = ent_model_find(panel->model)};
    int status = set_defaults(self, error);
    for (size_t i = 0; status == ENT_OK && i < n; ++i) {
        for (size_t k = 0; k < i; ++k) {
            if (strcmp(settings[k].name, settings[i].name) == 0) {
                return error_set(error, ENT_ERROR_DUPLICATE, "%s is set twice", settings[i].name);
            }
        }
        status = apply(self, &settings[i], error);
    }
    return status == ENT_OK ? check_points(self, error) : status;
}

void figure_plan_free(figure_plan *self)
{
    ent_range_free(&self->axis);
    ent_range_free(&self->outer);
}

const char *figure_plan_unit(const figure_plan *self)
{
    for (size_t i = 0; i < self->model->n_parameters; ++i) {
        if (strcmp(self->model->parameters[i].symbol, self->model->energy_unit) == 0) {
            return self->parameters[i] == 1.0 ? self->model->energy_unit : NULL;
        }
    }
    return self->model->energy_unit;
}
