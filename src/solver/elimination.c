#include "solver/elimination.h"

#include <math.h>
#include <stdlib.h>

#include "entangine/status.h"

/* Smallest pivot next to the largest element of its column or row. */
static const double THRESHOLD = 0.1;

/* What is left of the matrix, and its largest elements and numbers of elements by rows and columns. */
typedef struct rest {
    int n, last;
    bool *pattern;
    double *values;
    bool *lower;                       /* [n][n] which step each row takes multiples of */
    bool *upper;                       /* [n][n] which columns the row of each step has elements in */
    int *step_of_row, *step_of_column; /* -1: still there */
    int *in_row, *in_column;
    double *most_of_row, *most_of_column; /* that of columns without the row that comes last */
} rest;

static size_t place(const rest *self, int row, int column)
{
    return (size_t)row * (size_t)self->n + (size_t)column;
}

static bool is_there(const rest *self, int row, int column)
{
    return self->step_of_row[row] < 0 && self->step_of_column[column] < 0 && self->pattern[place(self, row, column)];
}

static void look_at_row(rest *self, int row)
{
    self->in_row[row] = 0;
    self->most_of_row[row] = 0.0;
    for (int j = 0; j < self->n; ++j) {
        if (is_there(self, row, j)) {
            ++self->in_row[row];
            self->most_of_row[row] = fmax(self->most_of_row[row], fabs(self->values[place(self, row, j)]));
        }
    }
}

static void look_at_column(rest *self, int column)
{
    self->in_column[column] = 0;
    self->most_of_column[column] = 0.0;
    for (int i = 0; i < self->n; ++i) {
        if (is_there(self, i, column)) {
            ++self->in_column[column];
            if (i != self->last) {
                const double size = fabs(self->values[place(self, i, column)]);
                self->most_of_column[column] = fmax(self->most_of_column[column], size);
            }
        }
    }
}

typedef struct pivot {
    int row, column;
    double cost, size;
} pivot;

static void consider(const rest *self, pivot *best, int row, int column, double threshold)
{
    const double size = fabs(self->values[place(self, row, column)]);
    const double cost = (double)(self->in_row[row] - 1) * (double)(self->in_column[column] - 1);
    const bool allowed =
        size > 0.0 && (size >= threshold * self->most_of_column[column] || size >= threshold * self->most_of_row[row]);
    if (allowed && (cost < best->cost || (cost == best->cost && size > best->size))) {
        *best = (pivot){row, column, cost, size};
    }
}

/* row -1: there is none. */
static pivot choose(const rest *self, int step, double threshold)
{
    pivot best = {-1, -1, INFINITY, 0.0};
    for (int j = 0; j < self->n; ++j) {
        /* A row has at least one element. */
        if (self->step_of_column[j] >= 0) {
            continue;
        }
        for (int i = 0; i < self->n; ++i) {
            if (is_there(self, i, j) && (i != self->last || step == self->n - 1)) {
                consider(self, &best, i, j, threshold);
            }
        }
    }
    return best;
}

/* Returns the number of operations. */
static size_t eliminate(rest *self, const pivot *p, int step)
{
    const int n = self->n;
    size_t rows = 0, columns = 0;
    self->step_of_row[p->row] = self->step_of_column[p->column] = step;
    for (int j = 0; j < n; ++j) {
        const bool has = self->step_of_column[j] < 0 && self->pattern[place(self, p->row, j)];
        self->upper[place(self, step, j)] = has;
        columns += has;
    }
    for (int i = 0; i < n; ++i) {
        if (self->step_of_row[i] >= 0 || !self->pattern[place(self, i, p->column)]) {
            continue;
        }
        const double multiple = self->values[place(self, i, p->column)] / self->values[place(self, p->row, p->column)];
        ++rows;
        self->lower[place(self, i, step)] = true;
        for (int j = 0; j < n; ++j) {
            if (self->upper[place(self, step, j)]) {
                const size_t at = place(self, i, j);
                const double before = self->pattern[at] ? self->values[at] : 0.0;
                self->values[at] = before - multiple * self->values[place(self, p->row, j)];
                self->pattern[at] = true;
            }
        }
        look_at_row(self, i);
    }
    for (int j = 0; j < n; ++j) {
        if (self->upper[place(self, step, j)]) {
            look_at_column(self, j);
        }
    }
    return rows * columns;
}

static int run(elimination *self, rest *left)
{
    for (int k = 0; k < left->n; ++k) {
        look_at_row(left, k);
        look_at_column(left, k);
    }
    for (int step = 0; step < left->n; ++step) {
        pivot best = choose(left, step, THRESHOLD);
        best = best.row < 0 ? choose(left, step, 0.0) : best;
        if (best.row < 0) {
            return ENT_ERROR_NOT_UNIQUE;
        }
        self->rows[step] = best.row;
        self->columns[step] = best.column;
        self->operations += eliminate(left, &best, step);
    }
    return ENT_OK;
}

static int count(const bool *marks, size_t n)
{
    int sum = 0;
    for (size_t k = 0; k < n; ++k) {
        sum += marks[k];
    }
    return sum;
}

static int make_lists(elimination *self, const rest *left)
{
    const size_t n = (size_t)left->n;
    size_t n_lower = 0, n_upper = 0;
    self->lower_steps = malloc(((size_t)count(left->lower, n * n) + 1) * sizeof *self->lower_steps);
    self->upper_steps = malloc(((size_t)count(left->upper, n * n) + 1) * sizeof *self->upper_steps);
    if (!self->lower_steps || !self->upper_steps) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int k = 0; k < left->n; ++k) {
        self->lower[k] = n_lower;
        self->upper[k] = n_upper;
        for (int m = 0; m < left->n; ++m) {
            if (left->lower[place(left, self->rows[k], m)]) {
                self->lower_steps[n_lower++] = m;
            }
            if (left->upper[place(left, k, self->columns[m])]) {
                self->upper_steps[n_upper++] = m;
            }
        }
    }
    self->lower[n] = n_lower;
    self->upper[n] = n_upper;
    return ENT_OK;
}

int elimination_create(elimination *self, int n, bool *pattern, double *values, int last)
{
    const size_t size = (size_t)n + 1;
    int status = ENT_ERROR_NO_MEMORY;
    *self = (elimination){.n = n,
                          .rows = malloc(size * sizeof *self->rows),
                          .columns = malloc(size * sizeof *self->columns),
                          .lower = malloc(size * sizeof *self->lower),
                          .upper = malloc(size * sizeof *self->upper)};
    rest left = {.n = n, .last = last, .pattern = pattern, .values = values};
    left.lower = calloc(size * size, sizeof *left.lower);
    left.upper = calloc(size * size, sizeof *left.upper);
    left.step_of_row = malloc(4 * size * sizeof *left.step_of_row);
    left.most_of_row = malloc(2 * size * sizeof *left.most_of_row);
    if (self->rows && self->columns && self->lower && self->upper && left.lower && left.upper && left.step_of_row &&
        left.most_of_row) {
        left.step_of_column = left.step_of_row + size;
        left.in_row = left.step_of_column + size;
        left.in_column = left.in_row + size;
        left.most_of_column = left.most_of_row + size;
        for (int k = 0; k < n; ++k) {
            left.step_of_row[k] = left.step_of_column[k] = -1;
        }
        status = run(self, &left);
        status = status == ENT_OK ? make_lists(self, &left) : status;
    }
    free(left.most_of_row);
    free(left.step_of_row);
    free(left.upper);
    free(left.lower);
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
