/* Where the search for a large steady state starts. */
#ifndef SOLVER_STEADY_START_H
#define SOLVER_STEADY_START_H

#include "generator/block_generator.h"

/* Sets x, packed, of trace 1. Two starts that no conserved quantity takes for each other: the mixed state, and one that
 * is mostly the last basis state and of no symmetry. */
void steady_start(const block_generator *l, dd *x, bool other);

#endif
