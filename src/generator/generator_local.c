/* The local master equation: jump operators of the bare sites, rates at their bare gaps (eqs 3-5). */
#include <stdlib.h>

#include "generator/bath_rates.h"
#include "generator/generator.h"
#include "generator/hamiltonian.h"
#include "generator/local_lines.h"

static void add_dephasing(generator *self, const open_system *system, int index)
{
    const system_bath *bath = &system->baths[index];
    sparse number = generator_coupling(system, bath);
    generator_add_jump(self, index, 0, dd_from(0.0), dd_from(2.0 * bath->rate), &number);
}

/* Emission and absorption through the lowering operators of all sites of the bath that share the gap of site k. */
static int add_line(generator *self, const open_system *system, int index, int k, const int *leader)
{
    const system_bath *bath = &system->baths[index];
    const dd gap = dd_from(system->sites[bath->sites[k]].energy);
    sparse lowering = {.d = self->d};
    bath_rates rates;
    for (int i = k; i < bath->n_sites; ++i) {
        if (leader[i] == k) {
            site_operator_add(&lowering, system, 1.0, bath->sites[i], LOCAL_LOWER);
        }
    }
    sparse_merge(&lowering, 0.0);
    const int status = bath_rates_at(&rates, bath, gap);
    if (status == ENT_OK) {
        sparse raising = sparse_adjoint(&lowering);
        generator_add_jump(self, index, -1, dd_negate(gap), rates.emission, &lowering);
        generator_add_jump(self, index, 1, gap, rates.absorption, &raising);
    }
    sparse_free(&lowering);
    return status;
}

int generator_local(generator *self, const open_system *system)
{
    int status = ENT_OK;
    int *leader = malloc((size_t)system->n_sites * sizeof *leader);
    if (!leader) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int b = 0; status == ENT_OK && b < system->n_baths; ++b) {
        const system_bath *bath = &system->baths[b];
        self->bath = b;
        if (bath->dephasing) {
            add_dephasing(self, system, b);
            continue;
        }
        local_lines_find(leader, system, bath);
        for (int k = 0; status == ENT_OK && k < bath->n_sites; ++k) {
            status = leader[k] == k ? add_line(self, system, b, k, leader) : ENT_OK;
        }
    }
    if (status == ENT_ERROR_ZERO_FREQUENCY) {
        self->problem = "a site with a bath of bosons has no gap: its energy must be above 0";
    } else if (status == ENT_ERROR_OUT_OF_RANGE) {
        self->problem = "the chemical potential of a bath of bosons must lie below the gap of its sites";
    }
    free(leader);
    return status;
}
