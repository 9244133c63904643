#include "solver/stationary.h"

#include <math.h>
#include <stdlib.h>

#include "base/blas_threads.h"
#include "base/lapack.h"

/* Beyond this the refinement cannot be trusted to converge. */
static const double SINGULAR = 1e-15;
enum { MAX_REFINEMENTS = 40, WORTH_THREADS = 500 };

static double *dense_matrix(const superoperator *l, double *row_scale)
{
    const size_t n = (size_t)l->n;
    double *a = calloc(n * n, sizeof *a);
    for (size_t i = 0; i < n; ++i) {
        row_scale[i] = 0.0;
    }
    for (size_t k = 0; k < l->n_elements; ++k) {
        const superoperator_element *e = &l->elements[k];
        row_scale[e->row] = fmax(row_scale[e->row], fabs(e->value.hi));
    }
    for (size_t i = 0; i < n; ++i) {
        row_scale[i] = row_scale[i] > 0.0 ? 1.0 / row_scale[i] : 1.0;
    }
    for (size_t k = 0; a && k < l->n_elements; ++k) {
        const superoperator_element *e = &l->elements[k];
        a[(size_t)e->column * n + (size_t)e->row] = e->value.hi * row_scale[e->row];
    }
    return a;
}

static double one_norm(int n, const double *a)
{
    double norm = 0.0;
    for (int j = 0; j < n; ++j) {
        double sum = 0.0;
        for (int i = 0; i < n; ++i) {
            sum += fabs(a[(size_t)j * (size_t)n + (size_t)i]);
        }
        norm = fmax(norm, sum);
    }
    return norm;
}

/* Threads of BLAS share the work where they bring more than they cost. */
static bool decompose(stationary *self)
{
    if (self->n < WORTH_THREADS) {
        return lapack_lu(self->n, self->lu, self->pivots);
    }
    blas_threads_allow(blas_threads_hold());
    const bool done = lapack_lu(self->n, self->lu, self->pivots);
    blas_threads_release();
    return done;
}

int stationary_create(stationary *self, const superoperator *l, const support *at)
{
    const size_t n = (size_t)l->n;
    *self = (stationary){.n = l->n, .l = l};
    self->diagonal = malloc(n * sizeof *self->diagonal);
    self->row_scale = malloc(n * sizeof *self->row_scale);
    self->pivots = malloc(n * sizeof *self->pivots);
    self->work = malloc(n * sizeof *self->work);
    self->residual = malloc(n * sizeof *self->residual);
    self->change = malloc(n * sizeof *self->change);
    if (!self->diagonal || !self->row_scale || !self->pivots || !self->work || !self->residual || !self->change ||
        l->failed || !(self->lu = dense_matrix(l, self->row_scale))) {
        return ENT_ERROR_NO_MEMORY;
    }
    /* The rows of the populations add up to 0: any one of them may go. The last is that of the lowest levels. */
    for (int k = 0; k < l->n; ++k) {
        self->diagonal[k] = at->places[k] % (at->d + 1) == 0;
        self->replaced = self->diagonal[k] ? k : self->replaced;
    }
    for (size_t k = 0; k < n; ++k) {
        self->lu[k * n + (size_t)self->replaced] = self->diagonal[k] ? 1.0 : 0.0;
    }
    self->row_scale[self->replaced] = 1.0;
    const double norm = one_norm(self->n, self->lu);
    if (!decompose(self)) {
        return ENT_ERROR_NOT_UNIQUE;
    }
    const double reciprocal = lapack_reciprocal_condition(self->n, self->lu, norm);
    return reciprocal < 0.0 ? ENT_ERROR_NO_MEMORY : reciprocal > SINGULAR ? ENT_OK : ENT_ERROR_NOT_UNIQUE;
}

/* source - L x, with trace - Tr x in the replaced row. */
static void find_residual(stationary *self, const dd *x, const dd *source, double trace)
{
    dd rest = dd_from(trace);
    superoperator_apply(self->l, self->residual, x);
    for (int k = 0; k < self->n; ++k) {
        self->residual[k] = dd_subtract(source ? source[k] : dd_from(0.0), self->residual[k]);
        rest = self->diagonal[k] ? dd_subtract(rest, x[k]) : rest;
    }
    self->residual[self->replaced] = rest;
}

int stationary_solve(stationary *self, dd *x, const dd *source, double trace)
{
    double before = INFINITY;
    for (int k = 0; k < self->n; ++k) {
        x[k] = dd_from(0.0);
    }
    for (int round = 0; round < MAX_REFINEMENTS; ++round) {
        double size = 0.0;
        double change = 0.0;
        find_residual(self, x, source, trace);
        for (int k = 0; k < self->n; ++k) {
            self->work[k] = self->residual[k].hi * self->row_scale[k];
        }
        lapack_lu_solve(self->n, self->lu, self->pivots, false, self->work);
        for (int k = 0; k < self->n; ++k) {
            change = fmax(change, fabs(self->work[k]));
            x[k] = dd_add(x[k], dd_from(self->work[k]));
            size = fmax(size, fabs(x[k].hi));
        }
        if (change <= 1e-31 * size || (change >= 0.5 * before && change <= 1e-20 * size)) {
            return ENT_OK;
        }
        if (!(change < 0.9 * before)) {
            return ENT_ERROR_NOT_CONVERGED;
        }
        before = change;
    }
    return ENT_ERROR_NOT_CONVERGED;
}

double stationary_residual(const superoperator *l, const dd *x, dd *work)
{
    double largest = 0.0;
    double size = 0.0;
    double rest = 0.0;
    superoperator_apply(l, work, x);
    for (size_t k = 0; k < l->n_elements; ++k) {
        largest = fmax(largest, fabs(l->elements[k].value.hi));
    }
    for (int k = 0; k < l->n; ++k) {
        size = fmax(size, fabs(x[k].hi));
        rest = fmax(rest, fabs(work[k].hi));
    }
    return largest > 0.0 ? rest / (largest * size) : 0.0;
}

int stationary_nullity(const superoperator *l)
{
    const size_t n = (size_t)l->n;
    int nullity = -1;
    double *scale = malloc(n * sizeof *scale);
    double *values = malloc(n * sizeof *values);
    double *a = scale ? dense_matrix(l, scale) : NULL;
    if (a && values && lapack_singular(l->n, a, values, NULL, NULL)) {
        nullity = 0;
        for (size_t k = 0; k < n; ++k) {
            nullity += values[k] <= 1e-14 * (double)n * values[0];
        }
    }
    free(a);
    free(values);
    free(scale);
    return nullity;
}

void stationary_free(stationary *self)
{
    free(self->diagonal);
    free(self->row_scale);
    free(self->lu);
    free(self->pivots);
    free(self->work);
    free(self->residual);
    free(self->change);
    *self = (stationary){.n = 0};
}
