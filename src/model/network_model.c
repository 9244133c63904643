/* TO BE REPLACED: the model of a network with its parameters only; it has no observables and evaluates nothing. */
#include <stdlib.h>

#include "base/error.h"
#include "model/network_parts.h"

static void evaluate(const ent_model *self, const ent_points *points)
{
    (void)self;
    for (size_t i = 0; i < points->n; ++i) {
        points->status[i] = ENT_ERROR_UNDEFINED;
    }
}

static ent_verdict entangled(const ent_model *self, const double *parameters, const double *observables)
{
    (void)self, (void)parameters, (void)observables;
    return ENT_UNDECIDED;
}

static const char *why_undefined(const ent_model *self, const double *parameters, size_t observable)
{
    (void)self, (void)parameters, (void)observable;
    return "networks have no observables yet";
}

static const char *why_failed(const ent_model *self, const double *parameters, int status)
{
    (void)self, (void)parameters, (void)status;
    return "networks cannot be solved yet";
}

int network_make_model(ent_network *self, ent_error *error)
{
    self->model = (ent_model){.name = self->name,
                              .title = self->title ? self->title : self->name,
                              .energy_unit = "E",
                              .citation = "",
                              .evaluate = evaluate,
                              .entangled = entangled,
                              .why_undefined = why_undefined,
                              .why_failed = why_failed,
                              .data = self,
                              .fingerprint = self->fingerprint};
    const int status = network_make_parameter_tables(self, error);
    self->has_model = status == ENT_OK;
    return status;
}

void network_free_model(ent_network *self)
{
    network_free_parameter_tables(self);
}
