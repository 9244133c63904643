/* The same inverse as in no_jump.h where G is real in every sector and no other blocks exist; see block_real.h. */
#ifndef SOLVER_NO_JUMP_REAL_H
#define SOLVER_NO_JUMP_REAL_H

#include "base/team_split.h"
#include "generator/block_parts.h"

/* One sector: G = basis middle inverse. Of two conjugate eigenvalues re +- i im, middle has (re, im; -im, re) on its
 * diagonal, all pairs before the real ones; where G has too few eigenvectors, or nearly so, it is a Schur form instead.
 */
typedef struct no_jump_real_sector {
    int n;
    double *re, *im; /* [n] eigenvalues */
    double *middle;  /* [n][n] where a Schur form, else NULL */
    double *basis, *inverse;
} no_jump_real_sector;

typedef struct no_jump_real {
    const block_generator *l;
    no_jump_real_sector *sectors; /* [l->at.n] */
    double shift;                 /* > 0 where a state is left by no jump: without it there were no inverse */
    int n_triangular;             /* how many sectors have a Schur form */
    team *team;
    int blas_threads;
    bool held;         /* BLAS, by this */
    block_parts parts; /* what the team shares */
    size_t largest;    /* elements of a sector */
    size_t slice;      /* elements of the widest panel */
    double *work;      /* [members of the team][largest], or [n_elements] where blocks are cut */
    double *slices;    /* [members of the team][slice] */
} no_jump_real;

/* Returns ENT_OK, ENT_ERROR_NO_MEMORY, ENT_ERROR_NOT_CONVERGED. l, which is real, must outlive it. Free with
 * no_jump_real_free, also after a failure. */
int no_jump_real_create(no_jump_real *self, const block_generator *l);

/* full (symmetric blocks) becomes the image of x (packed) under the inverse, in the parts of the split. */
void no_jump_real_solve(const no_jump_real *self, const team_split *split, double *full, const double *x);

/* no_jump_real_solve runs between these two, with the BLAS at one thread; so does no_jump_real_create by itself. */
void no_jump_real_hold(no_jump_real *self);
void no_jump_real_release(no_jump_real *self);

void no_jump_real_free(no_jump_real *self);

#endif
