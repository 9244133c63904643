/* Pairs of eigenvalues that may coalesce: D = (l1 - l2)^2 is analytic where they do. */
#ifndef STUDY_MODE_PAIR_H
#define STUDY_MODE_PAIR_H

#include <stddef.h>

#include "study/block_modes.h"

/* Two eigenvalues of one block at one value of the parameter. */
typedef struct pair {
    double at;
    double complex centre, square; /* (l1 + l2)/2, (l1 - l2)^2 */
    double noise;                  /* rounding error of the square */
    double condition;              /* the smaller of both */
} pair;

pair pair_make(const block_spectrum *s, int i, int j);

/* The pair of the block from first to last whose centre and square are nearest to these. */
pair pair_nearest(const block_spectrum *s, int first, int last, double complex centre, double complex square);

/* How many eigenvalues meet where a pair does, from the spectrum s in which p was found near that place. */
size_t pair_count_order(const block_spectrum *s, const block *b, const pair *p);

/* Whether the frequencies of those that meet differ: of the pair, or of any of an order above 2. */
bool pair_oscillates(const block_spectrum *s, const block *b, const pair *p, size_t order);

#endif
