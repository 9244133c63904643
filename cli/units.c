#include "cli/units.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "cli/arguments.h"
#include "model/names.h"

/* Notes whether a number has a unit; an error once some have and others lack one. */
static int note(unit_system *self, const ent_unit *unit, double value, ent_quantity quantity, const char *argument,
                ent_error *error)
{
    if (unit && !self->with) {
        self->with = argument;
    }
    if (!unit && value != 0.0 && quantity != ENT_QUANTITY_NUMBER && !self->without) {
        self->without = argument;
    }
    if (!self->with || !self->without) {
        return ENT_OK;
    }
    return strcmp(self->with, self->without) == 0
               ? error_set(
                     error, ENT_ERROR_USAGE,
                     "argument '%.100s': a number with a unit beside one without: give all numbers units, or none",
                     self->with)
               : error_set(error, ENT_ERROR_USAGE,
                           "argument '%.100s' has no unit, but '%.100s' has one: give all numbers units, or none",
                           self->without, self->with);
}

/* What the numbers of one argument have in common. */
typedef struct reading {
    unit_system *self;
    ent_quantity quantity;
    const ent_unit *unit; /* to convert to; NULL: to be that of the first number that has one */
    double first;         /* the first number other than 0 */
    const char *argument;
} reading;

/* Appends one number in the common unit, without it. */
static int read_field(void *context, text_buffer *out, const char *text, size_t length, ent_error *error)
{
    reading *now = context;
    char field[128], number[NUMBER_SIZE];
    const ent_unit *unit;
    double value;
    if (length >= sizeof field) {
        text_append(out, "%.*s", (int)length, text);
        return ENT_OK;
    }
    memcpy(field, text, length);
    field[length] = '\0';
    int status = ent_unit_parse(&value, &unit, field, now->quantity, error);
    if (status == ENT_ERROR_BAD_NUMBER) { /* whoever reads the plain text says what it should be */
        text_append(out, "%s", field);
        return ENT_OK;
    }
    if (status != ENT_OK) {
        return error_in_argument(now->argument, error);
    }
    status = note(now->self, unit, value, now->quantity, now->argument, error);
    if (status != ENT_OK || !unit) {
        text_append(out, "%s", field);
        return status;
    }
    now->unit = now->unit ? now->unit : unit;
    value = ent_unit_convert(value, unit, now->unit, now->quantity);
    now->first = now->first == 0.0 ? value : now->first;
    text_append(out, "%s", number_format(number, value));
    return ENT_OK;
}

/* What is done with one number, from text to text + length. */
typedef int (*field_function)(void *context, text_buffer *out, const char *text, size_t length, ent_error *error);

/* Numbers apart by colons or commas; the last of three with colons is a count. */
static int for_each_field(text_buffer *out, const char *text, field_function act, void *context, ent_error *error)
{
    int colons = 0;
    int status = ENT_OK;
    if (strncmp(text, "log:", 4) == 0) {
        text_append(out, "log:");
        text += 4;
    }
    while (status == ENT_OK) {
        const size_t length = strcspn(text, ":,");
        if (colons == 2) {
            text_append(out, "%.*s", (int)length, text);
        } else {
            status = act(context, out, text, length, error);
        }
        text += length;
        if (*text == '\0') {
            break;
        }
        colons += *text == ':';
        text_append(out, "%c", *text++);
    }
    return status == ENT_OK && out->failed ? error_no_memory(error) : status;
}

int unit_system_read(unit_system *self, text_buffer *plain, const ent_unit **unit, ent_quantity quantity,
                     const char *text, const char *argument, ent_error *error)
{
    reading now = {.self = self, .quantity = quantity, .unit = *unit, .argument = argument};
    const int status = for_each_field(plain, text, read_field, &now, error);
    *unit = now.unit;
    return status;
}

int unit_system_read_parameter(unit_system *self, text_buffer *plain, const ent_model *model, size_t parameter,
                               const char *text, const char *argument, ent_error *error)
{
    reading now = {.self = self, .quantity = model->parameters[parameter].quantity, .argument = argument};
    const int status = for_each_field(plain, text, read_field, &now, error);
    self->units[parameter] = now.unit;
    self->first[parameter] = now.first;
    self->several[parameter] = strpbrk(text, ":,") != NULL;
    self->arguments[parameter] = now.unit && !self->several[parameter] ? argument : NULL;
    return status;
}

int unit_system_read_quantity(unit_system *self, text_buffer *plain, ent_quantity quantity, const char *text,
                              const char *argument, ent_error *error)
{
    const ent_unit *unit = ent_unit_si(quantity);
    return unit_system_read(self, plain, &unit, quantity, text, argument, error);
}

static int scale_field(void *context, text_buffer *out, const char *text, size_t length, ent_error *error)
{
    char field[NUMBER_SIZE], number[NUMBER_SIZE];
    const double *factor = context;
    double value;
    (void)snprintf(field, sizeof field, "%.*s", (int)length, text);
    const int status = ent_number_parse(&value, field, error);
    text_append(out, "%s", number_format(number, value * *factor));
    return status;
}

int unit_system_scale(text_buffer *scaled, const char *plain, double factor, ent_error *error)
{
    return for_each_field(scaled, plain, scale_field, &factor, error);
}

int unit_system_read_observable(unit_system *self, double *value, const ent_model *model, const char *observable,
                                const char *text, const char *argument, ent_error *error)
{
    const size_t index = ent_model_observable(model, observable);
    text_buffer plain = {0};
    if (index == model->n_observables) {
        return unknown_observable(model, observable, error);
    }
    int status = unit_system_read_quantity(self, &plain, model->observables[index].quantity, text, argument, error);
    if (status == ENT_OK && ent_number_parse(value, text_content(&plain), error) != ENT_OK) {
        status = error_in_argument(argument, error);
    }
    text_free(&plain);
    return status;
}

/* The parameter that is the unit of energy must have one, and be one number if others depend on it. */
static int check_unit_parameter(const unit_system *self, const ent_model *model, size_t *parameter, const bool *given,
                                ent_error *error)
{
    if (!model->unit_parameter) {
        return error_set(error, ENT_ERROR_USAGE,
                         "argument '%.100s' has a unit, but the numbers of model %s are in an arbitrary one: give it "
                         "without",
                         self->with, model->name);
    }
    *parameter = ent_model_parameter(model, model->unit_parameter);
    if (!self->units[*parameter]) {
        return error_set(error, ENT_ERROR_USAGE,
                         "argument '%.100s' has a unit, so %s needs one too, such as %s=5GHz: the defaults of model %s "
                         "are multiples of it",
                         self->with, model->unit_parameter, model->unit_parameter, model->name);
    }
    for (size_t p = 0; self->several[*parameter] && p < model->n_parameters; ++p) {
        if (!given[p] && model->parameters[p].initial != 0.0 && model->parameters[p].quantity != ENT_QUANTITY_NUMBER) {
            return error_set(error, ENT_ERROR_USAGE,
                             "%s takes several values, so the default of %s, %.15g %s, has none: give %s with a unit",
                             model->unit_parameter, model->parameters[p].name, model->parameters[p].initial,
                             model->unit_parameter, model->parameters[p].name);
        }
    }
    return ENT_OK;
}

int unit_system_apply(unit_system *self, const ent_model **model, double *parameters, const bool *given,
                      ent_error *error)
{
    size_t unit = 0;
    if (!self->with) {
        return ENT_OK;
    }
    int status = check_unit_parameter(self, *model, &unit, given, error);
    if (status == ENT_OK) {
        const double value = self->first[unit] > 0.0 ? self->first[unit] : 1.0; /* others are refused by the limits */
        status = ent_model_in_units(&self->model, *model, value, self->units[unit], self->units, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    *model = self->model;
    for (size_t p = 0; p < (*model)->n_parameters; ++p) {
        const ent_parameter *parameter = &(*model)->parameters[p];
        if (!given[p]) {
            parameters[p] = parameter->initial;
        } else if (self->arguments[p] &&
                   ent_model_set(*model, parameters, parameter->name, parameters[p], error) != ENT_OK) {
            return error_in_argument(self->arguments[p], error);
        }
    }
    return ENT_OK;
}

void unit_system_free(unit_system *self)
{
    ent_model_in_units_free(self->model);
    self->model = NULL;
}
