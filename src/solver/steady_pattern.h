/* What the generators of a family of two-qubit engines have in common: where elements are, of which coefficients they
 * are made, and in which order the unknowns are eliminated. Found once, used for every engine of the family.
 *
 * The basis is that of generator/ladder_basis.h. There the unitary part turns pairs of numbers, and every pair, and
 * every single number, has a decay on its diagonal: so blocks of two or one are eliminated in a fixed order, without a
 * search for pivots. */
#ifndef SOLVER_STEADY_PATTERN_H
#define SOLVER_STEADY_PATTERN_H

#include "generator/ladder_basis.h"
#include "generator/lindblad.h"

enum {
    PATTERN_UNKNOWNS = N_LADDER - 1, /* the trace is known */
    PATTERN_MAX_COEFFICIENTS = 12,
    PATTERN_MAX_SUMS = 32,
    PATTERN_MAX_ENTRIES = PATTERN_UNKNOWNS * N_LADDER,
    PATTERN_BLOCKS = 9
};

/* A sum of coefficients with factors, up to one factor common to all. */
typedef struct coefficient_sum {
    int n;
    int coefficients[PATTERN_MAX_COEFFICIENTS];
    double factors[PATTERN_MAX_COEFFICIENTS];
} coefficient_sum;

/* One element of the generator: a factor times one of the sums. */
typedef struct pattern_entry {
    int row, column, sum;
    double factor;
} pattern_entry;

/* Unknowns first .. first + size - 1, the rows below that contain them, and the columns behind that their rows contain,
 * when it is their turn. */
typedef struct pattern_block {
    int first, size;
    int n_rows, n_columns;
    int rows[PATTERN_UNKNOWNS], columns[PATTERN_UNKNOWNS];
} pattern_block;

/* The unknowns before this one, of earlier blocks, that its row contains when it is its turn. */
typedef struct pattern_row {
    int n, columns[PATTERN_UNKNOWNS];
} pattern_row;

typedef struct steady_pattern {
    int n_coefficients, n_sums, n_entries, n_fills;
    coefficient_sum sums[PATTERN_MAX_SUMS];
    pattern_entry entries[PATTERN_MAX_ENTRIES]; /* row by row; column LADDER_TRACE is what drives the others */
    int first_entry[PATTERN_UNKNOWNS + 1];      /* of each row */
    int fills[PATTERN_MAX_ENTRIES][2];          /* row and column: elements that elimination fills */
    pattern_block blocks[PATTERN_BLOCKS];
    pattern_row rows[PATTERN_UNKNOWNS];
} steady_pattern;

/* units[k]: the engine in which coefficient k is 1 and all others are 0. n is at most PATTERN_MAX_COEFFICIENTS. */
void steady_pattern_make(steady_pattern *self, const lindblad *units, int n);

#endif
