/* Dense linear algebra of complex matrices in double precision, by columns. */
#ifndef BASE_ZLAPACK_H
#define BASE_ZLAPACK_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

/* Eigenvalues and right eigenvectors (columns of norm 1) of an n x n matrix, which is destroyed. False without memory
 * or convergence, as all below. */
bool zlapack_eigen(int n, double complex *a, double complex *values, double complex *vectors);

/* Schur form a = u t u^dag: a becomes the upper triangular t. */
bool zlapack_schur(int n, double complex *a, double complex *u);

/* Inverse in place; *reciprocal_condition is 1 / (|a| |a^-1|) in the 1-norm. */
bool zlapack_invert(int n, double complex *a, double *reciprocal_condition);

/* t x + x s^dag = c for upper triangular t (m x m) and s (n x n); c (m x n) becomes x. */
bool zlapack_sylvester(int m, int n, const double complex *t, const double complex *s, double complex *c);

/* c (m x n) = a (m x k) b, with b k x n, or n x k and its adjoint taken. */
void zlapack_multiply(int m, int n, int k, const double complex *a, const double complex *b, bool adjoint,
                      double complex *c);

/* c (m x n) = a (m x k) b, or a b^dag with b n x k where adjoint; columns are lda, ldb and ldc apart. */
void zlapack_multiply_part(int m, int n, int k, const double complex *a, int lda, const double complex *b, int ldb,
                           bool adjoint, double complex *c, int ldc);

/* y = a x or a^T x for a real m x n matrix whose columns are stride apart; with add, y + factor times that. */
void zlapack_real_apply(int m, int n, size_t stride, const double *a, bool transposed, const double *x, double factor,
                        bool add, double *y);

#endif
