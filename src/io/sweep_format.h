/* File formats of sweeps: how finished points get into a growing file. */
#ifndef IO_SWEEP_FORMAT_H
#define IO_SWEEP_FORMAT_H

#include "entangine/sweep.h"
#include "entangine/version.h"
#include "io/part_file.h"

/* A sweep as files see it. */
typedef struct sweep_content {
    const ent_sweep *sweep;
    const char *command; /* provenance, may be NULL */
    size_t n_points, n_columns;
    const size_t *columns; /* [n_columns] indices into the model's observables */
} sweep_content;

/* Finished points first .. first + n - 1. */
typedef struct sweep_rows {
    size_t first, n;
    double *const *values; /* [n_columns][n] */
    const int *status;     /* [n] */
} sweep_rows;

/* A format. begin lays the file out, or finds its way in one that is continued (file->done > 0), and returns its own
 * memory, which end frees; append writes rows in order and sets *size to the bytes that are then in use. */
typedef struct sweep_format {
    const char *name;
    int (*begin)(void **memory, part_file *file, const sweep_content *content, ent_error *error);
    int (*append)(void *memory, part_file *file, const sweep_content *content, const sweep_rows *rows, size_t *size,
                  ent_error *error);
    void (*end)(void *memory);
} sweep_format;

extern const sweep_format sweep_format_csv;
extern const sweep_format sweep_format_hdf5;

/* The format for the ending of a path, or NULL. */
const sweep_format *sweep_format_find(const char *path);

#endif
