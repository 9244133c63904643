/* Sweeps as HDF5: one dataset per observable, the axes as dimension scales.
 *
 * The library lays out the whole file first, with every dataset contiguous and allocated; the values then go straight
 * to their places. So the file is well formed from the start, and points can be written in any state of completion. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "io/hdf5_file.h"
#include "io/sweep_format.h"
#include "io/sweep_layout.h"

/* More than everything in the file but the values takes. */
static const size_t STRUCTURE_SIZE = 1 << 20;

/* What writes rows: where things stand in the file, and a buffer. */
typedef struct writer {
    sweep_layout layout;
    signed char *statuses; /* buffer for rows */
    size_t capacity;
} writer;

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
        good = is_axis || hdf5_write_parameter(file, sweep->model, p, sweep->parameters[p]);
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
                      hdf5_describe(dataset, model, parameter->name, parameter->description, parameter->symbol);
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
               hdf5_describe(dataset, sweep->model, observable->name, observable->description, observable->symbol);
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

static void end(void *memory)
{
    writer *self = memory;
    if (self) {
        sweep_layout_free(&self->layout);
        free(self->statuses);
        free(self);
    }
}

/* The library does not survive a failure to write its own structures, so room is checked before. */
static int check_room(part_file *file, const sweep_content *content, ent_error *error)
{
    size_t size = STRUCTURE_SIZE + content->n_points * (content->n_columns * sizeof(double) + 1);
    for (size_t k = 0; k < content->sweep->n_axes; ++k) {
        size += content->sweep->axes[k].range.n * sizeof(double);
    }
    return part_file_check_room(file, size, error);
}

/* An unfinished file may be damaged, or another program's, so it is not shown to the library: an empty file, laid out
 * anew, tells where everything must stand. */
static bool find_layout(writer *self, const part_file *file, const sweep_content *content)
{
    if (file->done == 0) {
        return create_file(file->part_path, content) && sweep_layout_find(&self->layout, file->part_path, content);
    }
    char *path = part_file_beside(file, ".layout");
    const bool good = path && create_file(path, content) && sweep_layout_find(&self->layout, path, content);
    if (path) {
        (void)unlink(path);
    }
    free(path);
    return good;
}

static int begin(void **memory, part_file *file, const sweep_content *content, ent_error *error)
{
    *memory = NULL;
    if (content->sweep->n_axes > H5S_MAX_RANK) {
        return error_set(error, ENT_ERROR_USAGE, "HDF5 holds at most %d axes, not %zu", H5S_MAX_RANK,
                         content->sweep->n_axes);
    }
    int status = hdf5_load(error);
    status = status == ENT_OK ? check_room(file, content, error) : status;
    if (status != ENT_OK) {
        return status;
    }
    writer *self = calloc(1, sizeof *self);
    if (!self || !sweep_layout_create(&self->layout, content)) {
        end(self);
        return error_no_memory(error);
    }
    status = find_layout(self, file, content) ? sweep_layout_recall(&self->layout, file, content, error)
                                              : hdf5_error(file, "lay out the file", error);
    if (status == ENT_OK && file->done > 0) {
        status = part_file_check(file, error);
    }
    if (status != ENT_OK) {
        end(self);
        return status;
    }
    file->size = self->layout.size;
    *memory = self;
    return ENT_OK;
}

static bool reserve_statuses(writer *self, size_t n)
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

/* The values of one axis that these rows are the first to reach: so an axis grows with the points, however long it is.
 */
static int append_axis(part_file *file, const ent_range *range, size_t stride, size_t at, const sweep_rows *rows,
                       ent_error *error)
{
    enum { VALUES = 4096 };
    double values[VALUES];
    const size_t end = sweep_layout_reached(rows->first + rows->n, stride, range->n);
    int status = ENT_OK;
    for (size_t i = sweep_layout_reached(rows->first, stride, range->n); status == ENT_OK && i < end;) {
        const size_t n = end - i < VALUES ? end - i : VALUES;
        ent_range_values(range, values, i, n);
        status = part_file_write(file, values, n * sizeof *values, at + i * sizeof *values, error);
        i += n;
    }
    return status;
}

static int append_axes(const sweep_layout *self, part_file *file, const sweep_content *content, const sweep_rows *rows,
                       ent_error *error)
{
    size_t stride = 1;
    int status = ENT_OK;
    for (size_t k = content->sweep->n_axes; status == ENT_OK && k-- > 0;) {
        const ent_range *range = &content->sweep->axes[k].range;
        status = append_axis(file, range, stride, self->axes[k], rows, error);
        stride *= range->n;
    }
    return status;
}

static int append(void *memory, part_file *file, const sweep_content *content, const sweep_rows *rows, size_t *size,
                  ent_error *error)
{
    writer *self = memory;
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
                                           self->layout.columns[k] + rows->first * sizeof(double), error);
        if (status != ENT_OK) {
            return status;
        }
    }
    *size = self->layout.size;
    const int status = append_axes(&self->layout, file, content, rows, error);
    return status == ENT_OK ? part_file_write(file, self->statuses, rows->n, self->layout.status + rows->first, error)
                            : status;
}

const sweep_format sweep_format_hdf5 = {"hdf5", begin, append, end};
