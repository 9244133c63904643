#include "model/network_observables.h"

#include <math.h>
#include <stdlib.h>

#include "model/network_bond.h"
#include "model/network_fluctuations.h"
#include "observable/entanglement.h"
#include "observable/multipartite.h"

/* Room for the reduced state of two sites. */
enum { MAX_PAIR = 4096 };

/* What the functions below look at. */
typedef struct scene {
    const ent_network *network;
    const network_state *state;
    const open_system *system;
    matrix_view rho;
    int status; /* the first failure */
    bool known[1 << NETWORK_MAX_SITES_OF_PARTS];
    bipartite parts[1 << NETWORK_MAX_SITES_OF_PARTS]; /* where known */
    network_fluctuations fluctuations;
} scene;

static zdd *reduced(scene *self, int n, const int *sites)
{
    size_t size = 1;
    for (int k = 0; k < n; ++k) {
        size *= (size_t)self->system->sites[sites[k]].levels;
    }
    zdd *out = size <= MAX_PAIR ? malloc(size * size * sizeof *out) : NULL;
    if (out) {
        register_reduce_view(out, &self->state->sites, &self->rho, n, sites);
    } else {
        self->status = ENT_ERROR_NO_MEMORY;
    }
    return out;
}

static double heat(scene *self, int bath, bool bare)
{
    const generator *master = &self->state->master;
    const double value =
        dd_value(network_state_current(self->state, bare ? &master->bare : &master->hamiltonian, bath));
    self->status = isnan(value) ? ENT_ERROR_NO_MEMORY : self->status;
    return value;
}

static double bond_value(scene *self, network_quantity quantity, int index)
{
    const network_bond *bond = network_bond_at(self->network, (size_t)index);
    const system_site *sites = self->system->sites;
    bond_currents found = {NAN, NAN, NAN};
    zdd *rho = reduced(self, 2, bond->sites);
    if (rho) {
        found = network_bond_currents(rho, &sites[bond->sites[0]], &sites[bond->sites[1]],
                                      self->system->terms[bond->term].strength);
    }
    free(rho);
    return quantity == NETWORK_BOND_CURRENT    ? found.current
           : quantity == NETWORK_BOND_CRITICAL ? found.critical
                                               : found.ratio;
}

/* Kept, where sets are named: a set has up to two observables, and one more looks at all of them. */
static bipartite part_entanglement(scene *self, unsigned part)
{
    bipartite result;
    const bool keeps = self->system->n_sites <= NETWORK_MAX_SITES_OF_PARTS;
    if (keeps && self->known[part]) {
        return self->parts[part];
    }
    const int status = register_bipartite_view(&result, &self->state->sites, &self->rho, part);
    self->status = self->status == ENT_OK ? status : self->status;
    if (keeps) {
        self->known[part] = status == ENT_OK;
        self->parts[part] = result;
    }
    return result;
}

static bipartite pair_entanglement(scene *self, int i, int j)
{
    const int sites[2] = {i, j};
    const int levels[2] = {self->system->sites[i].levels, self->system->sites[j].levels};
    const site_register pair = {2, levels[0] * levels[1], levels};
    bipartite result = {NAN, NAN};
    zdd *rho = reduced(self, 2, sites);
    if (rho) {
        const dense_matrix dense = {pair.d, rho};
        const matrix_view view = {pair.d, self->rho.accuracy, &dense, dense_matrix_at};
        const int status = register_bipartite_view(&result, &pair, &view, 1U);
        self->status = self->status == ENT_OK ? status : self->status;
    }
    free(rho);
    return result;
}

static double pair_concurrence(scene *self, int i, int j)
{
    ent_entanglement measures = {.concurrence = NAN};
    zdd *rho = reduced(self, 2, (int[]){i, j});
    if (rho) {
        entanglement_measure(&measures, rho);
    }
    free(rho);
    return measures.concurrence;
}

/* <Phi|rho|Phi> of (|11> +- |00>)/sqrt 2 and (|10> +- |01>)/sqrt 2. */
static double pair_bell(scene *self, int i, int j)
{
    zdd *rho = reduced(self, 2, (int[]){i, j});
    double best = NAN;
    if (rho) {
        const double even = 0.5 * (rho[0].re.hi + rho[15].re.hi) + fabs(rho[3].re.hi);
        const double odd = 0.5 * (rho[5].re.hi + rho[10].re.hi) + fabs(rho[6].re.hi);
        best = fmax(even, odd);
    }
    free(rho);
    return best;
}

static double least_negativity(scene *self)
{
    double least = INFINITY;
    for (unsigned part = 1; part < 1U << self->system->n_sites; ++part) {
        if (network_names_part(self->system->n_sites, part)) {
            least = fmin(least, part_entanglement(self, part).negativity);
        }
    }
    return least;
}

static zdd element(const scene *self, int i, int j)
{
    return matrix_view_at(&self->rho, i, j);
}

/* Mean excitation, population of the top level, or the temperature of a reduced state that is diagonal with equal
 * ratios of neighbouring levels. */
static double site_value(scene *self, network_quantity quantity, int site)
{
    const system_site *at = &self->system->sites[site];
    const int d = at->levels;
    zdd *rho = reduced(self, 1, &site);
    double sum = 0.0;
    double least = INFINITY;
    double most = -INFINITY;
    double coherence = 0.0;
    const double top = rho ? rho[0].re.hi : NAN;
    for (int k = 0; rho && k < d; ++k) {
        sum += (double)(d - 1 - k) * rho[k * d + k].re.hi;
        if (k > 0) {
            const double ratio = rho[k * d + k].re.hi / rho[(k - 1) * d + k - 1].re.hi;
            least = fmin(least, ratio);
            most = fmax(most, ratio);
            coherence = fmax(coherence, zdd_norm(rho[k * d + k - 1]).hi);
        }
    }
    free(rho);
    if (quantity != NETWORK_TEMPERATURE) {
        return quantity == NETWORK_EXCITATION ? sum : top;
    }
    const bool thermal = coherence < 1e-20 && least > 1.0 && most - least <= 1e-9 * least;
    return thermal && at->tunnelling == 0.0 ? at->energy / log(least) : NAN;
}

static double purity(const scene *self)
{
    const int d = self->state->master.d;
    dd sum = dd_from(0.0);
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            sum = dd_add(sum, zdd_norm(element(self, i, j)));
        }
    }
    return dd_value(sum);
}

static double entropy_production(scene *self)
{
    double sum = 0.0;
    for (int b = 0; b < self->system->n_baths; ++b) {
        const system_bath *bath = &self->system->baths[b];
        double flow = bath->dephasing ? 0.0 : heat(self, b, false);
        if (flow != 0.0 && bath->chemical_potential != 0.0) {
            flow -= bath->chemical_potential * dd_value(network_state_quanta(self->state, b));
        }
        sum -= flow == 0.0 ? 0.0 : flow / bath->temperature;
    }
    return isfinite(sum) ? sum : NAN;
}

static double value_of(scene *self, const network_entry *entry)
{
    switch (entry->quantity) {
    case NETWORK_HEAT:
    case NETWORK_HEAT_BARE:
        return heat(self, entry->a, entry->quantity == NETWORK_HEAT_BARE);
    case NETWORK_PARTICLES:
        return dd_value(network_state_quanta(self->state, entry->a));
    case NETWORK_BOND_CURRENT:
    case NETWORK_BOND_CRITICAL:
    case NETWORK_BOND_RATIO:
        return bond_value(self, entry->quantity, entry->a);
    case NETWORK_SITE_NEGATIVITY:
        return part_entanglement(self, 1U << entry->a).negativity;
    case NETWORK_SITE_SIGNED:
        return -part_entanglement(self, 1U << entry->a).smallest;
    case NETWORK_PART_NEGATIVITY:
        return part_entanglement(self, (unsigned)entry->a).negativity;
    case NETWORK_PAIR_NEGATIVITY:
        return pair_entanglement(self, entry->a, entry->b).negativity;
    case NETWORK_PAIR_SIGNED:
        return -pair_entanglement(self, entry->a, entry->b).smallest;
    case NETWORK_PAIR_CONCURRENCE:
        return pair_concurrence(self, entry->a, entry->b);
    case NETWORK_PAIR_BELL:
        return pair_bell(self, entry->a, entry->b);
    case NETWORK_LEAST_NEGATIVITY:
        return least_negativity(self);
    case NETWORK_GHZ:
        return multipartite_ghz_fidelity(&self->rho);
    case NETWORK_W:
        return multipartite_w_fidelity(&self->rho, self->system->n_sites);
    case NETWORK_GME_X:
        return multipartite_x(&self->rho);
    case NETWORK_GME_W:
        return multipartite_w(&self->rho, self->system->n_sites);
    case NETWORK_EXCITATION:
    case NETWORK_TEMPERATURE:
        return site_value(self, entry->quantity, entry->a);
    case NETWORK_POPULATION:
        return element(self, entry->a, entry->a).re.hi;
    case NETWORK_TOP_POPULATION:
        return site_value(self, entry->quantity, entry->a);
    case NETWORK_SMALLEST_EIGENVALUE:
        return part_entanglement(self, 0U).smallest; /* the transpose of no site is the state itself */
    case NETWORK_PURITY:
        return purity(self);
    case NETWORK_ENTROPY_PRODUCTION:
        return entropy_production(self);
    default:
        return network_fluctuation(&self->fluctuations, entry, self->state,
                                   entry->quantity == NETWORK_TUR ? entropy_production(self) : NAN, &self->status);
    }
}

static scene scene_of(const ent_network *network, const network_state *state)
{
    return (scene){.network = network,
                   .state = state,
                   .system = state->system,
                   .rho = network_state_view(state),
                   .status = ENT_OK};
}

int network_observe(double *values, const bool *wanted, const network_table *table, const ent_network *network,
                    const network_state *state)
{
    scene self = scene_of(network, state);
    for (size_t k = 0; self.status == ENT_OK && k < table->n; ++k) {
        if (!wanted || wanted[k]) {
            values[k] = value_of(&self, &table->entries[k]) + 0.0; /* never -0 */
        }
    }
    network_fluctuations_free(&self.fluctuations);
    return self.status;
}

int network_observe_listed(double *values, const size_t *listed, size_t n, const network_table *table,
                           const ent_network *network, const network_state *state)
{
    scene self = scene_of(network, state);
    for (size_t k = 0; self.status == ENT_OK && k < n; ++k) {
        values[listed[k]] = value_of(&self, &table->entries[listed[k]]) + 0.0; /* never -0 */
    }
    network_fluctuations_free(&self.fluctuations);
    return self.status;
}

const char *network_why_undefined(const network_entry *entry)
{
    switch (entry->quantity) {
    case NETWORK_TEMPERATURE:
        return "the reduced state of the site is not thermal, or at temperature 0, or has populations inverted";
    case NETWORK_BOND_RATIO:
        return "the populations in I_c vanish";
    case NETWORK_ENTROPY_PRODUCTION:
        return "heat flows at a bath of temperature 0, where -Q/T diverges";
    default:
        return "it is made of numbers that vanish";
    }
}
