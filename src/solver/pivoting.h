/* The choice of pivots for matrices of one pattern: see elimination.h. */
#ifndef SOLVER_PIVOTING_H
#define SOLVER_PIVOTING_H

#include <stdbool.h>
#include <stddef.h>

#include "solver/elimination.h"

/* One matrix: its largest elements by rows and columns; that of columns without the row that comes last. */
typedef struct sample {
    double *most_of_row, *most_of_column;
    bool counts; /* until it meets a pivot of 0 */
} sample;

typedef struct pivot {
    int row, column;   /* row -1: there is none */
    double cost, size; /* size: of the first sample */
} pivot;

/* What is left of the matrices. */
typedef struct pivoting {
    int n, last, n_samples;
    bool *pattern;
    double *values; /* [n][n][n_samples] */
    sample samples[ELIMINATION_MAX_SAMPLES];
    double *most;
    bool *lower;                 /* [n][n] of which steps each row takes multiples */
    bool *upper;                 /* [n][n] in which columns the row of each step has elements */
    int n_left, *rows, *columns; /* [n_left] what is still there, in any order */
    int n_taken, *taken;         /* columns in which the row of the last pivot has elements */
    int *in_row, *in_column;     /* [n] numbers of elements */
    bool *old_row, *old_column;  /* [n] whose largest elements have to be found anew */
} pivoting;

/* Arguments as of elimination_create. Returns ENT_OK or ENT_ERROR_NO_MEMORY; free with pivoting_free, also after a
 * failure. */
int pivoting_create(pivoting *self, int n, bool *pattern, int n_samples, double *values, int last);
void pivoting_free(pivoting *self);

/* Where an element stands in pattern, lower and upper. */
size_t pivoting_place(const pivoting *self, int row, int column);

/* The next pivot. */
pivot pivoting_choose(pivoting *self);

/* Takes multiples of its row from the others; returns the number of operations. */
size_t pivoting_eliminate(pivoting *self, const pivot *p, int step);

#endif
