/* Sweeps as HDF5: one dataset per observable, the axes as dimension scales.
 *
 * The library lays out the whole file first, with every dataset contiguous and allocated; the values then go straight
 * to their places. So the file is well formed from the start, and points can be written in any state of completion. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "io/hdf5_file.h"
#include "io/sweep_format.h"

/* More than everything in the file but the values takes. */
static const size_t STRUCTURE_SIZE = 1 << 20;

/* Where the values of each column and axis, and the statuses, begin in the file. */
typedef struct layout {
    size_t size; /* of the whole file */
    size_t status_at;
    size_t *column_at;     /* [n_columns], then [n_axes] for the axes */
    signed char *statuses; /* buffer for rows */
    size_t capacity;
} layout;

static int hdf5_error(const part_file *file, const char *what, ent_error *error)
{
    return error_set(error, ENT_ERROR_FILE, "%s: HDF5 could not %s", file->part_path, what);
}

/* The parameters that are no axis. */
static bool write_parameters(hid_t file, const ent_sweep *sweep)
{
    bool good = true;
    for (size_t p = 0; good && p < sweep->model->n_parameters; ++p) {
        bool is_axis = false;
        for (size_t k = 0; k < sweep->n_axes; ++k) {
            is_axis = is_axis || strcmp(sweep->axes[k].parameter, sweep->model->parameters[p].name) == 0;
        }
        good = is_axis || hdf5_write_real(file, sweep->model->parameters[p].name, sweep->parameters[p]);
    }
    return good;
}

static bool create_axis(hid_t file, const sweep_content *content, size_t k)
{
    const ent_model *model = content->sweep->model;
    const ent_axis *axis = &content->sweep->axes[k];
    const ent_parameter *parameter = &model->parameters[ent_model_parameter(model, axis->parameter)];
    const hsize_t size = axis->range.n;
    const hid_t space = H5Screate_simple(1, &size, NULL);
    const hid_t dataset = hdf5_create_dataset(file, axis->parameter, H5T_IEEE_F64LE, space);
    const bool good = dataset >= 0 && H5DSset_scale(dataset, axis->parameter) >= 0 &&
                      hdf5_describe(dataset, model, parameter->description, parameter->symbol, parameter->quantity);
    (void)H5Dclose(dataset);
    (void)H5Sclose(space);
    return good;
}

static bool attach_scales(hid_t file, hid_t dataset, const ent_sweep *sweep)
{
    bool good = true;
    for (size_t k = 0; good && k < sweep->n_axes; ++k) {
        const hid_t scale = H5Dopen2(file, sweep->axes[k].parameter, H5P_DEFAULT);
        good = scale >= 0 && H5DSattach_scale(dataset, scale, (unsigned)k) >= 0;
        (void)H5Dclose(scale);
    }
    return good;
}

static bool create_columns(hid_t file, const sweep_content *content)
{
    const ent_sweep *sweep = content->sweep;
    hsize_t sizes[H5S_MAX_RANK];
    for (size_t k = 0; k < sweep->n_axes; ++k) {
        sizes[k] = sweep->axes[k].range.n;
    }
    const hid_t space = sweep->n_axes ? H5Screate_simple((int)sweep->n_axes, sizes, NULL) : H5Screate(H5S_SCALAR);
    bool good = space >= 0;
    for (size_t k = 0; good && k < content->n_columns; ++k) {
        const ent_observable *observable = &sweep->model->observables[content->columns[k]];
        const hid_t dataset = hdf5_create_dataset(file, observable->name, H5T_IEEE_F64LE, space);
        good = dataset >= 0 && attach_scales(file, dataset, sweep) &&
               hdf5_describe(dataset, sweep->model, observable->description, observable->symbol, observable->quantity);
        (void)H5Dclose(dataset);
    }
    if (good) {
        const hid_t dataset = hdf5_create_dataset(file, HDF5_STATUS, H5T_STD_I8LE, space);
        good = dataset >= 0 && attach_scales(file, dataset, sweep) && hdf5_describe_status(dataset);
        (void)H5Dclose(dataset);
    }
    (void)H5Sclose(space);
    return good;
}

static bool create_file(const char *path, const sweep_content *content)
{
    const hid_t file = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    bool good = file >= 0 && hdf5_write_provenance(file, content->sweep->model, content->command) &&
                write_parameters(file, content->sweep);
    for (size_t k = 0; good && k < content->sweep->n_axes; ++k) {
        good = create_axis(file, content, k);
    }
    good = good && create_columns(file, content);
    return file >= 0 && H5Fclose(file) >= 0 && good;
}

static bool find_offset(hid_t file, const char *name, size_t *offset)
{
    const hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    const haddr_t address = dataset >= 0 ? H5Dget_offset(dataset) : HADDR_UNDEF;
    (void)H5Dclose(dataset);
    *offset = (size_t)address;
    return address != HADDR_UNDEF;
}

static bool find_layout(layout *self, const char *path, const sweep_content *content)
{
    const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    hsize_t size = 0;
    bool good = file >= 0 && H5Fget_filesize(file, &size) >= 0 && find_offset(file, HDF5_STATUS, &self->status_at);
    for (size_t k = 0; good && k < content->n_columns; ++k) {
        good = find_offset(file, content->sweep->model->observables[content->columns[k]].name, &self->column_at[k]);
    }
    for (size_t k = 0; good && k < content->sweep->n_axes; ++k) {
        good = find_offset(file, content->sweep->axes[k].parameter, &self->column_at[content->n_columns + k]);
    }
    self->size = (size_t)size;
    return file >= 0 && H5Fclose(file) >= 0 && good;
}

static void end(void *memory)
{
    layout *self = memory;
    if (self) {
        free(self->column_at);
        free(self->statuses);
        free(self);
    }
}

static int begin(void **memory, part_file *file, const sweep_content *content, ent_error *error)
{
    *memory = NULL;
    if (content->sweep->n_axes > H5S_MAX_RANK) {
        return error_set(error, ENT_ERROR_USAGE, "HDF5 holds at most %d axes, not %zu", H5S_MAX_RANK,
                         content->sweep->n_axes);
    }
    /* Errors are reported by our own messages. */
    (void)H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    if (file->done == 0) {
        /* The library does not survive a failure to write its own structures, so room is checked before. */
        size_t size = STRUCTURE_SIZE + content->n_points * (content->n_columns * sizeof(double) + 1);
        for (size_t k = 0; k < content->sweep->n_axes; ++k) {
            size += content->sweep->axes[k].range.n * sizeof(double);
        }
        const int status = part_file_check_room(file, size, error);
        if (status != ENT_OK) {
            return status;
        }
    }
    if (file->done == 0 && !create_file(file->part_path, content)) {
        return hdf5_error(file, "lay out the file", error);
    }
    layout *self = calloc(1, sizeof *self);
    if (self) {
        self->column_at = calloc(content->n_columns + content->sweep->n_axes + 1, sizeof *self->column_at);
    }
    if (!self || !self->column_at) {
        end(self);
        return error_no_memory(error);
    }
    if (!find_layout(self, file->part_path, content)) {
        end(self);
        return hdf5_error(file, "read the unfinished file; run without --resume to start anew", error);
    }
    file->size = self->size;
    *memory = self;
    return ENT_OK;
}

static bool reserve_statuses(layout *self, size_t n)
{
    if (n > self->capacity) {
        signed char *statuses = realloc(self->statuses, n);
        if (!statuses) {
            return false;
        }
        self->statuses = statuses;
        self->capacity = n;
    }
    return true;
}

static size_t first_reached(size_t point, size_t stride, size_t n)
{
    const size_t index = point / stride + (point % stride != 0);
    return index < n ? index : n;
}

/* The values of one axis that these rows are the first to reach: so an axis grows with the points, however long it is.
 */
static int append_axis(part_file *file, const ent_range *range, size_t stride, size_t at, const sweep_rows *rows,
                       ent_error *error)
{
    enum { VALUES = 1024 };
    double values[VALUES];
    const size_t end = first_reached(rows->first + rows->n, stride, range->n);
    int status = ENT_OK;
    for (size_t i = first_reached(rows->first, stride, range->n); status == ENT_OK && i < end;) {
        const size_t n = end - i < VALUES ? end - i : VALUES;
        ent_range_values(range, values, i, n);
        status = part_file_write(file, values, n * sizeof *values, at + i * sizeof *values, error);
        i += n;
    }
    return status;
}

static int append_axes(const layout *self, part_file *file, const sweep_content *content, const sweep_rows *rows,
                       ent_error *error)
{
    size_t stride = 1;
    int status = ENT_OK;
    for (size_t k = content->sweep->n_axes; status == ENT_OK && k-- > 0;) {
        const ent_range *range = &content->sweep->axes[k].range;
        status = append_axis(file, range, stride, self->column_at[content->n_columns + k], rows, error);
        stride *= range->n;
    }
    return status;
}

static int append(void *memory, part_file *file, const sweep_content *content, const sweep_rows *rows, size_t *size,
                  ent_error *error)
{
    layout *self = memory;
    if (!reserve_statuses(self, rows->n)) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < rows->n; ++i) {
        self->statuses[i] = (signed char)rows->status[i];
    }
    for (size_t k = 0; k < content->n_columns; ++k) {
        for (size_t i = 0; i < rows->n; ++i) {
            if (isnan(rows->values[k][i]) && self->statuses[i] == ENT_OK) {
                self->statuses[i] = (signed char)ENT_ERROR_UNDEFINED;
            }
        }
        const int status = part_file_write(file, rows->values[k], rows->n * sizeof(double),
                                           self->column_at[k] + rows->first * sizeof(double), error);
        if (status != ENT_OK) {
            return status;
        }
    }
    *size = self->size;
    const int status = append_axes(self, file, content, rows, error);
    return status == ENT_OK ? part_file_write(file, self->statuses, rows->n, self->status_at + rows->first, error)
                            : status;
}

const sweep_format sweep_format_hdf5 = {"hdf5", begin, append, end};
