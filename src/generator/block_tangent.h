/* A change of a generator in matrix form, on the blocks of the generator itself: dL, which is a generator too. */
#ifndef GENERATOR_BLOCK_TANGENT_H
#define GENERATOR_BLOCK_TANGENT_H

#include "generator/block_generator.h"

/* How a change fits the blocks of a state. */
typedef enum block_fit {
    BLOCK_FITS,
    BLOCK_COMPLEX, /* the blocks are real, which the change is not: take complex ones */
    BLOCK_OUTSIDE  /* it links the state with elements that are not kept */
} block_fit;

/* Sets *fit, and self where it fits; frame must outlive it. Returns ENT_OK or ENT_ERROR_NO_MEMORY; free with
 * block_generator_free in any case. */
int block_tangent_create(block_generator *self, block_fit *fit, const generator *change, const block_generator *frame);

/* The same of a change that leads outside, without what does: P dL P, with P the projector on kept blocks. Where L
 * leads nowhere from outside into kept blocks (else *fit stays BLOCK_OUTSIDE), P drho solves P L P drho = -P dL rho,
 * whatever the rest of drho is. The whole of L must have one steady state only. */
int block_tangent_create_kept(block_generator *self, block_fit *fit, const generator *change,
                              const block_generator *frame);

#endif
