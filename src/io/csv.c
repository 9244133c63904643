#include "io/csv.h"

#include <string.h>

#include "base/number.h"

static const char *const LINE_END = "\r\n";

/* A field in quotes where the format needs them, with quotes inside doubled. */
static void append_field(text_buffer *out, const char *field)
{
    if (!strpbrk(field, ",\"\r\n")) {
        text_append(out, "%s", field);
        return;
    }
    text_append(out, "\"");
    for (const char *c = field; *c; ++c) {
        text_append(out, "%.*s%c", *c == '"' ? 1 : 0, "\"", *c);
    }
    text_append(out, "\"");
}

void csv_append(text_buffer *out, const table *source)
{
    for (size_t k = 0; k < source->n_columns; ++k) {
        append_field(out, source->columns[k].name);
        text_append(out, ",");
    }
    text_append(out, "status%s", LINE_END);
    for (size_t i = 0; i < source->n_rows; ++i) {
        for (size_t k = 0; k < source->n_columns; ++k) {
            char number[NUMBER_SIZE];
            text_append(out, "%s,", number_format(number, table_values(source, k)[i]));
        }
        text_append(out, "%s%s", ent_status_name(source->status[i]), LINE_END);
    }
}
