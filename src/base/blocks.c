#include "base/blocks.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hermitian.h"
#include "base/lapack.h"
#include "base/symmetric.h"

enum { SMALL_BLOCK = 12 };

/* Collects the rows that are linked with row `first`, which no block has yet; returns how many. */
static int collect(int d, int *members, int *taken, const matrix_view *matrix, int first)
{
    int n = 0;
    members[n++] = first;
    taken[first] = 1;
    for (int next = 0; next < n; ++next) {
        for (int j = 0; j < d; ++j) {
            if (!taken[j] && !zdd_is_zero(matrix_view_at(matrix, members[next], j))) {
                taken[j] = 1;
                members[n++] = j;
            }
        }
    }
    return n;
}

/* A linked hermitian block as the real one that it is with phases 1 or i of its rows; false: there are none. */
static bool make_small_real(int n, dd *real, const zdd *block)
{
    signed char phase[SMALL_BLOCK];
    int queue[SMALL_BLOCK], known = 1;
    memset(phase, -1, sizeof phase);
    phase[0] = 0;
    queue[0] = 0;
    for (int next = 0; next < known; ++next) {
        const int i = queue[next];
        for (int j = 0; j < n; ++j) {
            const zdd e = block[i * n + j];
            if (phase[j] < 0 && !zdd_is_zero(e)) {
                phase[j] = (signed char)(e.im.hi == 0.0 ? phase[i] : !phase[i]);
                queue[known++] = j;
            }
            if (phase[j] >= 0 && (phase[j] == phase[i] ? e.im.hi : e.re.hi) != 0.0) {
                return false;
            }
        }
    }
    for (int k = 0; k < n * n; ++k) {
        const int i = k / n, j = k % n;
        real[k] = phase[i] == phase[j] ? block[k].re : phase[i] ? dd_negate(block[k].im) : block[k].im;
    }
    return known == n;
}

static int solve_small(int n, double *values, const int *members, const matrix_view *matrix)
{
    zdd block[SMALL_BLOCK * SMALL_BLOCK];
    dd real[SMALL_BLOCK * SMALL_BLOCK];
    dd exact[SMALL_BLOCK];
    for (int k = 0; k < n * n; ++k) {
        block[k] = matrix_view_at(matrix, members[k / n], members[k % n]);
    }
    if (make_small_real(n, real, block)) {
        symmetric_eigenvalues(n, exact, real);
    } else {
        hermitian_eigen(n, exact, NULL, block);
    }
    for (int k = 0; k < n; ++k) {
        values[k] = dd_value(exact[k]);
    }
    return ENT_OK;
}

/* Whether phases 1 or i of the rows make a linked hermitian block real; of the block what is on and above the diagonal
 * counts. */
static bool find_phases(int n, signed char *phase, int *queue, const double complex *block)
{
    int known = 1;
    memset(phase, -1, (size_t)n);
    phase[0] = 0;
    queue[0] = 0;
    for (int next = 0; next < known; ++next) {
        const int from = queue[next];
        for (int j = 0; j < n; ++j) {
            const size_t row = (size_t)(from < j ? from : j);
            const double complex e = block[(size_t)(from < j ? j : from) * (size_t)n + row];
            if (phase[j] < 0 && (creal(e) != 0.0 || cimag(e) != 0.0)) {
                phase[j] = (signed char)(cimag(e) == 0.0 ? phase[from] : !phase[from]);
                queue[known++] = j;
            }
            if (phase[j] >= 0 && (phase[j] == phase[from] ? cimag(e) : creal(e)) != 0.0) {
                return false;
            }
        }
    }
    return known == n;
}

/* Brings a block with such phases to the real one in the same place. */
static void make_real(size_t n, const signed char *phase, double complex *block)
{
    double *real = (double *)block;
    for (size_t j = 0; j < n; ++j) {
        for (size_t i = 0; i <= j; ++i) {
            const double complex e = block[j * n + i];
            real[j * n + i] = phase[i] == phase[j] ? creal(e) : phase[i] ? -cimag(e) : cimag(e);
        }
    }
}

static bool solve_filled(int n, double *values, double complex *block)
{
    signed char *phase = malloc((size_t)n);
    int *queue = malloc((size_t)n * sizeof *queue);
    bool done = false;
    if (phase && queue && find_phases(n, phase, queue, block)) {
        make_real((size_t)n, phase, block);
        done = lapack_symmetric_eigenvalues(n, (double *)block, values);
    } else if (phase && queue) {
        done = lapack_hermitian_eigen(n, block, values, false);
    }
    free(queue);
    free(phase);
    return done;
}

static int solve_large(int n, double *values, const int *members, const matrix_view *matrix)
{
    double complex *block = malloc((size_t)n * (size_t)n * sizeof *block);
    if (!block) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int j = 0; j < n; ++j) {
        for (int i = 0; i <= j; ++i) {
            const zdd e = matrix_view_at(matrix, members[i], members[j]);
            block[(size_t)j * (size_t)n + (size_t)i] = complex_from(e.re.hi, e.im.hi);
        }
    }
    const bool done = solve_filled(n, values, block);
    free(block);
    return done ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
}

int blocks_eigenvalues_of(double *values, double *accuracy, const matrix_view *matrix)
{
    const int d = matrix->d;
    int status = ENT_OK;
    int found = 0;
    int *members = malloc((size_t)d * sizeof *members);
    int *taken = calloc((size_t)d, sizeof *taken);
    *accuracy = fmax(1e-28, matrix->accuracy);
    if (!members || !taken) {
        status = ENT_ERROR_NO_MEMORY;
    }
    for (int first = 0; status == ENT_OK && first < d; ++first) {
        if (taken[first]) {
            continue;
        }
        const int n = collect(d, members, taken, matrix, first);
        status = n <= SMALL_BLOCK ? solve_small(n, &values[found], members, matrix)
                                  : solve_large(n, &values[found], members, matrix);
        if (n > SMALL_BLOCK) {
            *accuracy = fmax(*accuracy, 1e-16 * (double)n);
        }
        found += n;
    }
    free(taken);
    free(members);
    return status;
}

int blocks_eigenvalues(int d, double *values, double *accuracy, const zdd *matrix)
{
    const dense_matrix dense = {d, matrix};
    const matrix_view view = {d, 0.0, &dense, dense_matrix_at};
    return blocks_eigenvalues_of(values, accuracy, &view);
}

int blocks_trace_norm(double *norm, const matrix_view *matrix)
{
    double accuracy;
    double *values = calloc((size_t)matrix->d, sizeof *values);
    const int status = values ? blocks_eigenvalues_of(values, &accuracy, matrix) : ENT_ERROR_NO_MEMORY;
    *norm = 0.0;
    for (int k = 0; status == ENT_OK && k < matrix->d; ++k) {
        *norm += fabs(values[k]);
    }
    free(values);
    return status;
}
