/* The model of a network: its tables, and its steady state at any point. */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "model/dynamics.h"
#include "model/network_failure.h"
#include "model/network_fluctuations.h"
#include "model/network_observables.h"
#include "model/network_parts.h"
#include "model/network_response.h"

/* Room for one block of points. */
typedef struct workspace {
    network_values values;
    double *parameters, *observables;
    bool *wanted;
} workspace;

static bool workspace_create(workspace *self, const ent_model *model, const ent_points *points)
{
    const ent_network *network = model->data;
    *self = (workspace){.parameters = calloc(model->n_parameters + 1, sizeof(double)),
                        .observables = calloc(model->n_observables, sizeof(double)),
                        .wanted = calloc(model->n_observables, sizeof(bool))};
    const int status = network_values_create(&self->values, network);
    if (status != ENT_OK || !self->parameters || !self->observables || !self->wanted) {
        return false;
    }
    for (size_t k = 0; k < model->n_observables; ++k) {
        self->wanted[k] = points->observables[k] != NULL;
    }
    return true;
}

static void workspace_free(workspace *self)
{
    network_values_free(&self->values);
    free(self->parameters);
    free(self->observables);
    free(self->wanted);
}

/* The open system at one point, checked. */
static int find_system(const ent_network *network, const double *parameters, network_values *values)
{
    char problem[ENT_MESSAGE_SIZE];
    const int status = network_evaluate(network, parameters, values);
    return status == ENT_OK ? open_system_check(&values->system, problem, sizeof problem) : status;
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

static bool wants_fluctuations(const ent_network *network, const bool *wanted)
{
    bool found = false;
    for (size_t k = 0; k < network->table.n; ++k) {
        found = found || (wanted[k] && network_is_fluctuation(network->table.entries[k].quantity));
    }
    return found;
}

static int evaluate_point(workspace *self, const ent_network *network, double *residual, ent_solver_report *report)
{
    network_state state;
    int status = find_system(network, self->parameters, &self->values);
    if (status != ENT_OK) {
        return status;
    }
    const network_wish wish =
        wants_fluctuations(network, self->wanted) ? NETWORK_WISH_FLUCTUATIONS : NETWORK_WISH_VALUES;
    status = network_state_find(&state, &self->values.system, wish);
    if (report) {
        *report = report_of(&state);
    }
    if (status == ENT_OK) {
        *residual = state.residual;
        status = network_observe(self->observables, self->wanted, &network->table, network, &state);
    }
    network_state_free(&state);
    return status;
}

static void evaluate(const ent_model *self, const ent_points *points)
{
    workspace space;
    const bool ready = workspace_create(&space, self, points);
    for (size_t i = 0; i < points->n; ++i) {
        double residual = NAN;
        if (points->status[i] != ENT_OK) {
            continue;
        }
        for (size_t p = 0; ready && p < self->n_parameters; ++p) {
            space.parameters[p] = points->parameters[p][i];
        }
        points->status[i] = !ready ? ENT_ERROR_NO_MEMORY
                            : points->route == ENT_ROUTE_CLOSED
                                ? ENT_ERROR_UNDEFINED
                                : evaluate_point(&space, self->data, &residual, points->report);
        if (points->residual) {
            points->residual[i] = residual;
        }
        for (size_t k = 0; points->status[i] == ENT_OK && k < self->n_observables; ++k) {
            if (points->observables[k]) {
                points->observables[k][i] = space.observables[k];
            }
        }
    }
    workspace_free(&space);
}

static bool decides(const ent_model *self, size_t observable)
{
    const ent_network *network = self->data;
    const network_quantity quantity = network->table.entries[observable].quantity;
    return quantity == NETWORK_SITE_NEGATIVITY || quantity == NETWORK_PART_NEGATIVITY ||
           quantity == NETWORK_PAIR_NEGATIVITY;
}

/* Entangled where some bipartition has a negative partial transpose. Of two sites with dimensions up to 2 x 3 a
 * positive one means separable (Horodecki 1996); else nothing is decided. */
static ent_verdict entangled(const ent_model *self, const double *parameters, const double *observables)
{
    const ent_network *network = self->data;
    (void)parameters;
    for (size_t k = 0; k < self->n_observables; ++k) {
        if (decides(self, k) && observables[k] > 0.0) {
            return ENT_ENTANGLED;
        }
    }
    const bool decided =
        network->n_sites == 1 || (network->n_sites == 2 && network->sites[0].levels * network->sites[1].levels <= 6);
    return decided ? ENT_SEPARABLE : ENT_UNDECIDED;
}

static const char *why_undefined(const ent_model *self, const double *parameters, size_t observable)
{
    const ent_network *network = self->data;
    (void)parameters;
    const network_entry *entry = &network->table.entries[observable];
    if (network_is_fluctuation(entry->quantity)) {
        return network_why_no_fluctuation(entry, network->equation, (double)self->dynamics->dimension(self));
    }
    return network_why_undefined(entry);
}

static int make_tables(ent_network *self, ent_error *error)
{
    network_values values;
    int status = network_values_create(&values, self);
    if (status == ENT_OK) {
        self->table = network_table_create(self, &values.system);
        self->limits = network_limits_create(self, &values.system);
        status = self->table.failed || self->limits.failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
    }
    network_values_free(&values);
    self->model.n_observables = self->table.n;
    self->model.observables = self->table.observables;
    self->model.n_validity = self->limits.n;
    self->model.validity = self->limits.rules;
    return status == ENT_OK ? ENT_OK : error_no_memory(error);
}

int network_make_model(ent_network *self, ent_error *error)
{
    self->model = (ent_model){.name = self->name,
                              .title = self->title ? self->title : self->name,
                              .energy_unit = "E",
                              .citation = "",
                              .evaluate = evaluate,
                              .entangled = entangled,
                              .decides = decides,
                              .why_undefined = why_undefined,
                              .why_failed = network_why_failed,
                              .gradient = network_gradient,
                              .dynamics = &network_dynamics,
                              .data = self,
                              .fingerprint = self->fingerprint};
    int status = network_make_parameter_tables(self, error);
    if (status == ENT_OK) {
        status = make_tables(self, error);
    }
    self->has_model = status == ENT_OK;
    return status;
}

void network_free_model(ent_network *self)
{
    network_table_free(&self->table);
    network_limits_free(&self->limits);
    network_free_parameter_tables(self);
}

int network_variant_create(ent_network **variant, const ent_network *self, ent_master_equation equation,
                           ent_error *error)
{
    ent_network *copy = malloc(sizeof *copy);
    *variant = NULL;
    if (!copy) {
        return error_no_memory(error);
    }
    *copy = *self;
    copy->equation = equation;
    copy->table = (network_table){0};
    copy->limits = (network_limits){0};
    const int status = network_make_model(copy, error);
    if (status != ENT_OK) {
        network_variant_free(copy);
        return status;
    }
    *variant = copy;
    return ENT_OK;
}

void network_variant_free(ent_network *variant)
{
    if (variant) {
        network_free_model(variant);
        free(variant);
    }
}
