/* Eigenvalues of a hermitian matrix that falls into blocks. */
#ifndef BASE_BLOCKS_H
#define BASE_BLOCKS_H

#include "base/matrix_view.h"
#include "entangine/status.h"

/* Finds the connected blocks of the row-major d x d matrix from its zeros and solves each: up to 12 rows in
 * double-double, larger ones in double precision. values[d] are not in order; *accuracy is the absolute error to
 * reckon with, for a matrix of norm 1. Returns ENT_OK, ENT_ERROR_NO_MEMORY, ENT_ERROR_NOT_CONVERGED. */
int blocks_eigenvalues(int d, double *values, double *accuracy, const zdd *matrix);

/* The same of any matrix. */
int blocks_eigenvalues_of(double *values, double *accuracy, const matrix_view *matrix);

/* Sum of the |eigenvalues|. Returns as above. */
int blocks_trace_norm(double *norm, const matrix_view *matrix);

#endif
