#include "base/rlapack.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

void dgeev_(const char *left, const char *right, const int *n, double *a, const int *lda, double *wr, double *wi,
            double *vl, const int *ldvl, double *vr, const int *ldvr, double *work, const int *n_work, int *info);
void dgees_(const char *job, const char *sort, void *select, const int *n, double *a, const int *lda, int *sdim,
            double *wr, double *wi, double *vs, const int *ldvs, double *work, const int *n_work, int *bool_work,
            int *info);
void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *pivots, int *info);
void dgetri_(const int *n, double *a, const int *lda, const int *pivots, double *work, const int *n_work, int *info);
void dtrsyl_(const char *first, const char *second, const int *sign, const int *m, const int *n, const double *a,
             const int *lda, const double *b, const int *ldb, double *c, const int *ldc, double *scale, int *info);
void dgemm_(const char *first, const char *second, const int *m, const int *n, const int *k, const double *alpha,
            const double *a, const int *lda, const double *b, const int *ldb, const double *beta, double *c,
            const int *ldc);

/* Up to this size equations of Schur forms are solved element by element. */
enum { WHOLE = 32 };
/* Rows and columns that are mirrored together. */
enum { TILE = 16 };

bool rlapack_eigen(int n, double *a, double *re, double *im, double *vectors)
{
    const int query = -1;
    const int one = 1;
    int info = 0;
    double size = 0.0;
    dgeev_("N", "V", &n, a, &n, re, im, NULL, &one, vectors, &n, &size, &query, &info);
    const int n_work = (int)size;
    double *work = malloc((size_t)n_work * sizeof *work);
    if (work) {
        dgeev_("N", "V", &n, a, &n, re, im, NULL, &one, vectors, &n, work, &n_work, &info);
    }
    const bool done = work && info == 0;
    free(work);
    return done;
}

bool rlapack_schur(int n, double *a, double *re, double *im, double *u)
{
    const int query = -1;
    int info = 0;
    int sdim = 0;
    double size = 0.0;
    dgees_("V", "N", NULL, &n, a, &n, &sdim, re, im, u, &n, &size, &query, NULL, &info);
    const int n_work = (int)size;
    double *work = malloc((size_t)n_work * sizeof *work);
    if (work) {
        dgees_("V", "N", NULL, &n, a, &n, &sdim, re, im, u, &n, work, &n_work, NULL, &info);
    }
    const bool done = work && info == 0;
    free(work);
    return done;
}

static double one_norm(size_t n, const double *a)
{
    double norm = 0.0;
    for (size_t j = 0; j < n; ++j) {
        double sum = 0.0;
        for (size_t i = 0; i < n; ++i) {
            sum += fabs(a[j * n + i]);
        }
        norm = fmax(norm, sum);
    }
    return norm;
}

bool rlapack_invert(int n, double *a, double *reciprocal_condition)
{
    const double norm = one_norm((size_t)n, a);
    const int n_work = 64 * n;
    int info = 0;
    int *pivots = malloc((size_t)n * sizeof *pivots);
    double *work = malloc((size_t)n_work * sizeof *work);
    bool done = pivots && work;
    *reciprocal_condition = 0.0;
    if (done) {
        dgetrf_(&n, &n, a, &n, pivots, &info);
        if (info == 0) {
            dgetri_(&n, a, &n, pivots, work, &n_work, &info);
        }
        done = info == 0;
    }
    if (done) {
        *reciprocal_condition = 1.0 / (norm * one_norm((size_t)n, a));
    }
    free(work);
    free(pivots);
    return done;
}

/* c -= a b, or a b^T */
static void subtract(int m, int n, int k, const double *a, int lda, const double *b, int ldb, bool transposed,
                     double *c, int ldc)
{
    const double one = 1.0;
    const double minus = -1.0;
    dgemm_("N", transposed ? "T" : "N", &m, &n, &k, &minus, a, &lda, b, &ldb, &one, c, &ldc);
}

/* Near the middle of a Schur form, not within a block of two. */
static int middle_of(int n, const double *t, int ldt)
{
    const int h = n / 2;
    return h + (t[(size_t)(h - 1) * (size_t)ldt + (size_t)h] != 0.0 ? 1 : 0);
}

static double *element_of(double *c, int row, int column, int ldc)
{
    return &c[(size_t)column * (size_t)ldc + (size_t)row];
}

static const double *element(const double *c, int row, int column, int ldc)
{
    return &c[(size_t)column * (size_t)ldc + (size_t)row];
}

/* t x + x s^T = c for Schur forms t (m x m) and s (n x n): halves, the lower or the right one first, so that most of
 * the work is products (Jonsson, Kagstrom, ACM TOMS 28, 392 (2002)). */
static bool sylvester(int m, int n, const double *t, int ldt, const double *s, int lds, double *c, int ldc)
{
    if (m <= WHOLE && n <= WHOLE) {
        const int sign = 1;
        double scale = 1.0;
        int info = 0;
        dtrsyl_("N", "T", &sign, &m, &n, t, &ldt, s, &lds, c, &ldc, &scale, &info);
        for (int j = 0; scale != 1.0 && j < n; ++j) {
            for (int i = 0; i < m; ++i) {
                *element_of(c, i, j, ldc) /= scale;
            }
        }
        return info >= 0 && scale > 0.0;
    }
    if (m >= n) {
        const int h = middle_of(m, t, ldt);
        double *lower = element_of(c, h, 0, ldc);
        const bool done = sylvester(m - h, n, element(t, h, h, ldt), ldt, s, lds, lower, ldc);
        subtract(h, n, m - h, element(t, 0, h, ldt), ldt, lower, ldc, false, c, ldc);
        return sylvester(h, n, t, ldt, s, lds, c, ldc) && done;
    }
    const int h = middle_of(n, s, lds);
    double *right = element_of(c, 0, h, ldc);
    const bool done = sylvester(m, n - h, t, ldt, element(s, h, h, lds), lds, right, ldc);
    subtract(m, h, n - h, right, ldc, element(s, 0, h, lds), lds, true, c, ldc);
    return sylvester(m, h, t, ldt, s, lds, c, ldc) && done;
}

/* The same where s is t and c symmetric: what is on and above the diagonal, in blocks that are whole. */
static bool lyapunov(int n, const double *t, int ldt, double *c, int ldc)
{
    if (n <= WHOLE) {
        return sylvester(n, n, t, ldt, t, ldt, c, ldc);
    }
    const int h = middle_of(n, t, ldt);
    const double *beside = element(t, 0, h, ldt);
    double *right = element_of(c, 0, h, ldc), *last = element_of(c, h, h, ldc);
    bool done = lyapunov(n - h, element(t, h, h, ldt), ldt, last, ldc);
    for (int j = h; j < n; ++j) {
        for (int i = h; i < j; ++i) {
            *element_of(c, j, i, ldc) = *element_of(c, i, j, ldc);
        }
    }
    subtract(h, n - h, n - h, beside, ldt, last, ldc, false, right, ldc);
    done = sylvester(h, n - h, t, ldt, element(t, h, h, ldt), ldt, right, ldc) && done;
    subtract(h, h, n - h, beside, ldt, right, ldc, true, c, ldc);
    subtract(h, h, n - h, right, ldc, beside, ldt, true, c, ldc);
    return lyapunov(h, t, ldt, c, ldc) && done;
}

bool rlapack_sylvester(int n, const double *t, double *c)
{
    const bool done = lyapunov(n, t, n, c, n);
    rlapack_mirror(n, 0, n, c);
    return done;
}

void rlapack_multiply(int m, int n, int k, const double *a, int lda, const double *b, int ldb, bool transposed,
                      double *c, int ldc)
{
    const double one = 1.0;
    const double zero = 0.0;
    dgemm_("N", transposed ? "T" : "N", &m, &n, &k, &one, a, &lda, b, &ldb, &zero, c, &ldc);
}

/* Square by square, so that what is written lies together too. */
void rlapack_mirror(int n, int begin, int end, double *a)
{
    const size_t d = (size_t)n;
    const size_t last = (size_t)end;
    for (size_t top = 0; top < last; top += TILE) {
        const size_t bottom = top + TILE < last ? top + TILE : last;
        for (size_t i = top; i < bottom; ++i) {
            for (size_t j = i + 1 > (size_t)begin ? i + 1 : (size_t)begin; j < last; ++j) {
                a[i * d + j] = a[j * d + i];
            }
        }
    }
}
