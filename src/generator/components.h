/* Connected parts: which unknowns a generator links, directly or in steps. */
#ifndef GENERATOR_COMPONENTS_H
#define GENERATOR_COMPONENTS_H

#include "generator/superoperator.h"

/* Links all elements of a superoperator, between union_find_begin and union_find_end. */
void components_link(int *root, const superoperator *l);

/* All three steps: root[l->n]. */
void components_of(int *root, const superoperator *l);

/* Unknowns in units in which the Euclidean product is that of Hilbert and Schmidt, where off-diagonal elements count
 * twice: the factor of one unknown of all d^2. */
double component_weight(int d, int unknown);

/* The part of l with this root in such units, column-major n x n; position[k] of an unknown in its part. Returns its
 * Frobenius norm. */
double component_fill(double *a, int n, const superoperator *l, int d, const int *root, const int *position, int part);

#endif
