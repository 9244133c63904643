/* Where the values of a sweep stand in its HDF5 file, so that they can be written and checked past the library. */
#ifndef IO_SWEEP_LAYOUT_H
#define IO_SWEEP_LAYOUT_H

#include <stdbool.h>

#include "io/sweep_format.h"

/* Offsets in the file. */
typedef struct sweep_layout {
    size_t size;     /* of the whole file */
    size_t status;   /* [n_points] bytes */
    size_t *columns; /* [n_columns] of [n_points] doubles each */
    size_t *axes;    /* [n_axes], each of the doubles of its range */
} sweep_layout;

/* Free with sweep_layout_free, also after a failure, which is lack of memory. */
bool sweep_layout_create(sweep_layout *self, const sweep_content *content);

void sweep_layout_free(sweep_layout *self);

/* Reads the offsets from a file that was laid out for this sweep; false if it is none. */
bool sweep_layout_find(sweep_layout *self, const char *path, const sweep_content *content);

/* How many values of an axis the first points of a grid reach; stride points share one value. */
size_t sweep_layout_reached(size_t points, size_t stride, size_t n);

/* Recalls what is finished, for the check of an unfinished file: all but values, and the values of file->done points.
 */
int sweep_layout_recall(const sweep_layout *self, part_file *file, const sweep_content *content, ent_error *error);

#endif
