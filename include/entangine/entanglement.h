/* Entanglement of any state of two qubits. SPDX-License-Identifier: MIT */
#ifndef ENT_ENTANGLEMENT_H
#define ENT_ENTANGLEMENT_H

#include "macros.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** A complex number: two doubles, laid out as C's double complex and C++'s std::complex<double>. */
typedef struct ent_complex {
    double re, im;
} ent_complex;

/** Measures of entanglement of one state of two qubits. */
typedef struct ent_entanglement {
    double negativity;        /**< sum of |negative eigenvalues| of the partial transpose; 1/2 for a Bell state */
    double negativity_signed; /**< minus the smallest eigenvalue of the partial transpose: below 0 when separable */
    double log_negativity;    /**< log2(2 N + 1) */
    double concurrence;       /**< Wootters (1998); 1 for a Bell state */
    double entanglement_of_formation; /**< in ebits, Wootters (1998) */
} ent_entanglement;

/**
 * Computes all measures of one state, to about 1e-15 absolute. No iteration depends on the caller's tolerance; one
 * state costs some 50 microseconds (double-double Jacobi eigensolver).
 * @param[out] measures NaN after a failure
 * @param[in] rho density matrix, row-major 4x4, basis |11>, |10>, |01>, |00>; trace 1 and hermitian to 1e-10
 * @return ENT_OK, ENT_ERROR_OUT_OF_RANGE (not hermitian, trace not 1, or an eigenvalue below -1e-10)
 */
ENT_API ENT_MUST_USE int ent_entanglement_two_qubit(ent_entanglement *measures, const ent_complex rho[16],
                                                    ent_error *error);

ENT_EXTERN_C_END

#endif
