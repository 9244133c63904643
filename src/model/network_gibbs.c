#include "model/network_gibbs.h"

#include <math.h>
#include <stdlib.h>

#include "base/hermitian.h"
#include "entangine/status.h"
#include "generator/hamiltonian.h"

/* The coldest bath on a site, or NULL. */
static const system_bath *coldest_on(const open_system *system, int site)
{
    const system_bath *coldest = NULL;
    for (int b = 0; b < system->n_baths; ++b) {
        const system_bath *bath = &system->baths[b];
        for (int k = 0; !bath->dephasing && k < bath->n_sites; ++k) {
            if (bath->sites[k] == site && (!coldest || bath->temperature < coldest->temperature)) {
                coldest = bath;
            }
        }
    }
    return coldest;
}

static bool joins(const system_term *term, int i, int j)
{
    bool first = false;
    bool second = false;
    for (int k = 0; k < term->n_factors; ++k) {
        first = first || term->factors[k].site == i;
        second = second || term->factors[k].site == j;
    }
    return first && second;
}

/* Marks with steps + 1 what is linked with the sites at `steps`; returns whether there was any. */
static bool spread(const open_system *system, int *distance, int steps)
{
    bool any = false;
    for (int t = 0; t < system->n_terms; ++t) {
        for (int i = 0; i < system->n_sites; ++i) {
            for (int j = 0; distance[i] == steps && j < system->n_sites; ++j) {
                if (distance[j] < 0 && joins(&system->terms[t], i, j)) {
                    distance[j] = steps + 1;
                    any = true;
                }
            }
        }
    }
    return any;
}

/* The coldest bath on the nearest sites that have one. distance: room for [n_sites]. */
static const system_bath *nearest_bath(const open_system *system, int site, int *distance)
{
    const system_bath *coldest = NULL;
    bool more = true;
    for (int i = 0; i < system->n_sites; ++i) {
        distance[i] = i == site ? 0 : -1;
    }
    for (int steps = 0; !coldest && more; ++steps) {
        for (int i = 0; i < system->n_sites; ++i) {
            const system_bath *bath = distance[i] == steps ? coldest_on(system, i) : NULL;
            if (bath && (!coldest || bath->temperature < coldest->temperature)) {
                coldest = bath;
            }
        }
        more = spread(system, distance, steps);
    }
    return coldest;
}

/* Weights e^{-(E - E_0)/T} of rising energies. */
static void set_weights(int d, dd *weights, const dd *energies, double temperature)
{
    dd sum = dd_from(0.0);
    for (int k = 0; k < d; ++k) {
        const dd gap = dd_subtract(energies[k], energies[0]);
        const bool empty = gap.hi / temperature > 700.0;
        weights[k] = gap.hi == 0.0 ? dd_from(1.0)
                     : empty       ? dd_from(0.0)
                                   : dd_add(dd_expm1(dd_negate(dd_divide(gap, dd_from(temperature)))), dd_from(1.0));
        sum = dd_add(sum, weights[k]);
    }
    for (int k = 0; k < d; ++k) {
        weights[k] = dd_divide(weights[k], sum);
    }
}

/* The state of one site: row-major, highest level first. */
static int site_state(zdd *rho, const system_site *site, const system_bath *bath)
{
    const int d = site->levels;
    const size_t square = (size_t)d * (size_t)d;
    system_site shifted = *site;
    shifted.energy -= bath ? bath->chemical_potential : 0.0;
    const open_system alone = {.n_sites = 1, .sites = &shifted};
    sparse h = site_hamiltonian(&alone);
    zdd *matrix = calloc(2 * square, sizeof *matrix);
    dd *energies = calloc(2 * (size_t)d, sizeof *energies);
    const bool ready = matrix && energies && !h.failed;
    if (ready) {
        zdd *states = matrix + square;
        dd *weights = energies + d;
        for (size_t k = 0; k < h.n; ++k) {
            matrix[h.elements[k].row * d + h.elements[k].column] = h.elements[k].value;
        }
        hermitian_eigen(d, energies, states, matrix);
        set_weights(d, weights, energies, bath ? bath->temperature : 0.0);
        for (int e = 0; e < d * d; ++e) {
            rho[e] = zdd_from(0.0, 0.0);
            for (int k = 0; k < d; ++k) {
                const zdd outer = zdd_multiply(states[e / d * d + k], zdd_conjugate(states[e % d * d + k]));
                rho[e] = zdd_add(rho[e], zdd_times(outer, weights[k]));
            }
        }
    }
    free(energies);
    free(matrix);
    sparse_free(&h);
    return ready ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

int network_gibbs_create(network_gibbs *self, const open_system *system)
{
    const size_t n = (size_t)system->n_sites;
    int *distance = calloc(n, sizeof *distance);
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers. */
    zdd **sites = calloc(n, sizeof *sites);
    *self = (network_gibbs){.system = system, .d = (int)open_system_dimension(system), .sites = sites};
    int status = distance && self->sites ? ENT_OK : ENT_ERROR_NO_MEMORY;
    for (int i = 0; status == ENT_OK && i < system->n_sites; ++i) {
        const system_site *site = &system->sites[i];
        self->sites[i] = calloc((size_t)site->levels * (size_t)site->levels, sizeof *self->sites[i]);
        status =
            self->sites[i] ? site_state(self->sites[i], site, nearest_bath(system, i, distance)) : ENT_ERROR_NO_MEMORY;
    }
    free(distance);
    return status;
}

void network_gibbs_free(network_gibbs *self)
{
    for (int i = 0; self->sites && i < self->system->n_sites; ++i) {
        free(self->sites[i]);
    }
    free(self->sites);
    *self = (network_gibbs){0};
}

static zdd element(const void *data, int i, int j)
{
    const network_gibbs *self = data;
    zdd value = zdd_from(1.0, 0.0);
    int rest = self->d;
    for (int k = 0; k < self->system->n_sites && !zdd_is_zero(value); ++k) {
        const int levels = self->system->sites[k].levels;
        rest /= levels;
        value = zdd_multiply(value, self->sites[k][i / rest % levels * levels + j / rest % levels]);
    }
    return value;
}

matrix_view network_gibbs_view(const network_gibbs *self)
{
    return (matrix_view){self->d, 0.0, self, element};
}
