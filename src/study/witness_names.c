#include "study/witness_names.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "model/names.h"

enum { NAME_SIZE = 256 };

/* The currents of two qubits that can be measured, and what they must exceed. */
static const struct {
    const char *current, *critical;
    double factor;
} witnesses[] = {{"J_ss", "J_c", 1.0}, {"Q_h", "J_c", 0.5}, {"I", "I_c", 1.0}};

enum { N_WITNESSES = sizeof witnesses / sizeof witnesses[0] };

static size_t find_joined(const ent_model *model, const char *start, const char *rest)
{
    char name[NAME_SIZE];
    const int length = snprintf(name, sizeof name, "%s%s", start, rest);
    return length > 0 && length < NAME_SIZE ? ent_model_observable(model, name) : model->n_observables;
}

static bool starts(const char *name, const char *start)
{
    return strncmp(name, start, strlen(start)) == 0;
}

static size_t find_first(const ent_model *model, const char *start, const char *except)
{
    size_t k = 0;
    while (k < model->n_observables &&
           (!starts(model->observables[k].name, start) || (except && starts(model->observables[k].name, except)))) {
        ++k;
    }
    return k;
}

static void find_quantities(witness_names *self, const ent_model *model)
{
    const size_t none = model->n_observables;
    self->ratio = ent_model_observable(model, "J_ratio");
    self->negativity = ent_model_observable(model, "negativity");
    self->negativity_signed = ent_model_observable(model, "negativity_signed");
    if (self->ratio == none) {
        self->ratio = find_first(model, "I_ratio_", NULL);
    }
    if (self->negativity == none) {
        self->negativity = find_first(model, "negativity_", "negativity_signed");
        if (self->negativity < none) {
            const char *name = model->observables[self->negativity].name;
            self->negativity_signed = find_joined(model, "negativity_signed_", name + strlen("negativity_"));
        }
    }
}

/* A bond's particle current, or a heat current, of a network. */
static bool find_in_network(witness_names *self, const ent_model *model, const char *measured)
{
    const size_t none = model->n_observables;
    if (starts(measured, "Q_")) {
        return true;
    }
    if (!starts(measured, "I_")) {
        return false;
    }
    self->critical = find_joined(model, "I_c_", measured + strlen("I_"));
    const size_t ratio = find_joined(model, "I_ratio_", measured + strlen("I_"));
    self->ratio = ratio < none ? ratio : self->ratio;
    return self->critical < none;
}

int witness_names_find(witness_names *self, const ent_model *model, const char *measured, ent_error *error)
{
    const size_t none = model->n_observables;
    const bool network = ent_model_observable(model, "J_ss") == none;
    size_t w = 0;
    *self = (witness_names){.current = none, .critical = none, .factor = 1.0};
    find_quantities(self, model);
    if (!measured) {
        return ENT_OK;
    }
    self->current = ent_model_observable(model, measured);
    if (self->current == none) {
        return unknown_observable(model, measured, error);
    }
    if (network) {
        return find_in_network(self, model, measured)
                   ? ENT_OK
                   : error_set(error, ENT_ERROR_USAGE,
                               "%s is no current that can be used: the currents of a network are I_<a>_<b> of a bond "
                               "and Q_<bath>",
                               measured);
    }
    while (w < N_WITNESSES && strcmp(witnesses[w].current, measured) != 0) {
        ++w;
    }
    if (w == N_WITNESSES) {
        return error_set(error, ENT_ERROR_USAGE,
                         "%s proves no entanglement: the measured currents that can are J_ss, Q_h and I", measured);
    }
    self->critical = ent_model_observable(model, witnesses[w].critical);
    self->factor = witnesses[w].factor;
    return self->critical < none ? ENT_OK
                                 : error_set(error, ENT_ERROR_UNKNOWN_NAME, "model %s has no %s that %s could exceed",
                                             model->name, witnesses[w].critical, measured);
}
