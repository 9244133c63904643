/* Quasi-random points: Sobol sequences with random linear scrambling and digital shift. */
#ifndef BASE_SOBOL_H
#define BASE_SOBOL_H

#include <stdint.h>

enum { SOBOL_MAX_DIMENSION = 40 };

/* One scrambled sequence. Any 2^m points from a multiple of 2^m on are spread evenly; each point alone is uniformly
 * distributed, and replicates with different numbers are independent, so their scatter tells the error. The mean of a
 * smooth function over n points is off by about n^-3/2, of a step by about n^-1/2 - 1/(2 dimension).
 * Sources: Matousek, J. Complexity 14, 527 (1998); Owen, ACM Trans. Model. Comput. Simul. 8, 71 (1998). */
typedef struct sobol {
    int dimension;
    uint32_t directions[SOBOL_MAX_DIMENSION][32];
    uint32_t shift[SOBOL_MAX_DIMENSION];
} sobol;

/* The same for the same numbers on every machine. dimension <= SOBOL_MAX_DIMENSION. */
void sobol_create(sobol *self, int dimension, uint64_t seed, uint64_t replicate);

/* Point index into x[dimension], each coordinate strictly between 0 and 1. */
void sobol_point(const sobol *self, double *x, uint32_t index);

#endif
