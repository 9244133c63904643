#include "model/names.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* Longer lists of names would be cut by the size of a message. */
enum { MAX_LIST = 300 };

/* Stride through a table whose rows begin with a name. */
typedef struct name_table {
    const char *kind;
    size_t n;
    const char *(*at)(const ent_model *model, size_t index);
} name_table;

static const char *parameter_at(const ent_model *model, size_t index)
{
    return model->parameters[index].name;
}

static const char *observable_at(const ent_model *model, size_t index)
{
    return model->observables[index].name;
}

static int unknown(const ent_model *model, const name_table *table, const char *name, ent_error *error)
{
    if (table->n == 0) {
        return error_set(error, ENT_ERROR_UNKNOWN_NAME, "model %s has no %s '%s': it has none at all", model->name,
                         table->kind, name);
    }
    const char *nearest = table->at(model, 0);
    text_buffer list = {0};
    for (size_t i = 0; i < table->n; ++i) {
        const char *candidate = table->at(model, i);
        text_append(&list, i ? ", %s" : "%s", candidate);
        if (text_distance(name, candidate) < text_distance(name, nearest)) {
            nearest = candidate;
        }
    }
    const bool is_long = list.size > MAX_LIST;
    const int status =
        is_long ? error_set(error, ENT_ERROR_UNKNOWN_NAME, "model %s has no %s '%s': of its %zu the nearest is '%s'",
                            model->name, table->kind, name, table->n, nearest)
                : error_set(error, ENT_ERROR_UNKNOWN_NAME, "model %s has no %s '%s': the nearest is '%s'; it has %s",
                            model->name, table->kind, name, nearest, text_content(&list));
    text_free(&list);
    return status;
}

int unknown_parameter(const ent_model *model, const char *name, ent_error *error)
{
    for (size_t i = 0; i < model->n_derived; ++i) {
        if (strcmp(model->derived[i].name, name) == 0) {
            return error_set(error, ENT_ERROR_UNKNOWN_NAME,
                             "%s follows other parameters and cannot be set: it is %s in %s", name,
                             model->derived[i].expression, model->name);
        }
    }
    const name_table table = {"parameter", model->n_parameters, parameter_at};
    return unknown(model, &table, name, error);
}

int unknown_observable(const ent_model *model, const char *name, ent_error *error)
{
    const name_table table = {"observable", model->n_observables, observable_at};
    return unknown(model, &table, name, error);
}
