#include "figure/plot_series.h"

#include <math.h>
#include <stdlib.h>

/* Longer lines are thinned to about four points in each of so many runs. */
enum { RUNS = 1000 };

typedef struct point {
    double x, y;
    size_t row;
} point;

static int compare(const void *left, const void *right)
{
    const point *a = left, *b = right;
    return a->x != b->x ? (a->x > b->x) - (a->x < b->x) : (a->row > b->row) - (a->row < b->row);
}

static bool belongs(const plot_series *self, size_t row)
{
    const plot_view *view = self->view;
    return (view->by.n == 0 || view->file->columns[view->by.column].values[row] == view->by.values[self->family]) &&
           (self->direction < 0 || view->file->directions[row] == self->direction);
}

/* Points that cannot stand on a logarithmic axis are undefined there. */
static size_t collect(const plot_series *self, point *points)
{
    const plot_view *view = self->view;
    const double *x = view->file->columns[view->x.column].values, *y = view->file->columns[self->column].values;
    size_t n = 0;
    for (size_t i = 0; i < view->n_rows; ++i) {
        const size_t row = view->rows[i];
        if (belongs(self, row)) {
            points[n] = (point){x[row], y[row], row};
            points[n].y = view->log_y && !(y[row] > 0.0) ? NAN : y[row];
            if (isnan(x[row]) || (view->log_x && !(x[row] > 0.0))) {
                points[n] = (point){NAN, NAN, row};
            }
            ++n;
        }
    }
    return n;
}

static bool x_is_axis(const plot_view *view)
{
    for (size_t k = 0; k < view->n_axes && !view->is_trace; ++k) {
        if (view->axes[k] == view->x.column) {
            return true;
        }
    }
    return false;
}

static size_t append_point(text_buffer *out, const point *self, bool *in_gap)
{
    if (isnan(self->y)) {
        text_append(out, "%s", *in_gap ? "" : "\n");
        *in_gap = true;
        return 0;
    }
    text_append(out, "%.10g %.10g\n", self->x, self->y);
    *in_gap = false;
    return 1;
}

/* Of one run: first, lowest, highest, last, and one gap if there is any, in their order. */
static size_t append_run(text_buffer *out, const point *run, size_t n, bool *in_gap)
{
    size_t lowest = n, highest = n, gap = n, n_points = 0;
    for (size_t i = 0; i < n; ++i) {
        if (isnan(run[i].y)) {
            gap = gap == n ? i : gap;
            continue;
        }
        lowest = lowest == n || run[i].y < run[lowest].y ? i : lowest;
        highest = highest == n || run[i].y > run[highest].y ? i : highest;
    }
    for (size_t i = 0; i < n; ++i) {
        if (i == 0 || i + 1 == n || i == lowest || i == highest || i == gap) {
            n_points += append_point(out, &run[i], in_gap);
        }
    }
    return n_points;
}

static size_t append_line(text_buffer *out, const point *points, size_t n)
{
    size_t n_points = 0;
    bool in_gap = true;
    const size_t run = n > 4 * RUNS ? (n + RUNS - 1) / RUNS : 1;
    for (size_t i = 0; i < n; i += run) {
        n_points += append_run(out, points + i, i + run < n ? run : n - i, &in_gap);
    }
    return n_points;
}

/* Index, among points from .. to - 1, of the one nearest in y. */
static size_t nearest(const point *points, size_t from, size_t to, double y)
{
    size_t best = from;
    for (size_t i = from; i < to; ++i) {
        best = fabs(points[i].y - y) < fabs(points[best].y - y) ? i : best;
    }
    return best;
}

static size_t same_x(const point *points, size_t from, size_t n)
{
    size_t to = from;
    while (to < n && points[to].x == points[from].x) {
        ++to;
    }
    return to;
}

/* Joins each root to one at the next value of the axis if each is the other's nearest; lone roots stay points. */
static size_t append_roots(text_buffer *out, const plot_series *self, const point *points, size_t n)
{
    const plot_axis *axis = &self->view->x;
    size_t n_points = 0;
    for (size_t from = 0, to = 0; from < n; from = to) {
        to = same_x(points, from, n);
        const size_t end = to < n ? same_x(points, to, n) : n;
        const bool adjacent = to < n && plot_axis_find(axis, points[to].x) == plot_axis_find(axis, points[from].x) + 1;
        for (size_t i = from; i < to; ++i) {
            const size_t k = adjacent ? nearest(points, to, end, points[i].y) : n;
            text_append(out, "%.10g %.10g\n", points[i].x, points[i].y);
            if (k < n && nearest(points, from, to, points[k].y) == i) {
                text_append(out, "%.10g %.10g\n", points[k].x, points[k].y);
            }
            text_append(out, "\n");
            ++n_points;
        }
    }
    return n_points;
}

size_t plot_series_append(text_buffer *out, const plot_series *self)
{
    point *points = calloc(self->view->n_rows + 1, sizeof *points);
    if (!points) {
        out->failed = true;
        return 0;
    }
    size_t n = collect(self, points);
    if (x_is_axis(self->view)) {
        qsort(points, n, sizeof *points, compare);
    }
    n = self->direction >= 0 ? append_roots(out, self, points, n) : append_line(out, points, n);
    free(points);
    return n;
}
