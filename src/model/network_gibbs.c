#include "model/network_gibbs.h"

#include <math.h>
#include <stdlib.h>

#include "base/hermitian.h"
#include "entangine/status.h"
#include "generator/site_operator.h"

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

/* rho = rho (n x n, filling the first n^2 places of the result's room) x site. */
static void extend(zdd *rho, int n, const zdd *site, int levels)
{
    const int d = n * levels;
    for (int e = d * d; e-- > 0;) { /* from the end: no place is read after it is written */
        const int row = e / d;
        const int column = e % d;
        rho[e] = zdd_multiply(rho[row / levels * n + column / levels], site[row % levels * levels + column % levels]);
    }
}

int network_gibbs(zdd *rho, const open_system *system)
{
    int status = ENT_OK;
    int d = 1;
    int *distance = calloc((size_t)system->n_sites, sizeof *distance);
    rho[0] = zdd_from(1.0, 0.0);
    for (int i = 0; distance && status == ENT_OK && i < system->n_sites; ++i) {
        const system_site *site = &system->sites[i];
        zdd *one = calloc((size_t)site->levels * (size_t)site->levels, sizeof *one);
        status = one ? site_state(one, site, nearest_bath(system, i, distance)) : ENT_ERROR_NO_MEMORY;
        if (status == ENT_OK) {
            extend(rho, d, one, site->levels);
            d *= site->levels;
        }
        free(one);
    }
    status = distance ? status : ENT_ERROR_NO_MEMORY;
    free(distance);
    return status;
}
