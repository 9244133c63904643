/* Derivative of the local generator: the jump operators are constant, the rates change. */
#include <math.h>
#include <stdlib.h>

#include "generator/bath_rates_slope.h"
#include "generator/generator_tangent.h"
#include "generator/hamiltonian.h"

/* As in the local generator: gaps that differ by less than this share of them are one line. */
static const double SAME_GAP = 1e-12;

static int add_line(generator *self, const tangent_source *source, int index, int k, bool *done)
{
    const open_system *system = source->system;
    const system_bath *bath = &system->baths[index];
    const double gap = system->sites[bath->sites[k]].energy;
    const double gap_change = source->change->sites[bath->sites[k]].energy;
    sparse lowering = {.d = self->d};
    bath_rates slope;
    int status = ENT_OK;
    for (int i = k; i < bath->n_sites; ++i) {
        const int site = bath->sites[i];
        if (!done[i] && fabs(system->sites[site].energy - gap) <= SAME_GAP * fabs(gap)) {
            done[i] = true;
            site_operator_add(&lowering, system, 1.0, site, LOCAL_LOWER);
            if (source->change->sites[site].energy != gap_change) {
                status = ENT_ERROR_UNDEFINED; /* one line becomes two */
            }
        }
    }
    sparse_merge(&lowering, 0.0);
    if (status == ENT_OK) {
        status = bath_rates_slope(&slope, bath, &source->change->baths[index], dd_from(gap), gap_change);
    }
    if (status == ENT_OK) {
        sparse raising = sparse_adjoint(&lowering);
        generator_add_jump(self, index, -1, dd_from(-gap), slope.emission, &lowering);
        generator_add_jump(self, index, 1, dd_from(gap), slope.absorption, &raising);
    }
    sparse_free(&lowering);
    return status;
}

int generator_tangent_local(generator *self, const tangent_source *source)
{
    const open_system *system = source->system;
    int status = ENT_OK;
    bool *done = malloc((size_t)system->n_sites * sizeof *done);
    if (!done) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int b = 0; status == ENT_OK && b < system->n_baths; ++b) {
        const system_bath *bath = &system->baths[b];
        if (bath->dephasing) {
            sparse number = generator_coupling(system, bath);
            generator_add_jump(self, b, 0, dd_from(0.0), dd_from(2.0 * source->change->baths[b].rate), &number);
            continue;
        }
        for (int k = 0; k < bath->n_sites; ++k) {
            done[k] = false;
        }
        for (int k = 0; status == ENT_OK && k < bath->n_sites; ++k) {
            status = done[k] ? ENT_OK : add_line(self, source, b, k, done);
        }
    }
    free(done);
    return status;
}
