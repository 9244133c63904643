#include "study/probe.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/error.h"

int probe_create(probe *self, const ent_model *model, ent_error *error)
{
    *self = (probe){.model = model, .value = NAN};
    self->parameters = calloc(model->n_parameters, sizeof *self->parameters);
    self->parameter_columns = calloc(model->n_parameters, sizeof *self->parameter_columns);
    self->observable_columns = calloc(model->n_observables, sizeof *self->observable_columns);
    if (!self->parameters || !self->parameter_columns || !self->observable_columns) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < model->n_parameters; ++i) {
        self->parameter_columns[i] = &self->parameters[i];
    }
    ent_model_defaults(model, self->parameters);
    return ENT_OK;
}

void probe_free(probe *self)
{
    free(self->parameters);
    free(self->parameter_columns);
    free(self->observable_columns);
    *self = (probe){0};
}

void probe_observe(probe *self, const char *observable)
{
    self->observable = ent_model_observable(self->model, observable);
    assert(self->observable < self->model->n_observables);
}

static size_t find_parameter(const probe *self, const char *name)
{
    const size_t index = ent_model_parameter(self->model, name);
    assert(index < self->model->n_parameters);
    return index;
}

void probe_set(probe *self, const char *parameter, double value)
{
    self->parameters[find_parameter(self, parameter)] = value;
}

void probe_vary(probe *self, const char *parameter)
{
    assert(self->n_variables < PROBE_MAX_VARIABLES);
    self->variables[self->n_variables++] = find_parameter(self, parameter);
}

void probe_fix(probe *self)
{
    self->n_variables = 0;
}

double probe_value(probe *self)
{
    self->observable_columns[self->observable] = &self->value;
    const ent_points point = {
        .n = 1,
        .parameters = self->parameter_columns,
        .observables = self->observable_columns,
        .status = &self->status,
        .route = self->route,
    };
    ent_model_evaluate(self->model, &point);
    self->observable_columns[self->observable] = NULL;
    return self->value;
}

double probe_above(probe *self, const double *x)
{
    return probe_at(self, x) - self->level;
}

double probe_along(void *self, double x)
{
    probe *const along = self;
    return probe_at(along, &x) - along->level;
}

double probe_at(void *self, const double *x)
{
    probe *const at = self;
    for (size_t i = 0; i < at->n_variables; ++i) {
        at->parameters[at->variables[i]] = x[i];
    }
    return probe_value(at);
}
