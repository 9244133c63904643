#include "entangine/solve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "entangine/units.h"
#include "model/names.h"
#include "study/reason.h"
#include "study/solver_text.h"

struct ent_solution {
    const ent_model *model;
    double *parameters, *observables;
    int status;
    double residual;
    ent_solver_report report;
    size_t n_warnings, n_limits;
    char **warnings;
};

static int evaluate(ent_solution *self, ent_route route)
{
    const ent_model *model = self->model;
    const double **parameters = calloc(model->n_parameters, sizeof *parameters);
    double **observables = calloc(model->n_observables, sizeof *observables);
    if (parameters && observables) {
        for (size_t i = 0; i < model->n_parameters; ++i) {
            parameters[i] = &self->parameters[i];
        }
        for (size_t i = 0; i < model->n_observables; ++i) {
            observables[i] = &self->observables[i];
        }
        const ent_points point = {1, parameters, observables, &self->status, &self->residual, route, &self->report};
        ent_model_evaluate(model, &point);
    } else {
        self->status = ENT_ERROR_NO_MEMORY;
    }
    free(observables);
    free(parameters);
    return self->status;
}

/* What 1 in natural units is in the unit of an observable. */
static double unit_of(const ent_model *model, size_t observable)
{
    return model->units ? model->units->observable_factors[observable] : 1.0;
}

/* What a side of a rule is, from what follows its key: ":temperature}", ":entropy_rate}", ":number}", or "}". */
static ent_quantity side_quantity(const char *rest)
{
    return strncmp(rest, ":temperature}", 13) == 0    ? ENT_QUANTITY_TEMPERATURE
           : strncmp(rest, ":entropy_rate}", 14) == 0 ? ENT_QUANTITY_ENTROPY_RATE
           : strncmp(rest, ":number}", 8) == 0        ? ENT_QUANTITY_NUMBER
                                                      : ENT_QUANTITY_ENERGY;
}

/* A side of a rule with its unit, if the model has units: energies and rates in that of the unit parameter. */
static void append_side(text_buffer *out, const ent_model *model, double value, ent_quantity quantity)
{
    const ent_model_units *units = model->units;
    if (!units || quantity == ENT_QUANTITY_NUMBER) {
        text_append(out, "%.4g", value);
        return;
    }
    const size_t parameter = ent_model_parameter(model, model->unit_parameter ? model->unit_parameter : "");
    const bool known = quantity == ENT_QUANTITY_ENERGY && parameter < model->n_parameters;
    const ent_unit *unit = known ? units->parameters[parameter] : ent_unit_si(quantity);
    text_append(out, "%.4g %s", value * ent_quantity_size(quantity, units->energy) / ent_unit_size(unit, quantity),
                unit->symbol);
}

/* Replaces {left}, {right}, {ratio} and {limit} in a template. */
static void expand(text_buffer *out, const ent_model *model, const ent_validity *rule, double left, double right)
{
    const struct {
        const char *key;
        double value;
    } numbers[] = {{"{left", left}, {"{right", right}, {"{ratio}", left / right}, {"{limit}", rule->limit}};
    const char *rest = rule->text;
    while (*rest) {
        size_t k = 0;
        while (k < 4 && strncmp(rest, numbers[k].key, strlen(numbers[k].key)) != 0) {
            ++k;
        }
        if (k == 4) {
            text_append(out, "%c", *rest++);
            continue;
        }
        rest += strlen(numbers[k].key);
        if (k < 2) {
            append_side(out, model, numbers[k].value, side_quantity(rest));
            rest += strcspn(rest, "}") + (strchr(rest, '}') != NULL);
        } else {
            text_append(out, "%.4g", numbers[k].value);
        }
    }
}

/* Takes the text over, also when it fails. */
static int add_warning(ent_solution *self, text_buffer *message)
{
    if (message->failed) {
        text_free(message);
        return ENT_ERROR_NO_MEMORY;
    }
    self->warnings[self->n_warnings++] = message->data;
    return ENT_OK;
}

/* Names the numbers of a numerical solution that may be nothing but rounding. */
static int warn_of_rounding(ent_solution *self)
{
    const double resolved = fmax(1e-20, 10.0 * self->residual);
    text_buffer message = {0};
    for (size_t i = 0; i < self->model->n_observables; ++i) {
        const double size = fabs(self->observables[i]) / unit_of(self->model, i);
        if (size > 0.0 && size < resolved) {
            text_append(&message, message.size ? ", %s" : "%s", self->model->observables[i].name);
        }
    }
    if (message.size == 0 && !message.failed) {
        return ENT_OK;
    }
    text_append(&message, ": below %.0e the numerical route gives rounding, so this is 0 within its accuracy",
                resolved);
    return add_warning(self, &message);
}

/* The limits of the model, compared in natural units. */
static int warn_of_limits(ent_solution *self)
{
    const ent_model *model = self->model;
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    int status = ENT_OK;
    double *observables = calloc(model->n_observables + 1, sizeof *observables);
    if (!observables) {
        return ENT_ERROR_NO_MEMORY;
    }
    const ent_model *natural = ent_model_natural(model, parameters, self->parameters);
    for (size_t i = 0; i < model->n_observables; ++i) {
        observables[i] = self->observables[i] / unit_of(model, i);
    }
    for (size_t i = 0; status == ENT_OK && i < model->n_validity; ++i) {
        const ent_validity *rule = &model->validity[i];
        double left, right;
        rule->compare(natural, rule, parameters, observables, &left, &right);
        if (left > rule->limit * right) {
            text_buffer message = {0};
            expand(&message, model, rule, left, right);
            status = add_warning(self, &message);
        }
    }
    free(observables);
    return status;
}

static int collect_warnings(ent_solution *self)
{
    const ent_model *model = self->model;
    self->warnings = calloc(model->n_validity + model->n_observables + 2, sizeof *self->warnings);
    if (!self->warnings) {
        return ENT_ERROR_NO_MEMORY;
    }
    int status = warn_of_limits(self);
    self->n_limits = self->n_warnings;
    if (status == ENT_OK && !ent_solution_is_closed_form(self)) {
        status = warn_of_rounding(self);
    }
    for (size_t i = 0; status == ENT_OK && i < model->n_observables; ++i) {
        if (isnan(self->observables[i])) {
            text_buffer message = {0};
            text_append(&message, "%s is undefined: %s", model->observables[i].name,
                        model->why_undefined(model, self->parameters, i));
            status = add_warning(self, &message);
        }
    }
    return status;
}

static int explain_failure(const ent_solution *self, ent_error *error)
{
    char room[REASON_SIZE];
    text_buffer solver = {0};
    solver_text_append(&solver, self->status, &self->report);
    const char *why = self->model->why_failed
                          ? self->model->why_failed(self->model, self->parameters, self->status, room, sizeof room)
                          : NULL;
    const int status = error_set(error, (ent_status)self->status, "model %s: %s%s%s%s", self->model->name,
                                 ent_status_text(self->status), why ? ": " : "", why ? why : "", text_content(&solver));
    text_free(&solver);
    return status;
}

static ent_solution *allocate(const ent_model *model)
{
    ent_solution *self = calloc(1, sizeof *self);
    if (self) {
        self->model = model;
        self->parameters = calloc(model->n_parameters, sizeof *self->parameters);
        self->observables = calloc(model->n_observables, sizeof *self->observables);
        if (!self->parameters || !self->observables) {
            ent_solution_free(self);
            self = NULL;
        }
    }
    return self;
}

int ent_solve(ent_solution **solution, const ent_model *model, const double *parameters,
              const ent_solve_options *options, ent_error *error)
{
    *solution = NULL;
    int status = ent_model_check(model, parameters, error);
    if (status != ENT_OK) {
        return status;
    }
    ent_solution *self = allocate(model);
    if (!self) {
        return error_no_memory(error);
    }
    memcpy(self->parameters, parameters, model->n_parameters * sizeof *parameters);
    if (evaluate(self, options ? options->route : ENT_ROUTE_AUTOMATIC) != ENT_OK) {
        status = explain_failure(self, error);
        goto out;
    }
    if (collect_warnings(self) != ENT_OK) {
        status = error_no_memory(error);
        goto out;
    }
    *solution = self;
    return ENT_OK;
out:
    ent_solution_free(self);
    return status;
}

void ent_solution_free(ent_solution *self)
{
    if (self) {
        for (size_t i = 0; i < self->n_warnings; ++i) {
            free(self->warnings[i]);
        }
        free(self->warnings);
        free(self->observables);
        free(self->parameters);
        free(self);
    }
}

const ent_model *ent_solution_model(const ent_solution *self)
{
    return self->model;
}

const double *ent_solution_parameters(const ent_solution *self)
{
    return self->parameters;
}

const double *ent_solution_observables(const ent_solution *self)
{
    return self->observables;
}

int ent_solution_get(const ent_solution *self, double *value, const char *observable, ent_error *error)
{
    const size_t index = ent_model_observable(self->model, observable);
    *value = NAN;
    if (index == self->model->n_observables) {
        return unknown_observable(self->model, observable, error);
    }
    *value = self->observables[index];
    if (isnan(*value)) {
        return error_set(error, ENT_ERROR_UNDEFINED, "%s is undefined: %s", observable,
                         self->model->why_undefined(self->model, self->parameters, index));
    }
    return ENT_OK;
}

ent_verdict ent_solution_entangled(const ent_solution *self)
{
    return self->model->entangled(self->model, self->parameters, self->observables);
}

double ent_solution_residual(const ent_solution *self)
{
    return isnan(self->residual) ? 0.0 : self->residual;
}

const ent_solver_report *ent_solution_report(const ent_solution *self)
{
    return &self->report;
}

bool ent_solution_is_closed_form(const ent_solution *self)
{
    return isnan(self->residual);
}

size_t ent_solution_warning_count(const ent_solution *self)
{
    return self->n_warnings;
}

size_t ent_solution_limit_count(const ent_solution *self)
{
    return self->n_limits;
}

const char *ent_solution_warning(const ent_solution *self, size_t index)
{
    return index < self->n_warnings ? self->warnings[index] : NULL;
}
