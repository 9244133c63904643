/* A number that changes whenever a network does: FNV-1a over everything that it computes with.
 * Source: Fowler, Noll, Vo; draft-eastlake-fnv. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "model/network_parts.h"

static void add_text(uint64_t *hash, const char *text)
{
    for (const char *c = text; c == text || c[-1]; ++c) { /* with its end, so that ab c differs from a bc */
        *hash = (*hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    }
}

static void add_number(uint64_t *hash, size_t number)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%zu", number);
    add_text(hash, text);
}

static void add_baths(uint64_t *hash, const system_bath *baths, size_t n)
{
    for (size_t b = 0; b < n; ++b) {
        add_text(hash, baths[b].name);
        add_number(hash, (size_t)baths[b].statistics);
        add_number(hash, (size_t)baths[b].spectrum);
        add_number(hash, baths[b].dipole);
        add_number(hash, (size_t)baths[b].n_sites);
        for (int k = 0; k < baths[b].n_sites; ++k) {
            add_number(hash, (size_t)baths[b].sites[k]);
        }
    }
}

void network_fingerprint(const ent_network *self, char text[NETWORK_FINGERPRINT_SIZE])
{
    uint64_t hash = UINT64_C(14695981039346656037);
    add_number(&hash, (size_t)self->equation);
    for (size_t i = 0; i < self->n_parameters; ++i) {
        add_text(&hash, self->parameters[i].name);
        add_text(&hash, expression_text(self->parameters[i].value));
    }
    for (size_t i = 0; i < self->n_sites; ++i) {
        add_text(&hash, self->sites[i].name);
        add_number(&hash, (size_t)self->sites[i].levels);
        add_number(&hash, (size_t)self->sites[i].kind);
    }
    for (size_t t = 0; t < self->n_terms; ++t) {
        add_number(&hash, self->terms[t].add_adjoint);
        for (int k = 0; k < self->terms[t].n_factors; ++k) {
            const system_factor *factor = &self->terms[t].factors[k];
            add_number(&hash, (size_t)factor->site);
            add_number(&hash, (size_t)factor->kind);
            add_number(&hash, (size_t)factor->level);
        }
    }
    add_baths(&hash, self->baths, self->n_baths);
    add_baths(&hash, self->dephasings, self->n_dephasings);
    for (size_t k = 0; k < self->n_numbers; ++k) {
        add_number(&hash, (size_t)self->numbers[k].part);
        add_number(&hash, self->numbers[k].index);
        add_text(&hash, self->numbers[k].field->key);
        add_text(&hash, expression_text(self->numbers[k].value));
    }
    (void)snprintf(text, NETWORK_FINGERPRINT_SIZE, "%016" PRIx64, hash);
}
