#include "solver/elimination.h"

#include <stdlib.h>

#include "entangine/status.h"
#include "solver/pivoting.h"

static int run(elimination *self, pivoting *left)
{
    for (int step = 0; step < self->n; ++step) {
        const pivot best = pivoting_choose(left);
        if (best.row < 0) {
            return ENT_ERROR_NOT_UNIQUE;
        }
        self->rows[step] = best.row;
        self->columns[step] = best.column;
        self->operations += pivoting_eliminate(left, &best, step);
    }
    return ENT_OK;
}

static size_t count(const bool *marks, size_t n)
{
    size_t sum = 0;
    for (size_t k = 0; k < n; ++k) {
        sum += marks[k];
    }
    return sum;
}

static int make_lists(elimination *self, const pivoting *left)
{
    const size_t n = (size_t)self->n;
    size_t n_lower = 0, n_upper = 0;
    self->lower_steps = malloc((count(left->lower, n * n) + 1) * sizeof *self->lower_steps);
    self->upper_steps = malloc((count(left->upper, n * n) + 1) * sizeof *self->upper_steps);
    if (!self->lower_steps || !self->upper_steps) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int k = 0; k < self->n; ++k) {
        self->lower[k] = n_lower;
        self->upper[k] = n_upper;
        for (int m = 0; m < self->n; ++m) {
            if (left->lower[pivoting_place(left, self->rows[k], m)]) {
                self->lower_steps[n_lower++] = m;
            }
            if (left->upper[pivoting_place(left, k, self->columns[m])]) {
                self->upper_steps[n_upper++] = m;
            }
        }
    }
    self->lower[n] = n_lower;
    self->upper[n] = n_upper;
    return ENT_OK;
}

int elimination_create(elimination *self, int n, bool *pattern, int n_samples, double *values, int last)
{
    const size_t size = (size_t)n + 1;
    pivoting left = {.n = 0};
    int status = ENT_ERROR_NO_MEMORY;
    *self = (elimination){.n = n,
                          .rows = malloc(size * sizeof *self->rows),
                          .columns = malloc(size * sizeof *self->columns),
                          .lower = calloc(size, sizeof *self->lower),
                          .upper = calloc(size, sizeof *self->upper)};
    if (self->rows && self->columns && self->lower && self->upper) {
        status = pivoting_create(&left, n, pattern, n_samples, values, last);
        status = status == ENT_OK ? run(self, &left) : status;
        status = status == ENT_OK ? make_lists(self, &left) : status;
    }
    pivoting_free(&left);
    return status;
}

void elimination_free(elimination *self)
{
    free(self->rows);
    free(self->columns);
    free(self->lower);
    free(self->upper);
    free(self->lower_steps);
    free(self->upper_steps);
    *self = (elimination){.n = 0};
}
