#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/network_observables.h"
#include "model/network_rows.h"

/* Larger networks have too many basis states to name them all. */
enum { MAX_NAMED_STATES = 16 };

/* A copy of a template with %1$s and %2$s replaced; NULL for NULL or without memory. */
static char *expand(const char *template, const char *first, const char *second, bool *failed)
{
    text_buffer out = {0};
    for (const char *rest = template; rest && *rest;) {
        if (strncmp(rest, "%1$s", 4) == 0 || strncmp(rest, "%2$s", 4) == 0) {
            text_append(&out, "%s", rest[1] == '1' ? first : second);
            rest += 4;
        } else {
            text_append(&out, "%c", *rest++);
        }
    }
    *failed = *failed || out.failed || (template && !out.data);
    return out.data;
}

static void add(network_table *self, network_quantity quantity, int a, int b, const char *first, const char *second)
{
    if (self->n == self->capacity) {
        const size_t capacity = self->capacity ? 2 * self->capacity : 64;
        ent_observable *observables = realloc(self->observables, capacity * sizeof *observables);
        self->observables = observables ? observables : self->observables;
        network_entry *entries = realloc(self->entries, capacity * sizeof *entries);
        self->entries = entries ? entries : self->entries;
        if (!observables || !entries) {
            self->failed = true;
            return;
        }
        self->capacity = capacity;
    }
    const network_row *from = network_row_of(quantity);
    self->entries[self->n] = (network_entry){quantity, a, b};
    self->observables[self->n++] =
        (ent_observable){.name = expand(from->name, first, second, &self->failed),
                         .symbol = expand(from->symbol, first, second, &self->failed),
                         .group = from->group,
                         .quantity = from->unit,
                         .description = expand(from->description, first, second, &self->failed),
                         .source = from->source,
                         .continued_by = expand(from->continued_by, first, second, &self->failed)};
}

static void add_baths(network_table *self, const ent_network *network)
{
    for (int b = 0; b < (int)network_bath_count(network); ++b) {
        const char *name = network_bath_name(network, (size_t)b);
        add(self, NETWORK_HEAT, b, 0, name, "");
        add(self, NETWORK_HEAT_BARE, b, 0, name, "");
        add(self, NETWORK_PARTICLES, b, 0, name, "");
    }
}

static void add_fluctuations(network_table *self, const ent_network *network, const open_system *system)
{
    static const network_quantity kinds[] = {NETWORK_NOISE, NETWORK_FANO,   NETWORK_TUR,        NETWORK_KUR,
                                             NETWORK_THIRD, NETWORK_FOURTH, NETWORK_HEAT_NOISE, NETWORK_HEAT_FANO};
    const int n = (int)network_bath_count(network);
    for (int a = 0; a < n; ++a) {
        const char *name = network_bath_name(network, (size_t)a);
        for (size_t k = 0; !system->baths[a].dephasing && k < sizeof kinds / sizeof *kinds; ++k) {
            add(self, kinds[k], a, 0, name, "");
        }
        for (int b = a + 1; !system->baths[a].dephasing && b < n; ++b) {
            if (!system->baths[b].dephasing) {
                add(self, NETWORK_COVARIANCE, a, b, name, network_bath_name(network, (size_t)b));
                add(self, NETWORK_HEAT_COVARIANCE, a, b, name, network_bath_name(network, (size_t)b));
            }
        }
    }
    add(self, NETWORK_ACTIVITY, 0, 0, "", "");
}

static void add_bonds(network_table *self, const ent_network *network)
{
    for (int k = 0; k < (int)network_bond_count(network); ++k) {
        const network_bond *bond = network_bond_at(network, (size_t)k);
        if (bond->kind == ENT_COUPLING_EXCHANGE) {
            const char *first = network_site_name(network, (size_t)bond->sites[0]);
            const char *second = network_site_name(network, (size_t)bond->sites[1]);
            add(self, NETWORK_BOND_CURRENT, k, 0, first, second);
            add(self, NETWORK_BOND_CRITICAL, k, 0, first, second);
            add(self, NETWORK_BOND_RATIO, k, 0, first, second);
        }
    }
}

static void add_pairs(network_table *self, const ent_network *network, const open_system *system)
{
    const int n = system->n_sites;
    for (int i = 0; n > 1 && i < n; ++i) {
        const char *name = network_site_name(network, (size_t)i);
        add(self, NETWORK_SITE_NEGATIVITY, i, 0, name, "");
        add(self, NETWORK_SITE_SIGNED, i, 0, name, "");
    }
    for (int i = 0; i < n; ++i) {
        for (int j = i + 1; j < n; ++j) {
            const char *first = network_site_name(network, (size_t)i);
            const char *second = network_site_name(network, (size_t)j);
            add(self, NETWORK_PAIR_NEGATIVITY, i, j, first, second);
            add(self, NETWORK_PAIR_SIGNED, i, j, first, second);
            if (system->sites[i].levels == 2 && system->sites[j].levels == 2) {
                add(self, NETWORK_PAIR_CONCURRENCE, i, j, first, second);
                add(self, NETWORK_PAIR_BELL, i, j, first, second);
            }
        }
    }
}

bool network_names_part(int n_sites, unsigned part)
{
    int size = 0;
    for (int i = 0; i < n_sites; ++i) {
        size += (part >> i & 1U) != 0;
    }
    return size > 0 && (2 * size < n_sites || (2 * size == n_sites && part & 1U));
}

/* Every set of two or more sites that stands for a bipartition. */
static void add_parts(network_table *self, const ent_network *network, const open_system *system)
{
    const int n = system->n_sites;
    for (unsigned part = 1; n <= NETWORK_MAX_SITES_OF_PARTS && part < 1U << n; ++part) {
        text_buffer name = {0};
        if ((part & (part - 1U)) == 0 || !network_names_part(n, part)) {
            continue;
        }
        for (int i = 0; i < n; ++i) {
            if (part >> i & 1U) {
                text_append(&name, name.size ? "+%s" : "%s", network_site_name(network, (size_t)i));
            }
        }
        self->failed = self->failed || name.failed;
        add(self, NETWORK_PART_NEGATIVITY, (int)part, 0, text_content(&name), "");
        text_free(&name);
    }
    if (n > 2 && n <= NETWORK_MAX_SITES_OF_PARTS) {
        add(self, NETWORK_LEAST_NEGATIVITY, 0, 0, "", "");
    }
}

static void add_state(network_table *self, const ent_network *network, const open_system *system)
{
    const int n = system->n_sites;
    const int d = (int)open_system_dimension(system);
    int qubits = 0;
    for (int i = 0; i < n; ++i) {
        qubits += system->sites[i].levels == 2;
        add(self, NETWORK_EXCITATION, i, 0, network_site_name(network, (size_t)i), "");
        add(self, NETWORK_TEMPERATURE, i, 0, network_site_name(network, (size_t)i), "");
    }
    if (n > 2 && qubits == n) {
        add(self, NETWORK_GHZ, 0, 0, "", "");
        add(self, NETWORK_W, 0, 0, "", "");
        add(self, NETWORK_GME_X, 0, 0, "", "");
        add(self, NETWORK_GME_W, 0, 0, "", "");
    }
    for (int state = 0; d <= MAX_NAMED_STATES && state < d; ++state) {
        char digits[MAX_NAMED_STATES + 1] = "";
        for (int i = n, rest = state; i-- > 0; rest /= system->sites[i].levels) {
            digits[i] = (char)('0' + system->sites[i].levels - 1 - rest % system->sites[i].levels);
        }
        add(self, NETWORK_POPULATION, state, 0, digits, "");
    }
    for (int i = 0; i < n; ++i) {
        if (system->sites[i].kind == ENT_SITE_OSCILLATOR) {
            add(self, NETWORK_TOP_POPULATION, i, 0, network_site_name(network, (size_t)i), "");
        }
    }
    if (system->equation == ENT_MASTER_EQUATION_REDFIELD) {
        add(self, NETWORK_SMALLEST_EIGENVALUE, 0, 0, "", "");
    }
    add(self, NETWORK_PURITY, 0, 0, "", "");
    add(self, NETWORK_ENTROPY_PRODUCTION, 0, 0, "", "");
}

network_table network_table_create(const ent_network *network, const open_system *system)
{
    network_table self = {0};
    add_pairs(&self, network, system);
    add_parts(&self, network, system);
    add_baths(&self, network);
    add_bonds(&self, network);
    add_state(&self, network, system);
    add_fluctuations(&self, network, system);
    return self;
}

void network_table_free(network_table *self)
{
    for (size_t k = 0; k < self->n; ++k) {
        free((void *)(uintptr_t)self->observables[k].name);
        free((void *)(uintptr_t)self->observables[k].symbol);
        free((void *)(uintptr_t)self->observables[k].description);
        free((void *)(uintptr_t)self->observables[k].continued_by);
    }
    free(self->observables);
    free(self->entries);
    *self = (network_table){0};
}
