#include "io/sweep_layout.h"

#include <stdlib.h>

#include "base/error.h"
#include "io/hdf5_file.h"

bool sweep_layout_create(sweep_layout *self, const sweep_content *content)
{
    *self = (sweep_layout){.columns = calloc(content->n_columns + 1, sizeof *self->columns),
                           .axes = calloc(content->sweep->n_axes + 1, sizeof *self->axes)};
    return self->columns && self->axes;
}

void sweep_layout_free(sweep_layout *self)
{
    free(self->columns);
    free(self->axes);
}

static bool find_offset(hid_t file, const char *name, size_t *offset)
{
    const hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    const haddr_t address = dataset >= 0 ? H5Dget_offset(dataset) : HADDR_UNDEF;
    (void)H5Dclose(dataset);
    *offset = (size_t)address;
    return address != HADDR_UNDEF;
}

bool sweep_layout_find(sweep_layout *self, const char *path, const sweep_content *content)
{
    const ent_sweep *sweep = content->sweep;
    const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    hsize_t size = 0;
    bool good = file >= 0 && H5Fget_filesize(file, &size) >= 0 && find_offset(file, HDF5_STATUS, &self->status);
    for (size_t k = 0; good && k < content->n_columns; ++k) {
        good = find_offset(file, sweep->model->observables[content->columns[k]].name, &self->columns[k]);
    }
    for (size_t k = 0; good && k < sweep->n_axes; ++k) {
        good = find_offset(file, sweep->axes[k].parameter, &self->axes[k]);
    }
    self->size = (size_t)size;
    return file >= 0 && H5Fclose(file) >= 0 && good;
}

size_t sweep_layout_reached(size_t points, size_t stride, size_t n)
{
    const size_t reached = points / stride + (points % stride != 0);
    return reached < n ? reached : n;
}

/* A part of the file that holds values, some of which are finished. */
typedef struct region {
    size_t at, size, finished;
} region;

static int compare_regions(const void *a, const void *b)
{
    const region *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

/* Fills in [n_columns + n_axes + 1] regions; returns how many. */
static size_t list_regions(region *regions, const sweep_layout *self, size_t done, const sweep_content *content)
{
    size_t n = 0;
    size_t stride = 1;
    regions[n++] = (region){self->status, content->n_points, done};
    for (size_t k = 0; k < content->n_columns; ++k) {
        regions[n++] = (region){self->columns[k], content->n_points * sizeof(double), done * sizeof(double)};
    }
    for (size_t k = content->sweep->n_axes; k-- > 0;) {
        const size_t size = content->sweep->axes[k].range.n;
        const size_t reached = sweep_layout_reached(done, stride, size);
        regions[n++] = (region){self->axes[k], size * sizeof(double), reached * sizeof(double)};
        stride *= size;
    }
    return n;
}

int sweep_layout_recall(const sweep_layout *self, part_file *file, const sweep_content *content, ent_error *error)
{
    region *regions = calloc(content->n_columns + content->sweep->n_axes + 1, sizeof *regions);
    if (!regions) {
        return error_no_memory(error);
    }
    const size_t done = file->done < content->n_points ? file->done : content->n_points;
    const size_t n = list_regions(regions, self, done, content);
    size_t position = 0;
    int status = ENT_OK;
    qsort(regions, n, sizeof *regions, compare_regions);
    for (size_t i = 0; status == ENT_OK && i < n; ++i) {
        status = part_file_recall(file, regions[i].at - position, position, error);
        if (status == ENT_OK) {
            status = part_file_recall(file, regions[i].finished, regions[i].at, error);
        }
        position = regions[i].at + regions[i].size;
    }
    if (status == ENT_OK) {
        status = part_file_recall(file, self->size - position, position, error);
    }
    free(regions);
    return status;
}
