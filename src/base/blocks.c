#include "base/blocks.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>

#include "base/hermitian.h"
#include "base/lapack.h"

enum { SMALL_BLOCK = 12 };

/* Collects the rows that are linked with row `first`, which no block has yet; returns how many. */
static int collect(int d, int *members, int *taken, const zdd *matrix, int first)
{
    int n = 0;
    members[n++] = first;
    taken[first] = 1;
    for (int next = 0; next < n; ++next) {
        const zdd *row = &matrix[(size_t)members[next] * (size_t)d];
        for (int j = 0; j < d; ++j) {
            if (!taken[j] && !zdd_is_zero(row[j])) {
                taken[j] = 1;
                members[n++] = j;
            }
        }
    }
    return n;
}

static int solve_small(int n, double *values, const int *members, const zdd *matrix, int d)
{
    zdd block[SMALL_BLOCK * SMALL_BLOCK];
    dd exact[SMALL_BLOCK];
    for (int k = 0; k < n * n; ++k) {
        block[k] = matrix[(size_t)members[k / n] * (size_t)d + (size_t)members[k % n]];
    }
    hermitian_eigen(n, exact, NULL, block);
    for (int k = 0; k < n; ++k) {
        values[k] = dd_value(exact[k]);
    }
    return ENT_OK;
}

static int solve_large(int n, double *values, const int *members, const zdd *matrix, int d)
{
    double complex *block = malloc((size_t)n * (size_t)n * sizeof *block);
    if (!block) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int j = 0; j < n; ++j) {
        for (int i = 0; i < n; ++i) {
            const zdd e = matrix[(size_t)members[i] * (size_t)d + (size_t)members[j]];
            block[(size_t)j * (size_t)n + (size_t)i] = complex_from(e.re.hi, e.im.hi);
        }
    }
    const bool done = lapack_hermitian_eigen(n, block, values, false);
    free(block);
    return done ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
}

int blocks_eigenvalues(int d, double *values, double *accuracy, const zdd *matrix)
{
    int status = ENT_OK;
    int found = 0;
    int *members = malloc((size_t)d * sizeof *members);
    int *taken = calloc((size_t)d, sizeof *taken);
    *accuracy = 1e-28;
    if (!members || !taken) {
        status = ENT_ERROR_NO_MEMORY;
    }
    for (int first = 0; status == ENT_OK && first < d; ++first) {
        if (taken[first]) {
            continue;
        }
        const int n = collect(d, members, taken, matrix, first);
        status = n <= SMALL_BLOCK ? solve_small(n, &values[found], members, matrix, d)
                                  : solve_large(n, &values[found], members, matrix, d);
        if (n > SMALL_BLOCK) {
            *accuracy = fmax(*accuracy, 1e-16 * (double)n);
        }
        found += n;
    }
    free(taken);
    free(members);
    return status;
}
