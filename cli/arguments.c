#include "cli/arguments.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "model/names.h"

/* Puts "argument 'x': " before the message. */
int error_in_argument(const char *argument, ent_error *error)
{
    char message[ENT_MESSAGE_SIZE];
    memcpy(message, error->message, sizeof message);
    (void)snprintf(error->message, sizeof error->message, "argument '%.100s': %.380s", argument, message);
    return error->status;
}

int assignment_split(assignment *self, const char *argument, ent_error *error)
{
    const char *equals = strchr(argument, '=');
    const size_t length = equals ? (size_t)(equals - argument) : 0;
    if (length == 0 || length >= sizeof self->name) {
        return error_set(error, ENT_ERROR_USAGE, "argument '%s': expected name=value, such as T_h=0.7", argument);
    }
    memcpy(self->name, argument, length);
    self->name[length] = '\0';
    self->text = equals + 1;
    self->argument = argument;
    return ENT_OK;
}

static int unknown_model(const char *name, ent_error *error)
{
    const char *nearest = ent_model_at(0)->name;
    text_buffer list = {0};
    for (size_t i = 0; i < ent_model_count(); ++i) {
        const char *candidate = ent_model_at(i)->name;
        text_append(&list, i ? ", %s" : "%s", candidate);
        if (text_distance(name, candidate) < text_distance(name, nearest)) {
            nearest = candidate;
        }
    }
    const int status = error_set(error, ENT_ERROR_UNKNOWN_NAME,
                                 "there is no model '%s': the nearest is '%s'; the models are %s, or a file.yaml", name,
                                 nearest, text_content(&list));
    text_free(&list);
    return status;
}

int arguments_model(const ent_model **model, ent_network **network, int *position, int n_arguments, char **arguments,
                    ent_error *error)
{
    *network = NULL;
    *model = ent_model_find("local");
    if (*position >= n_arguments) {
        return ENT_OK;
    }
    const char *name = arguments[*position];
    if (name[0] == '-' || strchr(name, '=')) {
        return ENT_OK;
    }
    ++*position;
    if (strpbrk(name, "./")) {
        const int status = ent_network_read(network, name, error);
        *model = status == ENT_OK ? ent_network_model(*network) : NULL;
        return status;
    }
    *model = ent_model_find(name);
    return *model ? ENT_OK : unknown_model(name, error);
}

/* One number, with or without a unit. */
static int read_number(const ent_model *model, double *parameters, size_t index, unit_system *units,
                       const assignment *pair, ent_error *error)
{
    text_buffer plain = {0};
    int status = unit_system_read_parameter(units, &plain, model, index, pair->text, pair->argument, error);
    if (status == ENT_OK &&
        (ent_number_parse(&parameters[index], text_content(&plain), error) != ENT_OK ||
         (!units->units[index] && ent_model_set(model, parameters, pair->name, parameters[index], error) != ENT_OK))) {
        status = error_in_argument(pair->argument, error);
    }
    text_free(&plain);
    return status;
}

int arguments_set_parameter(const ent_model *model, double *parameters, bool *given, unit_system *units,
                            const char *argument, ent_error *error)
{
    assignment pair;
    int status = assignment_split(&pair, argument, error);
    if (status != ENT_OK) {
        return status;
    }
    const size_t index = ent_model_parameter(model, pair.name);
    if (index == model->n_parameters) {
        (void)unknown_parameter(model, pair.name, error);
        return error_in_argument(argument, error);
    }
    if (given[index]) {
        return error_set(error, ENT_ERROR_DUPLICATE, "argument '%s': %s is given twice", argument, pair.name);
    }
    if (strpbrk(pair.text, ":,")) {
        return error_set(error, ENT_ERROR_USAGE, "argument '%s': '%s' is not one number, and one point needs one",
                         argument, pair.text);
    }
    given[index] = true;
    return read_number(model, parameters, index, units, &pair, error);
}

int unknown_option(const char *verb, const char *option, const char *options, ent_error *error)
{
    return error_set(error, ENT_ERROR_USAGE, "%s has no option '%s': it has %s", verb, option, options);
}

int option_whole_number(unsigned long long *number, const char *option, const char *text, ent_error *error)
{
    char *end = NULL;
    errno = 0;
    *number = isdigit((unsigned char)*text) ? strtoull(text, &end, 10) : 0;
    if (!end || *end != '\0' || errno != 0) {
        return error_set(error, ENT_ERROR_BAD_NUMBER, "option '%s': '%s' is not a whole number", option, text);
    }
    return ENT_OK;
}
