/* Sweeps in HDF5 read back: axes are dimension scales, observables are arrays over them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "io/hdf5_library.h"
#include "io/result_file.h"

enum { MAX_AXES = 32, NAME_SIZE = 256 };

/* More points than this are not read into memory at once. */
static const size_t MAX_POINTS = 100000000;

typedef struct grid {
    hid_t file;
    size_t n_axes, n_points;
    hsize_t sizes[MAX_AXES];
    char axes[MAX_AXES][NAME_SIZE];
} grid;

static bool read_text(hid_t object, const char *name, char **text)
{
    if (H5Aexists(object, name) <= 0) {
        return true;
    }
    const hid_t attribute = H5Aopen(object, name, H5P_DEFAULT), type = H5Aget_type(attribute);
    const size_t size = H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0 ? H5Tget_size(type) : 0;
    char *new = size ? calloc(size + 1, 1) : NULL;
    if (new &&H5Aread(attribute, type, new) >= 0) {
        free(*text);
        *text = new;
    } else {
        free(new);
    }
    (void)H5Tclose(type);
    (void)H5Aclose(attribute);
    return new || size == 0;
}

/* A scalar attribute of the file, or 1. */
static double read_real(hid_t file, const char *name)
{
    double value = 1.0;
    if (H5Aexists(file, name) > 0) {
        const hid_t attribute = H5Aopen(file, name, H5P_DEFAULT);
        (void)H5Aread(attribute, H5T_NATIVE_DOUBLE, &value);
        (void)H5Aclose(attribute);
    }
    return value;
}

/* Units such as ε_h are those of the file where that gap is 1; otherwise the numbers have another unit. */
static bool describe(const grid *self, hid_t dataset, result_column *column)
{
    bool good = read_text(dataset, "symbol", &column->symbol) && read_text(dataset, "units", &column->unit);
    const bool gap_is_unit = read_real(self->file, "eps_h") == 1.0 && read_real(self->file, "eps") == 1.0 &&
                             H5Lexists(self->file, "eps_h", H5P_DEFAULT) <= 0 &&
                             H5Lexists(self->file, "eps", H5P_DEFAULT) <= 0;
    if (strcmp(column->unit, "1") == 0 || (strstr(column->unit, "ε") && !gap_is_unit)) {
        column->unit[0] = '\0';
    }
    return good;
}

static bool name_at(hid_t file, hsize_t index, char name[NAME_SIZE])
{
    const ssize_t length =
        H5Lget_name_by_idx(file, ".", H5_INDEX_NAME, H5_ITER_INC, index, name, NAME_SIZE, H5P_DEFAULT);
    return length > 0 && length < NAME_SIZE;
}

static hsize_t count_links(hid_t file)
{
    H5G_info_t info;
    return H5Gget_info(file, &info) >= 0 ? info.nlinks : 0;
}

/* Takes the shape of `status`, and the names of its scales. */
static bool find_grid(grid *self)
{
    const hid_t dataset = H5Dopen2(self->file, "status", H5P_DEFAULT);
    if (dataset < 0) {
        return false;
    }
    const hid_t space = H5Dget_space(dataset);
    const int rank = H5Sget_simple_extent_ndims(space);
    bool good = rank >= 0 && rank <= MAX_AXES && H5Sget_simple_extent_dims(space, self->sizes, NULL) >= 0;
    self->n_axes = good ? (size_t)rank : 0;
    self->n_points = 1;
    for (size_t k = 0; good && k < self->n_axes; ++k) {
        bool found = false;
        for (hsize_t i = 0; !found && i < count_links(self->file); ++i) {
            char name[NAME_SIZE];
            const hid_t scale = name_at(self->file, i, name) ? H5Dopen2(self->file, name, H5P_DEFAULT) : -1;
            found = scale >= 0 && H5DSis_scale(scale) > 0 && H5DSis_attached(dataset, scale, (unsigned)k) > 0;
            if (found) {
                memcpy(self->axes[k], name, NAME_SIZE);
            }
            (void)H5Dclose(scale);
        }
        good = found && self->sizes[k] > 0;
        self->n_points = good && self->sizes[k] <= MAX_POINTS ? self->n_points * (size_t)self->sizes[k] : SIZE_MAX / 2;
        self->n_points = self->n_points > MAX_POINTS ? MAX_POINTS + 1 : self->n_points;
    }
    (void)H5Sclose(space);
    (void)H5Dclose(dataset);
    return good;
}

/* Spreads the values of an axis over all rows. */
static bool read_axis(const grid *self, result_file *file, size_t k)
{
    result_column *column = result_file_add(file, self->axes[k], strlen(self->axes[k]));
    double *values = calloc((size_t)self->sizes[k], sizeof *values);
    const hid_t scale = H5Dopen2(self->file, self->axes[k], H5P_DEFAULT), space = H5Dget_space(scale);
    bool good = column && values && scale >= 0 && H5Sget_simple_extent_npoints(space) == (hssize_t)self->sizes[k] &&
                H5Dread(scale, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0 &&
                describe(self, scale, column);
    size_t stride = 1;
    for (size_t i = k + 1; i < self->n_axes; ++i) {
        stride *= (size_t)self->sizes[i];
    }
    for (size_t i = 0; good && i < file->n_rows; ++i) {
        column->values[i] = values[i / stride % self->sizes[k]];
    }
    (void)H5Sclose(space);
    (void)H5Dclose(scale);
    free(values);
    return good;
}

/* Reads a dataset that is an array over the grid; others are passed over. */
static bool read_column(const grid *self, result_file *file, const char *name)
{
    const hid_t dataset = H5Dopen2(self->file, name, H5P_DEFAULT);
    if (dataset < 0 || H5DSis_scale(dataset) > 0) {
        (void)H5Dclose(dataset);
        return true;
    }
    const hid_t space = H5Dget_space(dataset), type = H5Dget_type(dataset);
    bool good = true;
    if (H5Tget_class(type) == H5T_FLOAT && H5Sget_simple_extent_npoints(space) == (hssize_t)self->n_points &&
        H5Sget_simple_extent_ndims(space) == (int)self->n_axes) {
        result_column *column = result_file_add(file, name, strlen(name));
        good = column && H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, column->values) >= 0 &&
               describe(self, dataset, column);
        for (size_t i = 0; good && i < file->n_rows; ++i) {
            column->values[i] = isfinite(column->values[i]) ? column->values[i] : NAN;
        }
    }
    (void)H5Tclose(type);
    (void)H5Sclose(space);
    (void)H5Dclose(dataset);
    return good;
}

static bool read_status(const grid *self, result_file *file)
{
    signed char *values = calloc(file->n_rows, 1);
    file->failed = calloc(file->n_rows, sizeof *file->failed);
    const hid_t dataset = H5Dopen2(self->file, "status", H5P_DEFAULT);
    const bool good = values && file->failed && dataset >= 0 &&
                      H5Dread(dataset, H5T_NATIVE_SCHAR, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0;
    for (size_t i = 0; good && i < file->n_rows; ++i) {
        file->failed[i] = values[i] != ENT_OK && values[i] != ENT_ERROR_UNDEFINED;
    }
    (void)H5Dclose(dataset);
    free(values);
    return good;
}

static int read_grid(grid *self, result_file *file, const char *path, ent_error *error)
{
    if (!find_grid(self)) {
        return error_set(error, ENT_ERROR_FILE,
                         "%s: is not the HDF5 file of a sweep: it lacks the array status over dimension scales", path);
    }
    if (self->n_points > MAX_POINTS) {
        return error_set(error, ENT_ERROR_FILE, "%s: has more than %zu points: plot a coarser sweep", path, MAX_POINTS);
    }
    file->n_rows = self->n_points;
    file->n_axes = self->n_axes;
    bool good = read_status(self, file);
    for (size_t k = 0; good && k < self->n_axes; ++k) {
        good = read_axis(self, file, k);
    }
    for (hsize_t i = 0; good && i < count_links(self->file); ++i) {
        char name[NAME_SIZE];
        good = name_at(self->file, i, name) && read_column(self, file, name);
    }
    return good ? ENT_OK
                : error_set(error, ENT_ERROR_FILE, "%s: the HDF5 file is damaged: its arrays could not be read", path);
}

int result_hdf5_read(result_file *self, const char *path, ent_error *error)
{
    if (hdf5_load(error) != ENT_OK) {
        return ENT_ERROR_FILE;
    }
    grid *in = calloc(1, sizeof *in);
    if (!in) {
        return error_no_memory(error);
    }
    in->file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    const int status = in->file >= 0
                           ? read_grid(in, self, path, error)
                           : error_set(error, ENT_ERROR_FILE, "%s: the HDF5 file is damaged or cut short", path);
    if (in->file >= 0) {
        (void)H5Fclose(in->file);
    }
    free(in);
    return status;
}
