/* The smallest eigenvalue of hermitian 4 x 4 matrices side by side, at a fixed cost: from the characteristic
 * polynomial, not by iterating on the matrix. */
#ifndef OBSERVABLE_QUARTIC_LANES_H
#define OBSERVABLE_QUARTIC_LANES_H

#include "base/instruction_set.h"

enum { QUARTIC_LANES = 8 };

/* Matrices of trace 1 of which not two eigenvalues are negative, in double-double: a_ii in 5 i, and for i < j Re a_ij
 * in 4 i + j and Im a_ij in 4 j + i. The partial transpose of two qubits is one. */
typedef struct quartic_lanes {
    _Alignas(64) double hi[16][QUARTIC_LANES];
    double lo[16][QUARTIC_LANES];
    double smallest[QUARTIC_LANES];
    bool certain[QUARTIC_LANES]; /* whether it is accurate to half an ulp, or to 1e-29 */
} quartic_lanes;

/* Laguerre's iteration finds the smallest root of the polynomial, from 0, which lies next to it; a column of the
 * adjugate is its eigenvector v. With the residual r of v in double-double, the eigenvalue is the Rayleigh quotient
 * less the term of second order, r^dag (A - lambda)^+ r, whose pseudo-inverse is a polynomial in A by Cayley and
 * Hamilton. What is left is of third order in the error of v, which is large only where eigenvalues nearly meet, or are
 * small next to 1: such lanes are not certain. */
void quartic_lanes_find(quartic_lanes *self, instruction_set set);

#endif
