#include "cli/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/threads.h"
#include "io/file.h"
#include "model/names.h"

int study_begin(study *self, int *position, int n_arguments, char **arguments, ent_error *error)
{
    *self = (study){.route = ENT_ROUTE_AUTOMATIC};
    int status = arguments_model(&self->model, &self->network, position, n_arguments, arguments, error);
    status = status == ENT_OK ? threads_of_environment(&self->threads, error) : status;
    if (status == ENT_OK) {
        ent_model_defaults(self->model, self->parameters);
    }
    return status;
}

static int take_axis(study *self, const assignment *pair, size_t parameter, ent_error *error)
{
    if (self->n_axes == STUDY_MAX_AXES) {
        return error_set(error, ENT_ERROR_USAGE, "argument '%s': more than %d ranges", pair->argument, STUDY_MAX_AXES);
    }
    ent_axis *axis = &self->axes[self->n_axes];
    text_buffer plain = {0};
    int status =
        unit_system_read_parameter(&self->units, &plain, self->model, parameter, pair->text, pair->argument, error);
    if (status == ENT_OK && ent_range_parse(&axis->range, text_content(&plain), error) != ENT_OK) {
        status = error_in_argument(pair->argument, error);
    }
    text_free(&plain);
    if (status != ENT_OK) {
        return status;
    }
    axis->parameter = self->model->parameters[parameter].name;
    ++self->n_axes;
    return ENT_OK;
}

int study_take_parameter(study *self, const char *argument, ent_error *error)
{
    assignment pair;
    const int status = assignment_split(&pair, argument, error);
    if (status != ENT_OK) {
        return status;
    }
    const size_t parameter = ent_model_parameter(self->model, pair.name);
    if (parameter == self->model->n_parameters || !strpbrk(pair.text, ":,")) {
        return arguments_set_parameter(self->model, self->parameters, self->given, &self->units, argument, error);
    }
    if (self->given[parameter]) {
        return error_set(error, ENT_ERROR_DUPLICATE, "argument '%s': %s is given twice", argument, pair.name);
    }
    self->given[parameter] = true;
    return take_axis(self, &pair, parameter, error);
}

/* LOW:HIGH, without units; cuts the text in two. */
static int read_interval(ent_interval *interval, char *text, ent_error *error)
{
    char *high = strchr(text, ':');
    *high++ = '\0';
    const int status = ent_number_parse(&interval->lower, text, error);
    return status == ENT_OK ? ent_number_parse(&interval->upper, high, error) : status;
}

int study_take_interval(study *self, ent_interval *interval, assignment *pair, const char *argument, ent_error *error)
{
    text_buffer plain = {0};
    int status = assignment_split(pair, argument, error);
    if (status != ENT_OK) {
        return status;
    }
    const char *colon = strchr(pair->text, ':');
    if (!colon || colon == pair->text || strchr(colon + 1, ':')) {
        return error_set(error, ENT_ERROR_USAGE, "argument '%s': expected name=LOW:HIGH, such as delta=0:0.1",
                         argument);
    }
    const size_t index = ent_model_parameter(self->model, pair->name);
    if (index == self->model->n_parameters) {
        return unknown_parameter(self->model, pair->name, error);
    }
    if (self->given[index]) {
        return error_set(error, ENT_ERROR_DUPLICATE, "argument '%s': %s is given twice", argument, pair->name);
    }
    status = unit_system_read_parameter(&self->units, &plain, self->model, index, pair->text, argument, error);
    if (status == ENT_OK && read_interval(interval, plain.data, error) != ENT_OK) {
        status = error_in_argument(argument, error);
    }
    text_free(&plain);
    if (status != ENT_OK) {
        return status;
    }
    interval->parameter = pair->name;
    self->given[index] = true;
    return ENT_OK;
}

int study_end(study *self, ent_error *error)
{
    return unit_system_apply(&self->units, &self->model, self->parameters, self->given, error);
}

int option_value(const char **value, int *position, int n_arguments, char **arguments, ent_error *error)
{
    const char *option = arguments[*position];
    if (*position + 1 >= n_arguments || arguments[*position + 1][0] == '\0') {
        return error_set(error, ENT_ERROR_USAGE, "option '%s' needs a value", option);
    }
    *value = arguments[++*position];
    return ENT_OK;
}

/* Cuts a,b,c apart; the names are checked against the model. */
static int take_observables(study *self, const char *list, ent_error *error)
{
    free(self->observable_text);
    self->n_observables = 0;
    self->observable_text = malloc(strlen(list) + 1);
    if (!self->observable_text) {
        return error_no_memory(error);
    }
    memcpy(self->observable_text, list, strlen(list) + 1);
    char *rest = self->observable_text;
    while (rest) {
        char *comma = strchr(rest, ',');
        if (comma) {
            *comma = '\0';
        }
        if (ent_model_observable(self->model, rest) == self->model->n_observables) {
            (void)unknown_observable(self->model, rest, error);
            return error_in_argument("--observe", error);
        }
        if (self->n_observables == STUDY_MAX_OBSERVABLES) {
            return error_set(error, ENT_ERROR_USAGE, "option '--observe': more than %d names", STUDY_MAX_OBSERVABLES);
        }
        self->observables[self->n_observables++] = rest;
        rest = comma ? comma + 1 : NULL;
    }
    return ENT_OK;
}

int study_take_option(study *self, bool *taken, int *position, int n_arguments, char **arguments, ent_error *error)
{
    const char *option = arguments[*position];
    const char *value = "";
    *taken = strcmp(option, "--observe") == 0 || strcmp(option, "-o") == 0 || strcmp(option, "--threads") == 0;
    if (!*taken) {
        return ENT_OK;
    }
    const int status = option_value(&value, position, n_arguments, arguments, error);
    if (status != ENT_OK) {
        return status;
    }
    if (strcmp(option, "--observe") == 0) {
        return take_observables(self, value, error);
    }
    if (strcmp(option, "--threads") == 0) {
        return threads_parse(&self->threads, "option '--threads'", value, error);
    }
    self->output = value;
    return ENT_OK;
}

void study_command_line(text_buffer *out, const char *verb, int n_arguments, char **arguments)
{
    text_append(out, "entangine %s", verb);
    for (int i = 0; i < n_arguments; ++i) {
        if (strcmp(arguments[i], "--threads") == 0) {
            ++i;
        } else if (strcmp(arguments[i], "--resume") != 0) {
            text_append(out, " %s", arguments[i]);
        }
    }
}

bool study_wants_hdf5(const study *self)
{
    const char *ending = self->output ? strrchr(self->output, '.') : NULL;
    return ending && (strcmp(ending, ".h5") == 0 || strcmp(ending, ".hdf5") == 0);
}

int study_check_text_output(const study *self, ent_error *error)
{
    if (study_wants_hdf5(self)) {
        return error_set(error, ENT_ERROR_USAGE,
                         "option '-o': %s: this verb writes text; only sweep and evolve write HDF5", self->output);
    }
    return ENT_OK;
}

int study_output(const study *self, int status, const text_buffer *out, ent_error *error)
{
    if (status == ENT_OK && out->failed) {
        return error_set(error, ENT_ERROR_NO_MEMORY, "not enough memory for the result");
    }
    if (status == ENT_OK && self->output) {
        return file_write(self->output, text_content(out), out->size, error);
    }
    if (status == ENT_OK) {
        (void)fputs(text_content(out), stdout);
    }
    return status;
}

void study_free(study *self)
{
    for (size_t k = 0; k < self->n_axes; ++k) {
        ent_range_free(&self->axes[k].range);
    }
    free(self->observable_text);
    unit_system_free(&self->units);
    ent_network_free(self->network);
}
