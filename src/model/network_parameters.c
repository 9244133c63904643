/* Parameters of a network: which are free, which follow others, in which order. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "model/network_parts.h"

typedef enum visit { NOT_VISITED, OPEN, DONE } visit;

/* The walk along the names that parameters use; path is where it stands now. */
typedef struct walk {
    ent_network *network;
    visit *visits;
    size_t *path;
    size_t n_path;
    ent_error *error;
} walk;

static int fail(const ent_network *self, const network_parameter *parameter, ent_status status, const char *message,
                ent_error *error)
{
    (void)error_set(error, status, "parameter %s: %.400s", parameter->name, message);
    (void)network_at_line(self, parameter->line, error);
    return status;
}

static int circle(const walk *self, size_t again)
{
    text_buffer names = {0};
    const network_parameter *parameters = self->network->parameters;
    size_t k = 0;
    while (self->path[k] != again) {
        ++k;
    }
    text_append(&names, "follows itself: ");
    for (; k < self->n_path; ++k) {
        text_append(&names, "%s -> ", parameters[self->path[k]].name);
    }
    text_append(&names, "%s", parameters[again].name);
    const int status = fail(self->network, &parameters[again], ENT_ERROR_USAGE, text_content(&names), self->error);
    text_free(&names);
    return status;
}

/* Depth is at most the number of parameters, ENT_MODEL_MAX_PARAMETERS. */
static int follow(walk *self, size_t index) // NOLINT(misc-no-recursion)
{
    ent_network *network = self->network;
    const expression *value = network->parameters[index].value;
    if (self->visits[index] == DONE) {
        return ENT_OK;
    }
    if (self->visits[index] == OPEN) {
        return circle(self, index);
    }
    self->visits[index] = OPEN;
    self->path[self->n_path++] = index;
    for (size_t k = 0; expression_name(value, k); ++k) {
        const int status = follow(self, expression_variable(value, k));
        if (status != ENT_OK) {
            return status;
        }
    }
    --self->n_path;
    self->visits[index] = DONE;
    if (network->parameters[index].derived) {
        network->order[network->n_derived++] = index;
    }
    return ENT_OK;
}

static int order_parameters(ent_network *self, ent_error *error)
{
    const size_t n = self->n_parameters;
    walk at = {.network = self, .error = error};
    self->n_derived = 0;
    self->order = calloc(n + 1, sizeof *self->order);
    at.visits = calloc(n + 1, sizeof *at.visits);
    at.path = calloc(n + 1, sizeof *at.path);
    int status = self->order && at.visits && at.path ? ENT_OK : error_no_memory(error);
    for (size_t i = 0; status == ENT_OK && i < n; ++i) {
        status = follow(&at, i);
    }
    free(at.visits);
    free(at.path);
    return status;
}

/* A number that is one bare name says what that parameter is. */
static void describe_parameters(ent_network *self)
{
    for (size_t i = 0; i < self->n_numbers; ++i) {
        const network_number *number = &self->numbers[i];
        if (expression_is_name(number->value)) {
            network_parameter *parameter = &self->parameters[expression_variable(number->value, 0)];
            parameter->quantity = number->field->quantity;
            if (number->field->lower >= parameter->lower) {
                parameter->lower_open =
                    number->field->lower_open || (parameter->lower_open && number->field->lower == parameter->lower);
                parameter->lower = number->field->lower;
            }
        }
    }
}

static int bind_parameters(ent_network *self, const char *const *names, ent_error *error)
{
    ent_error cause;
    size_t n_free = 0;
    for (size_t i = 0; i < self->n_parameters; ++i) {
        network_parameter *parameter = &self->parameters[i];
        const int status = expression_bind(parameter->value, names, self->n_parameters, &cause);
        if (status != ENT_OK) {
            return fail(self, parameter, (ent_status)status, cause.message, error);
        }
        parameter->derived = !expression_is_constant(parameter->value);
        if (!parameter->derived) {
            parameter->position = n_free++;
            parameter->initial = expression_value(parameter->value, NULL);
        }
        if (!parameter->derived && !isfinite(parameter->initial)) {
            return fail(self, parameter, ENT_ERROR_OUT_OF_RANGE, "its value is not a finite number", error);
        }
    }
    return ENT_OK;
}

static int bind_numbers(ent_network *self, const char *const *names, ent_error *error)
{
    ent_error cause;
    for (size_t i = 0; i < self->n_numbers; ++i) {
        const network_number *number = &self->numbers[i];
        const int status = expression_bind(number->value, names, self->n_parameters, &cause);
        if (status != ENT_OK) {
            (void)error_set(error, (ent_status)status, "%.*s: %.300s", (int)number->label, number->text, cause.message);
            (void)network_at_line(self, number->line, error);
            return status;
        }
    }
    return ENT_OK;
}

int network_bind(ent_network *self, ent_error *error)
{
    if (self->n_parameters > ENT_MODEL_MAX_PARAMETERS) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s: %zu parameters: at most %d", self->name,
                         self->n_parameters, ENT_MODEL_MAX_PARAMETERS);
    }
    const char **names = calloc(self->n_parameters + 1, sizeof *names);
    if (!names) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < self->n_parameters; ++i) {
        names[i] = self->parameters[i].name;
    }
    int status = bind_parameters(self, names, error);
    if (status == ENT_OK) {
        status = order_parameters(self, error);
    }
    if (status == ENT_OK) {
        status = bind_numbers(self, names, error);
    }
    if (status == ENT_OK) {
        describe_parameters(self);
    }
    free(names);
    return status;
}

static const char *use_of(const ent_network *self, size_t parameter)
{
    for (size_t i = 0; i < self->n_numbers; ++i) {
        for (size_t k = 0; expression_name(self->numbers[i].value, k); ++k) {
            if (expression_variable(self->numbers[i].value, k) == parameter) {
                return self->numbers[i].text;
            }
        }
    }
    for (size_t d = 0; d < self->n_derived; ++d) {
        const expression *value = self->parameters[self->order[d]].value;
        for (size_t k = 0; expression_name(value, k); ++k) {
            if (expression_variable(value, k) == parameter) {
                return "other parameters follow it";
            }
        }
    }
    return "used nowhere";
}

int network_make_parameter_tables(ent_network *self, ent_error *error)
{
    ent_parameter *parameters = calloc(self->n_parameters + 1, sizeof *parameters);
    ent_derived *derived = calloc(self->n_derived + 1, sizeof *derived);
    self->model.parameters = parameters;
    self->model.derived = derived;
    self->model.n_parameters = self->model.n_derived = 0;
    if (!parameters || !derived) {
        network_free_parameter_tables(self);
        return error_no_memory(error);
    }
    for (size_t i = 0; i < self->n_parameters; ++i) {
        const network_parameter *from = &self->parameters[i];
        if (from->derived) {
            derived[self->model.n_derived++] = (ent_derived){from->name, expression_text(from->value)};
        } else {
            parameters[self->model.n_parameters++] = (ent_parameter){.name = from->name,
                                                                     .symbol = from->name,
                                                                     .quantity = from->quantity,
                                                                     .initial = from->initial,
                                                                     .lower = from->lower,
                                                                     .upper = INFINITY,
                                                                     .lower_open = from->lower_open,
                                                                     .description = use_of(self, i)};
        }
    }
    return ENT_OK;
}

void network_free_parameter_tables(ent_network *self)
{
    free((void *)self->model.parameters);
    free((void *)self->model.derived);
    self->model.parameters = NULL;
    self->model.derived = NULL;
}
