#include "io/yaml.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/error.h"

struct yaml_file {
    yaml_document_t document;
    bool has_document;
};

/* An item is a node of libyaml under another name. */
static const yaml_node_t *node_of(const yaml_item *self)
{
    return (const yaml_node_t *)(const void *)self;
}

static const yaml_item *item_of(const yaml_file *file, int index)
{
    return (const yaml_item *)(const void *)(file->document.nodes.start + index - 1);
}

/* Reads at most one byte more than allowed, so that endless files end too. */
static int read_bytes(char **bytes, size_t *size, const char *path, ent_error *error)
{
    FILE *stream = fopen(path, "rb");
    if (!stream) {
        return error_set(error, ENT_ERROR_FILE, "%s: could not be read: %s", path, strerror(errno));
    }
    int status = ENT_OK;
    *bytes = malloc(YAML_MAX_BYTES + 1);
    if (!*bytes) {
        status = error_no_memory(error);
    } else {
        errno = 0;
        *size = fread(*bytes, 1, YAML_MAX_BYTES + 1, stream);
        if (ferror(stream)) {
            status = error_set(error, ENT_ERROR_FILE, "%s: could not be read: %s", path, strerror(errno));
        } else if (*size > YAML_MAX_BYTES) {
            status = error_set(error, ENT_ERROR_USAGE, "%s: larger than %u bytes, which no such file needs", path,
                               YAML_MAX_BYTES);
        }
    }
    (void)fclose(stream);
    return status;
}

/* libyaml only says that a tab "cannot start any token". */
static int check_tabs(const char *bytes, size_t size, const char *path, ent_error *error)
{
    size_t line = 1;
    bool indentation = true;
    for (size_t i = 0; i < size; ++i) {
        if (bytes[i] == '\t' && indentation) {
            return error_set(error, ENT_ERROR_USAGE, "%s:%zu: a tab in the indentation: YAML takes spaces only", path,
                             line);
        }
        indentation = bytes[i] == '\n' || (indentation && bytes[i] == ' ');
        line += bytes[i] == '\n';
    }
    return ENT_OK;
}

static size_t line_of_byte(const char *bytes, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset; ++i) {
        line += bytes[i] == '\n';
    }
    return line;
}

static int parser_error(const yaml_parser_t *parser, const char *bytes, const char *path, ent_error *error)
{
    if (parser->error == YAML_MEMORY_ERROR) {
        return error_no_memory(error);
    }
    if (parser->error == YAML_READER_ERROR) {
        return error_set(error, ENT_ERROR_USAGE, "%s:%zu: not UTF-8 text: %s", path,
                         line_of_byte(bytes, parser->problem_offset), parser->problem);
    }
    return error_set(error, ENT_ERROR_USAGE, "%s:%zu: not YAML: %s%s%s", path, parser->problem_mark.line + 1,
                     parser->problem ? parser->problem : "?", parser->context ? ", " : "",
                     parser->context ? parser->context : "");
}

static int load(yaml_file *self, const char *bytes, size_t size, const char *path, ent_error *error)
{
    yaml_parser_t parser;
    yaml_document_t second;
    if (!yaml_parser_initialize(&parser)) {
        return error_no_memory(error);
    }
    int status = ENT_OK;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, size);
    if (!yaml_parser_load(&parser, &self->document)) {
        status = parser_error(&parser, bytes, path, error);
    } else {
        self->has_document = true;
        if (!yaml_document_get_root_node(&self->document)) {
            status = error_set(error, ENT_ERROR_USAGE, "%s: the file is empty", path);
        } else if (!yaml_parser_load(&parser, &second)) {
            status = parser_error(&parser, bytes, path, error);
        } else {
            const yaml_node_t *root = yaml_document_get_root_node(&second);
            if (root) {
                status = error_set(error, ENT_ERROR_USAGE, "%s:%zu: a second document: one file holds one", path,
                                   root->start_mark.line + 1);
            }
            yaml_document_delete(&second);
        }
    }
    yaml_parser_delete(&parser);
    return status;
}

static int check_key(const yaml_file *self, const yaml_item *map, size_t index, const char *path, ent_error *error)
{
    const yaml_item *key = yaml_item_key(self, map, index);
    const yaml_node_t *node = node_of(key);
    if (yaml_item_kind(key) != YAML_TEXT || strlen(yaml_item_text(key)) != node->data.scalar.length) {
        return error_set(error, ENT_ERROR_USAGE, "%s:%zu: a key that is not plain text", path, yaml_item_line(key));
    }
    for (size_t k = 0; k < index; ++k) {
        const yaml_item *earlier = yaml_item_key(self, map, k);
        if (strcmp(yaml_item_text(earlier), yaml_item_text(key)) == 0) {
            return error_set(error, ENT_ERROR_DUPLICATE, "%s:%zu: key '%.63s' is given twice, first in line %zu", path,
                             yaml_item_line(key), yaml_item_text(key), yaml_item_line(earlier));
        }
    }
    return ENT_OK;
}

/* All nodes once, so that aliases cost nothing. */
static int check_nodes(const yaml_file *self, const char *path, ent_error *error)
{
    const yaml_document_t *document = &self->document;
    const int n = (int)(document->nodes.top - document->nodes.start);
    for (int i = 1; i <= n; ++i) {
        const yaml_item *item = item_of(self, i);
        const yaml_node_t *node = node_of(item);
        if (node->type == YAML_SCALAR_NODE && strlen(yaml_item_text(item)) != node->data.scalar.length) {
            return error_set(error, ENT_ERROR_USAGE, "%s:%zu: text with a zero byte", path, yaml_item_line(item));
        }
        for (size_t k = 0; node->type == YAML_MAPPING_NODE && k < yaml_item_size(item); ++k) {
            const int status = check_key(self, item, k, path, error);
            if (status != ENT_OK) {
                return status;
            }
        }
    }
    return ENT_OK;
}

int yaml_file_read(yaml_file **self, const char *path, ent_error *error)
{
    char *bytes = NULL;
    size_t size = 0;
    *self = calloc(1, sizeof **self);
    int status = *self ? read_bytes(&bytes, &size, path, error) : error_no_memory(error);
    if (status == ENT_OK && bytes) {
        status = check_tabs(bytes, size, path, error);
        status = status == ENT_OK ? load(*self, bytes, size, path, error) : status;
    }
    if (status == ENT_OK) {
        status = check_nodes(*self, path, error);
    }
    free(bytes);
    if (status != ENT_OK) {
        yaml_file_free(*self);
        *self = NULL;
    }
    return status;
}

void yaml_file_free(yaml_file *self)
{
    if (self && self->has_document) {
        yaml_document_delete(&self->document);
    }
    free(self);
}

const yaml_item *yaml_file_root(const yaml_file *self)
{
    return item_of(self, 1);
}

yaml_kind yaml_item_kind(const yaml_item *self)
{
    switch (node_of(self)->type) {
    case YAML_SEQUENCE_NODE:
        return YAML_LIST;
    case YAML_MAPPING_NODE:
        return YAML_MAP;
    default:
        return YAML_TEXT;
    }
}

size_t yaml_item_line(const yaml_item *self)
{
    return node_of(self)->start_mark.line + 1;
}

const char *yaml_item_text(const yaml_item *self)
{
    return (const char *)node_of(self)->data.scalar.value;
}

size_t yaml_item_size(const yaml_item *self)
{
    const yaml_node_t *node = node_of(self);
    switch (yaml_item_kind(self)) {
    case YAML_LIST:
        return (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    case YAML_MAP:
        return (size_t)(node->data.mapping.pairs.top - node->data.mapping.pairs.start);
    default:
        return 0;
    }
}

const yaml_item *yaml_item_at(const yaml_file *file, const yaml_item *self, size_t index)
{
    const yaml_node_t *node = node_of(self);
    return item_of(file, yaml_item_kind(self) == YAML_LIST ? node->data.sequence.items.start[index]
                                                           : node->data.mapping.pairs.start[index].value);
}

const yaml_item *yaml_item_key(const yaml_file *file, const yaml_item *self, size_t index)
{
    return item_of(file, node_of(self)->data.mapping.pairs.start[index].key);
}

const yaml_item *yaml_item_get(const yaml_file *file, const yaml_item *self, const char *key)
{
    for (size_t i = 0; i < yaml_item_size(self); ++i) {
        if (strcmp(yaml_item_text(yaml_item_key(file, self, i)), key) == 0) {
            return yaml_item_at(file, self, i);
        }
    }
    return NULL;
}
