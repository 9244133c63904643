#include "entangine/solve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "model/names.h"
#include "study/reason.h"
#include "study/solution.h"
#include "study/solve_from.h"
#include "study/solver_text.h"

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
    if (options && (options->from || options->state)) {
        status = solve_from(self->observables, &self->residual, &self->selected, model, parameters, options, error);
        if (status != ENT_OK) {
            goto out;
        }
    }
    if (!self->selected && evaluate(self, options ? options->route : ENT_ROUTE_AUTOMATIC) != ENT_OK) {
        status = explain_failure(self, error);
        goto out;
    }
    if (solution_collect_warnings(self) != ENT_OK) {
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

bool ent_solution_is_selected(const ent_solution *self)
{
    return self->selected;
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
