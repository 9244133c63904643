#include "solver/elimination.h"

#include <math.h>
#include <stdlib.h>

#include "entangine/status.h"

/* Smallest pivot next to the largest element of its column or row. */
static const double THRESHOLD = 0.1;

/* One matrix, and its largest elements by rows and columns; that of columns without the row that comes last. */
typedef struct sample {
    double *most_of_row, *most_of_column;
    bool counts; /* until it meets a pivot of 0 */
} sample;

/* What is left of the matrices, and their numbers of elements by rows and columns. */
typedef struct rest {
    int n, last, n_samples;
    bool *pattern;
    double *values; /* [n][n][n_samples] */
    sample samples[ELIMINATION_MAX_SAMPLES];
    bool *lower;                       /* [n][n] which step each row takes multiples of */
    bool *upper;                       /* [n][n] which columns the row of each step has elements in */
    int n_left, *rows, *columns;       /* [n_left] what is still there, in any order */
    int n_taken, *taken;               /* columns in which the row of the last pivot has elements */
    int *step_of_row, *step_of_column; /* -1: still there */
    int *in_row, *in_column;
} rest;

static size_t place(const rest *self, int row, int column)
{
    return (size_t)row * (size_t)self->n + (size_t)column;
}

static double *values_at(const rest *self, int row, int column)
{
    return &self->values[place(self, row, column) * (size_t)self->n_samples];
}

static void raise(double *most, double value)
{
    *most = fabs(value) > *most ? fabs(value) : *most;
}

static void remove_from(int *list, int n, int member)
{
    int k = 0;
    while (k < n - 1 && list[k] != member) {
        ++k;
    }
    list[k] = list[n - 1];
}

static void look_at_row(rest *self, int row)
{
    self->in_row[row] = 0;
    for (int s = 0; s < self->n_samples; ++s) {
        self->samples[s].most_of_row[row] = 0.0;
    }
    for (int k = 0; k < self->n_left; ++k) {
        const int j = self->columns[k];
        if (!self->pattern[place(self, row, j)]) {
            continue;
        }
        ++self->in_row[row];
        for (int s = 0; s < self->n_samples; ++s) {
            raise(&self->samples[s].most_of_row[row], values_at(self, row, j)[s]);
        }
    }
}

static void look_at_column(rest *self, int column)
{
    self->in_column[column] = 0;
    for (int s = 0; s < self->n_samples; ++s) {
        self->samples[s].most_of_column[column] = 0.0;
    }
    for (int k = 0; k < self->n_left; ++k) {
        const int i = self->rows[k];
        if (!self->pattern[place(self, i, column)]) {
            continue;
        }
        ++self->in_column[column];
        for (int s = 0; i != self->last && s < self->n_samples; ++s) {
            raise(&self->samples[s].most_of_column[column], values_at(self, i, column)[s]);
        }
    }
}

typedef struct pivot {
    int row, column;
    double cost, size; /* size: of the first sample */
} pivot;

/* Whether a pivot is large enough in the first n samples. */
static bool is_good(const rest *self, int row, int column, int n, double threshold)
{
    bool good = true;
    for (int s = 0; good && s < n; ++s) {
        const sample *at = &self->samples[s];
        const double size = fabs(values_at(self, row, column)[s]);
        good = !at->counts || (size > 0.0 && (size >= threshold * at->most_of_column[column] ||
                                              size >= threshold * at->most_of_row[row]));
    }
    return good;
}

/* Ties are broken by size, then by place, so that the order of the lists does not matter. */
static void consider(const rest *self, pivot *best, int row, int column, int n, double threshold)
{
    const double cost = (double)(self->in_row[row] - 1) * (double)(self->in_column[column] - 1);
    const double size = fabs(*values_at(self, row, column));
    const bool equal = cost == best->cost && size == best->size;
    const bool first = column < best->column || (column == best->column && row < best->row);
    if ((cost < best->cost || (cost == best->cost && size > best->size) || (equal && first)) &&
        is_good(self, row, column, n, threshold)) {
        *best = (pivot){row, column, cost, size};
    }
}

/* row -1: there is none. */
static pivot choose(const rest *self, int n, double threshold)
{
    pivot best = {-1, -1, INFINITY, 0.0};
    int fewest = self->n;
    for (int k = 0; k < self->n_left; ++k) {
        fewest = self->in_row[self->rows[k]] < fewest ? self->in_row[self->rows[k]] : fewest;
    }
    for (int k = 0; k < self->n_left; ++k) {
        const int j = self->columns[k];
        if ((double)(fewest - 1) * (double)(self->in_column[j] - 1) > best.cost) {
            continue;
        }
        for (int l = 0; l < self->n_left; ++l) {
            const int i = self->rows[l];
            if (self->pattern[place(self, i, j)] && (i != self->last || self->n_left == 1)) {
                consider(self, &best, i, j, n, threshold);
            }
        }
    }
    return best;
}

/* Takes a multiple of the pivot's row from another one. */
static void reduce_row(rest *self, const pivot *p, int row)
{
    double multiples[ELIMINATION_MAX_SAMPLES];
    for (int s = 0; s < self->n_samples; ++s) {
        const double size = values_at(self, p->row, p->column)[s];
        self->samples[s].counts = self->samples[s].counts && size != 0.0;
        multiples[s] = self->samples[s].counts ? values_at(self, row, p->column)[s] / size : 0.0;
    }
    for (int k = 0; k < self->n_taken; ++k) {
        double *here = values_at(self, row, self->taken[k]);
        const double *above = values_at(self, p->row, self->taken[k]);
        for (int s = 0; s < self->n_samples; ++s) {
            here[s] -= multiples[s] * above[s];
        }
        self->pattern[place(self, row, self->taken[k])] = true;
    }
    look_at_row(self, row);
}

/* Returns the number of operations. */
static size_t eliminate(rest *self, const pivot *p, int step)
{
    size_t rows = 0;
    self->step_of_row[p->row] = self->step_of_column[p->column] = step;
    remove_from(self->rows, self->n_left, p->row);
    remove_from(self->columns, self->n_left, p->column);
    --self->n_left;
    self->n_taken = 0;
    for (int k = 0; k < self->n_left; ++k) {
        const int j = self->columns[k];
        if (self->pattern[place(self, p->row, j)]) {
            self->upper[place(self, step, j)] = true;
            self->taken[self->n_taken++] = j;
        }
    }
    for (int k = 0; k < self->n_left; ++k) {
        const int i = self->rows[k];
        if (self->pattern[place(self, i, p->column)]) {
            ++rows;
            self->lower[place(self, i, step)] = true;
            reduce_row(self, p, i);
        }
    }
    for (int k = 0; k < self->n_taken; ++k) {
        look_at_column(self, self->taken[k]);
    }
    return rows * (size_t)self->n_taken;
}

static int run(elimination *self, rest *left)
{
    for (int k = 0; k < left->n; ++k) {
        look_at_row(left, k);
        look_at_column(left, k);
    }
    for (int step = 0; step < left->n; ++step) {
        pivot best = {.row = -1};
        for (int n = left->n_samples; best.row < 0 && n > 0; --n) {
            best = choose(left, n, THRESHOLD);
        }
        best = best.row < 0 ? choose(left, 1, 0.0) : best;
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

int elimination_create(elimination *self, int n, bool *pattern, int n_samples, double *values, int last)
{
    const size_t size = (size_t)n + 1;
    int status = ENT_ERROR_NO_MEMORY;
    *self = (elimination){.n = n,
                          .rows = malloc(size * sizeof *self->rows),
                          .columns = malloc(size * sizeof *self->columns),
                          .lower = malloc(size * sizeof *self->lower),
                          .upper = malloc(size * sizeof *self->upper)};
    rest left = {.n = n, .last = last, .pattern = pattern, .values = values, .n_samples = n_samples};
    left.lower = calloc(size * size, sizeof *left.lower);
    left.upper = calloc(size * size, sizeof *left.upper);
    left.step_of_row = malloc(7 * size * sizeof *left.step_of_row);
    double *most = malloc(2 * ELIMINATION_MAX_SAMPLES * size * sizeof *most);
    if (self->rows && self->columns && self->lower && self->upper && left.lower && left.upper && left.step_of_row &&
        most) {
        left.step_of_column = left.step_of_row + size;
        left.in_row = left.step_of_column + size;
        left.in_column = left.in_row + size;
        left.rows = left.in_column + size;
        left.columns = left.rows + size;
        left.taken = left.columns + size;
        left.n_left = n;
        for (int k = 0; k < n_samples; ++k) {
            double *const here = &most[2 * size * (size_t)k];
            left.samples[k] = (sample){here, here + size, true};
        }
        for (int k = 0; k < n; ++k) {
            left.step_of_row[k] = left.step_of_column[k] = -1;
            left.rows[k] = left.columns[k] = k;
        }
        status = run(self, &left);
        status = status == ENT_OK ? make_lists(self, &left) : status;
    }
    free(most);
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
