/* The blocks of one generator, for others that have their elements in the same places and the same jumps: those of one
 * network, whose numbers differ. Sectors, blocks, halves, gauge and the places of elements are found once. */
#ifndef GENERATOR_BLOCK_FRAME_H
#define GENERATOR_BLOCK_FRAME_H

#include "generator/block_generator.h"

typedef struct block_frame block_frame;

/* real: goes over to the gauge of block_real.h where there is one. Returns ENT_OK or ENT_ERROR_NO_MEMORY. *self is NULL
 * after a failure. Free with block_frame_free. */
int block_frame_create(block_frame **self, const generator *system, bool real);
void block_frame_free(block_frame *self);

/* Of a generator, without a gauge. */
size_t block_frame_unknowns(const block_frame *self);

/* Sets l, which is what block_generator_create, and block_real_find where the frame looked for a gauge, would make;
 * *fits: false, and nothing set, where the elements or the gauge are others. The frame must outlive l. Returns ENT_OK
 * or ENT_ERROR_NO_MEMORY. */
int block_frame_apply(const block_frame *self, block_generator *l, const generator *system, bool *fits);

#endif
