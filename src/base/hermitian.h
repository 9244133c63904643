/* Eigenvalues and eigenvectors of a small hermitian matrix in double-double. */
#ifndef BASE_HERMITIAN_H
#define BASE_HERMITIAN_H

#include "base/zdd.h"

/* Cyclic Jacobi rotations on the row-major d x d matrix a, which is destroyed. On return values[k] rises with k and
 * column k of vectors (row-major d x d, NULL if not wanted) is its eigenvector. Errors are about 1e-31 of the norm.
 * Source: Golub, Van Loan, Matrix Computations, section 8.5. */
void hermitian_eigen(int d, dd *values, zdd *vectors, zdd *a);

#endif
