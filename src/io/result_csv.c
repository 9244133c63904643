/* CSV (RFC 4180) of results: a header, then numbers; an empty field is undefined. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entangine/range.h"
#include "io/result_file.h"

typedef enum field_kind { NUMBER, STATUS, DIRECTION, PLACE } field_kind;

enum { MAX_COLUMNS = 4096 };

/* Where reading stands. */
typedef struct reader {
    const char *path;
    char *at, *end;
    size_t line, n_fields;
    field_kind kinds[MAX_COLUMNS];
    size_t columns[MAX_COLUMNS]; /* index of a NUMBER among the columns of numbers */
} reader;

/* Cuts the next field out of the text, quotes taken off. *last tells whether the row ends here; NULL: bad quotes. */
static char *next_field(reader *self, bool *last)
{
    char *field = self->at, *from = self->at, *to = self->at;
    const bool quoted = *from == '"';
    for (from += quoted; quoted; ++from) {
        if (from >= self->end) {
            return NULL;
        }
        if (*from == '"' && from[1] != '"') {
            ++from;
            break;
        }
        from += *from == '"';
        self->line += *from == '\n';
        *to++ = *from;
    }
    if (!quoted) {
        const size_t length = strcspn(from, ",\r\n");
        from += length;
        to = from;
    }
    char *rest = from;
    *last = *rest != ',';
    if (*rest == '\r' && rest[1] == '\n') {
        ++rest;
    }
    if (rest < self->end && *rest != ',' && *rest != '\n') {
        return NULL;
    }
    self->at = rest < self->end ? rest + 1 : self->end;
    *to = '\0';
    return field;
}

static int bad_quotes(const reader *self, ent_error *error)
{
    return error_set(error, ENT_ERROR_FILE, "%s: line %zu: a field in quotes must end in a quote before the next comma",
                     self->path, self->line);
}

static field_kind kind_of(const char *name)
{
    return strcmp(name, "status") == 0      ? STATUS
           : strcmp(name, "direction") == 0 ? DIRECTION
           : strcmp(name, "place") == 0     ? PLACE
                                            : NUMBER;
}

static bool is_number(const char *text)
{
    double value;
    return ent_number_parse(&value, text, NULL) == ENT_OK;
}

static int add_header_field(reader *self, result_file *file, const char *field, ent_error *error)
{
    const field_kind kind = kind_of(field);
    if (self->n_fields == MAX_COLUMNS) {
        return error_set(error, ENT_ERROR_FILE, "%s: more than %d columns", self->path, MAX_COLUMNS);
    }
    if (*field == '\0' || is_number(field)) {
        return error_set(
            error, ENT_ERROR_FILE,
            "%s: line 1: '%.40s' is no name of a column: expected a header row, such as T_h,J_ratio,status", self->path,
            field);
    }
    self->kinds[self->n_fields] = kind;
    self->columns[self->n_fields++] = file->n_columns;
    if (kind != NUMBER) {
        file->is_optimum = file->is_optimum || kind == PLACE;
        return ENT_OK;
    }
    const result_column *new = result_file_add(file, field, strlen(field));
    if (!new) {
        return error_no_memory(error);
    }
    if (result_file_find(file, new->name) != file->n_columns - 1) {
        return error_set(error, ENT_ERROR_FILE, "%s: line 1: two columns are named %.40s", self->path, new->name);
    }
    return ENT_OK;
}

static int read_header(reader *self, result_file *file, ent_error *error)
{
    bool last = false;
    self->line = 1;
    while (!last) {
        const char *field = next_field(self, &last);
        const int status = field ? add_header_field(self, file, field, error) : bad_quotes(self, error);
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

static int set_direction(const reader *self, result_file *file, size_t row, const char *field, ent_error *error)
{
    static const char *const names[] = {"enters", "leaves", "touches"};
    for (size_t i = 0; i < 3; ++i) {
        if (strcmp(field, names[i]) == 0) {
            file->directions[row] = (signed char)i;
            return ENT_OK;
        }
    }
    return error_set(error, ENT_ERROR_FILE, "%s: line %zu: the direction '%.40s' is not enters, leaves or touches",
                     self->path, self->line, field);
}

static int set_field(const reader *self, result_file *file, size_t row, size_t index, const char *field,
                     ent_error *error)
{
    if (self->kinds[index] == STATUS) {
        file->failed[row] = strcmp(field, "ok") != 0 && strcmp(field, "undefined") != 0;
        return ENT_OK;
    }
    if (self->kinds[index] == DIRECTION) {
        return set_direction(self, file, row, field, error);
    }
    if (self->kinds[index] == PLACE) {
        return ENT_OK;
    }
    result_column *column = &file->columns[self->columns[index]];
    double *value = &column->values[row];
    *value = NAN;
    if (*field != '\0' && strcmp(field, "nan") != 0 && strcmp(field, "NaN") != 0 &&
        ent_number_parse(value, field, NULL) != ENT_OK) {
        return error_set(error, ENT_ERROR_FILE,
                         "%s: line %zu: %.40s is '%.40s': expected a finite number, or nothing where it is undefined",
                         self->path, self->line, column->name, field);
    }
    return ENT_OK;
}

static int read_row(reader *self, result_file *file, size_t row, ent_error *error)
{
    bool last = false;
    size_t n = 0;
    ++self->line;
    for (; !last; ++n) {
        const char *field = next_field(self, &last);
        const int status = !field               ? bad_quotes(self, error)
                           : n < self->n_fields ? set_field(self, file, row, n, field, error)
                                                : ENT_OK;
        if (status != ENT_OK) {
            return status;
        }
    }
    return n == self->n_fields ? ENT_OK
                               : error_set(error, ENT_ERROR_FILE, "%s: line %zu has %zu fields, the header %zu",
                                           self->path, self->line, n, self->n_fields);
}

/* Room for as many rows as there are ends of lines. */
static int reserve_rows(const reader *self, result_file *file, ent_error *error)
{
    size_t n = 1;
    for (const char *c = self->at; c < self->end; ++c) {
        n += *c == '\n';
    }
    for (size_t k = 0; k < file->n_columns; ++k) {
        free(file->columns[k].values);
        file->columns[k].values = calloc(n, sizeof(double));
        if (!file->columns[k].values) {
            return error_no_memory(error);
        }
    }
    file->failed = calloc(n, sizeof *file->failed);
    bool has_direction = false;
    for (size_t i = 0; i < self->n_fields; ++i) {
        has_direction = has_direction || self->kinds[i] == DIRECTION;
    }
    file->directions = has_direction ? calloc(n, 1) : NULL;
    return file->failed && (file->directions || !has_direction) ? ENT_OK : error_no_memory(error);
}

int result_csv_read(result_file *self, const char *path, char *text, size_t size, ent_error *error)
{
    if (memchr(text, '\0', size)) {
        return error_set(error, ENT_ERROR_FILE, "%s: is neither text nor HDF5: expected a result, CSV or HDF5", path);
    }
    reader *in = calloc(1, sizeof *in);
    if (!in) {
        return error_no_memory(error);
    }
    const size_t mark = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; /* some editors begin UTF-8 with it */
    in->path = path;
    in->at = text + mark;
    in->end = text + size;
    int status = read_header(in, self, error);
    if (status == ENT_OK) {
        status = reserve_rows(in, self, error);
    }
    while (status == ENT_OK && in->at < in->end) {
        status = read_row(in, self, self->n_rows, error);
        ++self->n_rows;
    }
    free(in);
    return status;
}
