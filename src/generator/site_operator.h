/* Operators of single sites, and products of them, on the Hilbert space of a whole system. */
#ifndef GENERATOR_SITE_OPERATOR_H
#define GENERATOR_SITE_OPERATOR_H

#include "generator/open_system.h"
#include "generator/sparse.h"

/* Excitation number n of one site in a basis state. */
int site_excitation(const open_system *self, int site, int state);

/* Appends strength * prod_k factors[k], with at most one factor for every site. */
void site_product_add(sparse *out, const open_system *self, zdd strength, int n_factors, const system_factor *factors);

/* Appends strength times one operator of one site. */
void site_operator_add(sparse *out, const open_system *self, double strength, int site, local_operator kind);

/* One operator of one site, merged. */
sparse site_operator(const open_system *self, int site, local_operator kind);

/* sum of energy n + tunnelling (a + a^dag) over the sites: H_S, merged. */
sparse site_hamiltonian(const open_system *self);

/* The couplings: H_int, merged. */
sparse coupling_hamiltonian(const open_system *self);

#endif
