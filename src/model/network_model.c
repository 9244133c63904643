/* The model of a network: its tables. */
#include <stdlib.h>

#include "base/error.h"
#include "model/dynamics.h"
#include "model/network_failure.h"
#include "model/network_fluctuations.h"
#include "model/network_observables.h"
#include "model/network_parts.h"
#include "model/network_points.h"
#include "model/network_response.h"

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
                              .evaluate = network_points_evaluate,
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
    if (status == ENT_OK && network_plans_create(&self->plans, self) != ENT_OK) {
        status = error_no_memory(error);
    }
    self->has_model = status == ENT_OK;
    if (status != ENT_OK) {
        network_free_model(self);
    }
    return status;
}

void network_free_model(ent_network *self)
{
    network_table_free(&self->table);
    network_limits_free(&self->limits);
    network_free_parameter_tables(self);
    network_plans_free(&self->plans);
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
    copy->plans = (network_plans){.n = 0};
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
