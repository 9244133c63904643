/* Derivatives of the observables of a network from those of its state. */
#include <math.h>
#include <stdlib.h>

#include "model/network_response.h"

typedef struct scene {
    const ent_network *network;
    const network_response *response;
    const network_state *state;
    const open_system *system, *change;
    matrix_view rho, drho;
    int status; /* the first failure */
} scene;

/* A product-rule pair. */
typedef struct slope {
    double v, d;
} slope;

/* Reduced states of sites, and their derivatives. */
typedef struct reduction {
    zdd *rho, *change;
} reduction;

static bool reduce(scene *self, reduction *out, int n, const int *sites)
{
    size_t size = 1;
    for (int k = 0; k < n; ++k) {
        size *= (size_t)self->system->sites[sites[k]].levels;
    }
    *out = (reduction){malloc(size * size * sizeof(zdd)), malloc(size * size * sizeof(zdd))};
    if (!out->rho || !out->change) {
        self->status = ENT_ERROR_NO_MEMORY;
        return false;
    }
    register_reduce_view(out->rho, &self->state->sites, &self->rho, n, sites);
    register_reduce_view(out->change, &self->state->sites, &self->drho, n, sites);
    return true;
}

static void reduction_free(reduction *self)
{
    free(self->rho);
    free(self->change);
}

/* Tr[H D_b rho] */
static slope heat(const scene *self, int bath, bool bare)
{
    const network_state *at = self->state;
    const generator *master = &self->state->master;
    const generator *tangent = &self->response->tangent;
    const sparse *h = bare ? &master->bare : &master->hamiltonian;
    const dd by_state = network_part_current(at, master, self->response->dx, h, bath);
    const dd by_generator = network_part_current(at, tangent, at->x, h, bath);
    const dd by_energy = network_part_current(at, master, at->x, bare ? &tangent->bare : &tangent->hamiltonian, bath);
    return (slope){dd_value(network_state_current(at, h, bath)),
                   dd_value(dd_add(by_state, dd_add(by_generator, by_energy)))};
}

static slope quanta(const scene *self, int bath)
{
    const network_state *at = self->state;
    const dd by_state = network_part_quanta(at, &at->master, self->response->dx, bath);
    const dd by_rates = network_part_quanta(at, &self->response->tangent, at->x, bath);
    return (slope){dd_value(network_state_quanta(at, bath)), dd_value(dd_add(by_state, by_rates))};
}

static double lowering(const system_site *site, int n)
{
    return site->kind == ENT_SITE_OSCILLATOR ? sqrt((double)n) : 1.0;
}

/* Derivative of sqrt(p q): at a product of 0 only where it stays there. */
static double root_slope(dd p, dd q, dd dp, dd dq)
{
    const double root = dd_value(dd_sqrt(dd_multiply(p, q)));
    const double change = dd_value(dd_add(dd_multiply(p, dq), dd_multiply(q, dp)));
    return root > 0.0 ? 0.5 * change / root : change == 0.0 ? 0.0 : NAN;
}

/* The sums of bond_sums with their derivatives. */
static void bond_sums(scene *self, const network_bond *bond, slope *imaginary, slope *bound)
{
    const system_site *first = &self->system->sites[bond->sites[0]];
    const system_site *second = &self->system->sites[bond->sites[1]];
    const int d = first->levels * second->levels;
    reduction at;
    *imaginary = *bound = (slope){0.0, 0.0};
    const bool ready = reduce(self, &at, 2, bond->sites);
    for (int n = 1; ready && n < first->levels; ++n) {
        for (int m = 0; m + 1 < second->levels; ++m) {
            const int row = (first->levels - 1 - n) * second->levels + second->levels - 1 - m;
            const int column = (first->levels - n) * second->levels + second->levels - 2 - m;
            const int both = (row - 1) * (d + 1);
            const int none = (column + 1) * (d + 1);
            const double weight = lowering(first, n) * lowering(second, m + 1);
            const dd p = at.rho[both].re;
            const dd q = at.rho[none].re;
            imaginary->v += weight * dd_value(at.rho[row * d + column].im);
            imaginary->d += weight * dd_value(at.change[row * d + column].im);
            bound->v += weight * dd_value(dd_sqrt(dd_multiply(p, q)));
            bound->d += weight * root_slope(p, q, at.change[both].re, at.change[none].re);
        }
    }
    reduction_free(&at);
}

static double bond_slope(scene *self, network_quantity quantity, int index)
{
    const network_bond *bond = network_bond_at(self->network, (size_t)index);
    const double g = self->system->terms[bond->term].strength;
    const double dg = self->change->terms[bond->term].strength;
    slope im, bound;
    bond_sums(self, bond, &im, &bound);
    if (quantity == NETWORK_BOND_CURRENT) {
        return 2.0 * (dg * im.v + g * im.d);
    }
    if (quantity == NETWORK_BOND_CRITICAL) {
        const double size = g > 0.0 ? dg : g < 0.0 ? -dg : dg == 0.0 ? 0.0 : NAN;
        return 2.0 * (size * bound.v + fabs(g) * bound.d);
    }
    const double sign = im.v > 0.0 ? 1.0 : im.v < 0.0 ? -1.0 : im.d == 0.0 ? 0.0 : NAN;
    return (sign * im.d - fabs(im.v) / bound.v * bound.d) / bound.v;
}

static bipartite part_slope(scene *self, unsigned part)
{
    bipartite result = {NAN, NAN};
    if (self->response->kept) {
        return result; /* eigenvalues may move by the elements that are not known */
    }
    const int status = register_bipartite_slope_view(&result, &self->state->sites, &self->rho, &self->drho, part);
    self->status = self->status == ENT_OK ? status : self->status;
    return result;
}

static bipartite pair_slope(scene *self, int i, int j)
{
    const int levels[2] = {self->system->sites[i].levels, self->system->sites[j].levels};
    const site_register pair = {2, levels[0] * levels[1], levels};
    bipartite result = {NAN, NAN};
    reduction at = {NULL, NULL};
    if (!self->response->kept && reduce(self, &at, 2, (int[]){i, j})) {
        const int status = register_bipartite_slope(&result, &pair, at.rho, at.change, 1U);
        self->status = self->status == ENT_OK ? status : self->status;
    }
    reduction_free(&at);
    return result;
}

static double site_slope(scene *self, network_quantity quantity, int site, double value)
{
    const system_site *at = &self->system->sites[site];
    reduction one;
    double sum = 0.0;
    const bool ready = reduce(self, &one, 1, &site);
    for (int k = 0; ready && k < at->levels; ++k) {
        sum += (double)(at->levels - 1 - k) * dd_value(one.change[k * (at->levels + 1)].re);
    }
    if (quantity == NETWORK_TEMPERATURE) {
        /* T = eps / ln(p0/p1); only two levels are thermal at all points nearby, if no coherence appears. */
        const bool stays = ready && at->levels == 2 && zdd_norm(one.change[1]).hi < 1e-40 &&
                           self->change->sites[site].tunnelling == 0.0;
        const double ratio =
            stays ? dd_value(one.change[3].re) / one.rho[3].re.hi - dd_value(one.change[0].re) / one.rho[0].re.hi : NAN;
        sum = (self->change->sites[site].energy * value - value * value * ratio) / at->energy;
    }
    reduction_free(&one);
    return sum;
}

static zdd drho(const scene *self, int i, int j)
{
    return matrix_view_at(&self->drho, i, j);
}

static double ghz_slope(const scene *self)
{
    const int last = self->state->master.d - 1;
    const zdd c = matrix_view_at(&self->rho, 0, last);
    const zdd dc = drho(self, 0, last);
    const double size = dd_value(dd_sqrt(zdd_norm(c)));
    const double overlap = dd_value(zdd_multiply(zdd_conjugate(c), dc).re);
    const double coherence = size > 0.0 ? overlap / size : zdd_is_zero(dc) ? 0.0 : NAN;
    return 0.5 * dd_value(dd_add(drho(self, 0, 0).re, drho(self, last, last).re)) + coherence;
}

static double w_slope(const scene *self)
{
    const int last = self->state->master.d - 1;
    const int n = self->system->n_sites;
    double sum = 0.0;
    for (int k = 0; k < n * n; ++k) {
        sum += dd_value(drho(self, last - (1 << k / n), last - (1 << k % n)).re);
    }
    return sum / (double)n;
}

static double purity_slope(const scene *self)
{
    const int d = self->state->master.d;
    dd sum = dd_from(0.0);
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            const zdd element = matrix_view_at(&self->rho, i, j);
            if (!zdd_is_zero(element)) {
                sum = dd_add(sum, zdd_multiply(zdd_conjugate(element), drho(self, i, j)).re);
            }
        }
    }
    return 2.0 * dd_value(sum);
}

static double entropy_slope(const scene *self)
{
    double sum = 0.0;
    for (int b = 0; b < self->system->n_baths; ++b) {
        const system_bath *bath = &self->system->baths[b];
        const system_bath *change = &self->change->baths[b];
        if (bath->dephasing) {
            continue;
        }
        slope flow = heat(self, b, false);
        if (bath->chemical_potential != 0.0 || change->chemical_potential != 0.0) {
            const slope n = quanta(self, b);
            flow.v -= bath->chemical_potential * n.v;
            flow.d -= bath->chemical_potential * n.d + change->chemical_potential * n.v;
        }
        sum -= (flow.d - flow.v * change->temperature / bath->temperature) / bath->temperature;
    }
    return sum;
}

static double slope_of(scene *self, const network_entry *entry, double value)
{
    switch (entry->quantity) {
    case NETWORK_HEAT:
    case NETWORK_HEAT_BARE:
        return heat(self, entry->a, entry->quantity == NETWORK_HEAT_BARE).d;
    case NETWORK_PARTICLES:
        return quanta(self, entry->a).d;
    case NETWORK_BOND_CURRENT:
    case NETWORK_BOND_CRITICAL:
    case NETWORK_BOND_RATIO:
        return bond_slope(self, entry->quantity, entry->a);
    case NETWORK_SITE_NEGATIVITY:
        return part_slope(self, 1U << entry->a).negativity;
    case NETWORK_SITE_SIGNED:
        return -part_slope(self, 1U << entry->a).smallest;
    case NETWORK_PART_NEGATIVITY:
        return part_slope(self, (unsigned)entry->a).negativity;
    case NETWORK_PAIR_NEGATIVITY:
        return pair_slope(self, entry->a, entry->b).negativity;
    case NETWORK_PAIR_SIGNED:
        return -pair_slope(self, entry->a, entry->b).smallest;
    case NETWORK_GHZ:
        return ghz_slope(self);
    case NETWORK_W:
        return w_slope(self);
    case NETWORK_EXCITATION:
    case NETWORK_TEMPERATURE:
        return site_slope(self, entry->quantity, entry->a, value);
    case NETWORK_POPULATION:
        return dd_value(drho(self, entry->a, entry->a).re);
    case NETWORK_PURITY:
        return purity_slope(self);
    case NETWORK_ENTROPY_PRODUCTION:
        return entropy_slope(self);
    case NETWORK_PAIR_CONCURRENCE:
    case NETWORK_PAIR_BELL:
    case NETWORK_LEAST_NEGATIVITY: /* maxima and minima over candidates: kinks are not told apart here */
    default:                       /* fluctuations, and what is there for warnings */
        return NAN;
    }
}

int network_observe_slopes(double *slopes, const double *values, const network_table *table, const ent_network *network,
                           const network_response *response)
{
    scene self = {.network = network,
                  .response = response,
                  .state = response->state,
                  .system = response->state->system,
                  .change = response->change,
                  .rho = network_state_view(response->state),
                  .drho = network_response_view(response),
                  .status = ENT_OK};
    for (size_t k = 0; self.status == ENT_OK && k < table->n; ++k) {
        slopes[k] = isnan(values[k]) ? NAN : slope_of(&self, &table->entries[k], values[k]) + 0.0;
    }
    return self.status;
}
