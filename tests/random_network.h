/* Random networks of qubits and qutrits, with everything that a network can have, and random points of them. */
#ifndef TESTS_RANDOM_NETWORK_H
#define TESTS_RANDOM_NETWORK_H

#include "entangine/network.h"
#include "support.h"

enum {
    RANDOM_NETWORK_PARAMETERS = 5
}; /* e, g, t, r, k: scales of energies, couplings, temperatures, rates, tunnelling */

static inline void good(int status, const ent_error *error)
{
    if (status != ENT_OK) {
        fail_msg("%s", error->message);
    }
}

/* "0.7*g", in one of a few rooms in turn. */
static inline const char *scaled(random_source *source, const char *parameter)
{
    static char rooms[16][40];
    static unsigned next;
    char *room = rooms[next++ % 16];
    (void)snprintf(room, sizeof rooms[0], "%.3g*%s", random_between(source, 0.5, 1.5), parameter);
    return room;
}

static inline bool chance(random_source *source, double probability)
{
    return random_between(source, 0.0, 1.0) < probability;
}

static const char *const random_network_sites[] = {"q0", "q1", "q2", "q3"};

static inline void add_random_bath(ent_network *self, random_source *source, int index, int n_sites)
{
    char name[16];
    ent_error error;
    const bool common = n_sites > 1 && index + 1 < n_sites && chance(source, 0.2);
    const bool fermions = chance(source, 0.3), ohmic = chance(source, 0.2);
    (void)snprintf(name, sizeof name, "b%d", index);
    const ent_bath bath = {.name = name,
                           .n_sites = common ? 2 : 1,
                           .sites = &random_network_sites[index],
                           .temperature = chance(source, 0.15) ? "0" : scaled(source, "t"),
                           .rate = scaled(source, "r"),
                           .statistics = fermions ? ENT_STATISTICS_FERMION : ENT_STATISTICS_BOSON,
                           .chemical_potential = fermions ? "0.3" : NULL,
                           .spectrum = ohmic ? ENT_SPECTRUM_OHMIC : ENT_SPECTRUM_FLAT,
                           .frequency = ohmic ? "1" : NULL,
                           .cutoff = ohmic ? "10" : NULL};
    good(ent_network_add_bath(self, &bath, &error), &error);
}

static inline void add_random_couplings(ent_network *self, random_source *source, int n_sites, bool exchange_only)
{
    ent_error error;
    for (int i = 1; i < n_sites; ++i) {
        const ent_coupling_kind kind = exchange_only || chance(source, 0.6) ? ENT_COUPLING_EXCHANGE
                                       : chance(source, 0.5)                ? ENT_COUPLING_DIPOLE
                                                                            : ENT_COUPLING_ZZ;
        const ent_coupling bond = {kind, {random_network_sites[i - 1], random_network_sites[i]}, scaled(source, "g")};
        good(ent_network_add_coupling(self, &bond, &error), &error);
    }
    if (n_sites > 2 && chance(source, 0.3)) {
        const ent_factor factors[] = {{"q0", "raise"}, {"q1", "z"}, {"q2", "lower"}};
        const ent_product product = {scaled(source, "g"), scaled(source, "g"), true, 3, factors};
        good(ent_network_add_product(self, &product, &error), &error);
    }
}

static inline ent_network *random_network(random_source *source, int n_sites)
{
    static const char *const parameters[][2] = {{"e", "1"}, {"g", "1e-2"}, {"t", "0.5"}, {"r", "1e-3"}, {"k", "0"}};
    ent_network *self;
    ent_error error;
    const bool exchange_only = chance(source, 0.5), same = chance(source, 0.5);
    good(ent_network_create(&self, "random", NULL, &error), &error);
    for (int p = 0; p < RANDOM_NETWORK_PARAMETERS; ++p) {
        good(ent_network_add_parameter(self, parameters[p][0], parameters[p][1], &error), &error);
    }
    for (int i = 0; i < n_sites; ++i) {
        const int levels = i == 0 && n_sites < 4 && chance(source, 0.4) ? 3 : 2;
        const ent_site site = {.name = random_network_sites[i],
                               .levels = levels,
                               .kind = chance(source, 0.5) ? ENT_SITE_OSCILLATOR : ENT_SITE_LADDER,
                               .energy = same ? "e" : scaled(source, "e"),
                               .tunnelling = !exchange_only && chance(source, 0.4) ? "k" : NULL};
        good(ent_network_add_site(self, &site, &error), &error);
    }
    add_random_couplings(self, source, n_sites, exchange_only);
    for (int i = 0; i < n_sites; ++i) {
        if (i == 0 || i == n_sites - 1 || chance(source, 0.4)) {
            add_random_bath(self, source, i, n_sites);
        }
    }
    if (chance(source, 0.3)) {
        good(ent_network_add_dephasing(self, &(ent_dephasing){"noise", "q0", scaled(source, "r")}, &error), &error);
    }
    good(ent_network_finish(self, &error), &error);
    return self;
}

/* A few without baths, or without couplings, or at temperature 0. */
static inline void random_network_point(double *values, random_source *source)
{
    values[0] = random_between(source, 0.5, 2.0);
    values[1] = chance(source, 0.05) ? 0.0 : random_decades(source, -4.0, -0.5);
    values[2] = chance(source, 0.05) ? 0.0 : random_decades(source, -1.0, 0.5);
    values[3] = chance(source, 0.05) ? 0.0 : random_decades(source, -4.0, -1.0);
    values[4] = chance(source, 0.5) ? 0.0 : random_decades(source, -3.0, -0.5);
}

#endif
