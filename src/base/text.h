/* Text that grows. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "entangine/macros.h"

/* {0} is the empty text. After a failed allocation it stays as it was and failed is set. */
typedef struct text_buffer {
    char *data; /* zero-terminated; NULL while empty */
    size_t size, capacity;
    bool failed;
} text_buffer;

/* Appends formatted text. */
ENT_PRINTF(2, 3) void text_append(text_buffer *self, const char *format, ...);

/* The content; "" while empty. */
const char *text_content(const text_buffer *self);

void text_free(text_buffer *self);

/* Number of single-character edits that turn one name into the other, for suggestions; names over 63 bytes are cut. */
size_t text_distance(const char *a, const char *b);

#endif
