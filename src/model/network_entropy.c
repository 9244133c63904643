#include "model/network_entropy.h"

#include <complex.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/lapack.h"

/* Room for one group. */
typedef struct workspace {
    int *members;                     /* [n] basis states */
    double complex *states, *changes; /* [n][n] */
    double *p;                        /* [n] */
} workspace;

static bool allocate(workspace *self, size_t n)
{
    *self = (workspace){.members = calloc(n, sizeof *self->members),
                        .states = calloc(n * n, sizeof *self->states),
                        .changes = calloc(n * n, sizeof *self->changes),
                        .p = calloc(n, sizeof *self->p)};
    return self->members && self->states && self->changes && self->p;
}

static void release(workspace *self)
{
    free(self->members);
    free(self->states);
    free(self->changes);
    free(self->p);
}

/* -sum of p' ln p over the eigenstates of rho: infinite where an empty one is being filled. */
static double entropy_sum(size_t n, const workspace *space, double empty)
{
    double rate = 0.0;
    for (size_t k = 0; k < n; ++k) {
        const double complex *column = &space->states[k * n];
        double filling = 0.0;
        for (size_t i = 0; i < n; ++i) {
            for (size_t j = 0; j < n; ++j) {
                filling += creal(conj(column[i]) * space->changes[i * n + j] * column[j]);
            }
        }
        if (space->p[k] > empty) {
            rate -= filling * log(space->p[k]);
        } else if (filling > empty) {
            return INFINITY;
        }
    }
    return rate;
}

static double complex at(const matrix_view *matrix, int i, int j)
{
    const zdd e = matrix_view_at(matrix, i, j);
    return complex_from(e.re.hi, e.im.hi);
}

static double rate_of_group(const matrix_view *rho, const matrix_view *change, size_t n, workspace *space)
{
    for (size_t i = 0; i < n; ++i) {
        for (size_t j = 0; j < n; ++j) {
            space->states[j * n + i] = at(rho, space->members[i], space->members[j]);
            space->changes[i * n + j] = at(change, space->members[i], space->members[j]);
        }
    }
    return lapack_hermitian_eigen((int)n, space->states, space->p, true)
               ? entropy_sum(n, space, fmax(1e-25, rho->accuracy))
               : NAN;
}

static size_t largest_group(int d, int n_groups, const int *group)
{
    size_t largest = 0;
    size_t *sizes = calloc((size_t)n_groups, sizeof *sizes);
    for (int i = 0; sizes && i < d; ++i) {
        const size_t size = ++sizes[group[i]];
        largest = size > largest ? size : largest;
    }
    free(sizes);
    return largest;
}

double network_entropy_rate(const matrix_view *rho, const matrix_view *change, int n_groups, const int *group)
{
    const size_t most = group ? largest_group(rho->d, n_groups, group) : (size_t)rho->d;
    workspace space = {.p = NULL};
    const bool ready = most > 0 && allocate(&space, most);
    double rate = ready ? 0.0 : NAN;
    for (int g = 0; ready && isfinite(rate) && g < (group ? n_groups : 1); ++g) {
        size_t n = 0;
        for (int i = 0; i < rho->d; ++i) {
            if (!group || group[i] == g) {
                space.members[n++] = i;
            }
        }
        rate += rate_of_group(rho, change, n, &space);
    }
    release(&space);
    return isfinite(rate) ? rate : NAN;
}
