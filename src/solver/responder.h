/* A steady state that responds to what is done to its generator: jumps that are counted, parameters that change. There
 * are two ways to store it, dense on a support (stationary.h) or in blocks (block_solver.h), and one set of questions.
 */
#ifndef SOLVER_RESPONDER_H
#define SOLVER_RESPONDER_H

#include "generator/block_tangent.h"
#include "solver/block_solver.h"
#include "solver/stationary.h"

/* All of it borrowed; the workspace of the solver is written to. */
typedef struct responder {
    const generator *master;
    const dd *steady; /* [n] */
    size_t n;         /* numbers a state is stored as */
    const support *at;
    stationary *dense; /* this with at, */
    const block_generator *l;
    block_solver *blocks; /* or this with l */
} responder;

responder responder_dense(const generator *master, const support *at, stationary *solver, const dd *steady);
responder responder_blocks(const generator *master, const block_generator *l, block_solver *solver, const dd *steady);

/* out = sum_k factors[k] J_k x; factors[master->n_channels]. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int responder_count(const responder *self, dd *out, const dd *x, const dd *factors);

/* out = dL x, where it fits; kept: without what leads out of the blocks, as block_tangent.h says (not for the dense
 * route). Returns as above. */
int responder_change(const responder *self, dd *out, block_fit *fit, const dd *x, const generator *change, bool kept);

/* L x = source, Tr x = 0, for a traceless source. Returns ENT_OK, ENT_ERROR_NOT_CONVERGED, ENT_ERROR_NO_MEMORY. */
int responder_solve(const responder *self, dd *x, const dd *source);

dd responder_trace(const responder *self, const dd *x);

#endif
