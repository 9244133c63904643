/* Blocks in two halves such that every jump leads from one to the other, as those do that change a number of
 * excitations by one: even and odd numbers. */
#ifndef GENERATOR_BLOCK_HALVES_H
#define GENERATOR_BLOCK_HALVES_H

#include "generator/block_generator.h"

/* Finds the halves if there are any: sets n_first and the half of each block, and packs the first half before the
 * second. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int block_halves_find(block_generator *self);

/* Packs anew, the first half first; also where there are none. */
void block_halves_pack(block_generator *self);

#endif
