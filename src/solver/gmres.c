#include "solver/gmres.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/zlapack.h"

/* A vector that lost no more of its length than this to those before it has lost no more digits either: it needs no
 * second pass. */
static const double WORTH_ANOTHER = 0.3;

enum { PIECE = GMRES_PIECE };

typedef struct krylov {
    size_t n;
    int restart, used;
    int n_pieces;
    team *team;
    const team_split *split;
    double *partial;  /* [n_pieces][restart + 2] sums of the pieces */
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

static bool krylov_create(krylov *self, size_t n, const gmres_options *options)
{
    const size_t m = (size_t)options->restart;
    const size_t pieces = n > 0 ? (n - 1) / PIECE + 1 : 1;
    *self = (krylov){.n = n,
                     .restart = options->restart,
                     .n_pieces = (int)pieces,
                     .team = options->team,
                     .split = options->pieces,
                     .partial = malloc(pieces * (m + 2) * sizeof(double)),
                     .basis = malloc((m + 1) * n * sizeof(double)),
                     .triangle = calloc(m * (m + 1), sizeof(double)),
                     .cosines = malloc(5 * (m + 1) * sizeof(double)),
                     .work = malloc(n * sizeof(double))};
    if (!self->partial || !self->basis || !self->triangle || !self->cosines || !self->work) {
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
    free(self->partial);
    free(self->basis);
    free(self->triangle);
    free(self->cosines);
    free(self->work);
}

/* What one piece of a vector takes part in: products with the first k vectors of the basis and with itself, then a
 * combination of those vectors, then a division. */
typedef struct pass {
    krylov *space;
    int k;
    double *x;
    const double *factors;
    double scale;
} pass;

static size_t length_of(const krylov *self, int piece)
{
    const size_t first = (size_t)piece * PIECE;
    return self->n - first < PIECE ? self->n - first : PIECE;
}

static void sum_piece(void *shared, int piece)
{
    const pass *own = shared;
    krylov *self = own->space;
    const double *x = &own->x[(size_t)piece * PIECE];
    double *sums = &self->partial[(size_t)piece * ((size_t)self->restart + 2)];
    const int n = (int)length_of(self, piece);
    sums[own->k] = 0.0;
    for (int i = 0; i < n; ++i) {
        sums[own->k] += x[i] * x[i];
    }
    if (own->k > 0) {
        zlapack_real_apply(n, own->k, self->n, &self->basis[(size_t)piece * PIECE], true, x, 1.0, false, sums);
    }
}

static void combine_piece(void *shared, int piece)
{
    const pass *own = shared;
    const krylov *self = own->space;
    zlapack_real_apply((int)length_of(self, piece), own->k, self->n, &self->basis[(size_t)piece * PIECE], false,
                       own->factors, own->scale, true, &own->x[(size_t)piece * PIECE]);
}

static void divide_piece(void *shared, int piece)
{
    const pass *own = shared;
    double *x = &own->x[(size_t)piece * PIECE];
    for (size_t i = 0; i < length_of(own->space, piece); ++i) {
        x[i] /= own->scale;
    }
}

static void share(const krylov *self, void (*part)(void *shared, int k), pass *own)
{
    if (self->split) {
        team_share_split(self->team, part, own, self->split);
    } else {
        team_share(self->team, part, own, self->n_pieces);
    }
}

/* sums[0 .. k - 1] = products with the first k vectors of the basis; returns the length. k may be 0. */
static double project(krylov *self, int k, double *x, double *sums)
{
    pass own = {.space = self, .k = k, .x = x};
    double square = 0.0;
    share(self, sum_piece, &own);
    for (int i = 0; i < k; ++i) {
        sums[i] = 0.0;
    }
    for (int piece = 0; piece < self->n_pieces; ++piece) {
        const double *partial = &self->partial[(size_t)piece * ((size_t)self->restart + 2)];
        for (int i = 0; i < k; ++i) {
            sums[i] += partial[i];
        }
        square += partial[k];
    }
    return sqrt(square);
}

/* x += factor times the sum of the first k vectors with these weights. */
static void add_combination(krylov *self, int k, const double *weights, double factor, double *x)
{
    pass own = {.space = self, .k = k, .x = x, .factors = weights, .scale = factor};
    share(self, combine_piece, &own);
}

/* Makes the newest vector orthogonal to the k before; its products with them and its length go into column. */
static void orthogonalise(krylov *self, int k, double *column)
{
    double *newest = &self->basis[(size_t)k * self->n];
    const double before = project(self, k, newest, self->sums);
    add_combination(self, k, self->sums, -1.0, newest);
    memcpy(column, self->sums, (size_t)k * sizeof *column);
    double length = project(self, 0, newest, NULL);
    if (length < WORTH_ANOTHER * before) {
        (void)project(self, k, newest, self->again);
        add_combination(self, k, self->again, -1.0, newest);
        for (int i = 0; i < k; ++i) {
            column[i] += self->again[i];
        }
        length = project(self, 0, newest, NULL);
    }
    column[k] = length;
    if (length > 0.0) {
        pass own = {.space = self, .x = newest, .scale = length};
        share(self, divide_piece, &own);
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
    add_combination(self, self->used, self->sums, 1.0, x);
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
    if (!krylov_create(&space, n, options)) {
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
