/* Eigenstates of a Hamiltonian, found block by block of its sparsity. */
#ifndef GENERATOR_EIGENBASIS_H
#define GENERATOR_EIGENBASIS_H

#include "generator/sparse.h"

/* Energies (of column k, not sorted) and states, row-major d x d: eigenstate k is column k. States are supported on one
 * connected block of H exactly; blocks up to 12 states are solved in double-double, larger ones in double precision.
 * Returns ENT_OK, ENT_ERROR_NO_MEMORY, ENT_ERROR_NOT_CONVERGED. */
int eigenbasis_find(dd *energies, zdd *states, const sparse *hamiltonian);

/* Elements of operators in this basis below this share of their size are rounding of the states; -1 without
 * memory. */
double eigenbasis_rounding(const sparse *hamiltonian);

/* component[d]: which connected block every basis state belongs to, in order of first appearance; returns how many. */
int eigenbasis_components(int *component, const sparse *hamiltonian);

#endif
