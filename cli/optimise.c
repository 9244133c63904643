#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "cli/arguments.h"
#include "cli/progress.h"
#include "cli/study.h"
#include "cli/verb.h"
#include "io/file.h"
#include "io/json.h"
#include "io/unit_label.h"

enum { MAX_VARIABLES = 32, MAX_CONSTRAINTS = 32 };

typedef struct request {
    study base;
    bool json;
    ent_problem problem;
    assignment pairs[MAX_VARIABLES];
    ent_interval variables[MAX_VARIABLES];
    char names[MAX_CONSTRAINTS][64];
    ent_constraint_on constraints[MAX_CONSTRAINTS];
} request;

static int take_variable(request *self, const char *argument, ent_error *error)
{
    ent_problem *problem = &self->problem;
    if (problem->n_variables == MAX_VARIABLES) {
        return error_set(error, ENT_ERROR_USAGE, "argument '%s': more than %d variables", argument, MAX_VARIABLES);
    }
    const int status = study_take_interval(&self->base, &self->variables[problem->n_variables],
                                           &self->pairs[problem->n_variables], argument, error);
    problem->n_variables += status == ENT_OK;
    return status;
}

/* OBSERVABLE>VALUE or OBSERVABLE<VALUE */
static int take_constraint(request *self, const char *text, ent_error *error)
{
    const size_t length = strcspn(text, "<>");
    ent_problem *problem = &self->problem;
    if (text[length] == '\0' || length == 0 || length >= sizeof self->names[0] ||
        problem->n_constraints == MAX_CONSTRAINTS) {
        return error_set(error, ENT_ERROR_USAGE,
                         "option '--subject-to': '%s' is not OBSERVABLE>VALUE or OBSERVABLE<VALUE (at most %d of them)",
                         text, MAX_CONSTRAINTS);
    }
    char *name = self->names[problem->n_constraints];
    ent_constraint_on *constraint = &self->constraints[problem->n_constraints];
    memcpy(name, text, length);
    name[length] = '\0';
    *constraint = (ent_constraint_on){.observable = name, .below = text[length] == '<'};
    const int status = unit_system_read_observable(&self->base.units, &constraint->value, self->base.model, name,
                                                   text + length + 1, text, error);
    problem->n_constraints += status == ENT_OK;
    return status;
}

static int take_option(request *self, int *position, int n, char **arguments, ent_error *error)
{
    const char *option = arguments[*position];
    const char *value = "";
    bool taken = false;
    const bool maximise = strcmp(option, "--maximise") == 0 || strcmp(option, "--maximize") == 0;
    const bool minimise = strcmp(option, "--minimise") == 0 || strcmp(option, "--minimize") == 0;
    if (strcmp(option, "--json") == 0) {
        self->json = true;
        return ENT_OK;
    }
    if (!maximise && !minimise && strcmp(option, "--subject-to") != 0) {
        const int status = study_take_option(&self->base, &taken, position, n, arguments, error);
        return status == ENT_OK && (!taken || strcmp(option, "-o") != 0)
                   ? unknown_option("optimise", option,
                                    "--maximise OBSERVABLE, --minimise OBSERVABLE, --subject-to OBSERVABLE>VALUE, "
                                    "--json, -o FILE and --help",
                                    error)
                   : status;
    }
    const int status = option_value(&value, position, n, arguments, error);
    if (status != ENT_OK || (!maximise && !minimise)) {
        return status == ENT_OK ? take_constraint(self, value, error) : status;
    }
    if (self->problem.objective) {
        return error_set(error, ENT_ERROR_DUPLICATE, "option '%s': there is an objective already, %s", option,
                         self->problem.objective);
    }
    self->problem.objective = value;
    self->problem.minimise = minimise;
    return ENT_OK;
}

/* name=LOW:HIGH has one colon; a RANGE has two, or a comma. */
static bool is_interval(const char *argument)
{
    const char *colon = strchr(argument, ':');
    return colon && !strchr(colon + 1, ':') && !strchr(argument, ',');
}

static int parse(request *self, int n, char **arguments, ent_error *error)
{
    int position = 0;
    int status = study_begin(&self->base, &position, n, arguments, error);
    for (; status == ENT_OK && position < n; ++position) {
        const char *argument = arguments[position];
        status = argument[0] == '-'      ? take_option(self, &position, n, arguments, error)
                 : is_interval(argument) ? take_variable(self, argument, error)
                                         : study_take_parameter(&self->base, argument, error);
    }
    if (status == ENT_OK) {
        status = study_end(&self->base, error);
    }
    if (status == ENT_OK && !self->problem.objective) {
        status =
            error_set(error, ENT_ERROR_USAGE, "optimise: what? give --maximise OBSERVABLE or --minimise OBSERVABLE");
    }
    if (status == ENT_OK && self->problem.n_variables == 0) {
        status = error_set(error, ENT_ERROR_USAGE,
                           "optimise: over which parameters? give name=LOW:HIGH, such as "
                           "g=1e-5:0.1");
    }
    if (status == ENT_OK) {
        status = study_check_text_output(&self->base, error);
    }
    self->problem.model = self->base.model;
    self->problem.parameters = self->base.parameters;
    self->problem.variables = self->variables;
    self->problem.constraints = self->constraints;
    return status;
}

static const char *describe(const ent_optimum *optimum)
{
    return !optimum->feasible ? "infeasible" : optimum->flat ? "flat" : optimum->at_edge ? "edge" : "inside";
}

static void append_header(text_buffer *out, const request *self)
{
    const ent_model *model = self->base.model;
    for (size_t k = 0; k < self->base.n_axes; ++k) {
        label_append(out, model, self->base.axes[k].parameter);
        text_append(out, ",");
    }
    for (size_t i = 0; i < self->problem.n_variables; ++i) {
        label_append(out, model, self->variables[i].parameter);
        text_append(out, ",");
    }
    label_append(out, model, self->problem.objective);
    text_append(out, ",place,evaluations\r\n");
}

static void append_row(text_buffer *out, const request *self, const double *axes, const double *variables,
                       const ent_optimum *optimum)
{
    char number[NUMBER_SIZE];
    for (size_t k = 0; k < self->base.n_axes; ++k) {
        text_append(out, "%s,", number_format(number, axes[k]));
    }
    for (size_t i = 0; i < self->problem.n_variables; ++i) {
        text_append(out, "%s,", number_format(number, variables[i]));
    }
    text_append(out, "%s,%s,%zu\r\n", number_format(number, optimum->value), describe(optimum), optimum->evaluations);
}

static void append_object(json_writer *json, const request *self, const double *axes, const double *variables,
                          const ent_optimum *optimum)
{
    json_write_open(json, NULL, '{');
    for (size_t k = 0; k < self->base.n_axes; ++k) {
        json_write_number(json, self->base.axes[k].parameter, axes[k]);
    }
    for (size_t i = 0; i < self->problem.n_variables; ++i) {
        json_write_number(json, self->variables[i].parameter, variables[i]);
    }
    json_write_number(json, self->problem.objective, optimum->value);
    json_write_literal(json, "at_edge", optimum->at_edge ? "true" : "false");
    json_write_literal(json, "flat", optimum->flat ? "true" : "false");
    json_write_literal(json, "feasible", optimum->feasible ? "true" : "false");
    json_write_number(json, "evaluations", (double)optimum->evaluations);
    json_write_close(json, '}');
}

/* Says on standard error what a number alone would hide. */
static void remark(const request *self, const double *variables, const ent_optimum *optimum)
{
    const ent_model *model = self->base.model;
    char unit[UNIT_SIZE];
    progress_clear();
    if (!optimum->feasible) {
        (void)fprintf(stderr, "entangine: no place tried satisfies the constraints\n");
    } else if (optimum->flat) {
        (void)fprintf(stderr, "entangine: %s is %.10g%s everywhere in the intervals\n", self->problem.objective,
                      optimum->value, unit_after_number(unit, model, self->problem.objective));
    }
    for (size_t i = 0; optimum->feasible && !optimum->flat && optimum->at_edge && i < self->problem.n_variables; ++i) {
        const ent_interval *interval = &self->variables[i];
        if (variables[i] == interval->lower || variables[i] == interval->upper) {
            (void)fprintf(stderr, "entangine: the optimum lies on the edge %s=%.10g%s of its interval\n",
                          interval->parameter, variables[i], unit_after_number(unit, model, interval->parameter));
        }
    }
}

static int optimise_rows(request *self, text_buffer *out, json_writer *json, ent_error *error)
{
    const study *base = &self->base;
    const ent_sweep grid = {
        .model = base->model, .parameters = base->parameters, .n_axes = base->n_axes, .axes = base->axes};
    double axes[STUDY_MAX_AXES], variables[MAX_VARIABLES];
    progress_line line = {.label = "optimise", .coarse = true};
    const ent_optimise_options options = {.route = base->route, .progress = progress_on_terminal(&line)};
    size_t n_points;
    int status = ent_sweep_check(&grid, &n_points, NULL, error);
    for (size_t i = 0; status == ENT_OK && i < n_points; ++i) {
        ent_optimum optimum;
        line.offset = i;
        line.whole = n_points > 1 ? n_points : 0;
        ent_sweep_point(&grid, axes, i);
        for (size_t k = 0; k < base->n_axes; ++k) {
            self->base.parameters[ent_model_parameter(base->model, base->axes[k].parameter)] = axes[k];
        }
        status = ent_optimise(variables, &optimum, &self->problem, &options, error);
        if (status == ENT_OK) {
            remark(self, variables, &optimum);
            if (self->json) {
                append_object(json, self, axes, variables, &optimum);
            } else {
                append_row(out, self, axes, variables, &optimum);
            }
        }
    }
    return status;
}

/* The units of the numbers of each optimum. */
static void append_units(json_writer *json, const request *self)
{
    const ent_model *model = self->base.model;
    char unit[UNIT_SIZE];
    json_write_open(json, "units", '{');
    for (size_t k = 0; k < self->base.n_axes; ++k) {
        const char *name = self->base.axes[k].parameter;
        json_write_string(json, name, unit_of_name(unit, model, name));
    }
    for (size_t i = 0; i < self->problem.n_variables; ++i) {
        const char *name = self->variables[i].parameter;
        json_write_string(json, name, unit_of_name(unit, model, name));
    }
    json_write_string(json, self->problem.objective, unit_of_name(unit, model, self->problem.objective));
    json_write_close(json, '}');
}

static int optimise(request *self, text_buffer *out, ent_error *error)
{
    json_writer json = {.out = out};
    if (!self->json) {
        append_header(out, self);
        return optimise_rows(self, out, NULL, error);
    }
    json_write_open(&json, NULL, '{');
    json_write_string(&json, "model", self->base.model->name);
    json_write_string(&json, self->problem.minimise ? "minimise" : "maximise", self->problem.objective);
    if (self->base.model->units) {
        append_units(&json, self);
    }
    json_write_open(&json, "optima", '[');
    const int status = optimise_rows(self, out, &json, error);
    json_write_close(&json, ']');
    json_write_close(&json, '}');
    return status;
}

static int run(int n, char **arguments)
{
    request self = {.json = false};
    ent_error error;
    text_buffer out = {0};
    int status = parse(&self, n, arguments, &error);
    if (status == ENT_OK) {
        progress_catch_interrupts();
        status = optimise(&self, &out, &error);
    }
    status = study_output(&self.base, status, &out, &error);
    text_free(&out);
    study_free(&self.base);
    return status == ENT_OK ? finish_output() : complain_error(&error);
}

const verb verb_optimise = {
    .name = "optimise",
    .alias = "optimize",
    .synopsis = "[MODEL] --maximise OBSERVABLE|--minimise OBSERVABLE name=LOW:HIGH ... [name=value|RANGE ...] "
                "[--subject-to 'OBSERVABLE>VALUE'] [--json] [-o FILE]",
    .summary = "the parameters that make an observable largest or smallest",
    .details =
        "Every parameter given as LOW:HIGH is a variable: the box is searched globally, then the best place is "
        "polished. A RANGE gives one optimum a row. Where the state is separable an entanglement measure is 0 and has "
        "no slope; there the signed quantity n of eq (16) is searched instead.\n"
        "--subject-to, as often as needed, keeps the search where OBSERVABLE>VALUE or OBSERVABLE<VALUE holds.\n"
        "CSV: ranges, variables, objective, place (inside, edge of an interval, flat, infeasible) and evaluations; "
        "--json gives the same as an object.",
    .run = run,
};
