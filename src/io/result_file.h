/* Result files read back: columns of numbers from CSV, or from the HDF5 files of sweeps. */
#ifndef IO_RESULT_FILE_H
#define IO_RESULT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "entangine/status.h"

typedef struct result_column {
    char *name;     /* without its unit */
    char *unit;     /* "" where the file names none */
    char *symbol;   /* "" where the file names none */
    double *values; /* [n_rows]; NaN where undefined or failed */
} result_column;

/* The column `direction` of a boundary. */
typedef enum result_direction { RESULT_ENTERS, RESULT_LEAVES, RESULT_TOUCHES } result_direction;

typedef struct result_file {
    size_t n_columns, n_rows;
    size_t n_axes; /* the first columns span a grid, last axis fastest; 0: they do not */
    result_column *columns;
    signed char *directions; /* [n_rows], a result_direction each; NULL: the file has none */
    bool *failed;            /* [n_rows], from the column `status` */
    bool is_optimum;         /* has a column `place` */
} result_file;

/* Reads a file; what it is, its first bytes tell. Free with result_file_free, also after a failure.
 * Returns ENT_OK; ENT_ERROR_FILE (unreadable, corrupt or foreign: the message says where); ENT_ERROR_NO_MEMORY. */
int result_file_read(result_file *self, const char *path, ent_error *error);

void result_file_free(result_file *self);

/* Index of a column, or n_columns. */
size_t result_file_find(const result_file *self, const char *name);

/* Adds a column of n_rows zeros, which has the name name[length] and a unit if "[unit]" stands at its end.
 * Returns NULL without memory. */
result_column *result_file_add(result_file *self, const char *name, size_t length);

/* The two readers. result_csv_read takes the whole text, which it changes. */
int result_csv_read(result_file *self, const char *path, char *text, size_t size, ent_error *error);
int result_hdf5_read(result_file *self, const char *path, ent_error *error);

#endif
