#include "entangine/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entangine/solve.h"
#include "entangine/units.h"
#include "study/check_lines.h"

static char *copy_of(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy) {
        memcpy(copy, text, size);
    }
    return copy;
}

void check_add(ent_check_report *self, ent_check_verdict otherwise, const char *name, double value, double tolerance,
               const char *text)
{
    if (self->n == self->capacity) {
        const size_t capacity = self->capacity ? 2 * self->capacity : 16;
        ent_check_line *lines = realloc(self->lines, capacity * sizeof *lines);
        if (!lines) {
            self->failed = true;
            return;
        }
        self->lines = lines;
        self->capacity = capacity;
    }
    char *own_name = copy_of(name);
    char *own_text = copy_of(text);
    const ent_check_verdict verdict = value <= tolerance ? ENT_CHECK_PASS : otherwise;
    self->failed = self->failed || !own_name || !own_text;
    self->lines[self->n++] = (ent_check_line){own_name, verdict, value, tolerance, own_text};
}

static bool is_heat(const ent_observable *observable)
{
    const size_t length = strlen(observable->name);
    return strncmp(observable->name, "Q_", 2) == 0 && observable->quantity == ENT_QUANTITY_HEAT_CURRENT &&
           !(length > 5 && strcmp(observable->name + length - 5, "_bare") == 0);
}

/* Currents below 1e-20 are rounding, as everywhere. */
static void check_first_law(ent_check_report *self, const ent_solution *solution)
{
    const ent_model *model = ent_solution_model(solution);
    double sum = 0.0;
    double largest = 0.0;
    for (size_t k = 0; k < model->n_observables; ++k) {
        if (is_heat(&model->observables[k])) {
            sum += ent_solution_observables(solution)[k];
            largest = fmax(largest, fabs(ent_solution_observables(solution)[k]));
        }
    }
    const double unit = model->units ? ent_quantity_size(ENT_QUANTITY_HEAT_CURRENT, model->units->energy) : 1.0;
    check_add(self, ENT_CHECK_FAIL, "first_law", largest > 1e-20 * unit ? fabs(sum) / largest : 0.0, 1e-9,
              "sum of all heat currents, relative to the largest");
}

static void check_limits(ent_check_report *self, const ent_solution *solution)
{
    const ent_model *model = ent_solution_model(solution);
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    const ent_model *natural = ent_model_natural(model, parameters, ent_solution_parameters(solution));
    double *observables = calloc(model->n_observables + 1, sizeof *observables);
    size_t warning = 0;
    for (size_t k = 0; observables && k < model->n_observables; ++k) {
        const double unit = model->units ? model->units->observable_factors[k] : 1.0;
        observables[k] = ent_solution_observables(solution)[k] / unit;
    }
    for (size_t k = 0; observables && k < model->n_validity; ++k) {
        const ent_validity *rule = &model->validity[k];
        const bool law = strncmp(rule->name, "negative_entropy", 16) == 0 || strcmp(rule->name, "negative_state") == 0;
        double left, right;
        rule->compare(natural, rule, parameters, observables, &left, &right);
        const bool broken = left > rule->limit * right;
        const double ratio = broken && right == 0.0 ? INFINITY : left == 0.0 || right == 0.0 ? 0.0 : left / right;
        check_add(self, law ? ENT_CHECK_FAIL : ENT_CHECK_WARN, rule->name, ratio, rule->limit,
                  broken ? ent_solution_warning(solution, warning) : rule->condition);
        warning += broken;
    }
    self->failed = self->failed || !observables;
    free(observables);
}

/* Both routes of a model with a closed form. */
static void check_routes(ent_check_report *self, const ent_solution *closed)
{
    const ent_model *model = ent_solution_model(closed);
    const ent_solve_options options = {.route = ENT_ROUTE_NUMERICAL};
    ent_solution *numerical = NULL;
    double worst = 0.0;
    if (!ent_solution_is_closed_form(closed) ||
        ent_solve(&numerical, model, ent_solution_parameters(closed), &options, NULL) != ENT_OK) {
        return;
    }
    for (size_t k = 0; k < model->n_observables; ++k) {
        const double a = ent_solution_observables(closed)[k];
        const double b = ent_solution_observables(numerical)[k];
        const double unit = model->units ? model->units->observable_factors[k] : 1.0;
        if (!isnan(a) && !isnan(b) && fabs(a) > 1e-15 * unit) {
            worst = fmax(worst, fabs(a - b) / fabs(a));
        }
    }
    check_add(self, ENT_CHECK_FAIL, "routes", worst, 1e-9,
              "largest difference of the closed form and the numerical route");
    ent_solution_free(numerical);
}

static int fill(ent_check_report *self, const ent_model *model, const ent_network *network, const double *parameters,
                ent_error *error)
{
    ent_solution *solution = NULL;
    ent_error cause;
    int status = ent_solve(&solution, model, parameters, NULL, &cause);
    if (status == ENT_ERROR_NOT_UNIQUE) {
        check_add(self, ENT_CHECK_FAIL, "uniqueness", NAN, 1.0, cause.message);
        return ENT_OK;
    }
    if (status != ENT_OK) {
        return error_set(error, cause.status, "%s", cause.message);
    }
    check_add(self, ENT_CHECK_FAIL, "uniqueness", 1.0, 1.0, "number of steady states");
    check_first_law(self, solution);
    check_limits(self, solution);
    check_routes(self, solution);
    ent_solution_free(solution);
    return network ? check_network(self, network, parameters, error) : ENT_OK;
}

int ent_check(ent_check_report **self, const ent_model *model, const ent_network *network, const double *parameters,
              ent_error *error)
{
    ent_check_report *made = calloc(1, sizeof *made);
    *self = NULL;
    int status = made ? fill(made, model, network, parameters, error) : error_no_memory(error);
    if (status == ENT_OK && made->failed) {
        status = error_no_memory(error);
    }
    if (status != ENT_OK) {
        ent_check_free(made);
        return status;
    }
    *self = made;
    return ENT_OK;
}

void ent_check_free(ent_check_report *self)
{
    for (size_t k = 0; self && k < self->n; ++k) {
        free((char *)self->lines[k].name);
        free((char *)self->lines[k].text);
    }
    if (self) {
        free(self->lines);
    }
    free(self);
}

size_t ent_check_count(const ent_check_report *self)
{
    return self->n;
}

const ent_check_line *ent_check_at(const ent_check_report *self, size_t index)
{
    return index < self->n ? &self->lines[index] : NULL;
}

bool ent_check_passed(const ent_check_report *self)
{
    bool passed = true;
    for (size_t k = 0; k < self->n; ++k) {
        passed = passed && self->lines[k].verdict == ENT_CHECK_PASS;
    }
    return passed;
}
