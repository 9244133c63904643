/* What a start from the solution of a neighbour would save; for micro.c. */
#ifndef BENCH_MICRO_NEIGHBOUR_H
#define BENCH_MICRO_NEIGHBOUR_H

/* Prints a table of chains: iterations of GMRES from scratch, and from the state at a coupling one per cent smaller;
 * and, for small ones, which are decomposed, the multiplications of a decomposition and of one exact correction. */
void neighbour_print(void);

#endif
