/* Checks that look at the whole network, and the end of the building. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/union_find.h"
#include "model/network_parts.h"

enum { PROBLEM_SIZE = 300 };

/* Line of a number of a part; 0 if not known. key NULL: of any. */
static size_t line_of_number(const ent_network *self, network_part part, size_t index, const char *key)
{
    for (size_t k = 0; k < self->n_numbers; ++k) {
        const network_number *number = &self->numbers[k];
        if (number->part == part && number->index == index && (!key || strcmp(number->field->key, key) == 0)) {
            return number->line;
        }
    }
    return 0;
}

/* Every part needs a bath: without one it keeps its energy for ever, and nothing selects its state. */
static int check_isolated(const ent_network *self, ent_error *error)
{
    text_buffer names = {0};
    int isolated = -1, first = -1, count = 0;
    int *part = calloc(self->n_sites, sizeof *part);
    bool *has_bath = calloc(self->n_sites, sizeof *has_bath);
    int status = part && has_bath ? ENT_OK : error_no_memory(error);
    if (status == ENT_OK) {
        union_find_begin(part, (int)self->n_sites);
    }
    for (size_t t = 0; status == ENT_OK && t < self->n_terms; ++t) {
        for (int k = 1; k < self->terms[t].n_factors; ++k) {
            union_find_link(part, self->terms[t].factors[0].site, self->terms[t].factors[k].site);
        }
    }
    for (size_t b = 0; status == ENT_OK && b < self->n_baths; ++b) {
        for (int k = 1; k < self->baths[b].n_sites; ++k) {
            union_find_link(part, self->baths[b].sites[0], self->baths[b].sites[k]);
        }
    }
    if (status == ENT_OK) {
        union_find_end(part, (int)self->n_sites);
    }
    for (size_t b = 0; status == ENT_OK && b < self->n_baths; ++b) {
        has_bath[part[self->baths[b].sites[0]]] = true;
    }
    for (size_t i = 0; status == ENT_OK && i < self->n_sites; ++i) {
        isolated = isolated < 0 && !has_bath[part[i]] ? part[i] : isolated;
        if (part[i] == isolated) {
            first = first < 0 ? (int)i : first;
            text_append(&names, "%s%s", count++ ? ", " : "", self->sites[i].name);
        }
    }
    if (isolated >= 0) {
        status =
            error_set(error, ENT_ERROR_USAGE, "%s %.300s %s connected to no bath: every part of a network needs one",
                      count == 1 ? "site" : "sites", text_content(&names), count == 1 ? "is" : "are");
        (void)network_at_line(self, line_of_number(self, PART_SITE, (size_t)first, NULL), error);
    }
    text_free(&names);
    free(part);
    free(has_bath);
    return status;
}

/* An error if the pairs of sites ij and kl get the same name, as a_b with c and a with b_c do. */
static int compare_pairs(const ent_network *self, const size_t ij[2], const size_t kl[2], ent_error *error)
{
    static const char *const prefixes[] = {"", "c_", "ratio_"}; /* of I_ */
    char one[160], other[160];
    const system_site *sites = self->sites;
    (void)snprintf(one, sizeof one, "%s_%s", sites[ij[0]].name, sites[ij[1]].name);
    for (int prefix = ij[0] == kl[0] && ij[1] == kl[1]; prefix < 3; ++prefix) {
        (void)snprintf(other, sizeof other, "%s%s_%s", prefixes[prefix], sites[kl[0]].name, sites[kl[1]].name);
        if (strcmp(one, other) == 0) {
            return error_set(error, ENT_ERROR_USAGE,
                             "%.150s: sites '%s', '%s' and '%s', '%s' make the same name of an observable, %s: other "
                             "names are needed",
                             self->name, sites[ij[0]].name, sites[ij[1]].name, sites[kl[0]].name, sites[kl[1]].name,
                             one);
        }
    }
    return ENT_OK;
}

/* Names of observables join names of sites by "_"; they must stay apart. */
static int check_ambiguous(const ent_network *self, ent_error *error)
{
    char name[160];
    const size_t n = self->n_sites;
    bool underscore = false;
    int status = ENT_OK;
    for (size_t i = 0; i < n; ++i) {
        underscore = underscore || strchr(self->sites[i].name, '_');
    }
    for (size_t pair = 0; underscore && pair < n * n; ++pair) {
        const size_t ij[] = {pair / n, pair % n};
        (void)snprintf(name, sizeof name, "%s_%s", self->sites[ij[0]].name, self->sites[ij[1]].name);
        for (size_t k = 0; status == ENT_OK && ij[0] != ij[1] && k < n; ++k) {
            if (strcmp(name, self->sites[k].name) == 0) {
                status = error_set(error, ENT_ERROR_USAGE,
                                   "%.150s: site '%s' has the name that observables give to the pair '%s' and '%s'",
                                   self->name, name, self->sites[ij[0]].name, self->sites[ij[1]].name);
            }
        }
        for (size_t other = 0; status == ENT_OK && ij[0] != ij[1] && other < n * n; ++other) {
            const size_t kl[] = {other / n, other % n};
            status = kl[0] == kl[1] ? ENT_OK : compare_pairs(self, ij, kl, error);
        }
    }
    return status;
}

/* The defaults must be an engine. */
static int check_defaults(const ent_network *self, network_values *values, ent_error *error)
{
    double parameters[ENT_MODEL_MAX_PARAMETERS] = {0.0};
    char problem[PROBLEM_SIZE];
    for (size_t i = 0; i < self->n_parameters; ++i) {
        if (!self->parameters[i].derived) {
            parameters[self->parameters[i].position] = self->parameters[i].initial;
        }
    }
    (void)network_evaluate(self, parameters, values);
    for (size_t k = 0; k < self->n_numbers; ++k) {
        const network_number *number = &self->numbers[k];
        const double value = expression_value(number->value, values->variables);
        const double lower = number->field->lower;
        if (!isfinite(value) || value < lower || (value == lower && number->field->lower_open)) {
            if (isfinite(value)) {
                (void)error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s is %.15g: must be %s", number->text, value,
                                number->field->lower_open ? "above 0" : "at or above 0");
            } else {
                (void)error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s is not a finite number", number->text);
            }
            (void)network_at_line(self, number->line, error);
            return ENT_ERROR_OUT_OF_RANGE;
        }
    }
    const int status = open_system_check(&values->system, problem, sizeof problem);
    if (status != ENT_OK) { /* the bosons of one bath: all else is refused above */
        size_t b = 0, line = 0;
        while (b < self->n_baths && !strstr(problem, self->baths[b].name)) {
            ++b;
        }
        line = line_of_number(self, PART_BATH, b, "chemical_potential");
        (void)error_set(error, (ent_status)status, "%s", problem);
        (void)network_at_line(self, line, error);
    }
    return status;
}

int network_check_whole(const ent_network *self, ent_error *error)
{
    network_values values;
    int status = check_isolated(self, error);
    if (status == ENT_OK) {
        status = check_ambiguous(self, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    status =
        network_values_create(&values, self) == ENT_OK ? check_defaults(self, &values, error) : error_no_memory(error);
    network_values_free(&values);
    return status;
}

int ent_network_finish(ent_network *self, ent_error *error)
{
    if (self->finished) {
        return error_set(error, ENT_ERROR_USAGE, "%s: the network is finished already", self->name);
    }
    if (self->n_sites == 0) {
        return error_set(error, ENT_ERROR_USAGE, "%s: the network has no site", self->name);
    }
    if (self->n_baths == 0) {
        return error_set(error, ENT_ERROR_USAGE, "%s: the network has no bath, so that nothing selects a steady state",
                         self->name);
    }
    self->finished = true;
    int status = network_bind(self, error);
    if (status == ENT_OK) {
        status = network_check_whole(self, error);
    }
    if (status == ENT_OK) {
        network_fingerprint(self, self->fingerprint);
        status = network_make_model(self, error);
    }
    return status;
}

const ent_model *ent_network_model(const ent_network *self)
{
    return self->has_model ? &self->model : NULL;
}
