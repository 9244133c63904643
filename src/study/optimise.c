#include "entangine/optimise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/names.h"
#include "solver/maximise.h"
#include "study/condition.h"
#include "study/reason.h"

enum { MAX_VARIABLES = 32 };

/* Below every objective: what a place that breaks a constraint is worth, less the more it breaks. */
static const double INFEASIBLE = -1e30;

/* The problem while it is being solved: one point of the model, with all its observables. */
typedef struct task {
    const ent_problem *problem;
    const ent_optimise_options *options;
    size_t variables[MAX_VARIABLES];
    size_t objective, companion; /* companion: n_observables if there is none */
    size_t evaluations, expected;
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    const double *parameter_columns[ENT_MODEL_MAX_PARAMETERS];
    double *values, **columns; /* [n_observables] */
    double lowest, highest;    /* of the objective over all places tried */
    int status;                /* of the last place */
    bool *met;                 /* [n_constraints]: whether the observable had a value anywhere */
} task;

static int evaluate(task *self, const double *x)
{
    int status = ENT_OK;
    for (size_t i = 0; i < self->problem->n_variables; ++i) {
        self->parameters[self->variables[i]] = x[i];
    }
    const ent_points point = {.n = 1,
                              .parameters = self->parameter_columns,
                              .observables = self->columns,
                              .status = &status,
                              .route = self->options->route};
    ent_model_evaluate(self->problem->model, &point);
    ++self->evaluations;
    self->status = status;
    return status;
}

/* How far the constraints are broken, from 0 to their number. */
static double violation(task *self)
{
    double sum = 0.0;
    for (size_t k = 0; k < self->problem->n_constraints; ++k) {
        const ent_constraint_on *constraint = &self->problem->constraints[k];
        const double value = self->values[ent_model_observable(self->problem->model, constraint->observable)];
        self->met[k] = self->met[k] || !isnan(value);
        const double excess = constraint->below ? value - constraint->value : constraint->value - value;
        if (isnan(value)) {
            sum += 1.0;
        } else if (excess >= 0.0) {
            sum += (excess + 1e-300) / (excess + fabs(constraint->value) + 1e-300);
        }
    }
    return sum;
}

/* What the optimiser maximises. */
static double merit(void *context, const double *x)
{
    task *self = context;
    if (evaluate(self, x) != ENT_OK) {
        return NAN;
    }
    double value = self->values[self->objective];
    const double broken = violation(self);
    if (!isnan(value)) {
        self->lowest = fmin(self->lowest, value);
        self->highest = fmax(self->highest, value);
    }
    if (broken > 0.0) {
        return INFEASIBLE * (1.0 + broken);
    }
    if (value == 0.0 && self->companion < self->problem->model->n_observables) {
        value = self->values[self->companion];
    }
    return self->problem->minimise ? -value : value;
}

static int cancelled(void *context)
{
    const task *self = context;
    const ent_progress *progress = &self->options->progress;
    return progress->tell && progress->tell(progress->context, self->evaluations, self->expected) != 0;
}

static int check_names(task *self, ent_error *error)
{
    const ent_problem *problem = self->problem;
    const ent_model *model = problem->model;
    self->objective = ent_model_observable(model, problem->objective);
    if (self->objective == model->n_observables) {
        return unknown_observable(model, problem->objective, error);
    }
    for (size_t k = 0; k < problem->n_constraints; ++k) {
        if (ent_model_observable(model, problem->constraints[k].observable) == model->n_observables) {
            return unknown_observable(model, problem->constraints[k].observable, error);
        }
    }
    const char *companion = model->observables[self->objective].continued_by;
    self->companion = companion ? ent_model_observable(model, companion) : model->n_observables;
    return ENT_OK;
}

static int check_variables(task *self, maximise_variable *box, ent_error *error)
{
    const ent_problem *problem = self->problem;
    if (problem->n_variables == 0 || problem->n_variables > MAX_VARIABLES) {
        return error_set(error, ENT_ERROR_USAGE, "an optimum needs from 1 to %d variables, not %zu", MAX_VARIABLES,
                         problem->n_variables);
    }
    for (size_t i = 0; i < problem->n_variables; ++i) {
        const ent_interval *interval = &problem->variables[i];
        const int status = condition_interval(problem->model, interval, error);
        if (status != ENT_OK) {
            return status;
        }
        self->variables[i] = ent_model_parameter(problem->model, interval->parameter);
        for (size_t j = 0; j < i; ++j) {
            if (self->variables[j] == self->variables[i]) {
                return error_set(error, ENT_ERROR_DUPLICATE, "%s is a variable twice", interval->parameter);
            }
        }
        box[i] = (maximise_variable){interval->lower, interval->upper,
                                     interval->lower > 0.0 && interval->upper > 100.0 * interval->lower};
    }
    return ENT_OK;
}

static int allocate(task *self, ent_error *error)
{
    const ent_model *model = self->problem->model;
    self->values = calloc(model->n_observables, sizeof *self->values);
    self->columns = calloc(model->n_observables, sizeof *self->columns);
    self->met = calloc(self->problem->n_constraints + 1, sizeof *self->met);
    if (!self->values || !self->columns || !self->met) {
        return error_no_memory(error);
    }
    memcpy(self->parameters, self->problem->parameters, model->n_parameters * sizeof *self->parameters);
    for (size_t p = 0; p < model->n_parameters; ++p) {
        self->parameter_columns[p] = &self->parameters[p];
    }
    for (size_t k = 0; k < model->n_observables; ++k) {
        self->columns[k] = &self->values[k];
    }
    return ENT_OK;
}

static int refuse_undefined(const task *self, const char *observable, ent_error *error)
{
    char room[REASON_SIZE];
    const ent_model *model = self->problem->model;
    return error_set(
        error, ENT_ERROR_UNDEFINED, "%s has no value anywhere in the intervals: %s", observable,
        reason_no_value(model, self->parameters, ent_model_observable(model, observable), self->status, room));
}

static int search(task *self, double *variables, ent_optimum *optimum, const maximise_variable *box, ent_error *error)
{
    const ent_problem *problem = self->problem;
    const maximise_options options = {
        .n_global = self->options->n_global, .cancelled = cancelled, .cancel_context = self};
    maximise_result result;
    self->expected = (self->options->n_global ? self->options->n_global : 200 * problem->n_variables) + 500;
    const int status = maximise(variables, &result, problem->n_variables, box, merit, self, &options, error);
    if (status == ENT_ERROR_UNDEFINED) {
        return refuse_undefined(self, problem->objective, error);
    }
    for (size_t k = 0; status == ENT_OK && k < problem->n_constraints; ++k) {
        if (!self->met[k]) {
            return refuse_undefined(self, problem->constraints[k].observable, error);
        }
    }
    if (status != ENT_OK) {
        return status;
    }
    (void)evaluate(self, variables);
    optimum->feasible = violation(self) == 0.0;
    optimum->value = optimum->feasible ? self->values[self->objective] : NAN;
    optimum->at_edge = result.at_edge;
    optimum->flat = self->lowest == self->highest;
    optimum->evaluations = self->evaluations;
    return ENT_OK;
}

int ent_optimise(double *variables, ent_optimum *optimum, const ent_problem *problem,
                 const ent_optimise_options *options, ent_error *error)
{
    static const ent_optimise_options defaults = {.n_global = 0};
    maximise_variable box[MAX_VARIABLES];
    task self = {
        .problem = problem, .options = options ? options : &defaults, .lowest = INFINITY, .highest = -INFINITY};
    *optimum = (ent_optimum){.value = NAN};
    int status = check_names(&self, error);
    if (status == ENT_OK) {
        status = check_variables(&self, box, error);
    }
    if (status == ENT_OK) {
        status = allocate(&self, error);
    }
    if (status == ENT_OK) {
        status = search(&self, variables, optimum, box, error);
    }
    free(self.values);
    free(self.columns);
    free(self.met);
    return status;
}
