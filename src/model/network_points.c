#include "model/network_points.h"

#include <math.h>
#include <stdlib.h>

#include "model/network_fluctuations.h"
#include "model/network_observables.h"
#include "model/network_parts.h"
#include "model/network_planned.h"

/* One call. */
typedef struct evaluation {
    const ent_model *model;
    const ent_network *network;
    const ent_points *points;
    network_values values;
    double *parameters, *observables;
    bool *wanted, fluctuations;
    size_t n_listed, *listed; /* those that are wanted */
    network_planned *planned;
} evaluation;

static bool wants_fluctuations(const ent_network *network, const bool *wanted)
{
    bool found = false;
    for (size_t k = 0; k < network->table.n; ++k) {
        found = found || (wanted[k] && network_is_fluctuation(network->table.entries[k].quantity));
    }
    return found;
}

/* The open system at the parameters, checked. */
static int find_system(evaluation *self)
{
    char problem[ENT_MESSAGE_SIZE];
    const int status = network_evaluate(self->network, self->parameters, &self->values);
    return status == ENT_OK ? open_system_check(&self->values.system, problem, sizeof problem) : status;
}

static ent_solver_report report_of(const network_state *state)
{
    const block_report *large = &state->report;
    const double n = (double)state->at.n;
    if (!state->large) {
        return (ent_solver_report){.route = "dense",
                                   .unknowns = (size_t)state->at.n,
                                   .residual = state->residual,
                                   .accuracy = state->residual,
                                   .memory = sizeof(double) * n * n};
    }
    ent_solver_report report = {.route = "blocks",
                                .unknowns = large->unknowns,
                                .corrections = large->corrections,
                                .iterations = large->iterations,
                                .residual = large->residual,
                                .accuracy = large->accuracy,
                                .memory = large->memory,
                                .n_history = (size_t)large->n_history};
    for (size_t k = 0; k < report.n_history; ++k) {
        report.history[k] = large->history[k];
    }
    return report;
}

static int observe(evaluation *self, double *residual, const network_state *state)
{
    *residual = state->residual;
    return network_observe_listed(self->observables, self->listed, self->n_listed, &self->network->table, self->network,
                                  state);
}

static int solve_plainly(evaluation *self, double *residual)
{
    network_state state;
    int status = find_system(self);
    if (status != ENT_OK) {
        return status;
    }
    status = network_state_find(&state, &self->values.system,
                                self->fluctuations ? NETWORK_WISH_FLUCTUATIONS : NETWORK_WISH_VALUES);
    if (self->points->report) {
        *self->points->report = report_of(&state);
    }
    status = status == ENT_OK ? observe(self, residual, &state) : status;
    network_state_free(&state);
    return status;
}

static void take_parameters(evaluation *self, size_t i)
{
    for (size_t p = 0; p < self->model->n_parameters; ++p) {
        self->parameters[p] = self->points->parameters[p][i];
    }
}

static void put(const evaluation *self, size_t i, int status, double residual)
{
    const ent_points *points = self->points;
    points->status[i] = status;
    if (points->residual) {
        points->residual[i] = residual;
    }
    for (size_t k = 0; status == ENT_OK && k < self->n_listed; ++k) {
        points->observables[self->listed[k]][i] = self->observables[self->listed[k]];
    }
}

static void end_point(void *context, size_t i, const network_state *state)
{
    evaluation *self = context;
    double residual = NAN;
    int status;
    if (state) {
        status = observe(self, &residual, state);
    } else {
        take_parameters(self, i);
        status = solve_plainly(self, &residual);
    }
    put(self, i, status, residual);
}

static void start_point(evaluation *self, size_t i)
{
    bool taken = false;
    int status = ENT_OK;
    if (self->points->route == ENT_ROUTE_CLOSED) {
        put(self, i, ENT_ERROR_UNDEFINED, NAN);
        return;
    }
    if (self->planned) {
        take_parameters(self, i);
        status = network_planned_take(self->planned, i, self->parameters, &taken);
    }
    if (status != ENT_OK) {
        put(self, i, status, NAN);
    } else if (!taken) {
        end_point(self, i, NULL);
    }
}

static int evaluation_create(evaluation *self, const ent_model *model, const ent_points *points)
{
    const ent_network *network = model->data;
    *self = (evaluation){.model = model,
                         .network = network,
                         .points = points,
                         .parameters = calloc(model->n_parameters + 1, sizeof(double)),
                         .observables = calloc(model->n_observables, sizeof(double)),
                         .wanted = calloc(model->n_observables, sizeof(bool)),
                         .listed = calloc(model->n_observables, sizeof(size_t))};
    const int status = network_values_create(&self->values, network);
    if (status != ENT_OK || !self->parameters || !self->observables || !self->wanted || !self->listed) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (size_t k = 0; k < model->n_observables; ++k) {
        self->wanted[k] = points->observables[k] != NULL;
        if (self->wanted[k]) {
            self->listed[self->n_listed++] = k;
        }
    }
    self->fluctuations = wants_fluctuations(network, self->wanted);
    if (points->report || self->fluctuations) { /* the plain route: fluctuations need its decomposition */
        return ENT_OK;
    }
    const network_planned_options options = {instruction_set_best(), points->residual != NULL, end_point, self};
    return network_planned_create(&self->planned, network, &options);
}

static void evaluation_free(evaluation *self)
{
    network_planned_free(self->planned);
    network_values_free(&self->values);
    free(self->parameters);
    free(self->observables);
    free(self->wanted);
    free(self->listed);
}

void network_points_evaluate(const ent_model *self, const ent_points *points)
{
    evaluation all;
    const int status = evaluation_create(&all, self, points);
    for (size_t i = 0; i < points->n; ++i) {
        if (points->status[i] == ENT_OK && status == ENT_OK) {
            start_point(&all, i);
        } else if (points->status[i] == ENT_OK) {
            points->status[i] = status;
        }
    }
    if (status == ENT_OK) {
        network_planned_finish(all.planned);
    }
    evaluation_free(&all);
}

/* A point without a plan takes long enough to be handed out alone. */
size_t network_points_at_once(const ent_model *self, size_t n, size_t threads)
{
    enum { MOST = 8 * STATIONARY_LANES, SHARES = 4 };
    const ent_network *network = self->data;
    if (network->plans.n == 0) {
        return 1;
    }
    const size_t lanes = n / (threads * SHARES) / STATIONARY_LANES * STATIONARY_LANES;
    return lanes > MOST ? MOST : lanes > STATIONARY_LANES ? lanes : STATIONARY_LANES;
}
