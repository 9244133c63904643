#include "model/network_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

size_t reader_line(const network_locator *locator, const char *key)
{
    const reader *self = (const reader *)(const void *)locator;
    const yaml_item *value = key ? yaml_item_get(self->file, self->part, key) : NULL;
    if (!value && key && strcmp(key, "sites") == 0) {
        value = yaml_item_get(self->file, self->part, "site");
    }
    return yaml_item_line(value ? value : self->part);
}

int reader_fail(const reader *self, const yaml_item *where, ent_status status, const char *message)
{
    return error_set(self->error, status, "%.150s:%zu: %.320s", self->path, yaml_item_line(where), message);
}

/* "what: a list is expected, not text" */
int reader_check_kind(const reader *self, const yaml_item *item, yaml_kind kind, const char *what)
{
    static const char *const names[] = {"one text or number", "a list", "a map (key: value)"};
    char message[ENT_MESSAGE_SIZE];
    if (yaml_item_kind(item) == kind) {
        return ENT_OK;
    }
    (void)snprintf(message, sizeof message, "%.200s: expected %s, found %s", what, names[kind],
                   names[yaml_item_kind(item)]);
    return reader_fail(self, item, ENT_ERROR_USAGE, message);
}

static int unknown_key(const reader *self, const yaml_item *key, const file_key *keys, const char *what)
{
    text_buffer message = {0};
    const char *name = yaml_item_text(key), *nearest = keys->name;
    for (const file_key *k = keys; k->name; ++k) {
        nearest = text_distance(name, k->name) < text_distance(name, nearest) ? k->name : nearest;
    }
    text_append(&message, "%s: there is no key '%.63s': the nearest is '%s'; there are ", what, name, nearest);
    for (const file_key *k = keys; k->name; ++k) {
        text_append(&message, "%s%s", k == keys ? "" : ", ", k->name);
    }
    const int status = reader_fail(self, key, ENT_ERROR_UNKNOWN_NAME, text_content(&message));
    text_free(&message);
    return status;
}

int reader_check_map(const reader *self, const yaml_item *item, const file_key *keys, const char *what)
{
    char message[ENT_MESSAGE_SIZE];
    int status = reader_check_kind(self, item, YAML_MAP, what);
    for (size_t i = 0; status == ENT_OK && i < yaml_item_size(item); ++i) {
        const yaml_item *key = yaml_item_key(self->file, item, i);
        const file_key *known = keys;
        while (known->name && strcmp(known->name, yaml_item_text(key)) != 0) {
            ++known;
        }
        (void)snprintf(message, sizeof message, "%s, %s", what, known->name ? known->name : "");
        status = known->name ? reader_check_kind(self, yaml_item_at(self->file, item, i), known->kind, message)
                             : unknown_key(self, key, keys, what);
    }
    for (const file_key *key = keys; status == ENT_OK && key->name; ++key) {
        if (key->required && !yaml_item_get(self->file, item, key->name)) {
            (void)snprintf(message, sizeof message, "%s: key '%s' is missing", what, key->name);
            status = reader_fail(self, item, ENT_ERROR_USAGE, message);
        }
    }
    return status;
}

const char *reader_text(const reader *self, const char *key)
{
    const yaml_item *item = yaml_item_get(self->file, self->part, key);
    return item ? yaml_item_text(item) : NULL;
}

int reader_choose(const reader *self, int *choice, const char *key, const char *const *names)
{
    const char *text = reader_text(self, key);
    text_buffer message = {0};
    if (!text) {
        return ENT_OK;
    }
    text_append(&message, "%s: '%.63s' is not one of ", key, text);
    for (int i = 0; names[i]; ++i) {
        if (strcmp(names[i], text) == 0) {
            *choice = i;
            text_free(&message);
            return ENT_OK;
        }
        text_append(&message, "%s%s", i ? ", " : "", names[i]);
    }
    const int status =
        reader_fail(self, yaml_item_get(self->file, self->part, key), ENT_ERROR_UNKNOWN_NAME, text_content(&message));
    text_free(&message);
    return status;
}

int reader_names(const reader *self, const char ***names, size_t *n, const yaml_item *list, const char *what)
{
    int status = ENT_OK;
    *n = yaml_item_size(list);
    *names = calloc(*n + 1, sizeof **names);
    if (!*names) {
        return error_no_memory(self->error);
    }
    for (size_t i = 0; status == ENT_OK && i < *n; ++i) {
        const yaml_item *item = yaml_item_at(self->file, list, i);
        status = reader_check_kind(self, item, YAML_TEXT, what);
        (*names)[i] = status == ENT_OK ? yaml_item_text(item) : NULL;
    }
    return status;
}
