/* An order in which to decompose sparse matrices of one pattern, found once, from the numbers of a few of them.
 *
 * Each pivot is the one that fills in least among those that, in each of these samples, are no smaller than a tenth of
 * the largest element of their column or of their row (Markowitz, Management Science 3, 255 (1957); Duff, Erisman,
 * Reid, Direct Methods for Sparse Matrices, chapter 7 (2017)). Other matrices of the pattern, decomposed in the same
 * order, may meet small pivots: whoever does so must look at the outcome. */
#ifndef SOLVER_ELIMINATION_H
#define SOLVER_ELIMINATION_H

#include <stdbool.h>
#include <stddef.h>

typedef struct elimination {
    int n;
    int *rows, *columns;   /* [n] the row and the column of each step */
    size_t *lower, *upper; /* [n + 1] where the row of a step begins in the two lists below */
    int *lower_steps;      /* earlier steps whose multiples it takes, rising */
    int *upper_steps;      /* later steps whose columns it has elements in, rising */
    size_t operations;     /* multiplications and subtractions that a decomposition takes */
} elimination;

enum { ELIMINATION_MAX_SAMPLES = 4 };

/* pattern: [n][n] row-major, values: [n][n][n_samples], both overwritten; values count where pattern holds. last: a row
 * to come last, such as a full one. Where no pivot is good for all samples, those at the end give way. Returns ENT_OK,
 * ENT_ERROR_NOT_UNIQUE (the first is singular), ENT_ERROR_NO_MEMORY. Free with elimination_free, also after a failure.
 */
int elimination_create(elimination *self, int n, bool *pattern, int n_samples, double *values, int last);
void elimination_free(elimination *self);

#endif
