#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(text_buffer *self, size_t more)
{
    const size_t needed = self->size + more + 1;
    if (needed <= self->capacity) {
        return true;
    }
    const size_t capacity = needed < 256 ? 256 : 2 * needed;
    char *data = realloc(self->data, capacity);
    if (!data) {
        self->failed = true;
        return false;
    }
    self->data = data;
    self->capacity = capacity;
    return true;
}

void text_append(text_buffer *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || !reserve(self, (size_t)length)) {
        self->failed = true;
        return;
    }
    va_start(arguments, format);
    (void)vsnprintf(self->data + self->size, (size_t)length + 1, format, arguments);
    va_end(arguments);
    self->size += (size_t)length;
}

const char *text_content(const text_buffer *self)
{
    return self->data ? self->data : "";
}

void text_free(text_buffer *self)
{
    free(self->data);
    *self = (text_buffer){0};
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t text_distance(const char *a, const char *b)
{
    enum { LIMIT = 63 };
    size_t row[LIMIT + 1];
    const size_t length_a = smaller(strlen(a), LIMIT);
    const size_t length_b = smaller(strlen(b), LIMIT);
    for (size_t j = 0; j <= length_b; ++j) {
        row[j] = j;
    }
    for (size_t i = 1; i <= length_a; ++i) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length_b; ++j) {
            const size_t above = row[j];
            const size_t changed = diagonal + (a[i - 1] != b[j - 1]);
            row[j] = smaller(smaller(above, row[j - 1]) + 1, changed);
            diagonal = above;
        }
    }
    return row[length_b];
}
