/* The local master equation: jump operators of the bare sites, rates at their bare gaps (eqs 3-5). */
#include <math.h>
#include <stdlib.h>

#include "generator/bath_rates.h"
#include "generator/generator.h"
#include "generator/site_operator.h"

/* Gaps of the sites of a common bath that differ by less than this share of them are one line. */
static const double SAME_GAP = 1e-12;

static void add_dephasing(generator *self, const open_system *system, int index)
{
    const system_bath *bath = &system->baths[index];
    sparse number = generator_coupling(system, bath);
    generator_add_jump(self, index, 0, dd_from(0.0), dd_from(2.0 * bath->rate), &number);
}

/* Emission and absorption through the lowering operators of all sites of the bath that share the gap of site k. */
static int add_line(generator *self, const open_system *system, int index, int k, bool *done)
{
    const system_bath *bath = &system->baths[index];
    const dd gap = dd_from(system->sites[bath->sites[k]].energy);
    sparse lowering = {.d = self->d};
    bath_rates rates;
    for (int i = k; i < bath->n_sites; ++i) {
        const double other = system->sites[bath->sites[i]].energy;
        if (!done[i] && fabs(other - gap.hi) <= SAME_GAP * fabs(gap.hi)) {
            const system_factor factor = {bath->sites[i], LOCAL_LOWER, 0};
            done[i] = true;
            site_product_add(&lowering, system, zdd_from(1.0, 0.0), 1, &factor);
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
    bool *done = malloc((size_t)system->n_sites * sizeof *done);
    if (!done) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int b = 0; status == ENT_OK && b < system->n_baths; ++b) {
        const system_bath *bath = &system->baths[b];
        self->bath = b;
        if (bath->dephasing) {
            add_dephasing(self, system, b);
            continue;
        }
        for (int k = 0; k < bath->n_sites; ++k) {
            done[k] = false;
        }
        for (int k = 0; status == ENT_OK && k < bath->n_sites; ++k) {
            status = done[k] ? ENT_OK : add_line(self, system, b, k, done);
        }
    }
    if (status == ENT_ERROR_ZERO_FREQUENCY) {
        self->problem = "a site with a bath of bosons has no gap: its energy must be above 0";
    } else if (status == ENT_ERROR_OUT_OF_RANGE) {
        self->problem = "the chemical potential of a bath of bosons must lie below the gap of its sites";
    }
    free(done);
    return status;
}
