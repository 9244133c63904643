/* JSON text, written member by member. Numbers are the shortest decimals that read back exactly; NaN becomes null. */
#ifndef IO_JSON_H
#define IO_JSON_H

#include <stdbool.h>

#include "base/text.h"

/* A writer into a text; {&text} starts one. */
typedef struct json_writer {
    text_buffer *out;
    int depth;
    bool has_members; /* of the innermost open object or array */
} json_writer;

/* Opens and closes objects and arrays; name is NULL inside an array and for the outermost value. */
void json_write_open(json_writer *self, const char *name, char bracket);
void json_write_close(json_writer *self, char bracket);

/* Members, or elements where name is NULL. */
void json_write_number(json_writer *self, const char *name, double value);
void json_write_string(json_writer *self, const char *name, const char *value);
void json_write_literal(json_writer *self, const char *name, const char *literal);

#endif
