/* From expressions to numbers. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "model/network_parts.h"

static void *copy_of(const void *array, size_t n, size_t more, size_t size)
{
    void *copy = calloc(n + more + 1, size);
    if (copy && n > 0) {
        memcpy(copy, array, n * size);
    }
    return copy;
}

int network_values_create(network_values *self, const ent_network *network)
{
    const size_t n_baths = network_bath_count(network);
    *self = (network_values){0};
    self->sites = copy_of(network->sites, network->n_sites, 0, sizeof *self->sites);
    self->terms = copy_of(network->terms, network->n_terms, 0, sizeof *self->terms);
    self->baths = copy_of(network->baths, network->n_baths, network->n_dephasings, sizeof *self->baths);
    self->variables = calloc(network->n_parameters + 1, sizeof *self->variables);
    self->tangents = calloc(network->n_parameters + 1, sizeof *self->tangents);
    if (!self->sites || !self->terms || !self->baths || !self->variables || !self->tangents) {
        return ENT_ERROR_NO_MEMORY;
    }
    if (network->n_dephasings > 0) {
        memcpy(self->baths + network->n_baths, network->dephasings, network->n_dephasings * sizeof *self->baths);
    }
    self->system = (open_system){.equation = network->equation,
                                 .n_sites = (int)network->n_sites,
                                 .n_terms = (int)network->n_terms,
                                 .n_baths = (int)n_baths,
                                 .sites = self->sites,
                                 .terms = self->terms,
                                 .baths = self->baths,
                                 .structure = network->structure};
    return ENT_OK;
}

void network_values_free(network_values *self)
{
    free(self->sites);
    free(self->terms);
    free(self->baths);
    free(self->variables);
    free(self->tangents);
    *self = (network_values){0};
}

/* Where a number goes. */
static double *place(const ent_network *network, const network_number *number, network_values *values)
{
    char *entry = NULL;
    switch (number->part) {
    case PART_SITE:
        entry = (char *)&values->sites[number->index];
        break;
    case PART_TERM:
        entry = (char *)&values->terms[number->index];
        break;
    case PART_BATH:
        entry = (char *)&values->baths[number->index];
        break;
    case PART_DEPHASING:
        entry = (char *)&values->baths[network->n_baths + number->index];
        break;
    }
    return (double *)(void *)(entry + number->field->offset);
}

static void set_free(const ent_network *self, const double *parameters, double *variables)
{
    for (size_t i = 0; i < self->n_parameters; ++i) {
        if (!self->parameters[i].derived) {
            variables[i] = parameters[self->parameters[i].position];
        }
    }
}

int network_evaluate(const ent_network *self, const double *parameters, network_values *values)
{
    int status = ENT_OK;
    set_free(self, parameters, values->variables);
    for (size_t d = 0; d < self->n_derived; ++d) {
        const size_t i = self->order[d];
        values->variables[i] = expression_value(self->parameters[i].value, values->variables);
    }
    for (size_t k = self->n_numbers; k-- > 0;) { /* backwards, so that the first undefined one is named */
        const double value = expression_value(self->numbers[k].value, values->variables);
        *place(self, &self->numbers[k], values) = value;
        if (!isfinite(value)) {
            values->undefined = k;
            status = ENT_ERROR_OUT_OF_RANGE;
        }
    }
    return status;
}

void network_set_generic(const ent_network *self, network_values *values, bool *varies, double (*generic)(size_t k))
{
    for (size_t k = 0; k < self->n_numbers; ++k) {
        const network_number *number = &self->numbers[k];
        const bool fixed = expression_is_constant(number->value);
        *place(self, number, values) = fixed ? expression_value(number->value, NULL) : generic(k);
        if (!fixed && number->part == PART_SITE && number->field->offset == offsetof(system_site, energy)) {
            varies[number->index] = true;
        }
    }
}

int network_tangent(const ent_network *self, const double *parameters, size_t parameter, network_values *tangent)
{
    int status = ENT_OK;
    set_free(self, parameters, tangent->variables);
    for (size_t i = 0; i < self->n_parameters; ++i) {
        tangent->tangents[i] = !self->parameters[i].derived && self->parameters[i].position == parameter;
    }
    for (size_t d = 0; d < self->n_derived; ++d) {
        const size_t i = self->order[d];
        const dual both = expression_dual(self->parameters[i].value, tangent->variables, tangent->tangents);
        tangent->variables[i] = both.value;
        tangent->tangents[i] = both.slope;
    }
    for (size_t i = 0; i < network_bath_count(self); ++i) {
        tangent->baths[i].cutoff = 0.0;
    }
    for (size_t k = self->n_numbers; k-- > 0;) {
        const dual both = expression_dual(self->numbers[k].value, tangent->variables, tangent->tangents);
        *place(self, &self->numbers[k], tangent) = both.slope;
        if (!isfinite(both.slope)) {
            tangent->undefined = k;
            status = ENT_ERROR_UNDEFINED;
        }
    }
    return status;
}

const char *network_number_text(const ent_network *self, size_t index)
{
    return index < self->n_numbers ? self->numbers[index].text : "";
}

const char *network_title(const ent_network *self)
{
    return self->title;
}

size_t network_site_count(const ent_network *self)
{
    return self->n_sites;
}

const char *network_site_name(const ent_network *self, size_t index)
{
    return self->sites[index].name;
}
