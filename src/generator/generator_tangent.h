/* The derivative of a generator along one direction in the space of its numbers.
 *
 * It is written in the basis of the generator itself, held fixed, so that operators of the coupling are constant and
 * the derivative is again a generator: dH, and channels of the form J rho = weight (L rho R^dag + R rho L^dag).
 *
 * With M X = X H - H X, whose eigenvalues are the Bohr frequencies w_ab = E_b - E_a, every rate operator is f(M) S, and
 * d[f(M)] S has the elements f[w_ab, w_cd] (dM)_ab,cd S_cd with divided differences f[x, y]; no eigenvector is
 * differentiated. Source: Daletskii, Krein (1965); Higham, Functions of Matrices (2008), theorem 3.11. */
#ifndef GENERATOR_GENERATOR_TANGENT_H
#define GENERATOR_GENERATOR_TANGENT_H

#include "generator/superoperator.h"

/* What the derivatives of the three equations read. */
typedef struct tangent_source {
    const generator *master;
    const support *at;
    const open_system *system;
    const open_system *change; /* derivatives of all numbers of the system */
    const dd *energies;        /* of the states of the basis; set by generator_tangent */
} tangent_source;

/* Sets self; free it with generator_free, also after a failure. Returns ENT_OK; ENT_ERROR_UNDEFINED where there is no
 * derivative: lines that were merged part, or a rate has a kink; ENT_ERROR_NO_MEMORY. */
int generator_tangent(generator *self, const tangent_source *source);

/* For it: the channels of each equation. */
int generator_tangent_local(generator *self, const tangent_source *source);
int generator_tangent_global(generator *self, const tangent_source *source);
int generator_tangent_redfield(generator *self, const tangent_source *source);

/* For them: d[f(M)] S. quotient is f[at, from], NaN where it does not exist. */
typedef dd (*divided_difference)(const void *context, dd at, dd from);
sparse generator_tangent_function(const dd *energies, const sparse *change, const sparse *coupling,
                                  divided_difference quotient, const void *context);

#endif
