/* How large a network is for the solvers, before anything is solved. */
#ifndef MODEL_NETWORK_STRUCTURE_H
#define MODEL_NETWORK_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "generator/open_system.h"

typedef struct network_structure {
    /* Sets of basis states that neither the Hamiltonian nor decay links; 0: unknown. */
    size_t n_sectors, largest_sector;
    size_t unknowns;   /* real numbers in the steady state; 0: not counted */
    const char *route; /* "dense", "blocks"; "none" where the matrix would be too large; "not counted"
                        * where the lines of a large system would have to be found first */
    double memory;     /* bytes that the route needs, about; of an upper limit where unknowns is 0 */
} network_structure;

/* Returns ENT_OK or why there is no master equation. */
int network_structure_find(network_structure *self, const open_system *system);

#endif
