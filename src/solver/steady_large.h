/* Steady states of large systems, in matrix form; see block_solver.h. */
#ifndef SOLVER_STEADY_LARGE_H
#define SOLVER_STEADY_LARGE_H

#include "solver/block_solver.h"

/* Bytes that steady_large_solve needs at most. */
double steady_large_memory(const block_generator *l);

/* Finds the steady state, packed as block_generator.h says, of trace 1. proved_unique: nothing else can be one; else a
 * second solution from another start must agree. memory: bytes that may be used.
 * Returns ENT_OK, ENT_ERROR_NOT_UNIQUE, ENT_ERROR_NOT_CONVERGED, ENT_ERROR_NO_MEMORY; the report is set in any case. */
int steady_large_solve(dd *x, block_report *report, const block_generator *l, bool proved_unique, double memory);

/* The same, and the solver for responses of the state: to be freed, NULL but for ENT_OK. */
int steady_large_solve_for(block_solver **solver, dd *x, block_report *report, const block_generator *l,
                           bool proved_unique, double memory);

#endif
