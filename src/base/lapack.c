#include "base/lapack.h"

#include <stdlib.h>
#include <string.h>

/* The Fortran interface: every LAPACK has it, with or without headers. */
void dsyevd_(const char *job, const char *triangle, const int *n, double *a, const int *lda, double *values,
             double *work, const int *n_work, int *int_work, const int *n_int, int *info);
void zheevd_(const char *job, const char *part, const int *n, double complex *a, const int *lda, double *w,
             double complex *work, const int *n_work, double *real_work, const int *n_real, int *int_work,
             const int *n_int, int *info);
void dgeev_(const char *left, const char *right, const int *n, double *a, const int *lda, double *re, double *im,
            double *vl, const int *ldvl, double *vr, const int *ldvr, double *work, const int *n_work, int *info);
void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *pivots, int *info);
void dgetrs_(const char *transposed, const int *n, const int *n_rhs, const double *a, const int *lda, const int *pivots,
             double *b, const int *ldb, int *info);
void dgecon_(const char *norm, const int *n, const double *a, const int *lda, const double *size, double *rcond,
             double *work, int *int_work, int *info);
void dgesdd_(const char *job, const int *m, const int *n, double *a, const int *lda, double *s, double *u,
             const int *ldu, double *vt, const int *ldvt, double *work, const int *n_work, int *int_work, int *info);

/* Columns behind a matrix that some kernels of OpenBLAS (zgemv of 0.3.21) read, though they use nothing of them. */
enum { READ_BEYOND = 4 };

bool lapack_hermitian_eigen(int n, double complex *matrix, double *values, bool vectors)
{
    const char *job = vectors ? "V" : "N";
    double complex size = 0.0;
    double real_size = 0.0;
    int int_size = 0;
    int info = 0;
    const int query = -1;
    if (n == 0) {
        return true;
    }
    const size_t square = (size_t)n * (size_t)n;
    double complex *a = calloc(square + READ_BEYOND * (size_t)n, sizeof *a);
    zheevd_(job, "U", &n, a, &n, values, &size, &query, &real_size, &query, &int_size, &query, &info);
    const int n_work = (int)creal(size);
    const int n_real = (int)real_size;
    double complex *work = malloc((size_t)n_work * sizeof *work);
    double *real_work = malloc((size_t)n_real * sizeof *real_work);
    int *int_work = malloc((size_t)int_size * sizeof *int_work);
    const bool memory = a && work && real_work && int_work;
    if (memory) {
        memcpy(a, matrix, square * sizeof *a);
        zheevd_(job, "U", &n, a, &n, values, work, &n_work, real_work, &n_real, int_work, &int_size, &info);
        memcpy(matrix, a, square * sizeof *a);
    }
    free(int_work);
    free(real_work);
    free(work);
    free(a);
    return memory && info == 0;
}

bool lapack_symmetric_eigenvalues(int n, double *a, double *values)
{
    double size = 0.0;
    int int_size = 0;
    int info = 0;
    const int query = -1;
    dsyevd_("N", "U", &n, a, &n, values, &size, &query, &int_size, &query, &info);
    const int n_work = (int)size;
    double *work = malloc((size_t)n_work * sizeof *work);
    int *int_work = malloc((size_t)int_size * sizeof *int_work);
    const bool memory = work && int_work;
    if (memory) {
        dsyevd_("N", "U", &n, a, &n, values, work, &n_work, int_work, &int_size, &info);
    }
    free(int_work);
    free(work);
    return memory && info == 0;
}

/* Pairs of real columns (v, w) stand for v + i w and v - i w. */
static void unpack_vectors(int n, const double *packed, const double *im, double complex *vectors)
{
    for (int k = 0; k < n; ++k) {
        const bool pair = im[k] > 0.0 && k + 1 < n;
        for (int i = 0; i < n; ++i) {
            const double *column = &packed[(size_t)k * (size_t)n];
            vectors[(size_t)k * (size_t)n + (size_t)i] = pair ? complex_from(column[i], column[n + i]) : column[i];
            if (pair) {
                vectors[(size_t)(k + 1) * (size_t)n + (size_t)i] = complex_from(column[i], -column[n + i]);
            }
        }
        k += pair;
    }
}

bool lapack_eigen(int n, double *a, double complex *values, double complex *vectors)
{
    const size_t square = (size_t)n * (size_t)n;
    const int query = -1;
    const int one = 1;
    const int ldvr = vectors ? n : 1;
    double size = 0.0;
    int info = 0;
    dgeev_("N", vectors ? "V" : "N", &n, a, &n, &size, &size, NULL, &one, NULL, &ldvr, &size, &query, &info);
    const int n_work = (int)size;
    double *work = malloc((size_t)n_work * sizeof *work);
    double *parts = malloc(2 * (size_t)n * sizeof *parts);
    double *packed = malloc((vectors ? square : 1) * sizeof *packed);
    const bool memory = work && parts && packed;
    if (memory) {
        double *re = parts;
        double *im = parts + n;
        dgeev_("N", vectors ? "V" : "N", &n, a, &n, re, im, NULL, &one, packed, &ldvr, work, &n_work, &info);
        for (int k = 0; k < n; ++k) {
            values[k] = complex_from(re[k], im[k]);
        }
        if (vectors) {
            unpack_vectors(n, packed, im, vectors);
        }
    }
    free(packed);
    free(parts);
    free(work);
    return memory && info == 0;
}

bool lapack_eigen_sides(int n, double *a, double complex *values, double complex *left, double complex *right)
{
    const size_t square = (size_t)n * (size_t)n;
    const int n_work = 8 * n;
    int info = 0;
    double *room = malloc((2 * square + 10 * (size_t)n) * sizeof *room);
    if (room) {
        double *vl = room;
        double *vr = room + square;
        double *re = vr + square;
        double *im = re + n;
        dgeev_("V", "V", &n, a, &n, re, im, vl, &n, vr, &n, im + n, &n_work, &info);
        for (int k = 0; k < n; ++k) {
            values[k] = complex_from(re[k], im[k]);
        }
        unpack_vectors(n, vl, im, left);
        unpack_vectors(n, vr, im, right);
    }
    const bool done = room && info == 0;
    free(room);
    return done;
}

bool lapack_lu(int n, double *a, int *pivots)
{
    int info = 0;
    dgetrf_(&n, &n, a, &n, pivots, &info);
    return info == 0;
}

void lapack_lu_solve(int n, const double *lu, const int *pivots, bool transposed, double *b)
{
    const int one = 1;
    int info = 0;
    dgetrs_(transposed ? "T" : "N", &n, &one, lu, &n, pivots, b, &n, &info);
}

double lapack_reciprocal_condition(int n, const double *lu, double norm)
{
    double reciprocal = -1.0;
    int info = 0;
    double *work = malloc(4 * (size_t)n * sizeof *work);
    int *int_work = malloc((size_t)n * sizeof *int_work);
    if (work && int_work) {
        dgecon_("1", &n, lu, &n, &norm, &reciprocal, work, int_work, &info);
    }
    free(int_work);
    free(work);
    return reciprocal;
}

bool lapack_singular(int n, double *a, double *values, double *u, double *vt)
{
    const char *job = u ? "A" : "N";
    const int ld = n;
    const int query = -1;
    double size = 0.0;
    int info = 0;
    int *int_work = malloc(8 * (size_t)n * sizeof *int_work);
    if (!int_work) {
        return false;
    }
    dgesdd_(job, &n, &n, a, &ld, values, u, &ld, vt, &ld, &size, &query, int_work, &info);
    const int n_work = (int)size;
    double *work = malloc((size_t)n_work * sizeof *work);
    if (work) {
        dgesdd_(job, &n, &n, a, &ld, values, u, &ld, vt, &ld, work, &n_work, int_work, &info);
    }
    const bool done = work && info == 0;
    free(work);
    free(int_work);
    return done;
}
