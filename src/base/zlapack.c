#include "base/zlapack.h"

#include <math.h>
#include <stdlib.h>

/* The Fortran interface: every LAPACK has it, with or without headers. */
void zgeev_(const char *left, const char *right, const int *n, double complex *a, const int *lda, double complex *w,
            double complex *vl, const int *ldvl, double complex *vr, const int *ldvr, double complex *work,
            const int *n_work, double *real_work, int *info);
void zgees_(const char *job, const char *sort, void *select, const int *n, double complex *a, const int *lda, int *sdim,
            double complex *w, double complex *vs, const int *ldvs, double complex *work, const int *n_work,
            double *real_work, int *bool_work, int *info);
void zgetrf_(const int *m, const int *n, double complex *a, const int *lda, int *pivots, int *info);
void zgetri_(const int *n, double complex *a, const int *lda, const int *pivots, double complex *work,
             const int *n_work, int *info);
void ztrsyl_(const char *first, const char *second, const int *sign, const int *m, const int *n,
             const double complex *a, const int *lda, const double complex *b, const int *ldb, double complex *c,
             const int *ldc, double *scale, int *info);
void zgemm_(const char *first, const char *second, const int *m, const int *n, const int *k,
            const double complex *alpha, const double complex *a, const int *lda, const double complex *b,
            const int *ldb, const double complex *beta, double complex *c, const int *ldc);
void dgemv_(const char *transposed, const int *m, const int *n, const double *alpha, const double *a, const int *lda,
            const double *x, const int *step_x, const double *beta, double *y, const int *step_y);

/* Up to this size equations of triangular matrices are solved element by element. */
enum { WHOLE = 32 };

bool zlapack_eigen(int n, double complex *a, double complex *values, double complex *vectors)
{
    const int query = -1;
    const int one = 1;
    int info = 0;
    double complex size = 0.0;
    double *real_work = malloc(2 * (size_t)n * sizeof *real_work);
    if (!real_work) {
        return false;
    }
    zgeev_("N", "V", &n, a, &n, values, NULL, &one, vectors, &n, &size, &query, real_work, &info);
    const int n_work = (int)creal(size);
    double complex *work = malloc((size_t)n_work * sizeof *work);
    if (work) {
        zgeev_("N", "V", &n, a, &n, values, NULL, &one, vectors, &n, work, &n_work, real_work, &info);
    }
    const bool done = work && info == 0;
    free(work);
    free(real_work);
    return done;
}

bool zlapack_schur(int n, double complex *a, double complex *u)
{
    const int query = -1;
    int info = 0;
    int sdim = 0;
    double complex size = 0.0;
    double *real_work = malloc((size_t)n * sizeof *real_work);
    double complex *values = malloc((size_t)n * sizeof *values);
    double complex *work = NULL;
    if (real_work && values) {
        zgees_("V", "N", NULL, &n, a, &n, &sdim, values, u, &n, &size, &query, real_work, NULL, &info);
        const int n_work = (int)creal(size);
        work = malloc((size_t)n_work * sizeof *work);
        if (work) {
            zgees_("V", "N", NULL, &n, a, &n, &sdim, values, u, &n, work, &n_work, real_work, NULL, &info);
        }
    }
    const bool done = work && info == 0;
    free(work);
    free(values);
    free(real_work);
    return done;
}

static double one_norm(int n, const double complex *a)
{
    double norm = 0.0;
    for (size_t j = 0; j < (size_t)n; ++j) {
        double sum = 0.0;
        for (size_t i = 0; i < (size_t)n; ++i) {
            sum += cabs(a[j * (size_t)n + i]);
        }
        norm = fmax(norm, sum);
    }
    return norm;
}

bool zlapack_invert(int n, double complex *a, double *reciprocal_condition)
{
    const double norm = one_norm(n, a);
    const int n_work = 64 * n;
    int info = 0;
    int *pivots = malloc((size_t)n * sizeof *pivots);
    double complex *work = malloc((size_t)n_work * sizeof *work);
    bool done = pivots && work;
    *reciprocal_condition = 0.0;
    if (done) {
        zgetrf_(&n, &n, a, &n, pivots, &info);
        if (info == 0) {
            zgetri_(&n, a, &n, pivots, work, &n_work, &info);
        }
        done = info == 0;
    }
    if (done) {
        *reciprocal_condition = 1.0 / (norm * one_norm(n, a));
    }
    free(work);
    free(pivots);
    return done;
}

/* c -= a b, or a b^dag */
static void subtract(int m, int n, int k, const double complex *a, int lda, const double complex *b, int ldb,
                     bool adjoint, double complex *c, int ldc)
{
    const double complex one = 1.0;
    const double complex minus = -1.0;
    zgemm_("N", adjoint ? "C" : "N", &m, &n, &k, &minus, a, &lda, b, &ldb, &one, c, &ldc);
}

static size_t place(int row, int column, int rows)
{
    return (size_t)column * (size_t)rows + (size_t)row;
}

/* As in rlapack.c: halves, the lower or the right one first. */
static bool sylvester(int m, int n, const double complex *t, int ldt, const double complex *s, int lds,
                      double complex *c, int ldc)
{
    if (m <= WHOLE && n <= WHOLE) {
        const int sign = 1;
        double scale = 1.0;
        int info = 0;
        ztrsyl_("N", "C", &sign, &m, &n, t, &ldt, s, &lds, c, &ldc, &scale, &info);
        for (int j = 0; scale != 1.0 && j < n; ++j) {
            for (int i = 0; i < m; ++i) {
                c[place(i, j, ldc)] /= scale;
            }
        }
        return info >= 0 && scale > 0.0;
    }
    if (m >= n) {
        const int h = m / 2;
        double complex *lower = &c[h];
        const bool done = sylvester(m - h, n, &t[place(h, h, ldt)], ldt, s, lds, lower, ldc);
        subtract(h, n, m - h, &t[place(0, h, ldt)], ldt, lower, ldc, false, c, ldc);
        return sylvester(h, n, t, ldt, s, lds, c, ldc) && done;
    }
    const int h = n / 2;
    double complex *right = &c[place(0, h, ldc)];
    const bool done = sylvester(m, n - h, t, ldt, &s[place(h, h, lds)], lds, right, ldc);
    subtract(m, h, n - h, right, ldc, &s[place(0, h, lds)], lds, true, c, ldc);
    return sylvester(m, h, t, ldt, s, lds, c, ldc) && done;
}

bool zlapack_sylvester(int m, int n, const double complex *t, const double complex *s, double complex *c)
{
    return sylvester(m, n, t, m, s, n, c, m);
}

void zlapack_multiply(int m, int n, int k, const double complex *a, const double complex *b, bool adjoint,
                      double complex *c)
{
    zlapack_multiply_part(m, n, k, a, m, b, adjoint ? n : k, adjoint, c, m);
}

void zlapack_multiply_part(int m, int n, int k, const double complex *a, int lda, const double complex *b, int ldb,
                           bool adjoint, double complex *c, int ldc)
{
    const double complex one = 1.0;
    const double complex zero = 0.0;
    zgemm_("N", adjoint ? "C" : "N", &m, &n, &k, &one, a, &lda, b, &ldb, &zero, c, &ldc);
}

void zlapack_real_apply(int m, int n, size_t stride, const double *a, bool transposed, const double *x, double factor,
                        bool add, double *y)
{
    const int step = 1;
    const int lda = (int)stride;
    const double beta = add ? 1.0 : 0.0;
    dgemv_(transposed ? "T" : "N", &m, &n, &factor, a, &lda, x, &step, &beta, y, &step);
}
