/* Steady states of large systems, in matrix form.
 *
 * L = M + J with M X = G X + X G^dag, whose inverse is known sector by sector. GMRES solves (1 + J M^-1) y = r, of
 * which J M^-1 is minus a quantum channel, and delta = M^-1 y corrects the state by its residual r, which is found in
 * double-double: two or three corrections give more digits than double precision has. */
#ifndef SOLVER_STEADY_LARGE_H
#define SOLVER_STEADY_LARGE_H

#include "generator/block_generator.h"

enum { STEADY_LARGE_HISTORY = 64 }; /* ENT_SOLVER_MAX_HISTORY */

typedef struct steady_report {
    size_t unknowns;
    bool real;                   /* in a gauge where the state is */
    int corrections, iterations; /* iterations: over all corrections */
    int triangular;              /* sectors of G without enough eigenvectors */
    double residual;             /* max|L rho| / (max|L| max|rho|) */
    double accuracy;             /* relative error to reckon with, from the last corrections */
    double memory;               /* bytes, estimated before */
    int n_history;
    double history[STEADY_LARGE_HISTORY]; /* relative residuals of GMRES, iteration after iteration, from the first */
} steady_report;

/* Bytes that steady_large_solve needs at most. */
double steady_large_memory(const block_generator *l);

/* Finds the steady state, packed as block_generator.h says, of trace 1. proved_unique: nothing else can be one; else a
 * second solution from another start must agree. memory: bytes that may be used.
 * Returns ENT_OK, ENT_ERROR_NOT_UNIQUE, ENT_ERROR_NOT_CONVERGED, ENT_ERROR_NO_MEMORY; the report is set in any case. */
int steady_large_solve(dd *x, steady_report *report, const block_generator *l, bool proved_unique, double memory);

#endif
