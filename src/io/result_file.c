#include "io/result_file.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"

static const char HDF5_SIGNATURE[] = "\x89HDF\r\n\x1a\n";

static char *copy(const char *text, size_t length)
{
    char *new = malloc(length + 1);
    if (new) {
        memcpy(new, text, length);
        new[length] = '\0';
    }
    return new;
}

result_column *result_file_add(result_file *self, const char *name, size_t length)
{
    result_column *columns = realloc(self->columns, (self->n_columns + 1) * sizeof *columns);
    if (!columns) {
        return NULL;
    }
    self->columns = columns;
    result_column *new = &columns[self->n_columns++];
    size_t end = length, unit = length;
    for (size_t i = 0; length > 0 && name[length - 1] == ']' && i < length; ++i) {
        if (name[i] == '[') {
            end = i;
            unit = i + 1;
            break;
        }
    }
    while (end > 0 && name[end - 1] == ' ') {
        --end;
    }
    *new = (result_column){.name = copy(name, end),
                           .unit = copy(name + unit, unit < length ? length - 1 - unit : 0),
                           .symbol = copy("", 0),
                           .values = calloc(self->n_rows + 1, sizeof(double))};
    return new->name &&new->unit &&new->symbol &&new->values ? new : NULL;
}

void result_file_free(result_file *self)
{
    for (size_t k = 0; k < self->n_columns; ++k) {
        free(self->columns[k].name);
        free(self->columns[k].unit);
        free(self->columns[k].symbol);
        free(self->columns[k].values);
    }
    free(self->columns);
    free(self->directions);
    free(self->failed);
    *self = (result_file){0};
}

size_t result_file_find(const result_file *self, const char *name)
{
    size_t k = 0;
    while (k < self->n_columns && strcmp(self->columns[k].name, name) != 0) {
        ++k;
    }
    return k;
}

/* Rows after which a column shows another value for the first time. */
static size_t run_length(const double *values, size_t n)
{
    size_t run = 1;
    while (run < n && values[run] == values[0]) {
        ++run;
    }
    return run;
}

/* Whether the column repeats: values of stride rows each, the whole with a period. */
static bool is_periodic(const double *values, size_t n, size_t stride, size_t period)
{
    for (size_t i = 0; i < n; ++i) {
        const double expected = i < period ? values[i - i % stride] : values[i - period];
        if (!(values[i] == expected)) {
            return false;
        }
    }
    for (size_t i = stride; i < period; i += stride) { /* no value twice in a row: that would be a longer stride */
        if (values[i] == values[i - stride]) {
            return false;
        }
    }
    return true;
}

/* The first k columns span a grid where each repeats with the stride of the one before, down to single rows. */
static size_t count_axes(const result_file *self)
{
    size_t period = self->n_rows;
    for (size_t k = 0; k + 1 < self->n_columns; ++k) {
        const double *values = self->columns[k].values;
        const size_t stride = run_length(values, period);
        if (period % stride != 0 || !is_periodic(values, self->n_rows, stride, period)) {
            return 0;
        }
        if (stride == 1) {
            return k + 1;
        }
        period = stride;
    }
    return 0;
}

/* A failed point has no values, whatever stands in its fields. */
static void clear_failed(result_file *self)
{
    for (size_t k = self->n_axes; k < self->n_columns; ++k) {
        for (size_t i = 0; self->failed && i < self->n_rows; ++i) {
            self->columns[k].values[i] = self->failed[i] ? NAN : self->columns[k].values[i];
        }
    }
}

static int read_all(char **text, size_t *size, const char *path, ent_error *error)
{
    struct stat properties;
    FILE *file = fopen(path, "rb");
    *text = NULL;
    if (!file) {
        return error_set(error, ENT_ERROR_FILE, "%s: could not be read: %s", path, strerror(errno));
    }
    if (fstat(fileno(file), &properties) != 0 || !S_ISREG(properties.st_mode)) {
        (void)fclose(file);
        return error_set(error, ENT_ERROR_FILE, "%s: is no regular file: expected a result, CSV or HDF5", path);
    }
    *size = (size_t)properties.st_size;
    *text = malloc(*size + 1);
    const bool good = *text && fread(*text, 1, *size, file) == *size;
    (void)fclose(file);
    if (!good) {
        return *text ? error_set(error, ENT_ERROR_FILE, "%s: could not be read to its end", path)
                     : error_no_memory(error);
    }
    (*text)[*size] = '\0';
    return ENT_OK;
}

int result_file_read(result_file *self, const char *path, ent_error *error)
{
    char *text;
    size_t size = 0;
    *self = (result_file){0};
    int status = read_all(&text, &size, path, error);
    if (status == ENT_OK && size == 0) {
        status = error_set(error, ENT_ERROR_FILE, "%s: is empty: expected a result, CSV or HDF5", path);
    }
    if (status == ENT_OK) {
        const bool is_hdf5 = size >= 8 && memcmp(text, HDF5_SIGNATURE, 8) == 0;
        status = is_hdf5 ? result_hdf5_read(self, path, error) : result_csv_read(self, path, text, size, error);
    }
    free(text);
    if (status == ENT_OK && self->n_axes == 0 && self->n_rows > 1) {
        self->n_axes = count_axes(self);
    }
    if (status == ENT_OK) {
        clear_failed(self);
    }
    return status;
}
