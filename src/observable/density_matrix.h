/* Density matrices that callers give. */
#ifndef OBSERVABLE_DENSITY_MATRIX_H
#define OBSERVABLE_DENSITY_MATRIX_H

#include "base/zdd.h"
#include "entangine/entanglement.h"

/* The hermitian part of a row-major d x d matrix, checked: hermitian, trace 1 and without negative eigenvalues,
 * each to 1e-10. Returns ENT_OK or ENT_ERROR_OUT_OF_RANGE. */
int density_matrix_read(zdd *state, const ent_complex *rho, int d, ent_error *error);

#endif
