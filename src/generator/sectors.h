/* Sectors of the Hilbert space: sets of basis states that G = -i H + sum_b G_b does not link with each other, found
 * from its sparsity; and operators cut into the parts that lead from one sector to another. */
#ifndef GENERATOR_SECTORS_H
#define GENERATOR_SECTORS_H

#include "generator/generator.h"

typedef struct sectors {
    int d, n;
    int *of, *place; /* [d]: the sector of a basis state, and its place there */
    int *size;       /* [n] */
} sectors;

/* <row|, |column> are places within sectors. */
typedef struct sector_element {
    int row, column;
    zdd value;
} sector_element;

/* What leads from one sector to another. */
typedef struct sector_part {
    int from, to;
    bool real; /* all its values are */
    size_t begin, end;
} sector_part;

typedef struct sector_operator {
    size_t n_parts;
    size_t *first;            /* [n sectors + 1]: the parts that start in a sector */
    sector_part *parts;       /* in the order of from, then to */
    sector_element *elements; /* of a part: by columns, then rows */
} sector_operator;

/* G, merged. */
sparse sectors_no_jump(const generator *system);

/* Returns ENT_OK or ENT_ERROR_NO_MEMORY; free with sectors_free, also after a failure. */
int sectors_find(sectors *self, const sparse *no_jump);
void sectors_free(sectors *self);

/* One sector of all d basis states. Returns and is freed as above. */
int sectors_whole(sectors *self, int d);

/* Returns ENT_OK or ENT_ERROR_NO_MEMORY; free with sector_operator_free, also after a failure. */
int sector_operator_create(sector_operator *self, const sectors *at, const sparse *operator);
void sector_operator_free(sector_operator *self);

#endif
