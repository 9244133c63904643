/* What open systems have in common that differ in their numbers only: made when a second one of them is met, used for
 * all that follow, by any number of threads. */
#ifndef GENERATOR_SYSTEM_STRUCTURE_H
#define GENERATOR_SYSTEM_STRUCTURE_H

#include "generator/block_frame.h"

/* On the whole Hilbert space, merged. */
typedef struct system_operators {
    int n_sites, n_terms;
    sparse *numbers, *hoppings, *lowerings; /* [n_sites] n, a + a^dag, a */
    sparse *products, *adjoints;            /* [n_terms] of strength 1; 0 where no adjoint is added */
} system_operators;

/* NULL without memory. Free with system_structure_free; NULL is fine. */
system_structure *system_structure_create(void);
void system_structure_free(system_structure *self);

/* Counts a system in; what it has in common with others is there from the second one on. Returns ENT_OK or
 * ENT_ERROR_NO_MEMORY. */
int system_structure_meet(const open_system *system);

/* NULL where there is none: make what is needed. */
const system_operators *system_structure_operators(const open_system *system);

/* The blocks of the local equation, with the gauge of block_real.h looked for or not; *frame is NULL for the first
 * system that asks. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int system_structure_frame(const block_frame **frame, const open_system *system, const generator *master, bool real);

#endif
