/* The inverse of the part of a master equation without jumps, X -> G X + X G^dag - shift X, in matrix form. */
#ifndef SOLVER_NO_JUMP_H
#define SOLVER_NO_JUMP_H

#include "base/team_split.h"
#include "generator/block_parts.h"

/* One sector: G = basis middle inverse, with middle diagonal, or upper triangular where G has too few eigenvectors, or
 * nearly so (exceptional points). */
typedef struct no_jump_sector {
    int n;
    bool triangular;
    double complex *values; /* [n] of middle */
    double complex *middle; /* [n][n] where triangular, else NULL */
    double complex *basis, *inverse;
} no_jump_sector;

typedef struct no_jump {
    const block_generator *l;
    no_jump_sector *sectors; /* [l->at.n] */
    double shift;            /* > 0 where a state is left by no jump: without it there were no inverse */
    int n_triangular;        /* how many sectors are */
    team *team;
    int blas_threads;
    bool held;              /* BLAS, by this */
    block_parts parts;      /* what the team shares */
    size_t largest;         /* elements of a block */
    size_t slice;           /* elements of the widest panel */
    double complex *work;   /* [members of the team][largest], or [n_elements] where blocks are cut */
    double complex *slices; /* [members of the team][slice] */
} no_jump;

/* Returns ENT_OK, ENT_ERROR_NO_MEMORY, ENT_ERROR_NOT_CONVERGED. l must outlive it. Free with no_jump_free,
 * also after a failure. */
int no_jump_create(no_jump *self, const block_generator *l);

/* full becomes the image of x (packed) under the inverse, in the parts of the split. */
void no_jump_solve(const no_jump *self, const team_split *split, double complex *full, const double *x);

/* no_jump_solve runs between these two, with the BLAS at the threads that suit it; so does no_jump_create by itself. */
void no_jump_hold(no_jump *self);
void no_jump_release(no_jump *self);

void no_jump_free(no_jump *self);

#endif
