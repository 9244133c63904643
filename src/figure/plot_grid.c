#include "figure/plot_grid.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

/* The most pixels each way. */
static const size_t MAX_PIXELS = 512;

int plot_grid_create(plot_grid *self, const plot_view *view, size_t column, ent_error *error)
{
    const double *x = view->file->columns[view->x.column].values, *y = view->file->columns[view->by.column].values;
    const size_t n = view->x.n * view->by.n;
    *self = (plot_grid){view, n / view->x.n == view->by.n ? calloc(n, sizeof(double)) : NULL};
    if (!self->values) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < n; ++i) {
        self->values[i] = NAN;
    }
    for (size_t i = 0; i < view->n_rows; ++i) {
        const size_t row = view->rows[i];
        if (isfinite(x[row]) && isfinite(y[row])) {
            self->values[plot_axis_find(&view->by, y[row]) * view->x.n + plot_axis_find(&view->x, x[row])] =
                view->file->columns[column].values[row];
        }
    }
    return ENT_OK;
}

void plot_grid_free(plot_grid *self)
{
    free(self->values);
}

void plot_grid_mark_positive(plot_grid *self)
{
    for (size_t i = 0; i < self->view->x.n * self->view->by.n; ++i) {
        self->values[i] = isnan(self->values[i]) ? NAN : self->values[i] > 0.0 ? 1.0 : 0.0;
    }
}

/* Where a value stands on paper. */
static double place(double value, bool logarithmic)
{
    return logarithmic ? log(value) : value;
}

/* Whether the values are evenly spaced on paper. */
static bool is_even(const plot_axis *axis, bool logarithmic)
{
    const double first = place(axis->values[0], logarithmic);
    const double step = (place(axis->values[axis->n - 1], logarithmic) - first) / (double)(axis->n - 1);
    for (size_t i = 1; i < axis->n; ++i) {
        if (fabs(place(axis->values[i], logarithmic) - first - (double)i * step) > 1e-3 * step) {
            return false;
        }
    }
    return true;
}

/* For each of n pixels the values first[i] .. first[i + 1] - 1 that it shows, or, where there is none, the nearest. */
static size_t *assign(const plot_axis *axis, bool logarithmic, size_t *n)
{
    *n = is_even(axis, logarithmic) && axis->n <= MAX_PIXELS ? axis->n : MAX_PIXELS;
    size_t *first = calloc(2 * *n, sizeof *first);
    const double low = place(axis->values[0], logarithmic), high = place(axis->values[axis->n - 1], logarithmic);
    const double step = (high - low) / (double)(*n - 1);
    size_t k = 0, nearest = 0;
    for (size_t i = 0; first && i < *n; ++i) {
        const double centre = low + (double)i * step;
        first[2 * i] = k;
        while (k < axis->n && (i + 1 == *n || place(axis->values[k], logarithmic) < centre + 0.5 * step)) {
            ++k;
        }
        first[2 * i + 1] = k;
        while (nearest + 1 < axis->n && fabs(place(axis->values[nearest + 1], logarithmic) - centre) <=
                                            fabs(place(axis->values[nearest], logarithmic) - centre)) {
            ++nearest;
        }
        if (first[2 * i] == k) {
            first[2 * i] = nearest;
            first[2 * i + 1] = nearest + 1;
        }
    }
    return first;
}

/* Of the values that one pixel shows, the one farthest from their mean, so that narrow peaks stay. */
static double extreme(const plot_grid *self, const size_t *columns, const size_t *rows)
{
    double sum = 0.0, result = NAN;
    size_t n = 0;
    for (size_t j = rows[0]; j < rows[1]; ++j) {
        for (size_t i = columns[0]; i < columns[1]; ++i) {
            const double value = self->values[j * self->view->x.n + i];
            sum += isnan(value) ? 0.0 : value;
            n += isnan(value) ? 0 : 1;
        }
    }
    const double mean = n ? sum / (double)n : 0.0;
    for (size_t j = rows[0]; j < rows[1]; ++j) {
        for (size_t i = columns[0]; i < columns[1]; ++i) {
            const double value = self->values[j * self->view->x.n + i];
            if (!isnan(value) && !(fabs(value - mean) <= fabs(result - mean))) {
                result = value;
            }
        }
    }
    return result;
}

void plot_grid_pixels(text_buffer *out, const plot_grid *self, size_t *columns, size_t *rows)
{
    size_t *x = assign(&self->view->x, self->view->log_x, columns);
    size_t *y = assign(&self->view->by, self->view->log_y, rows);
    out->failed = out->failed || !x || !y;
    for (size_t j = 0; !out->failed && j < *rows; ++j) {
        for (size_t i = 0; i < *columns; ++i) {
            const double value = extreme(self, x + 2 * i, y + 2 * j);
            const bool shown = !isnan(value) && (value > 0.0 || !self->view->log_z);
            text_append(out, shown ? "%s%.7g" : "%sNaN", i ? " " : "", value);
        }
        text_append(out, "\n");
    }
    free(x);
    free(y);
}

/* A point between two values of an axis. */
static double between(double a, double b, double share, bool logarithmic)
{
    return logarithmic ? a * pow(b / a, share) : a + share * (b - a);
}

/* The places where the contour enters and leaves one cell: up to four, in order around it. */
static size_t cross_cell(const plot_grid *self, size_t i, size_t j, double level, double x[4], double y[4])
{
    static const size_t corners[5][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
    const plot_view *view = self->view;
    size_t n = 0;
    for (size_t k = 0; k < 4; ++k) {
        const size_t ia = i + corners[k][0], ja = j + corners[k][1];
        const size_t ib = i + corners[k + 1][0], jb = j + corners[k + 1][1];
        const double a = self->values[ja * view->x.n + ia] - level, b = self->values[jb * view->x.n + ib] - level;
        if (isnan(a) || isnan(b)) {
            return 0;
        }
        if ((a > 0.0) != (b > 0.0)) {
            const double share = a / (a - b);
            x[n] = between(view->x.values[ia], view->x.values[ib], share, view->log_x);
            y[n++] = between(view->by.values[ja], view->by.values[jb], share, view->log_y);
        }
    }
    return n;
}

size_t plot_grid_contour(text_buffer *out, const plot_grid *self, double level)
{
    size_t n_segments = 0;
    for (size_t j = 0; j + 1 < self->view->by.n; ++j) {
        for (size_t i = 0; i + 1 < self->view->x.n; ++i) {
            double x[4], y[4];
            const size_t n = cross_cell(self, i, j, level, x, y);
            for (size_t k = 0; k + 1 < n; k += 2) {
                text_append(out, "%.10g %.10g\n%.10g %.10g\n\n", x[k], y[k], x[k + 1], y[k + 1]);
                ++n_segments;
            }
        }
    }
    return n_segments;
}
