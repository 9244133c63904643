/* Names, axes and slices of a view. */
#include "figure/plot_slice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "figure/plot_axis.h"

static int unknown_column(const result_file *file, const char *name, ent_error *error)
{
    size_t nearest = 0;
    text_buffer list = {0};
    for (size_t k = 0; k < file->n_columns; ++k) {
        text_append(&list, k ? ", %s" : "%s", file->columns[k].name);
        if (text_distance(name, file->columns[k].name) < text_distance(name, file->columns[nearest].name)) {
            nearest = k;
        }
    }
    const int status =
        error_set(error, ENT_ERROR_UNKNOWN_NAME, "the file has no column '%s': the nearest is '%s'; it has %.300s",
                  name, file->columns[nearest].name, text_content(&list));
    text_free(&list);
    return status;
}

int plot_find(size_t *column, const result_file *file, const char *name, ent_error *error)
{
    *column = result_file_find(file, name);
    return *column < file->n_columns ? ENT_OK : unknown_column(file, name, error);
}

void plot_drop_axis(plot_view *self, size_t position)
{
    --self->n_axes;
    memmove(self->axes + position, self->axes + position + 1, (self->n_axes - position) * sizeof *self->axes);
}

size_t plot_axis_position(const plot_view *self, size_t column)
{
    size_t k = 0;
    while (k < self->n_axes && self->axes[k] != column) {
        ++k;
    }
    return k;
}

static int no_such_value(const plot_view *self, const ent_slice *slice, size_t column, ent_error *error)
{
    plot_axis axis;
    text_buffer list = {0};
    int status = plot_axis_create(&axis, self, column, error);
    if (status == ENT_OK) {
        plot_axis_list(&list, &axis);
        status = error_set(error, ENT_ERROR_USAGE, "no point has %s=%.15g: the values of %s are %s", slice->axis,
                           slice->value, slice->axis, text_content(&list));
    }
    text_free(&list);
    free(axis.values);
    return status;
}

int plot_cut(plot_view *self, const ent_slice *slice, ent_error *error)
{
    size_t column, n = 0;
    int status = plot_find(&column, self->file, slice->axis, error);
    if (status != ENT_OK) {
        return status;
    }
    const size_t position = plot_axis_position(self, column);
    if (position == self->n_axes) {
        return error_set(error, ENT_ERROR_USAGE, "%s is no axis of the file that is left to slice", slice->axis);
    }
    const double *values = self->file->columns[column].values;
    double largest = fabs(slice->value);
    for (size_t i = 0; i < self->n_rows; ++i) {
        largest = fmax(largest, fabs(values[self->rows[i]]));
    }
    for (size_t pass = 0; pass < 2; ++pass) { /* count before anything is lost */
        n = 0;
        for (size_t i = 0; i < self->n_rows; ++i) {
            if (fabs(values[self->rows[i]] - slice->value) <= 1e-9 * largest) {
                self->rows[n] = pass ? self->rows[i] : self->rows[n];
                ++n;
            }
        }
        if (n == 0) {
            return no_such_value(self, slice, column, error);
        }
    }
    self->n_rows = n;
    plot_drop_axis(self, position);
    return ENT_OK;
}
