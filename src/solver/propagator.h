/* Exact time evolution of a small generator. */
#ifndef SOLVER_PROPAGATOR_H
#define SOLVER_PROPAGATOR_H

#include "base/instruction_set.h"
#include "entangine/status.h"
#include "generator/superoperator.h"

/* The most unknowns: the work grows with their cube, the room with their square. */
enum { PROPAGATOR_MAX = 128 };

/* exp(L h 2^k) for k = 0 .. n_levels - 1 in double-double, with a power of two h so short that a Taylor series of L h
 * converges at once. A time is then a few products of these, and a rest below h: no step size, no error control. */
typedef struct propagator {
    int n;       /* real unknowns, at most PROPAGATOR_MAX */
    double unit; /* h */
    int n_levels;
    superoperator generator;
    dd *powers; /* [n_levels][n][n] */
} propagator;

/* Prepares for times up to longest > 0; free with propagator_free, also after ENT_ERROR_NO_MEMORY. */
int propagator_create(propagator *self, const superoperator *l, double longest, ent_error *error);

void propagator_free(propagator *self);

/* x becomes exp(L t) x for 0 <= t <= longest, to about 1e-25 of its size; x[n] are the real unknowns of a state. */
void propagator_advance(const propagator *self, dd *x, double t);

/* result = exp(L t), n x n by rows, for a merged L of at most PROPAGATOR_MAX unknowns and so short a time that its
 * Taylor series converges at once; the same on every instruction set. */
void propagator_exponential(dd *result, const superoperator *l, double t, instruction_set set);

/* result = a a, both n x n by rows, to some n 2^-104 of the sizes of its terms; the same on every instruction set. */
void propagator_square(int n, dd *result, const dd *a, instruction_set set);

#endif
