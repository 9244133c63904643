/* Dense linear algebra of real matrices in double precision, by columns; as in zlapack.h. */
#ifndef BASE_RLAPACK_H
#define BASE_RLAPACK_H

#include <stdbool.h>

/* Eigenvalues re + i im and right eigenvectors of an n x n matrix, which is destroyed. Two conjugate eigenvalues, that
 * with im > 0 first, take two columns: real and imaginary part of the first one's eigenvector. */
bool rlapack_eigen(int n, double *a, double *re, double *im, double *vectors);

/* Schur form a = u t u^T: a becomes t, upper triangular but for 2 x 2 blocks of conjugate eigenvalues. */
bool rlapack_schur(int n, double *a, double *re, double *im, double *u);

/* Inverse in place; *reciprocal_condition is 1 / (|a| |a^-1|) in the 1-norm. */
bool rlapack_invert(int n, double *a, double *reciprocal_condition);

/* t x + x t^T = c for a Schur form t; c (n x n), which is symmetric, becomes x. */
bool rlapack_sylvester(int n, const double *t, double *c);

/* c (m x n) = a (m x k) b, or a b^T with b n x k where transposed; columns are lda, ldb and ldc apart. */
void rlapack_multiply(int m, int n, int k, const double *a, int lda, const double *b, int ldb, bool transposed,
                      double *c, int ldc);

/* What stands below the diagonal of an n x n matrix becomes what stands above it in columns begin .. end - 1. */
void rlapack_mirror(int n, int begin, int end, double *a);

#endif
