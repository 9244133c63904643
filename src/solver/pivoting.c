#include "solver/pivoting.h"

#include <math.h>
#include <stdlib.h>

#include "entangine/status.h"

/* Smallest pivot next to the largest element of its column or row. */
static const double THRESHOLD = 0.1;

static void begin(pivoting *self)
{
    const size_t size = (size_t)self->n + 1;
    self->in_column = self->in_row + size;
    self->rows = self->in_column + size;
    self->columns = self->rows + size;
    self->taken = self->columns + size;
    self->old_column = self->old_row + size;
    for (int s = 0; s < self->n_samples; ++s) {
        double *const here = &self->most[2 * size * (size_t)s];
        self->samples[s] = (sample){here, here + size, true};
    }
    for (int i = 0; i < self->n; ++i) {
        self->rows[i] = self->columns[i] = i;
        self->old_row[i] = self->old_column[i] = true;
        for (int j = 0; j < self->n; ++j) {
            self->in_row[i] += self->pattern[pivoting_place(self, i, j)];
            self->in_column[j] += self->pattern[pivoting_place(self, i, j)];
        }
    }
}

int pivoting_create(pivoting *self, int n, bool *pattern, int n_samples, double *values, int last)
{
    const size_t size = (size_t)n + 1;
    *self = (pivoting){.n = n,
                       .n_left = n,
                       .last = last,
                       .pattern = pattern,
                       .values = values,
                       .n_samples = n_samples,
                       .most = malloc(2 * size * (size_t)n_samples * sizeof *self->most),
                       .lower = calloc(size * size, sizeof *self->lower),
                       .upper = calloc(size * size, sizeof *self->upper),
                       .in_row = calloc(5 * size, sizeof *self->in_row),
                       .old_row = malloc(2 * size * sizeof *self->old_row)};
    if (!self->most || !self->lower || !self->upper || !self->in_row || !self->old_row) {
        return ENT_ERROR_NO_MEMORY;
    }
    begin(self);
    return ENT_OK;
}

void pivoting_free(pivoting *self)
{
    free(self->most);
    free(self->lower);
    free(self->upper);
    free(self->in_row);
    free(self->old_row);
    *self = (pivoting){.n = 0};
}

size_t pivoting_place(const pivoting *self, int row, int column)
{
    return (size_t)row * (size_t)self->n + (size_t)column;
}

static double *values_at(const pivoting *self, int row, int column)
{
    return &self->values[pivoting_place(self, row, column) * (size_t)self->n_samples];
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

static void look_at_row(pivoting *self, int row)
{
    for (int s = 0; s < self->n_samples; ++s) {
        self->samples[s].most_of_row[row] = 0.0;
    }
    for (int k = 0; k < self->n_left; ++k) {
        const int j = self->columns[k];
        for (int s = 0; self->pattern[pivoting_place(self, row, j)] && s < self->n_samples; ++s) {
            raise(&self->samples[s].most_of_row[row], values_at(self, row, j)[s]);
        }
    }
    self->old_row[row] = false;
}

static void look_at_column(pivoting *self, int column)
{
    for (int s = 0; s < self->n_samples; ++s) {
        self->samples[s].most_of_column[column] = 0.0;
    }
    for (int k = 0; k < self->n_left; ++k) {
        const int i = self->rows[k];
        for (int s = 0; i != self->last && self->pattern[pivoting_place(self, i, column)] && s < self->n_samples; ++s) {
            raise(&self->samples[s].most_of_column[column], values_at(self, i, column)[s]);
        }
    }
    self->old_column[column] = false;
}

/* Whether a pivot is large enough in the first n samples. */
static bool is_good(pivoting *self, int row, int column, int n, double threshold)
{
    bool good = true;
    if (self->old_row[row]) {
        look_at_row(self, row);
    }
    if (self->old_column[column]) {
        look_at_column(self, column);
    }
    for (int s = 0; good && s < n; ++s) {
        const sample *at = &self->samples[s];
        const double size = fabs(values_at(self, row, column)[s]);
        good = !at->counts || (size > 0.0 && (size >= threshold * at->most_of_column[column] ||
                                              size >= threshold * at->most_of_row[row]));
    }
    return good;
}

/* Ties are broken by size, then by place, so that the order of the lists does not matter. */
static void consider(pivoting *self, pivot *best, int row, int column, int n, double threshold)
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

static void consider_column(pivoting *self, pivot *best, int column, int n, double threshold)
{
    for (int l = 0; l < self->n_left; ++l) {
        const int i = self->rows[l];
        if (self->pattern[pivoting_place(self, i, column)] && (i != self->last || self->n_left == 1)) {
            consider(self, best, i, column, n, threshold);
        }
    }
}

/* Columns with few elements first, until none can be better. */
static pivot choose(pivoting *self, int n, double threshold)
{
    pivot best = {-1, -1, INFINITY, 0.0};
    int fewest = self->n, next = 0;
    for (int k = 0; k < self->n_left; ++k) {
        fewest = self->in_row[self->rows[k]] < fewest ? self->in_row[self->rows[k]] : fewest;
    }
    for (int count = 0; count <= self->n_left && (double)(fewest - 1) * (double)(count - 1) < best.cost; count = next) {
        next = self->n_left + 1;
        for (int k = 0; k < self->n_left; ++k) {
            const int j = self->columns[k];
            if (self->in_column[j] == count) {
                consider_column(self, &best, j, n, threshold);
            } else if (self->in_column[j] > count && self->in_column[j] < next) {
                next = self->in_column[j];
            }
        }
    }
    return best;
}

pivot pivoting_choose(pivoting *self)
{
    pivot best = {.row = -1};
    for (int n = self->n_samples; best.row < 0 && n > 0; --n) {
        best = choose(self, n, THRESHOLD);
    }
    return best.row < 0 ? choose(self, 1, 0.0) : best;
}

/* Takes a multiple of the pivot's row from another one. */
static void reduce_row(pivoting *self, const pivot *p, int row)
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
        bool *pattern = &self->pattern[pivoting_place(self, row, self->taken[k])];
        self->in_row[row] += !*pattern;
        self->in_column[self->taken[k]] += !*pattern;
        *pattern = true;
    }
    --self->in_row[row];
    self->old_row[row] = true;
}

size_t pivoting_eliminate(pivoting *self, const pivot *p, int step)
{
    size_t rows = 0;
    remove_from(self->rows, self->n_left, p->row);
    remove_from(self->columns, self->n_left, p->column);
    --self->n_left;
    self->n_taken = 0;
    for (int k = 0; k < self->n_left; ++k) {
        const int j = self->columns[k];
        if (self->pattern[pivoting_place(self, p->row, j)]) {
            self->upper[pivoting_place(self, step, j)] = true;
            self->taken[self->n_taken++] = j;
        }
    }
    for (int k = 0; k < self->n_left; ++k) {
        const int i = self->rows[k];
        if (self->pattern[pivoting_place(self, i, p->column)]) {
            ++rows;
            self->lower[pivoting_place(self, i, step)] = true;
            reduce_row(self, p, i);
        }
    }
    for (int k = 0; k < self->n_taken; ++k) {
        --self->in_column[self->taken[k]];
        self->old_column[self->taken[k]] = true;
    }
    return rows * (size_t)self->n_taken;
}
