#include "io/table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

int table_create(table *self, size_t n_columns, size_t n_rows, ent_error *error)
{
    *self = (table){.n_columns = n_columns, .n_rows = n_rows};
    if (n_columns != 0 && n_rows > SIZE_MAX / sizeof(double) / n_columns) {
        return error_no_memory(error);
    }
    /* One element more than needed, so that an empty table is not taken for a failed allocation. */
    self->columns = calloc(n_columns + 1, sizeof *self->columns);
    self->values = calloc(n_columns * n_rows + 1, sizeof *self->values);
    self->status = calloc(n_rows + 1, sizeof *self->status);
    return self->columns && self->values && self->status ? ENT_OK : error_no_memory(error);
}

void table_free(table *self)
{
    free(self->columns);
    free(self->values);
    free(self->status);
    *self = (table){0};
}

double *table_values(const table *self, size_t column)
{
    return &self->values[column * self->n_rows];
}

size_t table_find(const table *self, const char *name)
{
    size_t i = 0;
    while (i < self->n_columns && strcmp(self->columns[i].name, name) != 0) {
        ++i;
    }
    return i;
}
