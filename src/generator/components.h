/* Connected parts: which unknowns a generator links, directly or in steps. */
#ifndef GENERATOR_COMPONENTS_H
#define GENERATOR_COMPONENTS_H

#include "generator/superoperator.h"

/* root[n]: union-find whose roots are the smallest members. Between begin and end any number of links; afterwards
 * root[k] is the smallest member of the part of k. */
void components_begin(int *root, int n);
void components_unite(int *root, int a, int b);
void components_end(int *root, int n);

/* Links all elements of a superoperator. */
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
