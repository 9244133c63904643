/* YAML files as a tree of text, with the line of everything. The only file that knows libyaml is yaml.c. */
#ifndef IO_YAML_H
#define IO_YAML_H

#include <stddef.h>

#include "entangine/status.h"

typedef struct yaml_file yaml_file;

/* A node of the tree; lives as long as its file. Aliases are the node that they name. */
typedef struct yaml_item yaml_item;

typedef enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP } yaml_kind;

/* The largest file that is read: a network needs a few thousand bytes. */
#define YAML_MAX_BYTES (1U << 20)

/* Reads a file of one document. Refused are what is not UTF-8 or not YAML, several documents, an empty file, keys that
 * are not plain text or stand twice in a map; the message begins with path and line.
 * *self is freed by yaml_file_free; NULL after a failure.
 * Returns ENT_OK, ENT_ERROR_FILE (it cannot be read), ENT_ERROR_USAGE, ENT_ERROR_DUPLICATE or ENT_ERROR_NO_MEMORY. */
int yaml_file_read(yaml_file **self, const char *path, ent_error *error);

/* Frees a file; NULL is fine. */
void yaml_file_free(yaml_file *self);

const yaml_item *yaml_file_root(const yaml_file *self);

yaml_kind yaml_item_kind(const yaml_item *self);

/* Counted from 1. */
size_t yaml_item_line(const yaml_item *self);

/* The text of a YAML_TEXT, as written; "" for one left out. */
const char *yaml_item_text(const yaml_item *self);

/* Number of elements or pairs; 0 of a text. */
size_t yaml_item_size(const yaml_item *self);

/* Element of a list, or value of a pair of a map. */
const yaml_item *yaml_item_at(const yaml_file *file, const yaml_item *self, size_t index);

/* Key of a pair of a map. */
const yaml_item *yaml_item_key(const yaml_file *file, const yaml_item *self, size_t index);

/* Value of a key of a map, or NULL. */
const yaml_item *yaml_item_get(const yaml_file *file, const yaml_item *self, const char *key);

#endif
