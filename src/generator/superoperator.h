/* A generator, or a part of it, as a sparse real matrix on the states that it can reach from the populations.
 *
 * A hermitian rho is stored as real unknowns: rho_ii, and for i < j of a pair that can be reached Re rho_ij and
 * Im rho_ij. Source of the reduction: coherences that no chain of transitions links with a population stay 0. */
#ifndef GENERATOR_SUPEROPERATOR_H
#define GENERATOR_SUPEROPERATOR_H

#include "generator/generator.h"

/* Which elements of rho are unknowns. */
typedef struct support {
    int d, n;
    int *index;  /* [d][d]: the unknown of rho_ii, of Re rho_ij (i < j), of Im rho_ij at [j][i]; -1: none */
    int *places; /* [n]: i d + j as above */
} support;

/* The pairs that the generator links with the populations; whole: with every pair, for states that start anywhere.
 * Returns ENT_OK or ENT_ERROR_NO_MEMORY; free with support_free, also after a failure. */
int support_find(support *self, const generator *system, bool whole);

void support_free(support *self);

/* rho (row-major d x d, in the basis of the generator) from its unknowns, and back. */
void support_state(const support *self, zdd *rho, const dd *x);
void support_unknowns(const support *self, dd *x, const zdd *rho);

typedef struct superoperator_element {
    int row, column;
    dd value;
} superoperator_element;

/* Rows in order; {0} with n set is 0. failed as in sparse. */
typedef struct superoperator {
    int n;
    bool failed;
    bool outside; /* something leads out of the support; that part is missing */
    size_t n_elements, capacity;
    superoperator_element *elements;
} superoperator;

/* These append; superoperator_merge comes last, unless everything was added in order. */
void superoperator_add(superoperator *self, int row, int column, dd value);
void superoperator_add_hamiltonian(superoperator *self, const generator *system, const support *at);
/* D_b */
void superoperator_add_bath(superoperator *self, const generator *system, const support *at, int bath);
/* factor J_k */
void superoperator_add_jump(superoperator *self, const generator *system, const support *at, size_t channel, dd factor);
void superoperator_merge(superoperator *self);

/* The whole generator. */
superoperator superoperator_create(const generator *system, const support *at);

/* The same from a dense matrix, row-major n x n. */
superoperator superoperator_from_dense(int n, const dd *matrix);

superoperator superoperator_copy(const superoperator *from);

/* y = L x, or L^T x. */
void superoperator_apply(const superoperator *self, dd *y, const dd *x);
void superoperator_apply_transposed(const superoperator *self, dd *y, const dd *x);

void superoperator_free(superoperator *self);

#endif
