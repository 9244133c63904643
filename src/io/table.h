/* Numbers in rows and named columns, each row with a status. */
#ifndef IO_TABLE_H
#define IO_TABLE_H

#include <stddef.h>

#include "entangine/model.h"
#include "entangine/status.h"

/* What a column is; the texts belong to the caller and outlive the table. */
typedef struct table_column {
    const char *name;      /* such as "T_h" */
    const char *symbol;    /* such as "T_h", UTF-8 with _ for a subscript */
    ent_quantity quantity; /* which power of the energy unit it is in */
} table_column;

typedef struct table {
    size_t n_columns, n_rows;
    table_column *columns; /* [n_columns] */
    double *values;        /* [n_columns][n_rows]; NaN where undefined */
    int *status;           /* [n_rows], an ent_status each */
} table;

/* Makes a table of zeros whose rows are all ENT_OK; free with table_free, also after ENT_ERROR_NO_MEMORY. */
int table_create(table *self, size_t n_columns, size_t n_rows, ent_error *error);

void table_free(table *self);

/* The values of one column, [n_rows]. */
double *table_values(const table *self, size_t column);

/* Index of a column, or n_columns if there is none of that name. */
size_t table_find(const table *self, const char *name);

#endif
