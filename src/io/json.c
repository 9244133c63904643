#include "io/json.h"

#include <math.h>

#include "base/number.h"

static void quote(text_buffer *out, const char *value)
{
    text_append(out, "\"");
    for (const unsigned char *c = (const unsigned char *)value; *c; ++c) {
        if (*c == '"' || *c == '\\') {
            text_append(out, "\\%c", *c);
        } else if (*c < 0x20) {
            text_append(out, "\\u%04x", *c);
        } else {
            text_append(out, "%c", *c);
        }
    }
    text_append(out, "\"");
}

static void start_member(json_writer *self, const char *name)
{
    if (self->depth > 0) {
        text_append(self->out, "%s\n%*s", self->has_members ? "," : "", 2 * self->depth, "");
    }
    self->has_members = true;
    if (name) {
        quote(self->out, name);
        text_append(self->out, ": ");
    }
}

void json_write_open(json_writer *self, const char *name, char bracket)
{
    start_member(self, name);
    text_append(self->out, "%c", bracket);
    ++self->depth;
    self->has_members = false;
}

void json_write_close(json_writer *self, char bracket)
{
    --self->depth;
    if (self->has_members) {
        text_append(self->out, "\n%*s", 2 * self->depth, "");
    }
    text_append(self->out, "%c", bracket);
    self->has_members = true;
    if (self->depth == 0) {
        text_append(self->out, "\n");
    }
}

void json_write_number(json_writer *self, const char *name, double value)
{
    char number[NUMBER_SIZE];
    json_write_literal(self, name, isfinite(value) ? number_format(number, value) : "null");
}

void json_write_string(json_writer *self, const char *name, const char *value)
{
    start_member(self, name);
    quote(self->out, value);
}

void json_write_literal(json_writer *self, const char *name, const char *literal)
{
    start_member(self, name);
    text_append(self->out, "%s", literal);
}
