/* Random open systems, and a plain dense master equation to compare with. */
#ifndef TESTS_RANDOM_SYSTEM_H
#define TESTS_RANDOM_SYSTEM_H

#include <complex.h>

#include "base/lapack.h"
#include "generator/generator.h"
#include "support.h"

enum { MOST_SITES = 4, MOST_DIMENSION = 24 };

/* Owns what its open_system looks at. */
typedef struct random_system {
    open_system system;
    system_site sites[MOST_SITES];
    system_factor factors[MOST_SITES][2];
    system_term terms[MOST_SITES];
    system_bath baths[MOST_SITES + 1];
    int bath_sites[MOST_SITES + 1];
} random_system;

static const system_factor exchange_factors[2] = {{0, LOCAL_RAISE, 0}, {0, LOCAL_LOWER, 0}};

/* A chain with a bath on every site, and dephasing of the first one if asked for. */
static inline void random_system_make(random_system *self, random_source *source, int n_sites, int levels,
                                      ent_master_equation equation, bool dephasing)
{
    *self = (random_system){.system = {.equation = equation, .n_sites = n_sites, .n_terms = n_sites - 1}};
    for (int i = 0; i < n_sites; ++i) {
        self->sites[i] = (system_site){.levels = i == 0 ? levels : 2,
                                       .kind = i == 0 && levels > 2 ? ENT_SITE_OSCILLATOR : ENT_SITE_LADDER,
                                       .energy = random_between(source, 0.9, 1.1)};
        self->bath_sites[i] = i;
        self->baths[i] = (system_bath){.n_sites = 1,
                                       .sites = &self->bath_sites[i],
                                       .temperature = random_between(source, 0.1, 1.0),
                                       .rate = random_between(source, 0.001, 0.02),
                                       .statistics = i % 2 ? ENT_STATISTICS_FERMION : ENT_STATISTICS_BOSON,
                                       .chemical_potential = i % 2 ? random_between(source, 0.2, 0.9) : 0.0,
                                       .cutoff = INFINITY};
        if (i > 0) {
            self->factors[i - 1][0] = exchange_factors[0];
            self->factors[i - 1][1] = exchange_factors[1];
            self->factors[i - 1][0].site = i - 1;
            self->factors[i - 1][1].site = i;
            self->terms[i - 1] = (system_term){.strength = random_between(source, 0.01, 0.2),
                                               .add_adjoint = true,
                                               .n_factors = 2,
                                               .factors = self->factors[i - 1]};
        }
    }
    self->baths[n_sites] = (system_bath){.n_sites = 1, .sites = &self->bath_sites[0], .rate = 0.003, .dephasing = true};
    self->system.n_baths = n_sites + (dephasing ? 1 : 0);
    self->system.sites = self->sites;
    self->system.terms = self->terms;
    self->system.baths = self->baths;
}

typedef double complex entry;

/* Dense d x d from sparse. */
static inline void dense_from_sparse(entry *out, const sparse *a)
{
    for (int k = 0; k < a->d * a->d; ++k) {
        out[k] = 0.0;
    }
    for (size_t k = 0; k < a->n; ++k) {
        const sparse_element *e = &a->elements[k];
        out[e->row * a->d + e->column] += complex_from(dd_value(e->value.re), dd_value(e->value.im));
    }
}

/* out += factor a b */
static inline void dense_add_product(int d, entry *out, entry factor, const entry *a, const entry *b)
{
    for (int i = 0; i < d; ++i) {
        for (int k = 0; k < d; ++k) {
            for (int j = 0; j < d; ++j) {
                out[i * d + j] += factor * a[i * d + k] * b[k * d + j];
            }
        }
    }
}

static inline void dense_adjoint(int d, entry *out, const entry *a)
{
    for (int k = 0; k < d * d; ++k) {
        out[k] = conj(a[k % d * d + k / d]);
    }
}

/* out += weight (L rho R^dag - {R^dag L, rho}/2) summed with its mirror image for Redfield: the textbook form of one
 * channel, with the anticommutator written out instead of G. */
static inline void dense_add_channel(int d, entry *out, const generator_channel *channel, const entry *rho)
{
    entry left[MOST_DIMENSION * MOST_DIMENSION], right[MOST_DIMENSION * MOST_DIMENSION];
    entry left_adjoint[MOST_DIMENSION * MOST_DIMENSION], right_adjoint[MOST_DIMENSION * MOST_DIMENSION];
    entry work[MOST_DIMENSION * MOST_DIMENSION];
    const bool pair = channel->right.n > 0;
    const double weight = dd_value(channel->weight);
    dense_from_sparse(left, &channel->left);
    dense_from_sparse(right, pair ? &channel->right : &channel->left);
    dense_adjoint(d, left_adjoint, left);
    dense_adjoint(d, right_adjoint, right);
    memset(work, 0, sizeof work);
    dense_add_product(d, work, weight, left, rho);
    dense_add_product(d, out, 1.0, work, right_adjoint);
    memset(work, 0, sizeof work);
    dense_add_product(d, work, pair ? weight : 0.5 * weight, right_adjoint, left);
    dense_add_product(d, out, -1.0, work, rho);
    if (pair) {
        memset(work, 0, sizeof work);
        dense_add_product(d, work, weight, right, rho);
        dense_add_product(d, out, 1.0, work, left_adjoint);
    }
    memset(work, 0, sizeof work);
    dense_add_product(d, work, pair ? weight : 0.5 * weight, left_adjoint, right);
    dense_add_product(d, out, -1.0, rho, work);
}

/* out = L rho; bath < 0 for all baths, else D_b rho. */
static inline void dense_master_equation(entry *out, const generator *system, int bath, const entry *rho)
{
    const int d = system->d;
    entry h[MOST_DIMENSION * MOST_DIMENSION];
    dense_from_sparse(h, &system->hamiltonian);
    for (int k = 0; k < d * d; ++k) {
        out[k] = 0.0;
    }
    if (bath < 0) {
        dense_add_product(d, out, -I, h, rho);
        dense_add_product(d, out, I, rho, h);
    }
    for (size_t k = 0; k < system->n_channels; ++k) {
        if (bath < 0 || system->channels[k].bath == bath) {
            dense_add_channel(d, out, &system->channels[k], rho);
        }
    }
}

#endif
