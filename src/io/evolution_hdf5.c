#include "io/evolution_hdf5.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "io/file.h"
#include "io/hdf5_file.h"
#include "io/unit_label.h"

static const char TIME[] = "t", EVENT[] = "event";

const char *evolution_event_name(ent_event_kind kind)
{
    static const char *const names[] = {[ENT_EVENT_APPEARS] = "appears",
                                        [ENT_EVENT_PEAKS] = "peaks",
                                        [ENT_EVENT_DISAPPEARS] = "disappears",
                                        [ENT_EVENT_SETTLES] = "settles"};
    return names[kind];
}

/* A dataset over one dimension with its values, still open; -1 after a failure. scale NULL: it is itself the scale. */
static hid_t write_dataset(hid_t file, const char *name, hid_t stored, hid_t given, size_t n, const void *values,
                           const char *scale)
{
    const hsize_t size = n;
    const hid_t space = H5Screate_simple(1, &size, NULL);
    const hid_t dataset = hdf5_create_dataset(file, name, stored, space);
    bool good = dataset >= 0 && (n == 0 || H5Dwrite(dataset, given, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    if (good && scale) {
        const hid_t dimension = H5Dopen2(file, scale, H5P_DEFAULT);
        good = dimension >= 0 && H5DSattach_scale(dataset, dimension, 0) >= 0;
        (void)H5Dclose(dimension);
    } else if (good) {
        good = H5DSset_scale(dataset, name) >= 0;
    }
    (void)H5Sclose(space);
    if (!good) {
        (void)H5Dclose(dataset);
    }
    return good ? dataset : -1;
}

static bool write_times(hid_t file, const char *name, const char *long_name, size_t n, const double *times,
                        const ent_model *model, const char *scale)
{
    char unit[UNIT_SIZE];
    const hid_t dataset = write_dataset(file, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, n, times, scale);
    const bool good = dataset >= 0 && hdf5_write_text(dataset, "long_name", long_name) &&
                      hdf5_write_text(dataset, "symbol", "t") &&
                      hdf5_write_text(dataset, "units", unit_of_time(unit, model));
    (void)H5Dclose(dataset);
    return good;
}

static bool write_observable(hid_t file, const char *name, const ent_model *model, const ent_observable *observable,
                             size_t n, const double *values, const char *scale)
{
    const hid_t dataset = write_dataset(file, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, n, values, scale);
    const bool good =
        dataset >= 0 && hdf5_describe(dataset, model, observable->name, observable->description, observable->symbol);
    (void)H5Dclose(dataset);
    return good;
}

static size_t count_columns(const ent_evolution *self)
{
    return self->observables ? self->n_observables : self->model->n_observables;
}

static bool write_columns(hid_t file, const evolution_content *content)
{
    const ent_evolution *evolution = content->evolution;
    const ent_model *model = evolution->model;
    const size_t n = evolution->n_times;
    signed char *status = calloc(n + 1, 1);
    bool good = status && write_times(file, TIME, "time", n, evolution->times, model, NULL);
    for (size_t k = 0; good && k < count_columns(evolution); ++k) {
        const size_t index = evolution->observables ? ent_model_observable(model, evolution->observables[k]) : k;
        const ent_observable *observable = &model->observables[index];
        good = write_observable(file, observable->name, model, observable, n, content->columns[k], TIME);
        for (size_t i = 0; i < n; ++i) {
            status[i] = isnan(content->columns[k][i]) ? (signed char)ENT_ERROR_UNDEFINED : status[i];
        }
    }
    if (good) {
        const hid_t dataset = write_dataset(file, HDF5_STATUS, H5T_STD_I8LE, H5T_NATIVE_SCHAR, n, status, TIME);
        good = dataset >= 0 && hdf5_describe_status(dataset);
        (void)H5Dclose(dataset);
    }
    free(status);
    return good;
}

/* The names of events label a dimension, along which time and negativity stand. */
static bool write_events(hid_t file, const evolution_content *content)
{
    enum { NAME = 16 };
    const size_t n = content->n_events;
    const ent_model *model = content->evolution->model;
    char(*names)[NAME] = calloc(n + 1, sizeof *names);
    double *times = calloc(n + 1, sizeof *times);
    double *heights = calloc(n + 1, sizeof *heights);
    const hid_t type = H5Tcopy(H5T_C_S1);
    bool good = names && times && heights && H5Tset_size(type, NAME) >= 0;
    for (size_t i = 0; good && i < n; ++i) {
        (void)snprintf(names[i], sizeof names[i], "%s", evolution_event_name(content->events[i].kind));
        times[i] = content->events[i].time;
        heights[i] = content->events[i].negativity;
    }
    if (good) {
        const hid_t dataset = write_dataset(file, EVENT, type, type, n, names, NULL);
        good = dataset >= 0 && hdf5_write_text(dataset, "long_name", "what happens to the entanglement");
        (void)H5Dclose(dataset);
    }
    const ent_observable negativity = {
        .name = "negativity", .symbol = "N", .quantity = ENT_QUANTITY_NUMBER, .description = "negativity at the event"};
    good = good && write_times(file, "event_time", "time of the event", n, times, model, EVENT) &&
           write_observable(file, "event_negativity", model, &negativity, n, heights, EVENT);
    (void)H5Tclose(type);
    free(names);
    free(times);
    free(heights);
    return good;
}

static bool write_content(hid_t file, const evolution_content *content)
{
    const ent_model *model = content->evolution->model;
    bool good = hdf5_write_provenance(file, model, content->command) && hdf5_write_text(file, "from", content->from);
    for (size_t p = 0; good && p < model->n_parameters; ++p) {
        good = hdf5_write_parameter(file, model, p, content->evolution->parameters[p]);
    }
    return good && write_columns(file, content) && write_events(file, content);
}

/* The file as it would stand on the disk; the caller frees it. NULL after a failure. */
static char *make_image(const evolution_content *content, size_t *size)
{
    enum { GROWS_BY = 1 << 16 };
    char *image = NULL;
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    hid_t file = -1;
    if (H5Pset_fapl_core(access, GROWS_BY, 0) >= 0) {
        file = H5Fcreate("evolution", H5F_ACC_TRUNC, H5P_DEFAULT, access);
    }
    if (file >= 0 && write_content(file, content) && H5Fflush(file, H5F_SCOPE_GLOBAL) >= 0) {
        const ssize_t length = H5Fget_file_image(file, NULL, 0);
        image = length > 0 ? malloc((size_t)length) : NULL;
        *size = (size_t)length;
        if (image && H5Fget_file_image(file, image, *size) != length) {
            free(image);
            image = NULL;
        }
    }
    (void)H5Fclose(file);
    (void)H5Pclose(access);
    return image;
}

/* The library does not survive a disk that fills up, so it writes into memory. */
int evolution_hdf5_write(const char *path, const evolution_content *content, ent_error *error)
{
    size_t size = 0;
    if (hdf5_load(error) != ENT_OK) {
        return ENT_ERROR_FILE;
    }
    char *image = make_image(content, &size);
    if (!image) {
        return error_set(error, ENT_ERROR_NO_MEMORY, "%s: HDF5 could not make the file: not enough memory", path);
    }
    const int status = file_write(path, image, size, error);
    free(image);
    return status;
}
