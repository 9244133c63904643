/* The concurrence of several two-qubit states side by side, in closed form but for the root of a quartic polynomial:
 * that of entanglement.h, with the same digits.
 *
 * With l_k^2 the eigenvalues of R = rho rho~ (Wootters, Phys. Rev. Lett. 80, 2245 (1998)), the concurrence is
 * max(0, l_1 - l_2 - l_3 - l_4). The four numbers s_k = (l_1 + l_2 + l_3 + l_4)/2 - l_k have, with e_k the elementary
 * symmetric functions of the l_k^2 and p = l_1 l_2 l_3 l_4 = det rho,
 *   sum s_k^2 = e_1,   sum s_j^2 s_k^2 = 3/8 e_1^2 - e_2/2 + 3 p,   s_1 s_2 s_3 s_4 = -e_1^2/16 + e_2/4 + p/2,
 *   sum s_i^2 s_j^2 s_k^2 = e_1^3/16 - e_1 e_2/4 + e_3 + e_1 p/2
 * (the triality of D_4). Only s_1 can be below 0, and then it is the smallest: the state is entangled exactly where the
 * product is negative, and the concurrence is twice the square root of the smallest root of a quartic whose
 * coefficients are traces of powers of R and det rho. No eigenvector, no iteration on a matrix. */
#ifndef OBSERVABLE_CONCURRENCE_LANES_H
#define OBSERVABLE_CONCURRENCE_LANES_H

#include <stdbool.h>

#include "base/instruction_set.h"

enum { CONCURRENCE_LANES = 8 };

typedef struct concurrence_lanes {
    /* Density matrices in double-double: rho_ii at 5 i, and for i < j Re rho_ij at 4 i + j and Im rho_ij at 4 j + i. */
    const double (*rho_hi)[CONCURRENCE_LANES], (*rho_lo)[CONCURRENCE_LANES];
    double concurrence[CONCURRENCE_LANES];
    bool certain[CONCURRENCE_LANES]; /* false: for concurrence_of */
} concurrence_lanes;

/* In double-double. A lane is not certain where the sign of the product is rounding, or where roots nearly meet, as
 * they do for states that are nearly pure. */
void concurrence_lanes_find(concurrence_lanes *self, instruction_set set);

#endif
