/* The smallest eigenvalue of the partial transpose of several two-qubit states side by side, which is minus the signed
 * negativity: smallest_transposed_eigenvalue of entanglement.h, with the same digits. */
#ifndef OBSERVABLE_TRANSPOSE_LANES_H
#define OBSERVABLE_TRANSPOSE_LANES_H

#include "base/instruction_set.h"

enum { TRANSPOSE_LANES = 8 };

typedef struct transpose_lanes {
    /* Density matrices in double-double: rho_ii at 5 i, and for i < j Re rho_ij at 4 i + j and Im rho_ij at 4 j + i. */
    const double (*rho_hi)[TRANSPOSE_LANES], (*rho_lo)[TRANSPOSE_LANES];
    double smallest[TRANSPOSE_LANES];
    bool certain[TRANSPOSE_LANES]; /* false: for smallest_transposed_eigenvalue */
} transpose_lanes;

/* By quartic_lanes.h. Lanes that are not certain there: Jacobi rotations in double, until none is needed or eight
 * sweeps are done; the eigenvector is then corrected to first order, and the eigenvalue is its Rayleigh quotient in
 * double-double, whose error is of fourth order. A lane is not certain where the next eigenvalue is nearer than 1e-9.
 */
void transpose_lanes_find(transpose_lanes *self, instruction_set set);

#endif
