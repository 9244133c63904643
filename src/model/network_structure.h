/* How large a network is for the solvers, before anything is solved. */
#ifndef MODEL_NETWORK_STRUCTURE_H
#define MODEL_NETWORK_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "generator/open_system.h"

/* States up to this dimension are diagonalised to show their lines; more take seconds. */
enum { NETWORK_SHOWN_DIMENSION = 256 };

typedef struct network_structure {
    size_t n_sectors,
        largest_sector; /* sets of basis states that neither the Hamiltonian nor decay links; 0: unknown */
    size_t unknowns;    /* real numbers in the steady state; 0: not counted */
    const char *route;  /* "dense", "blocks"; "none" where the matrix would be too large; "not counted"
                         * where the lines of a large system would have to be found first */
    double memory;      /* bytes that the route needs, about; of an upper limit where unknowns is 0 */
} network_structure;

/* Returns ENT_OK or why there is no master equation. */
int network_structure_find(network_structure *self, const open_system *system);

/* A transition of the full Hamiltonian that a bath drives. */
typedef struct network_line {
    double frequency;
    double emission, absorption; /* rates at |frequency|, 0: left out by the equation; NaN: none is defined */
} network_line;

/* The lines of one bath by rising frequency, freed by free(); of one that couples by a + a^dag those above 0. Returns
 * ENT_OK, ENT_ERROR_OUT_OF_RANGE (above NETWORK_SHOWN_DIMENSION), ENT_ERROR_NO_MEMORY, ENT_ERROR_NOT_CONVERGED. */
int network_structure_lines(network_line **lines, size_t *n, const open_system *system, int bath);

#endif
