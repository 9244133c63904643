/* The generator in matrix form in double precision, y = L x of packed states: what moves large states in time.
 *
 * Columns of the blocks are computed one by one, each from all that leads to it, so that threads share them and no
 * digit depends on how many there are. */
#ifndef GENERATOR_BLOCK_PRODUCT_H
#define GENERATOR_BLOCK_PRODUCT_H

#include "base/team.h"
#include "generator/block_generator.h"

/* value |row><column|, places within sectors. */
typedef struct product_entry {
    int column;
    double re, im;
} product_entry;

/* What leads from one sector to another: entries rows[i] to rows[i + 1] belong to row i. */
typedef struct product_part {
    int from, to;
    const size_t *rows; /* [size of to + 1] */
} product_part;

typedef struct product_operator {
    size_t n_parts;
    size_t *first;       /* [n sectors + 1]: the parts that end in a sector */
    product_part *parts; /* in the order of to, then from */
    size_t *rows;
    product_entry *entries;
} product_operator;

/* Columns begin to end of one block: a piece of work. */
typedef struct product_panel {
    size_t block;
    int begin, end;
} product_panel;

typedef struct block_product {
    const block_generator *l;
    product_operator left;   /* G */
    product_operator *jumps; /* [2 n_channels] as in block_generator */
    size_t n_panels;
    product_panel *panels;
    team *team;
    double *full;    /* [n_elements] of the state, by columns; pairs of them unless real */
    double *columns; /* [members of the team][2 tallest] */
    size_t tallest;  /* the most rows of a block */
} block_product;

/* How many threads are worth it, of those that this process may have. */
int block_product_threads(const block_generator *l);

/* Shared by so many threads. l must outlive it. Returns ENT_OK or ENT_ERROR_NO_MEMORY; free with block_product_free,
 * also after a failure. */
int block_product_create(block_product *self, const block_generator *l, int threads);
void block_product_free(block_product *self);

/* Bytes that it takes, but for the sparse operators. */
double block_product_memory(const block_generator *l);

/* y = L x, both packed; context is a block_product. */
void block_product_apply(void *context, double *y, const double *x);

/* Tr rho of a packed state; context is a block_product. */
double block_product_trace(const void *context, const double *x);

/* About where the eigenvalues of L lie: real parts from -decay to 0, imaginary parts up to rotation, from the extreme
 * eigenvalues of G sector by sector. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int block_product_extent(const block_product *self, double *decay, double *rotation);

/* For block_product_apply: columns of one panel from packed to full, and of L x from full to packed. */
void block_product_unpack(const block_product *self, const product_panel *panel, const double *x);
void block_product_columns(const block_product *self, const product_panel *panel, double *y, double *column);

#endif
