#include <stdlib.h>

#include "generator/linear_generator.h"
#include "generator/local_lines.h"

bool linear_is_hamiltonian(const linear_coefficient *self)
{
    return self->kind <= LINEAR_STRENGTH_IM;
}

/* Counts where list is NULL. */
static int enumerate(linear_coefficient *list, const open_system *system)
{
    int n = 0;
#define PUT(...)                                                                                                       \
    do {                                                                                                               \
        if (list) {                                                                                                    \
            list[n] = (linear_coefficient){__VA_ARGS__};                                                               \
        }                                                                                                              \
        ++n;                                                                                                           \
    } while (0)
    for (int i = 0; i < system->n_sites; ++i) {
        PUT(LINEAR_ENERGY, i, 0, 0);
        PUT(LINEAR_TUNNELLING, i, 0, 0);
    }
    for (int t = 0; t < system->n_terms; ++t) {
        PUT(LINEAR_STRENGTH, t, 0, 0);
        if (system->terms[t].add_adjoint) {
            PUT(LINEAR_STRENGTH_IM, t, 0, 0);
        }
    }
    for (int b = 0; b < system->n_baths; ++b) {
        if (system->baths[b].dephasing) {
            PUT(LINEAR_DEPHASING, b, 0, 0);
            continue;
        }
        for (int k = 0; k < system->baths[b].n_sites; ++k) {
            for (int i = 0; i <= k; ++i) {
                PUT(LINEAR_EMISSION, b, i, k);
                PUT(LINEAR_ABSORPTION, b, i, k);
            }
        }
    }
#undef PUT
    return n;
}

linear_coefficient *linear_coefficients_list(const open_system *system, int *n)
{
    *n = enumerate(NULL, system);
    linear_coefficient *list = malloc(((size_t)*n + 1) * sizeof *list);
    if (list) {
        (void)enumerate(list, system);
    }
    return list;
}

static bool is_same_bath(const system_bath *a, const system_bath *b)
{
    return a->temperature == b->temperature && a->rate == b->rate && a->chemical_potential == b->chemical_potential &&
           a->frequency == b->frequency && a->cutoff == b->cutoff && a->width == b->width;
}

static int find_rates(linear_rates *self, const system_bath *bath, double gap)
{
    if (self->known && self->gap == gap && is_same_bath(&self->bath, bath)) {
        return ENT_OK;
    }
    const int status = bath_rates_at(&self->rates, bath, dd_from(gap));
    self->known = status == ENT_OK;
    self->bath = *bath;
    self->gap = gap;
    return status;
}

/* Emission and, behind it in the list, absorption. */
static int set_rates(dd *c, const linear_coefficient *at, const open_system *system, const int *leader,
                     linear_rates *rates)
{
    const system_bath *bath = &system->baths[at->owner];
    c[0] = c[1] = dd_from(0.0);
    if (leader[at->first] != leader[at->second]) {
        return ENT_OK;
    }
    const int status = find_rates(rates, bath, system->sites[bath->sites[leader[at->first]]].energy);
    if (status == ENT_OK) {
        c[0] = rates->rates.emission;
        c[1] = rates->rates.absorption;
    }
    return status;
}

int linear_coefficients_find(dd *c, const linear_coefficient *list, int n, const open_system *system, int *leader,
                             linear_rates *rates)
{
    int status = ENT_OK;
    for (int k = 0; k < n && status == ENT_OK; ++k) {
        const linear_coefficient *at = &list[k];
        switch (at->kind) {
        case LINEAR_ENERGY:
            c[k] = dd_from(system->sites[at->owner].energy);
            break;
        case LINEAR_TUNNELLING:
            c[k] = dd_from(system->sites[at->owner].tunnelling);
            break;
        case LINEAR_STRENGTH:
            c[k] = dd_from(system->terms[at->owner].strength);
            break;
        case LINEAR_STRENGTH_IM:
            c[k] = dd_from(system->terms[at->owner].strength_im);
            break;
        case LINEAR_DEPHASING:
            c[k] = dd_from(2.0 * system->baths[at->owner].rate);
            break;
        case LINEAR_EMISSION:
            if (at->first == 0 && at->second == 0) {
                local_lines_find(leader, system, &system->baths[at->owner]);
            }
            status = set_rates(&c[k], at, system, leader, &rates[k]);
            break;
        case LINEAR_ABSORPTION: /* set with the emission before it */
            break;
        }
    }
    return status;
}
