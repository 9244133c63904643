/* Derivatives of negativities: Hellmann and Feynman on the partial transpose, block by block. */
#include <complex.h>
#include <math.h>
#include <stdlib.h>

#include "base/lapack.h"
#include "base/zlapack.h"
#include "entangine/status.h"
#include "observable/register.h"

/* Eigenvalues of a state that differ by less are equal, and below it are 0. */
static const double EQUAL = 1e-13;
/* Slopes that differ by less, of their size, are equal. */
static const double SAME_SLOPE = 1e-7;

/* Eigenvalues of the partial transpose, and what its change does to them. */
typedef struct spectrum {
    int n;                /* found so far */
    double *values;       /* [d] */
    double *slopes;       /* [d] */
    double *mixing;       /* [d]: the largest |element| of the change with an equal eigenvalue */
    double size;          /* the largest |element| of the change */
    int *members, *taken; /* [d] of the blocks */
} spectrum;

static bool spectrum_create(spectrum *self, size_t d)
{
    *self = (spectrum){.values = malloc(d * sizeof *self->values),
                       .slopes = calloc(d, sizeof *self->slopes),
                       .mixing = malloc(d * sizeof *self->mixing),
                       .members = malloc(d * sizeof *self->members),
                       .taken = calloc(d, sizeof *self->taken)};
    return self->values && self->slopes && self->mixing && self->members && self->taken;
}

static void spectrum_free(spectrum *self)
{
    free(self->values);
    free(self->slopes);
    free(self->mixing);
    free(self->members);
    free(self->taken);
}

static double complex value_at(const matrix_view *matrix, int i, int j)
{
    const zdd e = matrix_view_at(matrix, i, j);
    return complex_from(dd_value(e.re), dd_value(e.im));
}

/* The rows that the matrix or its change links with the first; how many. */
static int collect(spectrum *self, const matrix_view *matrix, const matrix_view *change, int first)
{
    int n = 0;
    self->members[n++] = first;
    self->taken[first] = 1;
    for (int next = 0; next < n; ++next) {
        const int i = self->members[next];
        for (int j = 0; j < matrix->d; ++j) {
            const zdd moved = matrix_view_at(change, i, j);
            self->size = fmax(self->size, hypot(dd_value(moved.re), dd_value(moved.im)));
            if (!self->taken[j] && !(zdd_is_zero(moved) && zdd_is_zero(matrix_view_at(matrix, i, j)))) {
                self->taken[j] = 1;
                self->members[n++] = j;
            }
        }
    }
    return n;
}

/* change = vectors^dag change vectors; work holds two n x n. */
static void turn(int n, double complex *change, const double complex *vectors, double complex *work)
{
    const size_t d = (size_t)n;
    double complex *adjoint = work + d * d;
    for (size_t i = 0; i < d; ++i) {
        for (size_t j = 0; j < d; ++j) {
            adjoint[j * d + i] = conj(vectors[i * d + j]);
        }
    }
    zlapack_multiply(n, n, n, change, vectors, false, work);
    zlapack_multiply(n, n, n, adjoint, work, false, change);
}

/* What is told of the eigenvalues of a block, whose change is in its eigenbasis. */
static void add_slopes(spectrum *self, int n, const double complex *change)
{
    const double *values = &self->values[self->n];
    for (int k = 0; k < n; ++k) {
        double mixing = 0.0;
        for (int l = 0; l < n; ++l) {
            if (l != k && fabs(values[l] - values[k]) <= 2.0 * EQUAL) {
                mixing = fmax(mixing, cabs(change[(size_t)k * (size_t)n + (size_t)l]));
            }
        }
        self->slopes[self->n + k] = creal(change[(size_t)k * (size_t)n + (size_t)k]);
        self->mixing[self->n + k] = mixing;
    }
    self->n += n;
}

static int solve_block(spectrum *self, const matrix_view *matrix, const matrix_view *change, int n)
{
    const size_t square = (size_t)n * (size_t)n;
    double complex *room = malloc(4 * square * sizeof *room);
    if (!room) {
        return ENT_ERROR_NO_MEMORY;
    }
    double complex *vectors = room;
    double complex *moved = room + square;
    for (int j = 0; j < n; ++j) {
        for (int i = 0; i < n; ++i) {
            const size_t place = (size_t)j * (size_t)n + (size_t)i;
            vectors[place] = value_at(matrix, self->members[i], self->members[j]);
            moved[place] = value_at(change, self->members[i], self->members[j]);
        }
    }
    const bool done = lapack_hermitian_eigen(n, vectors, &self->values[self->n], true);
    if (done) {
        turn(n, moved, vectors, room + 2 * square);
        add_slopes(self, n, moved);
    }
    free(room);
    return done ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
}

/* Sum of the slopes of the negative eigenvalues; those at 0 must stay there. */
static double negative_slope(const spectrum *self)
{
    double sum = 0.0;
    for (int k = 0; k < self->n; ++k) {
        if (self->values[k] < -EQUAL) {
            sum -= self->slopes[k];
        } else if (self->values[k] <= EQUAL && fmax(fabs(self->slopes[k]), self->mixing[k]) > SAME_SLOPE * self->size) {
            return NAN;
        }
    }
    return sum;
}

/* The smallest is defined where its degenerate partners move with it. */
static double smallest_slope(const spectrum *self)
{
    int least = 0;
    for (int k = 0; k < self->n; ++k) {
        least = self->values[k] < self->values[least] ? k : least;
    }
    const double slope = self->slopes[least];
    for (int k = 0; k < self->n; ++k) {
        if (self->values[k] - self->values[least] <= EQUAL &&
            fmax(fabs(self->slopes[k] - slope), self->mixing[k]) > SAME_SLOPE * self->size) {
            return NAN;
        }
    }
    return slope;
}

int register_bipartite_slope_view(bipartite *slope, const site_register *self, const matrix_view *rho,
                                  const matrix_view *change, unsigned part)
{
    const size_t d = (size_t)self->d;
    spectrum at;
    int *parts = malloc(d * sizeof *parts);
    int status = spectrum_create(&at, d) && parts ? ENT_OK : ENT_ERROR_NO_MEMORY;
    *slope = (bipartite){NAN, NAN};
    if (status == ENT_OK) {
        register_parts(parts, self, part);
    }
    const partial_transpose of_rho = {rho, parts};
    const partial_transpose of_change = {change, parts};
    const matrix_view matrix = {self->d, rho->accuracy, &of_rho, partial_transpose_at};
    const matrix_view moved = {self->d, change->accuracy, &of_change, partial_transpose_at};
    for (int first = 0; status == ENT_OK && first < self->d; ++first) {
        if (!at.taken[first]) {
            status = solve_block(&at, &matrix, &moved, collect(&at, &matrix, &moved, first));
        }
    }
    if (status == ENT_OK) {
        slope->negativity = negative_slope(&at);
        slope->smallest = smallest_slope(&at);
    }
    spectrum_free(&at);
    free(parts);
    return status;
}

int register_bipartite_slope(bipartite *slope, const site_register *self, const zdd *rho, const zdd *change,
                             unsigned part)
{
    const dense_matrix of_rho = {self->d, rho};
    const dense_matrix of_change = {self->d, change};
    const matrix_view state = {self->d, 0.0, &of_rho, dense_matrix_at};
    const matrix_view moved = {self->d, 0.0, &of_change, dense_matrix_at};
    return register_bipartite_slope_view(slope, self, &state, &moved, part);
}
