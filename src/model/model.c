#include "entangine/model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "entangine/units.h"
#include "model/check_lanes.h"
#include "model/names.h"
#include "model/registry.h"

static const ent_model *const models[] = {&model_local, &model_global, &model_thermal};

size_t ent_model_count(void)
{
    return sizeof models / sizeof models[0];
}

const ent_model *ent_model_at(size_t index)
{
    return index < ent_model_count() ? models[index] : NULL;
}

const ent_model *ent_model_find(const char *name)
{
    for (size_t i = 0; i < ent_model_count(); ++i) {
        if (strcmp(models[i]->name, name) == 0) {
            return models[i];
        }
    }
    return NULL;
}

size_t ent_model_parameter(const ent_model *self, const char *name)
{
    size_t i = 0;
    while (i < self->n_parameters && strcmp(self->parameters[i].name, name) != 0) {
        ++i;
    }
    return i;
}

size_t ent_model_observable(const ent_model *self, const char *name)
{
    size_t i = 0;
    while (i < self->n_observables && strcmp(self->observables[i].name, name) != 0) {
        ++i;
    }
    return i;
}

void ent_model_defaults(const ent_model *self, double *parameters)
{
    for (size_t i = 0; i < self->n_parameters; ++i) {
        parameters[i] = self->parameters[i].initial;
    }
}

/* What stands after a number: " mK", or nothing. */
static void unit_text(char text[32], const ent_model *self, size_t parameter)
{
    const ent_unit *unit = self->units ? self->units->parameters[parameter] : NULL;
    (void)snprintf(text, 32, "%s%s", unit ? " " : "", unit ? unit->symbol : "");
}

static int check_range(const ent_model *self, size_t index, double value, ent_error *error)
{
    const ent_parameter *parameter = &self->parameters[index];
    char unit[32];
    const bool low = parameter->lower_open ? !(value > parameter->lower) : !(value >= parameter->lower);
    if (isfinite(value) && !low && value <= parameter->upper) {
        return ENT_OK;
    }
    unit_text(unit, self, index);
    if (isinf(parameter->lower)) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s = %.15g%s: must be a finite number", parameter->name, value,
                         unit);
    }
    return error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s = %.15g%s: must be finite and %s %.15g%s", parameter->name,
                     value, unit, parameter->lower_open ? "above" : "at or above", parameter->lower, unit);
}

int ent_model_set(const ent_model *self, double *parameters, const char *name, double value, ent_error *error)
{
    const size_t index = ent_model_parameter(self, name);
    if (index == self->n_parameters) {
        return unknown_parameter(self, name, error);
    }
    const int status = check_range(self, index, value, error);
    if (status == ENT_OK) {
        parameters[index] = value;
    }
    return status;
}

/* No number may overflow, or vanish, on its way to natural units. */
static int check_reach(const ent_model *self, const double *parameters, const double *natural, ent_error *error)
{
    for (size_t i = 0; i < self->n_parameters; ++i) {
        if (parameters[i] != 0.0 && !isnormal(natural[i])) {
            char unit[32];
            unit_text(unit, self, i);
            return error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s = %.15g%s: too %s beside the unit of energy",
                             self->parameters[i].name, parameters[i], unit, isfinite(natural[i]) ? "small" : "large");
        }
    }
    return ENT_OK;
}

static int check_constraints(const ent_model *self, const double *parameters, const ent_model *natural,
                             const double *natural_parameters, ent_error *error)
{
    for (size_t i = 0; i < self->n_constraints; ++i) {
        const ent_constraint *constraint = &self->constraints[i];
        if (!constraint->holds(natural, natural_parameters)) {
            const size_t index = ent_model_parameter(self, constraint->parameter);
            char unit[32];
            unit_text(unit, self, index);
            return error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s = %.15g%s: %s", constraint->parameter,
                             parameters[index], unit, constraint->text);
        }
    }
    return ENT_OK;
}

int ent_model_check(const ent_model *self, const double *parameters, ent_error *error)
{
    const size_t n = self->n_parameters;
    double converted[ENT_MODEL_MAX_PARAMETERS];
    for (size_t i = 0; i < n; ++i) {
        const int status = check_range(self, i, parameters[i], error);
        if (status != ENT_OK) {
            return status;
        }
    }
    if (!self->units) {
        return check_constraints(self, parameters, self, parameters, error);
    }
    const ent_model *natural = ent_model_natural(self, converted, parameters);
    const int status = check_reach(self, parameters, converted, error);
    return status == ENT_OK ? check_constraints(self, parameters, natural, converted, error) : status;
}

static bool all_admissible(const ent_model *self, const ent_points *points)
{
    const instruction_set set = instruction_set_best();
    if (self->units) { /* each number is checked on its way to natural units */
        return false;
    }
    for (size_t p = 0; p < self->n_parameters; ++p) {
        if (!all_in_range(&self->parameters[p], points->parameters[p], points->n, set)) {
            return false;
        }
    }
    return self->n_constraints == 0 || (self->all_hold && self->all_hold(self, points->n, points->parameters));
}

static void check_points(const ent_model *self, const ent_points *points)
{
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    for (size_t i = 0; i < points->n; ++i) {
        for (size_t p = 0; p < self->n_parameters; ++p) {
            parameters[p] = points->parameters[p][i];
        }
        points->status[i] = ent_model_check(self, parameters, NULL);
    }
}

void ent_model_evaluate(const ent_model *self, const ent_points *points)
{
    if (all_admissible(self, points)) {
        memset(points->status, 0, points->n * sizeof *points->status); /* ENT_OK */
    } else {
        check_points(self, points);
    }
    for (size_t i = 0; points->residual && i < points->n; ++i) {
        points->residual[i] = NAN;
    }
    self->evaluate(self, points);
    for (size_t i = 0; i < points->n; ++i) {
        for (size_t k = 0; points->status[i] != ENT_OK && k < self->n_observables; ++k) {
            if (points->observables[k]) {
                points->observables[k][i] = NAN;
            }
        }
    }
}

int ent_model_gradient(const ent_model *self, const double *parameters, ent_route route, double *gradients,
                       ent_error *error)
{
    const size_t n = self->n_observables * self->n_parameters;
    int status = ent_model_check(self, parameters, error);
    if (status == ENT_OK && !self->gradient) {
        status = error_set(error, ENT_ERROR_UNDEFINED, "model %s: has no derivatives", self->name);
    } else if (status == ENT_OK) {
        for (size_t i = 0; i < n; ++i) {
            gradients[i] = NAN; /* of what the model does not differentiate */
        }
        status = self->gradient(self, parameters, route, gradients);
        if (status != ENT_OK) {
            (void)error_set(error, (ent_status)status, "model %s: no derivatives: %s", self->name,
                            status == ENT_ERROR_UNDEFINED ? "a temperature is 0, or this route has none"
                                                          : ent_status_text(status));
        }
    }
    for (size_t i = 0; status != ENT_OK && i < n; ++i) {
        gradients[i] = NAN;
    }
    return status;
}
