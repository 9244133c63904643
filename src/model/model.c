#include "entangine/model.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
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

static int check_range(const ent_parameter *parameter, double value, ent_error *error)
{
    const bool low = parameter->lower_open ? !(value > parameter->lower) : !(value >= parameter->lower);
    if (isfinite(value) && !low && value <= parameter->upper) {
        return ENT_OK;
    }
    if (isinf(parameter->lower)) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s = %.15g: must be a finite number", parameter->name, value);
    }
    return error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s = %.15g: must be finite and %s %.15g", parameter->name, value,
                     parameter->lower_open ? "above" : "at or above", parameter->lower);
}

int ent_model_set(const ent_model *self, double *parameters, const char *name, double value, ent_error *error)
{
    const size_t index = ent_model_parameter(self, name);
    if (index == self->n_parameters) {
        return unknown_parameter(self, name, error);
    }
    const int status = check_range(&self->parameters[index], value, error);
    if (status == ENT_OK) {
        parameters[index] = value;
    }
    return status;
}

int ent_model_check(const ent_model *self, const double *parameters, ent_error *error)
{
    for (size_t i = 0; i < self->n_parameters; ++i) {
        const int status = check_range(&self->parameters[i], parameters[i], error);
        if (status != ENT_OK) {
            return status;
        }
    }
    for (size_t i = 0; i < self->n_constraints; ++i) {
        const ent_constraint *constraint = &self->constraints[i];
        if (!constraint->holds(self, parameters)) {
            return error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s = %.15g: %s", constraint->parameter,
                             parameters[ent_model_parameter(self, constraint->parameter)], constraint->text);
        }
    }
    return ENT_OK;
}

static bool all_admissible(const ent_model *self, const ent_points *points)
{
    const instruction_set set = instruction_set_best();
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
