/* What threads share of a state in blocks: whole blocks where there are many, else columns of large ones. The halves of
 * block_halves.h come one after the other. */
#ifndef GENERATOR_BLOCK_PARTS_H
#define GENERATOR_BLOCK_PARTS_H

#include "base/team_split.h"
#include "generator/block_generator.h"

typedef struct block_parts {
    bool cut; /* not whole blocks */
    size_t n;
    block_part *list; /* [n] block by block, those that take longest first */
} block_parts;

/* Does not depend on the number of threads. False without memory. Free with block_parts_free, also after a failure. */
bool block_parts_create(block_parts *self, const block_generator *l);
void block_parts_free(block_parts *self);

/* For so many members of a team, by cost: the parts of one half, or all where half is below 0. False without memory;
 * free with team_split_free, also after a failure. */
bool block_parts_split(const block_parts *self, const block_generator *l, int half, int members, team_split *split);

/* All of a block. */
block_part block_parts_whole(const block_generator *l, size_t block);

/* The columns that begin there, as many as go into products of matrices at a time; n: all. Their number is even, unless
 * they are the last. */
block_part block_parts_panel(size_t block, size_t begin, size_t n);

/* Multiplications of rho -> A rho B^dag in these columns; of blocks on the diagonal what is on and above it. */
double block_parts_cost(const block_generator *l, block_part part);

#endif
