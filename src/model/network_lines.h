/* The lines of a bath: which transitions of the full Hamiltonian it drives. */
#ifndef MODEL_NETWORK_LINES_H
#define MODEL_NETWORK_LINES_H

#include "generator/open_system.h"

typedef struct network_lines {
    double spacing;    /* smallest distance of two lines; infinity where there is one */
    double relaxation; /* largest rate of emission and absorption together */
    double rate;       /* of the bath at the line where rate / scale is largest */
    double scale;      /* there: the frequency, or for fermions the larger of |frequency - mu| and temperature */
    double negative;   /* size of the most negative line of bosons by exchange; 0 without */
} network_lines;

/* Returns ENT_OK, ENT_ERROR_NO_MEMORY, ENT_ERROR_NOT_CONVERGED. */
int network_lines_find(network_lines *self, const open_system *system, int bath);

/* States up to this dimension are diagonalised to show their lines; more take seconds. */
enum { NETWORK_SHOWN_DIMENSION = 256 };

/* A transition of the full Hamiltonian that a bath drives. */
typedef struct network_transition {
    double frequency;
    double emission, absorption; /* rates at |frequency|, 0: left out by the equation; NaN: none is defined */
} network_transition;

/* The lines of one bath by rising frequency, freed by free(); of one that couples by a + a^dag those above 0. Returns
 * ENT_OK, ENT_ERROR_OUT_OF_RANGE (above NETWORK_SHOWN_DIMENSION), ENT_ERROR_NO_MEMORY, ENT_ERROR_NOT_CONVERGED. */
int network_lines_list(network_transition **lines, size_t *n, const open_system *system, int bath);

#endif
