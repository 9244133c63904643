/* Eigenvalues of a small real symmetric matrix in double-double. */
#ifndef BASE_SYMMETRIC_H
#define BASE_SYMMETRIC_H

#include "base/dd.h"

/* Cyclic Jacobi rotations on the row-major d x d matrix a, which is destroyed; values[d] are in no order. As
 * hermitian.h, with a sixth of the work. */
void symmetric_eigenvalues(int d, dd *values, dd *a);

#endif
