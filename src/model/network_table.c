#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/network_observables.h"

/* Larger networks have too many basis states and bipartitions to name them all. */
enum { MAX_NAMED_STATES = 16, MAX_SITES_OF_PARTS = 6 };

/* One row; names[0] and names[1] replace %1$s and %2$s. */
typedef struct row {
    network_quantity quantity;
    const char *name, *symbol, *group;
    ent_quantity unit;
    const char *description, *source, *continued_by;
} row;

static const row rows[] = {
    {NETWORK_HEAT, "Q_%1$s", "Q_{%1$s}", "currents", ENT_QUANTITY_HEAT_CURRENT,
     "energy current from bath %1$s into the system, Tr[H D rho]", "eq (10) with the full Hamiltonian", NULL},
    {NETWORK_HEAT_BARE, "Q_%1$s_bare", "Q_{%1$s}^{bare}", "currents", ENT_QUANTITY_HEAT_CURRENT,
     "energy current from bath %1$s counted with H_S alone, Tr[H_S D rho]", "eq (10) as printed", NULL},
    {NETWORK_PARTICLES, "I_%1$s", "I_{%1$s}", "currents", ENT_QUANTITY_PARTICLE_CURRENT,
     "quanta that bath %1$s gives to the system, per time", "jump counting", NULL},
    {NETWORK_BOND_CURRENT, "I_%1$s_%2$s", "I_{%1$s,%2$s}", "currents", ENT_QUANTITY_PARTICLE_CURRENT,
     "particle current from %1$s to %2$s, 2 g Im <a_1 a_2^dag>", "continuity equation of the exchange coupling", NULL},
    {NETWORK_BOND_CRITICAL, "I_c_%1$s_%2$s", "I_{c,%1$s,%2$s}", "currents", ENT_QUANTITY_PARTICLE_CURRENT,
     "critical particle current of the bond: |I| above it proves that %1$s and %2$s are entangled",
     "Peres-Horodecki criterion", NULL},
    {NETWORK_BOND_RATIO, "I_ratio_%1$s_%2$s", "I/I_c(%1$s,%2$s)", "entanglement", ENT_QUANTITY_NUMBER,
     "|I|/I_c of the bond: above 1 proves that %1$s and %2$s are entangled", "Peres-Horodecki criterion", NULL},
    {NETWORK_SITE_NEGATIVITY, "negativity_%1$s", "N_{%1$s}", "entanglement", ENT_QUANTITY_NUMBER,
     "negativity of %1$s against the rest", "Vidal and Werner (2002)", "negativity_signed_%1$s"},
    {NETWORK_SITE_SIGNED, "negativity_signed_%1$s", "n_{%1$s}", "entanglement", ENT_QUANTITY_NUMBER,
     "minus the smallest eigenvalue of the partial transpose of %1$s", "eq (16)", NULL},
    {NETWORK_PAIR_NEGATIVITY, "negativity_%1$s_%2$s", "N_{%1$s,%2$s}", "entanglement", ENT_QUANTITY_NUMBER,
     "negativity of the reduced state of %1$s and %2$s", "Vidal and Werner (2002)", "negativity_signed_%1$s_%2$s"},
    {NETWORK_PAIR_SIGNED, "negativity_signed_%1$s_%2$s", "n_{%1$s,%2$s}", "entanglement", ENT_QUANTITY_NUMBER,
     "minus the smallest eigenvalue of the partial transpose of the reduced state of %1$s and %2$s", "eq (16)", NULL},
    {NETWORK_PAIR_CONCURRENCE, "concurrence_%1$s_%2$s", "C_{%1$s,%2$s}", "entanglement", ENT_QUANTITY_NUMBER,
     "concurrence of the reduced state of %1$s and %2$s", "Wootters (1998)", "negativity_signed_%1$s_%2$s"},
    {NETWORK_PAIR_BELL, "fidelity_bell_%1$s_%2$s", "F_{Bell}(%1$s,%2$s)", "entanglement", ENT_QUANTITY_NUMBER,
     "largest fidelity of %1$s and %2$s with one of the four Bell states; above 1/2 proves entanglement",
     "Horodecki et al. (2009)", NULL},
    {NETWORK_PART_NEGATIVITY, "negativity_%1$s", "N_{%1$s}", "entanglement", ENT_QUANTITY_NUMBER,
     "negativity of %1$s against the rest", "Vidal and Werner (2002)", NULL},
    {NETWORK_LEAST_NEGATIVITY, "negativity_min", "N_{min}", "entanglement", ENT_QUANTITY_NUMBER,
     "smallest negativity over all bipartitions", "Vidal and Werner (2002)", NULL},
    {NETWORK_GHZ, "fidelity_ghz", "F_{GHZ}", "entanglement", ENT_QUANTITY_NUMBER,
     "fidelity with (|0..0> + e^{i phi}|1..1>)/sqrt 2, best phi; above 1/2 proves genuine multipartite entanglement",
     "Guehne and Toth (2009)", NULL},
    {NETWORK_W, "fidelity_w", "F_W", "entanglement", ENT_QUANTITY_NUMBER,
     "fidelity with the W state of equal phases; above (n - 1)/n proves genuine multipartite entanglement",
     "Guehne and Toth (2009)", NULL},
    {NETWORK_EXCITATION, "excitation_%1$s", "<n_{%1$s}>", "state", ENT_QUANTITY_NUMBER,
     "mean excitation number of %1$s", "definition", NULL},
    {NETWORK_TEMPERATURE, "temperature_%1$s", "T_{%1$s}", "state", ENT_QUANTITY_TEMPERATURE,
     "temperature of the reduced state of %1$s, where that is thermal", "Gibbs state", NULL},
    {NETWORK_POPULATION, "population_%1$s", "p_{%1$s}", "state", ENT_QUANTITY_NUMBER, "population of |%1$s>",
     "definition", NULL},
    {NETWORK_TOP_POPULATION, "top_population_%1$s", "p_{top,%1$s}", "state", ENT_QUANTITY_NUMBER,
     "population of the highest level of %1$s that is kept: tells whether it has enough levels", "definition", NULL},
    {NETWORK_SMALLEST_EIGENVALUE, "smallest_eigenvalue", "λ_{min}", "state", ENT_QUANTITY_NUMBER,
     "smallest eigenvalue of the state: below 0 where the Redfield equation breaks positivity", "definition", NULL},
    {NETWORK_PURITY, "purity", "Tr ρ^2", "state", ENT_QUANTITY_NUMBER, "purity Tr rho^2", "definition", NULL},
    {NETWORK_ENTROPY_PRODUCTION, "entropy_production", "σ", "currents", ENT_QUANTITY_ENTROPY_RATE,
     "rate of entropy production, the sum of -(Q - mu I)/T over the baths", "Spohn (1978)", NULL},
    {NETWORK_NOISE, "current_noise_%1$s", "D_{%1$s}", "fluctuations", ENT_QUANTITY_PARTICLE_CURRENT,
     "zero-frequency noise of the particle current I_%1$s: its variance grows as D t", "Landi et al. (2024)", NULL},
    {NETWORK_THIRD, "third_cumulant_%1$s", "C_{3,%1$s}", "fluctuations", ENT_QUANTITY_PARTICLE_CURRENT,
     "third cumulant of the quanta from bath %1$s, per time", "Flindt et al. (2010)", NULL},
    {NETWORK_FOURTH, "fourth_cumulant_%1$s", "C_{4,%1$s}", "fluctuations", ENT_QUANTITY_PARTICLE_CURRENT,
     "fourth cumulant of the quanta from bath %1$s, per time", "Flindt et al. (2010)", NULL},
    {NETWORK_FANO, "fano_%1$s", "F_{%1$s}", "fluctuations", ENT_QUANTITY_NUMBER,
     "Fano factor D/|I| of the particle current of bath %1$s", "Landi et al. (2024)", NULL},
    {NETWORK_TUR, "tur_ratio_%1$s", "TUR_{%1$s}", "fluctuations", ENT_QUANTITY_NUMBER,
     "D sigma/I^2 of bath %1$s: at least 2 in every classical engine", "Barato and Seifert (2015)", NULL},
    {NETWORK_KUR, "kur_ratio_%1$s", "KUR_{%1$s}", "fluctuations", ENT_QUANTITY_NUMBER,
     "D K/I^2 of bath %1$s, K the activity: at least 1 in every classical engine", "Di Terlizzi and Baiesi (2019)",
     NULL},
    {NETWORK_HEAT_FANO, "heat_fano_%1$s", "F_{Q,%1$s}", "fluctuations", ENT_QUANTITY_ENERGY,
     "noise of the heat current of bath %1$s over its mean, counted by the energy of each jump", "Landi et al. (2024)",
     NULL},
    {NETWORK_HEAT_NOISE, "heat_noise_%1$s", "D_{Q,%1$s}", "fluctuations", ENT_QUANTITY_HEAT_NOISE,
     "zero-frequency noise of the heat current of bath %1$s, counted by the energy of each jump", "Landi et al. (2024)",
     NULL},
    {NETWORK_COVARIANCE, "covariance_%1$s_%2$s", "D_{%1$s,%2$s}", "fluctuations", ENT_QUANTITY_PARTICLE_CURRENT,
     "zero-frequency covariance of the particle currents of baths %1$s and %2$s", "Landi et al. (2024)", NULL},
    {NETWORK_HEAT_COVARIANCE, "heat_covariance_%1$s_%2$s", "D_{Q,%1$s,%2$s}", "fluctuations", ENT_QUANTITY_HEAT_NOISE,
     "zero-frequency covariance of the heat currents of baths %1$s and %2$s", "Landi et al. (2024)", NULL},
    {NETWORK_ACTIVITY, "activity", "K", "fluctuations", ENT_QUANTITY_PARTICLE_CURRENT,
     "jumps per time that exchange a quantum with a bath", "Landi et al. (2024)", NULL},
};

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
    size_t r = 0;
    while (rows[r].quantity != quantity) {
        ++r;
    }
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
    const row *from = &rows[r];
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

/* Every set of two or more sites that is no larger than its complement; the one with site 0 of two equal halves. */
static void add_parts(network_table *self, const ent_network *network, const open_system *system)
{
    const int n = system->n_sites;
    for (unsigned part = 1; n <= MAX_SITES_OF_PARTS && part < 1U << n; ++part) {
        text_buffer name = {0};
        int size = 0;
        for (int i = 0; i < n; ++i) {
            if (part >> i & 1U) {
                text_append(&name, size++ ? "+%s" : "%s", network_site_name(network, (size_t)i));
            }
        }
        if (size > 1 && (2 * size < n || (2 * size == n && part & 1U))) {
            self->failed = self->failed || name.failed;
            add(self, NETWORK_PART_NEGATIVITY, (int)part, 0, text_content(&name), "");
        }
        text_free(&name);
    }
    if (n > 2 && n <= MAX_SITES_OF_PARTS) {
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
