/* What reading a network file needs: maps with known keys, texts, choices, and messages with file, line and key. */
#ifndef MODEL_NETWORK_READER_H
#define MODEL_NETWORK_READER_H

#include "io/yaml.h"
#include "model/network_parts.h"

/* What a key holds, and whether it must be there. A list of them ends with one without a name. */
typedef struct file_key {
    const char *name;
    yaml_kind kind;
    bool required;
} file_key;

typedef struct reader {
    network_locator locator; /* first: the builder sees only this */
    const char *path;
    yaml_file *file;
    const yaml_item *part; /* the map being read */
    ent_network *network;
    ent_error *error;
} reader;

/* Line of a key of the current part, for the builder. */
size_t reader_line(const network_locator *locator, const char *key);

/* An error at an item. */
int reader_fail(const reader *self, const yaml_item *where, ent_status status, const char *message);

/* Checks what an item is; what: "site, energy". */
int reader_check_kind(const reader *self, const yaml_item *item, yaml_kind kind, const char *what);

/* Checks that an item is a map with these keys, of the right kinds. */
int reader_check_map(const reader *self, const yaml_item *item, const file_key *keys, const char *what);

/* The text of a key of the current part, or NULL. */
const char *reader_text(const reader *self, const char *key);

/* Sets *choice to the index of the key's text among names (up to NULL); a key that is absent leaves it. */
int reader_choose(const reader *self, int *choice, const char *key, const char *const *names);

/* The texts of a list; the caller frees *names, also after a failure. */
int reader_names(const reader *self, const char ***names, size_t *n, const yaml_item *list, const char *what);

#endif
