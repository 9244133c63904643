#include "model/network_observables.h"

#include <math.h>
#include <stdlib.h>

#include "model/network_fluctuations.h"
#include "observable/entanglement.h"

/* Room for the reduced state of two sites. */
enum { MAX_PAIR = 4096 };
/* Numbers of this size, of a state of trace 1, are rounding. */
static const double RESOLVED = 1e-25;

/* What the functions below look at. */
typedef struct scene {
    const ent_network *network;
    const network_state *state;
    const open_system *system;
    matrix_view rho;
    int status; /* the first failure */
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

/* <n - 1| a |n> squared is n or 1. */
static double lowering(const system_site *site, int n)
{
    return site->kind == ENT_SITE_OSCILLATOR ? sqrt((double)n) : 1.0;
}

/* Im <a_i a_j^dag> = sum over elements, and the largest size it has in a state whose partial transpose is positive:
 * each |<n, m| rho |n - 1, m + 1>|^2 <= p(n, m + 1) p(n - 1, m). */
static void bond_sums(scene *self, const network_bond *bond, double *imaginary, double *bound)
{
    const system_site *first = &self->system->sites[bond->sites[0]];
    const system_site *second = &self->system->sites[bond->sites[1]];
    const int d = first->levels * second->levels;
    zdd *rho = reduced(self, 2, bond->sites);
    *imaginary = *bound = NAN;
    if (!rho) {
        return;
    }
    *imaginary = *bound = 0.0;
    for (int n = 1; n < first->levels; ++n) {
        for (int m = 0; m + 1 < second->levels; ++m) {
            const int row = (first->levels - 1 - n) * second->levels + second->levels - 1 - m;
            const int column = (first->levels - n) * second->levels + second->levels - 2 - m;
            const int both = row - 1;    /* n, m + 1 */
            const int none = column + 1; /* n - 1, m */
            const double weight = lowering(first, n) * lowering(second, m + 1);
            const dd product = dd_multiply(rho[both * d + both].re, rho[none * d + none].re);
            *imaginary += weight * dd_value(rho[row * d + column].im);
            *bound += weight * dd_value(dd_sqrt(product));
        }
    }
    free(rho);
}

static double bond_value(scene *self, network_quantity quantity, int index)
{
    const network_bond *bond = network_bond_at(self->network, (size_t)index);
    const double g = self->system->terms[bond->term].strength;
    double imaginary, bound;
    bond_sums(self, bond, &imaginary, &bound);
    if (quantity == NETWORK_BOND_CURRENT) {
        return 2.0 * g * imaginary;
    }
    if (quantity == NETWORK_BOND_CRITICAL) {
        return 2.0 * fabs(g) * bound;
    }
    return bound > RESOLVED ? fabs(imaginary) / bound : NAN;
}

static bipartite part_entanglement(scene *self, unsigned part)
{
    bipartite result;
    const int status = register_bipartite_view(&result, &self->state->sites, &self->rho, part);
    self->status = self->status == ENT_OK ? status : self->status;
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
    const unsigned all = (1U << self->system->n_sites) - 1U;
    double least = INFINITY;
    for (unsigned part = 1; part < all; part += 2) {
        least = fmin(least, part_entanglement(self, part).negativity);
    }
    return least;
}

static zdd element(const scene *self, int i, int j)
{
    return matrix_view_at(&self->rho, i, j);
}

static double ghz_fidelity(const scene *self)
{
    const int last = self->state->master.d - 1;
    return 0.5 * (element(self, 0, 0).re.hi + element(self, last, last).re.hi) +
           dd_value(dd_sqrt(zdd_norm(element(self, 0, last))));
}

static double w_fidelity(const scene *self)
{
    const int last = self->state->master.d - 1;
    const int n = self->system->n_sites;
    double sum = 0.0;
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
            sum += element(self, last - (1 << i), last - (1 << j)).re.hi;
        }
    }
    return sum / (double)n;
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
        return ghz_fidelity(self);
    case NETWORK_W:
        return w_fidelity(self);
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

int network_observe(double *values, const bool *wanted, const network_table *table, const ent_network *network,
                    const network_state *state)
{
    scene self = {.network = network,
                  .state = state,
                  .system = state->system,
                  .rho = network_state_view(state),
                  .status = ENT_OK};
    for (size_t k = 0; self.status == ENT_OK && k < table->n; ++k) {
        if (!wanted || wanted[k]) {
            values[k] = value_of(&self, &table->entries[k]) + 0.0; /* never -0 */
        }
    }
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
