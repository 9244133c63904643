/* Hamiltonians of a system, and what they are sums of: from operators that systems of one structure keep, where there
 * are any, with the same digits. */
#ifndef GENERATOR_HAMILTONIAN_H
#define GENERATOR_HAMILTONIAN_H

#include "generator/open_system.h"
#include "generator/sparse.h"

/* Appends strength times one operator of one site. */
void site_operator_add(sparse *out, const open_system *self, double strength, int site, local_operator kind);

/* sum of energy n + tunnelling (a + a^dag) over the sites: H_S, merged. */
sparse site_hamiltonian(const open_system *self);

/* The couplings: H_int, merged. */
sparse coupling_hamiltonian(const open_system *self);

#endif
