/* Linear equations of a master equation in matrix form: its steady state, and the response of that to sources.
 *
 * L = M + J with M X = G X + X G^dag, whose inverse is known sector by sector. GMRES solves (1 + J M^-1) y = r, of
 * which J M^-1 is minus a quantum channel, and delta = M^-1 y corrects the solution by its residual r, which is found
 * in double-double: two or three corrections give more digits than double precision has. */
#ifndef SOLVER_BLOCK_SOLVER_H
#define SOLVER_BLOCK_SOLVER_H

#include "generator/block_generator.h"

enum { BLOCK_SOLVER_HISTORY = 64 }; /* ENT_SOLVER_MAX_HISTORY */

typedef struct block_report {
    size_t unknowns;
    bool real;                   /* in a gauge where the state is */
    int corrections, iterations; /* iterations: over all corrections */
    int triangular;              /* sectors of G without enough eigenvectors */
    double residual;             /* max|L x - source| / (max|L| max|x|) */
    double accuracy;             /* relative error to reckon with, from the last corrections */
    double memory;               /* bytes, estimated before */
    int n_history;
    double history[BLOCK_SOLVER_HISTORY]; /* relative residuals of GMRES, iteration after iteration, from the first */
} block_report;

/* How far to go. */
typedef struct block_effort {
    double tolerance; /* of the first correction */
    double again;     /* of those after it */
    double goal;      /* relative size of the last correction times its tolerance */
    int corrections;  /* the most */
} block_effort;

/* As exact as can be; and for states of millions of unknowns, where a second correction as good as the first is not
 * worth its time: a rough one still tells how good the first was. */
extern const block_effort BLOCK_SOLVER_THOROUGH, BLOCK_SOLVER_ONCE;

/* What is worth its time for so many unknowns. */
block_effort block_solver_effort(const block_generator *l);

typedef struct block_solver block_solver;

/* Decomposes G; l must outlive the solver. triangular of the report is set. Returns ENT_OK, ENT_ERROR_NO_MEMORY,
 * ENT_ERROR_NOT_CONVERGED, and *self = NULL but for ENT_OK. Free with block_solver_free. */
int block_solver_create(block_solver **self, block_report *report, const block_generator *l);
void block_solver_free(block_solver *self);

/* Bytes that it needs at most, with those of a solution. */
double block_solver_memory(const block_generator *l);

/* L x = 0, Tr x = 1, from a start of that trace in x. The report goes on from where it stands. Returns ENT_OK,
 * ENT_ERROR_NOT_CONVERGED (GMRES stalls; else see the accuracy), ENT_ERROR_NO_MEMORY. */
int block_solver_steady(block_solver *self, dd *x, block_report *report, block_effort effort);

/* L x = source, Tr x = 0, for a traceless source: the Drazin inverse, up to a multiple of the steady state, which must
 * be unique. Returns ENT_OK, ENT_ERROR_NOT_CONVERGED (also where the error to reckon with is too large),
 * ENT_ERROR_NO_MEMORY. */
int block_solver_respond(block_solver *self, dd *x, block_report *report, const dd *source, const dd *steady);

#endif
