/* Dense linear algebra of small matrices in double precision, by columns. Only this, rlapack and zlapack, which are for
 * the sectors of large states, know LAPACK. */
#ifndef BASE_LAPACK_H
#define BASE_LAPACK_H

#include <complex.h>
#include <stdbool.h>
#include <string.h>

/* re + i im, exactly; C11's CMPLX is missing from some compilers. */
static inline double complex complex_from(double re, double im)
{
    const double parts[2] = {re, im};
    double complex value;
    memcpy(&value, parts, sizeof value);
    return value;
}

/* Eigenvalues (rising) and eigenvectors (columns of the matrix, on return) of a hermitian n x n matrix; vectors only if
 * wanted. False without memory or convergence. */
bool lapack_hermitian_eigen(int n, double complex *matrix, double *values, bool vectors);

/* Eigenvalues (rising) of a real symmetric n x n matrix, which is destroyed; only what is on and above its diagonal
 * counts. */
bool lapack_symmetric_eigenvalues(int n, double *a, double *values);

/* Eigenvalues of a real n x n matrix, which is destroyed; right eigenvectors (columns) if vectors is not NULL. */
bool lapack_eigen(int n, double *a, double complex *values, double complex *vectors);

/* The same with eigenvectors of both sides, of length 1: left^dag a = value left^dag. */
bool lapack_eigen_sides(int n, double *a, double complex *values, double complex *left, double complex *right);

/* LU decomposition of a real n x n matrix in place; false if it is singular to the last digit. */
bool lapack_lu(int n, double *a, int *pivots);

/* Solves a x = b, or the transposed system, with the decomposition; b becomes x. */
void lapack_lu_solve(int n, const double *lu, const int *pivots, bool transposed, double *b);

/* Estimate of the reciprocal condition number in the 1-norm, from the decomposition and the norm of the matrix; -1
 * without memory. */
double lapack_reciprocal_condition(int n, const double *lu, double norm);

/* Singular values, falling, of a real n x n matrix, which is destroyed; left and right singular vectors as columns of
 * u and rows of vt, unless both are NULL. */
bool lapack_singular(int n, double *a, double *values, double *u, double *vt);

#endif
