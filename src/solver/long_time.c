#include "solver/long_time.h"

#include <math.h>
#include <stdlib.h>

#include "base/lapack.h"
#include "solver/stationary.h"

/* Share of the largest singular value, and of the largest eigenvalue, that counts as 0. */
static const double ZERO = 1e-14, UNDAMPED = 1e-12;
/* A part of the state below this share is rounding. */
static const double NO_WEIGHT = 1e-12;
/* So is an element of the limit below this share of the largest. */
static const double ROUNDING = 1e-31;
enum { MAX_REFINEMENTS = 20 };

typedef struct null_space {
    const superoperator *l;
    int n, k;
    double *scale; /* [n] of the rows: S */
    double *u, *vt;
    double *lu; /* S L + U_0 V_0^T, which is regular */
    int *pivots;
    double *work;
    dd *right, *left, *rest; /* [k][n], [k][n], [n] */
} null_space;

static double *dense(const superoperator *l, const double *scale)
{
    const size_t n = (size_t)l->n;
    double *a = calloc(n * n + 1, sizeof *a);
    for (size_t k = 0; a && k < l->n_elements; ++k) {
        const superoperator_element *e = &l->elements[k];
        a[(size_t)e->column * n + (size_t)e->row] += e->value.hi * (scale ? scale[e->row] : 1.0);
    }
    return a;
}

static void find_scale(double *scale, const superoperator *l)
{
    for (int i = 0; i < l->n; ++i) {
        scale[i] = 0.0;
    }
    for (size_t k = 0; k < l->n_elements; ++k) {
        const superoperator_element *e = &l->elements[k];
        scale[e->row] = fmax(scale[e->row], fabs(e->value.hi));
    }
    for (int i = 0; i < l->n; ++i) {
        scale[i] = scale[i] > 0.0 ? 1.0 / scale[i] : 1.0;
    }
}

/* Singular vectors, the dimension, and the regular matrix, decomposed. */
static int decompose(null_space *self)
{
    const size_t n = (size_t)self->n;
    double *a = dense(self->l, self->scale);
    double *values = malloc((n + 1) * sizeof *values);
    int status = ENT_ERROR_NO_MEMORY;
    if (!a || !values || !self->lu) {
        goto out;
    }
    for (size_t i = 0; i < n * n; ++i) {
        self->lu[i] = a[i];
    }
    if (!lapack_singular(self->n, a, values, self->u, self->vt)) {
        status = ENT_ERROR_NOT_CONVERGED;
        goto out;
    }
    for (size_t i = 0; i < n; ++i) {
        self->k += values[i] <= ZERO * (double)n * values[0];
    }
    for (size_t s = n - (size_t)self->k; s < n; ++s) {
        for (size_t j = 0; j < n; ++j) {
            for (size_t i = 0; i < n; ++i) {
                self->lu[j * n + i] += self->u[s * n + i] * self->vt[j * n + s];
            }
        }
    }
    status = self->k > 0 && lapack_lu(self->n, self->lu, self->pivots) ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
out:
    free(values);
    free(a);
    return status;
}

/* Refines one null vector of S L (right) or of its transpose. */
static int refine(null_space *self, dd *x, bool transposed)
{
    double before = INFINITY;
    for (int round = 0; round < MAX_REFINEMENTS; ++round) {
        double change = 0.0;
        (transposed ? superoperator_apply_transposed : superoperator_apply)(self->l, self->rest, x);
        for (int i = 0; i < self->n; ++i) {
            self->work[i] = self->rest[i].hi * (transposed ? 1.0 : self->scale[i]);
        }
        lapack_lu_solve(self->n, self->lu, self->pivots, transposed, self->work);
        for (int i = 0; i < self->n; ++i) {
            const double step = self->work[i] * (transposed ? self->scale[i] : 1.0);
            change = fmax(change, fabs(self->work[i])); /* the vectors have length 1 */
            x[i] = dd_subtract(x[i], dd_from(step));
        }
        if (change <= 1e-31 || change >= 0.5 * before) {
            return change <= 1e-20 ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
        }
        before = change;
    }
    return ENT_ERROR_NOT_CONVERGED;
}

static int find_vectors(null_space *self)
{
    const size_t n = (size_t)self->n;
    const size_t k = (size_t)self->k;
    int status = ENT_OK;
    self->right = calloc(k * n, sizeof *self->right);
    self->left = calloc(k * n, sizeof *self->left);
    if (!self->right || !self->left) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (size_t s = 0; status == ENT_OK && s < k; ++s) {
        for (size_t i = 0; i < n; ++i) {
            self->right[s * n + i] = dd_from(self->vt[i * n + n - k + s]);
            /* a left null vector of S L, times S, is one of L */
            self->left[s * n + i] = dd_from(self->u[(n - k + s) * n + i] * self->scale[i]);
        }
        status = refine(self, &self->right[s * n], false);
        status = status == ENT_OK ? refine(self, &self->left[s * n], true) : status;
    }
    return status;
}

static dd product(int n, const dd *a, const dd *b)
{
    dd sum = dd_from(0.0);
    for (int i = 0; i < n; ++i) {
        sum = dd_add(sum, dd_multiply(a[i], b[i]));
    }
    return sum;
}

/* Solves (W^T R) c = W^T x, refined. */
static int find_coefficients(const null_space *self, dd *c, const dd *start)
{
    const size_t k = (size_t)self->k;
    const size_t n = (size_t)self->n;
    dd *g = calloc(k * k, sizeof *g);
    double *lu = calloc(k * k, sizeof *lu);
    double *step = calloc(k, sizeof *step);
    int status = g && lu && step ? ENT_OK : ENT_ERROR_NO_MEMORY;
    for (size_t i = 0; status == ENT_OK && i < k; ++i) {
        for (size_t j = 0; j < k; ++j) {
            g[i * k + j] = product(self->n, &self->left[i * n], &self->right[j * n]);
            lu[j * k + i] = g[i * k + j].hi;
        }
    }
    if (status == ENT_OK && !lapack_lu(self->k, lu, self->pivots)) {
        status =
            ENT_ERROR_NOT_CONVERGED; /* 0 has not as many eigenvectors as it counts: no master equation does that */
    }
    for (int round = 0; status == ENT_OK && round < 3; ++round) {
        for (size_t i = 0; i < k; ++i) {
            const dd rest = dd_subtract(product(self->n, &self->left[i * n], start), product(self->k, &g[i * k], c));
            step[i] = rest.hi;
        }
        lapack_lu_solve(self->k, lu, self->pivots, false, step);
        for (size_t i = 0; i < k; ++i) {
            c[i] = dd_add(c[i], dd_from(step[i]));
        }
    }
    free(step);
    free(lu);
    free(g);
    return status;
}

/* Whether a part of the state stays in a mode that oscillates without damping; its frequency. */
static int find_oscillation(double *frequency, const superoperator *l, const dd *start)
{
    const size_t n = (size_t)l->n;
    double *a = dense(l, NULL);
    double complex *values = malloc((n + 1) * sizeof *values);
    double complex *left = malloc((n * n + 1) * sizeof *left);
    double complex *right = malloc((n * n + 1) * sizeof *right);
    int status = ENT_ERROR_NO_MEMORY;
    double scale = 0.0;
    *frequency = 0.0;
    if (!a || !values || !left || !right) {
        goto out;
    }
    status = lapack_eigen_sides(l->n, a, values, left, right) ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
    for (size_t k = 0; status == ENT_OK && k < n; ++k) {
        scale = fmax(scale, cabs(values[k]));
    }
    for (size_t k = 0; status == ENT_OK && k < n; ++k) {
        if (fabs(creal(values[k])) > UNDAMPED * scale || fabs(cimag(values[k])) <= UNDAMPED * scale) {
            continue;
        }
        double complex weight = 0.0;
        for (size_t i = 0; i < n; ++i) {
            weight += conj(left[k * n + i]) * start[i].hi;
        }
        *frequency = cabs(weight) > NO_WEIGHT ? fmax(*frequency, fabs(cimag(values[k]))) : *frequency;
    }
    status = status == ENT_OK && *frequency > 0.0 ? ENT_ERROR_UNDEFINED : status;
out:
    free(right);
    free(left);
    free(values);
    free(a);
    return status;
}

static void clear_rounding(dd *x, int n)
{
    double size = 0.0;
    for (int i = 0; i < n; ++i) {
        size = fmax(size, fabs(x[i].hi));
    }
    for (int i = 0; i < n; ++i) {
        x[i] = fabs(x[i].hi) <= ROUNDING * size ? dd_from(0.0) : x[i];
    }
}

static void null_space_free(null_space *self)
{
    free(self->scale);
    free(self->u);
    free(self->vt);
    free(self->lu);
    free(self->pivots);
    free(self->work);
    free(self->right);
    free(self->left);
    free(self->rest);
}

static int null_space_find(null_space *self, const superoperator *l)
{
    const size_t n = (size_t)l->n;
    *self = (null_space){.l = l,
                         .n = l->n,
                         .scale = malloc((n + 1) * sizeof *self->scale),
                         .u = malloc((n * n + 1) * sizeof *self->u),
                         .vt = malloc((n * n + 1) * sizeof *self->vt),
                         .lu = malloc((n * n + 1) * sizeof *self->lu),
                         .pivots = malloc((n + 1) * sizeof *self->pivots),
                         .work = malloc((n + 1) * sizeof *self->work),
                         .rest = malloc((n + 1) * sizeof *self->rest)};
    if (!self->scale || !self->u || !self->vt || !self->lu || !self->pivots || !self->work || !self->rest) {
        return ENT_ERROR_NO_MEMORY;
    }
    find_scale(self->scale, l);
    const int status = decompose(self);
    return status == ENT_OK ? find_vectors(self) : status;
}

int long_time_limit(dd *limit, long_time *report, const superoperator *l, const dd *start)
{
    null_space space;
    *report = (long_time){.residual = NAN};
    if (l->n > LONG_TIME_MAX_UNKNOWNS) {
        return ENT_ERROR_OUT_OF_RANGE;
    }
    int status = find_oscillation(&report->frequency, l, start);
    if (status != ENT_OK) {
        return status;
    }
    status = null_space_find(&space, l);
    dd *c = calloc((size_t)space.k + 1, sizeof *c);
    report->nullity = space.k;
    status = status == ENT_OK && !c ? ENT_ERROR_NO_MEMORY : status;
    status = status == ENT_OK ? find_coefficients(&space, c, start) : status;
    for (int i = 0; status == ENT_OK && i < l->n; ++i) {
        limit[i] = dd_from(0.0);
        for (int k = 0; k < space.k; ++k) {
            const dd part = dd_multiply(c[k], space.right[(size_t)k * (size_t)l->n + (size_t)i]);
            limit[i] = dd_add(limit[i], part);
        }
    }
    if (status == ENT_OK) {
        clear_rounding(limit, l->n);
        report->residual = stationary_residual(l, limit, space.rest);
    }
    free(c);
    null_space_free(&space);
    return status;
}
