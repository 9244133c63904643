#include "solver/gmres.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/zlapack.h"

/* A vector that lost no more of its length than this to those before it has lost no more digits either: it needs no
 * second pass. */
static const double WORTH_ANOTHER = 0.3;

typedef struct krylov {
    size_t n;
    int restart, used;
    double *basis;    /* [restart + 1][n] */
    double *triangle; /* [restart][restart + 1] by columns: Hessenberg, rotated to triangular */
    double *cosines, *sines, *rest, *sums, *again, *work;
} krylov;

static double norm(size_t n, const double *x)
{
    double sum = 0.0;
    for (size_t k = 0; k < n; ++k) {
        sum += x[k] * x[k];
    }
    return sqrt(sum);
}

static bool krylov_create(krylov *self, size_t n, int restart)
{
    const size_t m = (size_t)restart;
    *self = (krylov){.n = n,
                     .restart = restart,
                     .basis = malloc((m + 1) * n * sizeof(double)),
                     .triangle = calloc(m * (m + 1), sizeof(double)),
                     .cosines = malloc(5 * (m + 1) * sizeof(double)),
                     .work = malloc(n * sizeof(double))};
    if (!self->basis || !self->triangle || !self->cosines || !self->work) {
        return false;
    }
    self->sines = self->cosines + m + 1;
    self->rest = self->sines + m + 1;
    self->sums = self->rest + m + 1;
    self->again = self->sums + m + 1;
    return true;
}

static void krylov_free(krylov *self)
{
    free(self->basis);
    free(self->triangle);
    free(self->cosines);
    free(self->work);
}

/* Makes the newest vector orthogonal to the k before; its products with them and its length go into column. */
static void orthogonalise(krylov *self, int k, double *column)
{
    double *newest = &self->basis[(size_t)k * self->n];
    const double before = norm(self->n, newest);
    zlapack_real_apply((int)self->n, k, self->basis, true, newest, 1.0, false, self->sums);
    zlapack_real_apply((int)self->n, k, self->basis, false, self->sums, -1.0, true, newest);
    double length = norm(self->n, newest);
    memcpy(column, self->sums, (size_t)k * sizeof *column);
    if (length < WORTH_ANOTHER * before) {
        zlapack_real_apply((int)self->n, k, self->basis, true, newest, 1.0, false, self->again);
        zlapack_real_apply((int)self->n, k, self->basis, false, self->again, -1.0, true, newest);
        for (int i = 0; i < k; ++i) {
            column[i] += self->again[i];
        }
        length = norm(self->n, newest);
    }
    column[k] = length;
    for (size_t i = 0; length > 0.0 && i < self->n; ++i) {
        newest[i] /= length;
    }
}

/* Givens rotations bring the newest column k (from 0) to triangular form. */
static void rotate(krylov *self, int k, double *column)
{
    for (int i = 0; i < k; ++i) {
        const double upper = column[i];
        column[i] = self->cosines[i] * upper + self->sines[i] * column[i + 1];
        column[i + 1] = self->cosines[i] * column[i + 1] - self->sines[i] * upper;
    }
    const double length = hypot(column[k], column[k + 1]);
    self->cosines[k] = length > 0.0 ? column[k] / length : 1.0;
    self->sines[k] = length > 0.0 ? column[k + 1] / length : 0.0;
    column[k] = length;
    self->rest[k + 1] = -self->sines[k] * self->rest[k];
    self->rest[k] *= self->cosines[k];
}

/* x += basis y with the smallest residual. */
static void add_best(krylov *self, double *x)
{
    const size_t stride = (size_t)self->restart + 1;
    for (int i = self->used; i-- > 0;) {
        double sum = self->rest[i];
        for (int j = i + 1; j < self->used; ++j) {
            sum -= self->triangle[(size_t)j * stride + (size_t)i] * self->sums[j];
        }
        const double pivot = self->triangle[(size_t)i * stride + (size_t)i];
        self->sums[i] = pivot != 0.0 ? sum / pivot : 0.0;
    }
    zlapack_real_apply((int)self->n, self->used, self->basis, false, self->sums, 1.0, true, x);
}

/* One cycle from the residual in basis[0], of length start. */
static bool cycle(krylov *self, double start, double goal, int most, gmres_product product, void *context,
                  gmres_outcome *out, double scale, double *history)
{
    const size_t stride = (size_t)self->restart + 1;
    self->rest[0] = start;
    self->used = 0;
    while (self->used < self->restart && self->used < most && fabs(self->rest[self->used]) > goal) {
        const int k = self->used;
        double *column = &self->triangle[(size_t)k * stride];
        if (!product(context, &self->basis[(size_t)(k + 1) * self->n], &self->basis[(size_t)k * self->n])) {
            return false;
        }
        orthogonalise(self, k + 1, column);
        const bool last = !(column[k + 1] > 0.0);
        rotate(self, k, column);
        ++self->used;
        ++out->iterations;
        out->residual = fabs(self->rest[self->used]) / scale;
        if (history) {
            history[out->iterations] = out->residual;
        }
        if (last) {
            break;
        }
    }
    return true;
}

gmres_outcome gmres_solve(size_t n, double *x, const double *b, gmres_product product, void *context,
                          const gmres_options *options, double *history)
{
    gmres_outcome out = {0, 0.0, false};
    krylov space;
    const double scale = norm(n, b);
    memset(x, 0, n * sizeof *x);
    if (!krylov_create(&space, n, options->restart)) {
        out.failed = true;
    }
    if (history) {
        history[0] = 1.0;
    }
    for (double before = INFINITY; !out.failed && scale > 0.0;) {
        if (out.iterations > 0) {
            out.failed = !product(context, space.work, x);
        } else {
            memset(space.work, 0, n * sizeof *space.work);
        }
        for (size_t k = 0; k < n; ++k) {
            space.basis[k] = b[k] - space.work[k];
        }
        const double length = norm(n, space.basis);
        out.residual = length / scale;
        if (out.failed || out.residual <= options->tolerance || out.iterations >= options->max_iterations ||
            !(out.residual <= 0.5 * before)) {
            break;
        }
        before = out.residual;
        for (size_t k = 0; k < n; ++k) {
            space.basis[k] /= length;
        }
        out.failed = !cycle(&space, length, options->tolerance * scale, options->max_iterations - out.iterations,
                            product, context, &out, scale, history);
        add_best(&space, x);
    }
    krylov_free(&space);
    return out;
}

double gmres_memory(size_t n, int restart)
{
    return (double)n * ((double)restart + 2.0) * sizeof(double);
}
