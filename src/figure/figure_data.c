#include "figure/figure_data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "solver/maximise.h"
#include "solver/root.h"
#include "study/probe.h"

/* Points computed between two calls of the caller's callback. */
enum { BLOCK = 64 };

/* The signed negativity, since it has a slope where states are separable. */
static const char *const OBJECTIVE = "negativity_signed";

/* One curve at work. */
typedef struct task {
    const figure_plan *plan;
    const figure_curve *curve;
    probe engine;
    maximise_variable box[FIGURE_MAX_SEARCHED];
    size_t n_searched, first_column;
    table *numbers;
} task;

static const char *outer_name(const figure_plan *plan)
{
    return figure_panel_outer(plan->panel);
}

static double value_at(const figure_plan *plan, const char *parameter, size_t row)
{
    const size_t index = ent_model_parameter(plan->model, parameter);
    if (index == plan->axis_index) {
        return plan->axis.values[row % plan->axis.n];
    }
    return index == plan->outer_index ? plan->outer.values[row / plan->axis.n] : plan->parameters[index];
}

static void set_point(task *self, size_t row)
{
    const figure_curve *curve = self->curve;
    if (strcmp(curve->model, self->plan->panel->model) == 0) {
        for (size_t i = 0; i < self->plan->model->n_parameters; ++i) {
            const char *name = self->plan->model->parameters[i].name;
            probe_set(&self->engine, name, value_at(self->plan, name, row));
        }
    }
    for (size_t i = 0; i < FIGURE_MAX_BOUND && curve->bound[i].parameter; ++i) {
        probe_set(&self->engine, curve->bound[i].parameter, value_at(self->plan, curve->bound[i].source, row));
    }
    for (size_t i = 0; i < FIGURE_MAX_FIXED && curve->fixed[i].parameter; ++i) {
        probe_set(&self->engine, curve->fixed[i].parameter, curve->fixed[i].value);
    }
}

/* Finds the best place, leaves the probe there, and writes the place into its columns. */
static int search_point(task *self, size_t row)
{
    double x[FIGURE_MAX_SEARCHED];
    maximise_result best;
    ent_error error;
    probe_observe(&self->engine, OBJECTIVE);
    int status = maximise(x, &best, self->n_searched, self->box, probe_at, &self->engine, NULL, &error);
    for (size_t i = 0; i < self->n_searched; ++i) {
        table_values(self->numbers, self->first_column + i)[row] = x[i];
    }
    if (status == ENT_OK) {
        (void)probe_at(&self->engine, x);
    } else if (status == ENT_ERROR_UNDEFINED && self->engine.status != ENT_OK) {
        status = self->engine.status;
    }
    probe_observe(&self->engine, self->curve->observable);
    return status;
}

static int compute_point(task *self, size_t row)
{
    double *value = &table_values(self->numbers, self->first_column + self->n_searched)[row];
    int status = ENT_OK;
    *value = NAN;
    set_point(self, row);
    if (self->n_searched != 0) {
        status = search_point(self, row);
    }
    if (status == ENT_OK) {
        *value = probe_value(&self->engine);
        status = self->engine.status == ENT_OK && isnan(*value) ? ENT_ERROR_UNDEFINED : self->engine.status;
    }
    if (status == ENT_ERROR_NO_MEMORY) {
        return status;
    }
    if (self->numbers->status[row] == ENT_OK) {
        self->numbers->status[row] = status;
    }
    return ENT_OK;
}

static int compute_curve(task *self, const ent_progress *progress, size_t done, size_t total, ent_error *error)
{
    const size_t n = self->numbers->n_rows;
    const size_t step = self->n_searched ? 1 : BLOCK;
    for (size_t row = 0; row < n; ++row) {
        if (row % step == 0 && progress->tell && progress->tell(progress->context, done + row, total) != 0) {
            return error_set(error, ENT_INTERRUPTED, "figure %s was interrupted", self->plan->panel->name);
        }
        if (compute_point(self, row) != ENT_OK) {
            return error_no_memory(error);
        }
    }
    return ENT_OK;
}

static int start_task(task *self, ent_error *error)
{
    const int status = probe_create(&self->engine, ent_model_find(self->curve->model), error);
    if (status != ENT_OK) {
        return status;
    }
    probe_observe(&self->engine, self->curve->observable);
    for (size_t i = 0; i < FIGURE_MAX_SEARCHED && self->curve->searched[i].parameter; ++i) {
        const figure_search *search = &self->curve->searched[i];
        self->box[self->n_searched++] = (maximise_variable){search->lower, search->upper, true};
        probe_vary(&self->engine, search->parameter);
    }
    return ENT_OK;
}

static int compute_curves(figure_data *self, const figure_plan *plan, const ent_progress *progress, ent_error *error)
{
    const size_t n = self->numbers.n_rows;
    size_t n_curves = 0, column = outer_name(plan) ? 2 : 1;
    int status = ENT_OK;
    while (n_curves < FIGURE_MAX_CURVES && plan->panel->curves[n_curves].model) {
        ++n_curves;
    }
    for (size_t i = 0; status == ENT_OK && i < n_curves; ++i) {
        task work = {.plan = plan, .curve = &plan->panel->curves[i], .first_column = column, .numbers = &self->numbers};
        status = start_task(&work, error);
        if (status == ENT_OK) {
            status = compute_curve(&work, progress, i * n, n_curves * n, error);
        }
        column += work.n_searched + 1;
        probe_free(&work.engine);
    }
    if (status == ENT_OK && progress->tell) {
        (void)progress->tell(progress->context, n_curves * n, n_curves * n);
    }
    return status;
}

/* Marks where the first curve passes through 1, refined far beyond the grid. */
static int find_crossings(figure_data *self, const figure_plan *plan, ent_error *error)
{
    const double *x = plan->axis.values;
    const double *y = table_values(&self->numbers, table_find(&self->numbers, plan->panel->curves[0].column));
    task work = {.plan = plan, .curve = &plan->panel->curves[0], .numbers = &self->numbers};
    self->crossings.values = calloc(plan->axis.n, sizeof *self->crossings.values);
    int status = self->crossings.values ? start_task(&work, error) : error_no_memory(error);
    if (status == ENT_OK) {
        set_point(&work, 0);
        probe_vary(&work.engine, plan->panel->axis.parameter);
        work.engine.level = 1.0;
        for (size_t i = 1; i < plan->axis.n; ++i) {
            double place;
            if ((y[i - 1] > 1.0) != (y[i] > 1.0) &&
                root_find(&place, probe_along, &work.engine, x[i - 1], x[i], NULL) == ENT_OK) {
                self->crossings.values[self->crossings.n++] = place;
            }
        }
    }
    probe_free(&work.engine);
    return status;
}

static table_column describe_parameter(const char *model, const char *parameter, const char *name)
{
    const ent_model *owner = ent_model_find(model);
    const ent_parameter *row = &owner->parameters[ent_model_parameter(owner, parameter)];
    return (table_column){name, row->symbol, row->quantity};
}

static table_column describe_observable(const figure_curve *curve)
{
    const ent_model *owner = ent_model_find(curve->model);
    const ent_observable *row = &owner->observables[ent_model_observable(owner, curve->observable)];
    return (table_column){curve->column, row->symbol, row->quantity};
}

/* Describes the columns in their order, or only counts them where columns is NULL. */
static size_t describe_columns(table_column *columns, const figure_panel *panel)
{
    const char *axes[] = {figure_panel_outer(panel), panel->axis.parameter};
    size_t n = 0;
    for (size_t i = 0; i < 2; ++i) {
        if (axes[i] && columns) {
            columns[n] = describe_parameter(panel->model, axes[i], axes[i]);
        }
        n += axes[i] != NULL;
    }
    for (size_t i = 0; i < FIGURE_MAX_CURVES && panel->curves[i].model; ++i) {
        const figure_curve *curve = &panel->curves[i];
        for (size_t k = 0; k < FIGURE_MAX_SEARCHED && curve->searched[k].parameter; ++k, ++n) {
            if (columns) {
                columns[n] = describe_parameter(curve->model, curve->searched[k].parameter, curve->searched[k].column);
            }
        }
        if (columns) {
            columns[n] = describe_observable(curve);
        }
        ++n;
    }
    return n;
}

static void fill_axes(table *numbers, const figure_plan *plan)
{
    const size_t axis = outer_name(plan) ? 1 : 0;
    for (size_t row = 0; row < numbers->n_rows; ++row) {
        if (axis == 1) {
            table_values(numbers, 0)[row] = plan->outer.values[row / plan->axis.n];
        }
        table_values(numbers, axis)[row] = plan->axis.values[row % plan->axis.n];
    }
}

int figure_data_compute(figure_data *self, const figure_plan *plan, const ent_progress *progress, ent_error *error)
{
    *self = (figure_data){0};
    const size_t n_rows = plan->axis.n * (plan->outer.n ? plan->outer.n : 1);
    int status = table_create(&self->numbers, describe_columns(NULL, plan->panel), n_rows, error);
    if (status != ENT_OK) {
        return status;
    }
    (void)describe_columns(self->numbers.columns, plan->panel);
    fill_axes(&self->numbers, plan);
    status = compute_curves(self, plan, progress, error);
    if (status == ENT_OK && plan->panel->marks_crossing) {
        status = find_crossings(self, plan, error);
    }
    return status;
}

void figure_data_free(figure_data *self)
{
    table_free(&self->numbers);
    ent_range_free(&self->crossings);
}
