#include "figure/plot_view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entangine/model.h"
#include "figure/plot_axis.h"
#include "figure/plot_slice.h"

/* An axis with no more values than this tells lines apart. */
enum { FEW = 6, DEFAULT_PANELS = 4 };

static bool is_parameter(const char *name)
{
    for (size_t i = 0; i < ent_model_count(); ++i) {
        const ent_model *model = ent_model_at(i);
        if (ent_model_parameter(model, name) < model->n_parameters) {
            return true;
        }
    }
    return false;
}

/* Axes as the reader found them; where rows are missing, the leading columns that are parameters of some model. */
static void find_axes(plot_view *self)
{
    const result_file *file = self->file;
    size_t n = file->n_axes;
    self->is_trace = file->n_columns == 3 && strcmp(file->columns[0].name, "curve") == 0;
    self->is_boundary = file->directions != NULL;
    if (self->is_trace) {
        n = 1;
    } else if (self->is_boundary) {
        n = file->n_columns - 1;
    } else if (n == 0) {
        while (n + 1 < file->n_columns && is_parameter(file->columns[n].name)) {
            ++n;
        }
        n = n ? n : 1;
    }
    for (size_t k = 0; k < n && k + 1 < file->n_columns; ++k) {
        self->axes[self->n_axes++] = k;
    }
}

static int too_many_axes(const plot_view *self, ent_error *error)
{
    text_buffer list = {0};
    int status = ENT_OK;
    for (size_t k = 0; status == ENT_OK && k < self->n_axes; ++k) {
        plot_axis axis;
        status = plot_axis_create(&axis, self, self->axes[k], error);
        if (status == ENT_OK) {
            text_append(&list, "%s%s=", k ? "; " : "", self->file->columns[self->axes[k]].name);
            plot_axis_list(&list, &axis);
        }
        free(axis.values);
    }
    if (status == ENT_OK) {
        status = error_set(error, ENT_ERROR_USAGE,
                           "the file has %zu axes and a picture two: choose values with --at name=value from %.350s",
                           self->n_axes, text_content(&list));
    }
    text_free(&list);
    return status;
}

/* Axes of one value need no slice. */
static int drop_constant_axes(plot_view *self, ent_error *error)
{
    for (size_t k = self->n_axes; k-- > 0;) {
        plot_axis axis;
        const int status = plot_axis_create(&axis, self, self->axes[k], error);
        const size_t n = axis.n;
        free(axis.values);
        if (status != ENT_OK) {
            return status;
        }
        if (n == 1 && !self->is_trace) {
            plot_drop_axis(self, k);
        }
    }
    return self->n_axes > 2 ? too_many_axes(self, error) : ENT_OK;
}

/* Which axis lies along x, and which one tells lines apart or is the vertical one of a map. */
static int choose_axes(plot_view *self, ent_error *error)
{
    const ent_plot_options *options = self->options;
    size_t x = self->n_axes ? self->axes[self->n_axes - 1] : self->file->n_columns, by = self->file->n_columns;
    plot_axis first = {0}, last = {0};
    int status = ENT_OK;
    if (self->n_axes == 2) {
        by = self->axes[0];
        status = plot_axis_create(&first, self, by, error);
        status = status == ENT_OK ? plot_axis_create(&last, self, x, error) : status;
        if (status == ENT_OK && options->kind != ENT_PLOT_MAP && last.n <= FEW && last.n < first.n) {
            by = x;
            x = self->axes[0];
        }
    }
    free(first.values);
    free(last.values);
    if (self->is_trace) {
        by = 0;
        x = 2;
    }
    if (status == ENT_OK && options->by) {
        status = plot_find(&by, self->file, options->by, error);
        if (status == ENT_OK && plot_axis_position(self, by) == self->n_axes) {
            return error_set(error, ENT_ERROR_USAGE, "--by %s: is no axis of the file that is left after the slices",
                             options->by);
        }
        x = by == x ? (self->n_axes == 2 ? self->axes[self->axes[0] == by] : self->file->n_columns) : x;
    }
    if (status == ENT_OK && options->x) {
        const size_t old = x;
        status = plot_find(&x, self->file, options->x, error);
        by = by == x ? old : by;
    }
    if (status == ENT_OK && (x == self->file->n_columns || x == by)) {
        return error_set(error, ENT_ERROR_USAGE, "nothing varies along an axis: there is one point, or one value");
    }
    if (status == ENT_OK) {
        status = plot_axis_create(&self->x, self, x, error);
    }
    self->by.column = by;
    return status == ENT_OK && by < self->file->n_columns ? plot_axis_create(&self->by, self, by, error) : status;
}

static int choose_kind(plot_view *self, ent_error *error)
{
    const bool can_map = self->n_axes == 2 && !self->is_boundary && plot_axis_position(self, self->x.column) < 2;
    const char *x = self->file->columns[self->x.column].name;
    if (self->options->kind == ENT_PLOT_MAP && !can_map) {
        return error_set(error, ENT_ERROR_USAGE, "--map needs two axes with more than one value each, and a grid");
    }
    self->is_map = can_map && (self->options->kind == ENT_PLOT_MAP ||
                               (self->options->kind == ENT_PLOT_AUTOMATIC && !self->options->by && self->by.n > FEW));
    if (!self->is_map && !self->is_trace && self->by.n > PLOT_MAX_FAMILY) {
        return error_set(error, ENT_ERROR_USAGE, "%zu lines, one for each %s, are too many over %s: at most %d; %s",
                         self->by.n, self->file->columns[self->by.column].name, x, PLOT_MAX_FAMILY,
                         "choose with --at, or draw a --map");
    }
    return ENT_OK;
}

static bool add_panel(plot_view *self, size_t column)
{
    for (size_t k = 0; k < self->n_panels; ++k) {
        if (self->panels[k] == column) {
            return true;
        }
    }
    if (self->n_panels == PLOT_MAX_PANELS) {
        return false;
    }
    self->panels[self->n_panels++] = column;
    return true;
}

/* Observables nobody chose: the two that matter most if both are there, else the first few. */
static void default_panels(plot_view *self)
{
    const result_file *file = self->file;
    const size_t ratio = result_file_find(file, "J_ratio"), negativity = result_file_find(file, "negativity");
    size_t n_values = 0;
    if (self->is_trace) {
        (void)add_panel(self, self->x.column == 2 ? 1 : 2);
        return;
    }
    const size_t first = self->is_boundary ? file->n_columns - 1 : file->n_axes ? file->n_axes : 1;
    for (size_t k = first; k < file->n_columns; ++k) {
        n_values += plot_axis_position(self, k) == self->n_axes;
    }
    if (n_values > DEFAULT_PANELS && ratio < file->n_columns && negativity < file->n_columns) {
        (void)add_panel(self, ratio);
        (void)add_panel(self, negativity);
        return;
    }
    for (size_t k = first; k < file->n_columns && self->n_panels < DEFAULT_PANELS; ++k) {
        const bool counts = file->is_optimum && strcmp(file->columns[k].name, "evaluations") == 0;
        if (k != self->x.column && plot_axis_position(self, k) == self->n_axes && !counts) {
            (void)add_panel(self, k);
        }
    }
}

static int choose_panels(plot_view *self, ent_error *error)
{
    for (size_t i = 0; i < self->options->n_y; ++i) {
        size_t column;
        const int status = plot_find(&column, self->file, self->options->y[i], error);
        if (status != ENT_OK) {
            return status;
        }
        if (column == self->x.column || (self->is_map && column == self->by.column)) {
            return error_set(error, ENT_ERROR_USAGE, "--y %s: lies along an axis already", self->options->y[i]);
        }
        if (!add_panel(self, column)) {
            return error_set(error, ENT_ERROR_USAGE, "more than %d panels", PLOT_MAX_PANELS);
        }
    }
    if (self->n_panels == 0) {
        default_panels(self);
    }
    if (self->n_panels == 0) {
        return error_set(error, ENT_ERROR_USAGE, "there is no column but the axes: nothing to draw");
    }
    for (size_t k = 0; k < self->n_panels; ++k) {
        const double *values = self->file->columns[self->panels[k]].values;
        const bool positive =
            self->is_map ? (self->options->log & ENT_PLOT_LOG_Z) != 0 : (self->options->log & ENT_PLOT_LOG_Y) != 0;
        size_t n_defined = 0;
        for (size_t i = 0; i < self->n_rows; ++i) {
            n_defined += isfinite(values[self->rows[i]]) && (!positive || values[self->rows[i]] > 0.0);
        }
        if (n_defined == 0) {
            return error_set(error, ENT_ERROR_USAGE, "%s is %s at all %zu points: draw another column with --y",
                             self->file->columns[self->panels[k]].name,
                             positive ? "undefined or not above 0, which a logarithmic axis needs," : "undefined",
                             self->n_rows);
        }
    }
    return ENT_OK;
}

static int choose_logs(plot_view *self, ent_error *error)
{
    const unsigned log = self->options->log;
    const bool automatic = (log & ENT_PLOT_LOG_NONE) == 0;
    self->log_x = (log & ENT_PLOT_LOG_X) != 0 || (automatic && self->x.logarithmic);
    self->log_y = (log & ENT_PLOT_LOG_Y) != 0 || (automatic && self->is_map && self->by.logarithmic);
    self->log_z = (log & ENT_PLOT_LOG_Z) != 0;
    if ((log & ENT_PLOT_LOG_NONE) && log != ENT_PLOT_LOG_NONE) {
        return error_set(error, ENT_ERROR_USAGE, "--log none goes with no other --log");
    }
    if (self->log_z && !self->is_map) {
        return error_set(error, ENT_ERROR_USAGE, "--log z is for the colours of a map: lines have x and y");
    }
    if ((self->log_x && !(self->x.values[self->x.n - 1] > 0.0)) ||
        (self->is_map && self->log_x && self->x.values[0] <= 0.0) ||
        (self->is_map && self->log_y && self->by.values[0] <= 0.0)) {
        return error_set(error, ENT_ERROR_USAGE, "--log: a logarithmic axis needs values above 0");
    }
    if ((self->log_x && self->options->x_low != self->options->x_high && self->options->x_low <= 0.0) ||
        (self->log_y && self->options->y_low != self->options->y_high && self->options->y_low <= 0.0)) {
        return error_set(error, ENT_ERROR_USAGE, "the range of a logarithmic axis must lie above 0");
    }
    return ENT_OK;
}

int plot_view_create(plot_view *self, const result_file *file, const ent_plot_options *options, ent_error *error)
{
    *self = (plot_view){.file = file, .options = options, .n_rows = file->n_rows};
    if (file->n_columns < 2 || file->n_rows < 2) {
        return error_set(error, ENT_ERROR_USAGE, "columns of numbers: %zu, rows: %zu: a picture needs two of each",
                         file->n_columns, file->n_rows);
    }
    self->rows = calloc(self->n_rows, sizeof *self->rows);
    self->axes = calloc(file->n_columns, sizeof *self->axes);
    if (!self->rows || !self->axes) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < self->n_rows; ++i) {
        self->rows[i] = i;
    }
    find_axes(self);
    int status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < options->n_slices; ++i) {
        status = plot_cut(self, &options->slices[i], error);
    }
    int (*const steps[])(plot_view *, ent_error *) = {drop_constant_axes, choose_axes, choose_kind, choose_panels,
                                                      choose_logs};
    for (size_t i = 0; status == ENT_OK && i < sizeof steps / sizeof steps[0]; ++i) {
        status = steps[i](self, error);
    }
    return status;
}

void plot_view_free(plot_view *self)
{
    free(self->rows);
    free(self->axes);
    free(self->x.values);
    free(self->by.values);
}
