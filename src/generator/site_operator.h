/* Operators of single sites, and products of them, on the Hilbert space of a whole system. */
#ifndef GENERATOR_SITE_OPERATOR_H
#define GENERATOR_SITE_OPERATOR_H

#include "generator/open_system.h"
#include "generator/sparse.h"

/* Excitation number n of one site in a basis state. */
int site_excitation(const open_system *self, int site, int state);

/* Appends strength * prod_k factors[k], with at most one factor for every site. */
void site_product_add(sparse *out, const open_system *self, zdd strength, int n_factors, const system_factor *factors);

/* One operator of one site, merged. */
sparse site_operator(const open_system *self, int site, local_operator kind);

#endif
