#include "cli/spectrum_table.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/number.h"
#include "io/unit_label.h"

static void append(text_buffer *out, const study *base, const ent_mode_paths *paths, const double *values, size_t count)
{
    char number[NUMBER_SIZE];
    label_append(out, base->model, base->axes[0].parameter);
    text_append(out, ",gap");
    for (size_t k = 0; k < count; ++k) {
        text_append(out, ",re_%zu,im_%zu", k + 1, k + 1);
    }
    text_append(out, "\r\n");
    for (size_t p = 0; p < paths->n_points; ++p) {
        text_append(out, "%s,", number_format(number, values[p]));
        text_append(out, "%s", number_format(number, paths->gap[p]));
        for (size_t k = 0; k < count; ++k) {
            text_append(out, ",%s", number_format(number, paths->re[p * paths->n_eigenvalues + k]));
            text_append(out, ",%s", number_format(number, paths->im[p * paths->n_eigenvalues + k]));
        }
        text_append(out, "\r\n");
    }
}

int spectrum_table(text_buffer *out, const study *base, size_t count, ent_error *error)
{
    const ent_axis *axis = &base->axes[0];
    const ent_sweep grid = {
        .model = base->model, .parameters = base->parameters, .n_axes = base->n_axes, .axes = base->axes};
    ent_mode_paths *paths = NULL;
    size_t n;
    int status = ent_sweep_check(&grid, &n, NULL, error);
    if (status != ENT_OK) {
        return status;
    }
    double *values = malloc(n * sizeof *values);
    if (!values) {
        return error_no_memory(error);
    }
    ent_range_values(&axis->range, values, 0, n);
    status = ent_mode_paths_find(&paths, base->model, base->parameters,
                                 ent_model_parameter(base->model, axis->parameter), values, n, error);
    if (status == ENT_OK) {
        append(out, base, paths, values, count && count < paths->n_eigenvalues ? count : paths->n_eigenvalues);
    }
    ent_mode_paths_free(paths);
    free(values);
    return status;
}
