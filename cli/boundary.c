#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "cli/arguments.h"
#include "cli/progress.h"
#include "cli/study.h"
#include "cli/verb.h"
#include "io/unit_label.h"

typedef struct request {
    study base;
    ent_interval find, trace; /* parameter NULL: not given */
    assignment find_text, trace_text, where_text;
    ent_condition condition;
} request;

static int parse_condition(request *self, const char *argument, ent_error *error)
{
    int status = assignment_split(&self->where_text, argument, error);
    if (status == ENT_OK) {
        self->condition.observable = self->where_text.name;
        status = unit_system_read_observable(&self->base.units, &self->condition.value, self->base.model,
                                             self->where_text.name, self->where_text.text, argument, error);
    }
    return status;
}

static int take_option(request *self, int *position, int n, char **arguments, ent_error *error)
{
    const char *option = arguments[*position];
    const char *value = "";
    bool taken = false;
    if (strcmp(option, "--find") != 0 && strcmp(option, "--trace") != 0 && strcmp(option, "--where") != 0) {
        const int status = study_take_option(&self->base, &taken, position, n, arguments, error);
        if (status == ENT_OK && (!taken || strcmp(option, "-o") != 0)) {
            return unknown_option("boundary", option,
                                  "--find name=LOW:HIGH, --trace name=LOW:HIGH, --where OBSERVABLE=VALUE, -o FILE and "
                                  "--help",
                                  error);
        }
        return status;
    }
    const int status = option_value(&value, position, n, arguments, error);
    if (status != ENT_OK) {
        return status;
    }
    if (strcmp(option, "--where") == 0) {
        return parse_condition(self, value, error);
    }
    if (strcmp(option, "--find") == 0 ? self->find.parameter : self->trace.parameter) {
        return error_set(error, ENT_ERROR_DUPLICATE, "option '%s' is given twice; one parameter is found, one traced",
                         option);
    }
    return strcmp(option, "--find") == 0
               ? study_take_interval(&self->base, &self->find, &self->find_text, value, error)
               : study_take_interval(&self->base, &self->trace, &self->trace_text, value, error);
}

/* The default condition means nothing to models without a critical current. */
static int check_condition(const request *self, ent_error *error)
{
    const ent_model *model = self->base.model;
    if (self->where_text.argument || ent_model_observable(model, self->condition.observable) < model->n_observables) {
        return ENT_OK;
    }
    size_t k = 0;
    while (k + 1 < model->n_observables && strncmp(model->observables[k].name, "negativity_signed", 17) != 0) {
        ++k;
    }
    return error_set(error, ENT_ERROR_USAGE,
                     "boundary: model %s has no J_ratio, whose passing of 1 is the default condition: give --where "
                     "OBSERVABLE=VALUE, such as --where %s=0",
                     model->name, model->observables[k].name);
}

static int parse(request *self, int n, char **arguments, ent_error *error)
{
    int position = 0;
    int status = study_begin(&self->base, &position, n, arguments, error);
    self->condition = (ent_condition){"J_ratio", 1.0};
    for (; status == ENT_OK && position < n; ++position) {
        status = arguments[position][0] == '-' ? take_option(self, &position, n, arguments, error)
                                               : study_take_parameter(&self->base, arguments[position], error);
    }
    if (status == ENT_OK) {
        status = study_end(&self->base, error);
    }
    if (status == ENT_OK && !self->find.parameter) {
        status = error_set(error, ENT_ERROR_USAGE, "boundary: along which parameter? give --find name=LOW:HIGH");
    }
    if (status == ENT_OK) {
        status = check_condition(self, error);
    }
    if (status == ENT_OK && self->trace.parameter && self->base.n_axes > 0) {
        status = error_set(error, ENT_ERROR_USAGE,
                           "boundary: with --trace every other parameter takes one value, but "
                           "%s is a range",
                           self->base.axes[0].parameter);
    }
    if (status == ENT_OK) {
        status = study_check_text_output(&self->base, error);
    }
    return status;
}

/* The headings of the axes and of the parameter that is found. */
static void append_header(text_buffer *out, const study *base, const char *found)
{
    for (size_t k = 0; k < base->n_axes; ++k) {
        label_append(out, base->model, base->axes[k].parameter);
        text_append(out, ",");
    }
    label_append(out, base->model, found);
    text_append(out, ",direction\r\n");
}

static void append_axes(text_buffer *out, const study *base, const double *values)
{
    char number[NUMBER_SIZE];
    for (size_t k = 0; k < base->n_axes; ++k) {
        text_append(out, "%s,", number_format(number, values[k]));
    }
}

static void append_place(FILE *stream, const request *self, const double *values)
{
    char number[NUMBER_SIZE], unit[UNIT_SIZE];
    for (size_t k = 0; k < self->base.n_axes; ++k) {
        const char *name = self->base.axes[k].parameter;
        (void)fprintf(stream, "%s=%s%s ", name, number_format(number, values[k]),
                      unit_after_number(unit, self->base.model, name));
    }
}

/* Rows for the roots of one point of the other ranges; near-misses and absent roots go to standard error. */
static void append_roots(text_buffer *out, const request *self, const double *values, const ent_root *roots, size_t n)
{
    static const char *const directions[] = {"enters", "leaves", "touches"};
    char number[NUMBER_SIZE], wanted[NUMBER_SIZE], x_unit[UNIT_SIZE], unit[UNIT_SIZE];
    size_t found = 0;
    (void)unit_after_number(x_unit, self->base.model, self->find.parameter);
    (void)unit_after_number(unit, self->base.model, self->condition.observable);
    progress_clear();
    for (size_t i = 0; i < n; ++i) {
        if (roots[i].crossing == ENT_CROSSING_MISSES) {
            (void)fputs("entangine: near-miss: ", stderr);
            append_place(stderr, self, values);
            (void)fprintf(stderr, "%s=%.10g%s: %s turns back at %.10g%s and does not reach %s%s\n",
                          self->find.parameter, roots[i].parameter, x_unit, self->condition.observable, roots[i].value,
                          unit, number_format(wanted, self->condition.value), unit);
        } else {
            append_axes(out, &self->base, values);
            text_append(out, "%s,%s\r\n", number_format(number, roots[i].parameter), directions[roots[i].crossing]);
            ++found;
        }
    }
    if (found == 0) {
        (void)fputs("entangine: no root: ", stderr);
        append_place(stderr, self, values);
        (void)fprintf(stderr, "%s never passes %s%s for %s from %.10g to %.10g%s\n", self->condition.observable,
                      number_format(wanted, self->condition.value), unit, self->find.parameter, self->find.lower,
                      self->find.upper, x_unit);
    }
}

static int find(request *self, text_buffer *out, ent_error *error)
{
    study *base = &self->base;
    const ent_sweep grid = {
        .model = base->model, .parameters = base->parameters, .n_axes = base->n_axes, .axes = base->axes};
    double values[STUDY_MAX_AXES];
    size_t n_points;
    progress_line line = {.label = "boundary"};
    const ent_boundary_options options = {.route = base->route};
    const ent_progress progress = progress_on_terminal(&line);
    int status = ent_sweep_check(&grid, &n_points, NULL, error);
    append_header(out, base, self->find.parameter);
    for (size_t i = 0; status == ENT_OK && i < n_points; ++i) {
        ent_root *roots;
        size_t n_roots;
        ent_sweep_point(&grid, values, i);
        for (size_t k = 0; k < base->n_axes; ++k) {
            base->parameters[ent_model_parameter(base->model, base->axes[k].parameter)] = values[k];
        }
        if (progress.tell(progress.context, i, n_points) != 0) {
            return error_set(error, ENT_INTERRUPTED, "interrupted");
        }
        status = ent_boundary_find(&roots, &n_roots, base->model, base->parameters, &self->find, &self->condition,
                                   &options, error);
        if (status == ENT_ERROR_UNDEFINED && n_points > 1) { /* of no account for the other points of the ranges */
            (void)complain_error(error);
            status = ENT_OK;
        } else if (status == ENT_OK) {
            append_roots(out, self, values, roots, n_roots);
        }
        free(roots);
    }
    return status;
}

static int trace(request *self, text_buffer *out, ent_error *error)
{
    ent_curve_point *points;
    size_t n;
    char x[NUMBER_SIZE], y[NUMBER_SIZE], unit[UNIT_SIZE];
    progress_line line = {.label = "boundary"};
    const ent_boundary_options options = {.route = self->base.route, .progress = progress_on_terminal(&line)};
    const int status = ent_boundary_trace(&points, &n, self->base.model, self->base.parameters, &self->find,
                                          &self->trace, &self->condition, &options, error);
    if (status != ENT_OK) {
        return status;
    }
    text_append(out, "curve,");
    label_append(out, self->base.model, self->find.parameter);
    text_append(out, ",");
    label_append(out, self->base.model, self->trace.parameter);
    text_append(out, "\r\n");
    for (size_t i = 0; i < n; ++i) {
        text_append(out, "%zu,%s,%s\r\n", points[i].curve, number_format(x, points[i].x),
                    number_format(y, points[i].y));
    }
    progress_clear();
    if (n == 0) {
        (void)fprintf(stderr, "entangine: no boundary: %s passes %.10g%s nowhere in the rectangle\n",
                      self->condition.observable, self->condition.value,
                      unit_after_number(unit, self->base.model, self->condition.observable));
    }
    free(points);
    return ENT_OK;
}

static int run(int n, char **arguments)
{
    request self = {.condition = {NULL, 1.0}};
    ent_error error;
    text_buffer out = {0};
    int status = parse(&self, n, arguments, &error);
    if (status == ENT_OK) {
        progress_catch_interrupts();
        status = self.trace.parameter ? trace(&self, &out, &error) : find(&self, &out, &error);
    }
    status = study_output(&self.base, status, &out, &error);
    text_free(&out);
    study_free(&self.base);
    return status == ENT_OK ? finish_output() : complain_error(&error);
}

const verb verb_boundary = {
    .name = "boundary",
    .synopsis =
        "[MODEL] --find name=LOW:HIGH [--trace name=LOW:HIGH] [--where OBSERVABLE=VALUE] [name=value|RANGE ...] "
        "[-o FILE.csv]",
    .summary = "where entanglement, or any observable, passes a value",
    .details =
        "Finds all roots of the condition (default J_ratio=1) in the interval of --find, for each point of the other "
        "ranges. CSV: the ranges, the found parameter, and direction: 'enters' where the observable rises above the "
        "value as the parameter grows, 'leaves' where it falls, 'touches' where it turns back at the value. A point "
        "without root gives no row and a line on standard error; so does a near-miss.\n"
        "With --trace the boundary is followed through the rectangle of both intervals, turning points and closed "
        "curves included. CSV: number of the curve and both parameters, point by point along it.",
    .run = run,
};
