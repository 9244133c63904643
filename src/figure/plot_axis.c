/* The distinct values of an axis. */
#include "figure/plot_axis.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/number.h"

/* Lists in messages end after so many values. */
enum { MAX_LISTED = 8 };

static int compare(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Equal ratios, and not equal steps. */
static bool is_logarithmic(const plot_axis *self)
{
    if (self->n < 3 || !(self->values[0] > 0.0)) {
        return false;
    }
    const double step = log(self->values[self->n - 1] / self->values[0]) / (double)(self->n - 1);
    for (size_t i = 1; i < self->n; ++i) {
        if (fabs(log(self->values[i] / self->values[i - 1]) - step) > 1e-6 * step) {
            return false;
        }
    }
    const double first = self->values[1] - self->values[0];
    return fabs(self->values[2] - self->values[1] - first) > 1e-6 * first;
}

int plot_axis_create(plot_axis *self, const plot_view *view, size_t column, ent_error *error)
{
    *self = (plot_axis){.column = column, .values = calloc(view->n_rows + 1, sizeof(double))};
    if (!self->values) {
        return error_no_memory(error);
    }
    size_t n = 0;
    for (size_t i = 0; i < view->n_rows; ++i) {
        const double value = view->file->columns[column].values[view->rows[i]];
        if (isfinite(value) && (n == 0 || value != self->values[n - 1])) {
            self->values[n++] = value;
        }
    }
    qsort(self->values, n, sizeof(double), compare);
    for (size_t i = 0; i < n; ++i) {
        if (self->n == 0 || self->values[i] != self->values[self->n - 1]) {
            self->values[self->n++] = self->values[i];
        }
    }
    self->logarithmic = is_logarithmic(self);
    return ENT_OK;
}

size_t plot_axis_find(const plot_axis *self, double value)
{
    size_t low = 0, high = self->n;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (self->values[middle] <= value) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

void plot_axis_list(text_buffer *out, const plot_axis *self)
{
    for (size_t i = 0; i < self->n; ++i) {
        char number[NUMBER_SIZE];
        if (self->n > MAX_LISTED && i == MAX_LISTED - 2) {
            text_append(out, ", ..., %s (%zu values)", number_format(number, self->values[self->n - 1]), self->n);
            return;
        }
        text_append(out, "%s%s", i ? ", " : "", number_format(number, self->values[i]));
    }
}
