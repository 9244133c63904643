/* The builder: parameters, sites, baths. Couplings stand in network_couplings.c, the checks of the whole in
 * network_checks.c. */
#include "entangine/network.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "generator/system_structure.h"
#include "model/network_parts.h"

enum { MAX_NAME = 63, MAX_LEVELS = 4096 };

void *network_grow(void *array, size_t n, size_t size)
{
    if ((n & (n - 1)) == 0) { /* full at powers of two */
        array = realloc(array, (n ? 2 * n : 1) * size);
    }
    if (array) {
        memset((char *)array + n * size, 0, size);
    }
    return array;
}

char *network_copy(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    if (copy) {
        memcpy(copy, text, strlen(text) + 1);
    }
    return copy;
}

int network_check_open(const ent_network *self, ent_error *error)
{
    return self->finished
               ? error_set(error, ENT_ERROR_USAGE, "%s: the network is finished: nothing can be added", self->name)
               : ENT_OK;
}

size_t network_line(const ent_network *self, const char *key)
{
    return self->locator ? self->locator->line(self->locator, key) : 0;
}

int network_at_line(const ent_network *self, size_t line, ent_error *error)
{
    char message[ENT_MESSAGE_SIZE];
    if (error && line > 0) {
        memcpy(message, error->message, sizeof message);
        (void)snprintf(error->message, sizeof error->message, "%.150s:%zu: %.320s", self->name, line, message);
    }
    return error ? (int)error->status : ENT_ERROR_USAGE;
}

int network_check_name(const ent_network *self, const char *name, const char *what, ent_error *error)
{
    bool good = name && isalpha((unsigned char)name[0]) && strlen(name) <= MAX_NAME;
    for (const char *c = name; good && *c; ++c) {
        good = isalnum((unsigned char)*c) || *c == '_';
    }
    if (good) {
        return ENT_OK;
    }
    const int status = error_set(error, ENT_ERROR_USAGE,
                                 "%s '%.80s': a name is a letter, then letters, digits and _, at most %d in all", what,
                                 name ? name : "", (int)MAX_NAME);
    (void)network_at_line(self, network_line(self, "name"), error);
    return status;
}

size_t network_find_site(const ent_network *self, const char *name, const char *what, ent_error *error)
{
    const char *nearest = self->n_sites ? self->sites[0].name : NULL;
    for (size_t i = 0; i < self->n_sites; ++i) {
        if (name && strcmp(self->sites[i].name, name) == 0) {
            return i;
        }
        if (name && text_distance(name, self->sites[i].name) < text_distance(name, nearest)) {
            nearest = self->sites[i].name;
        }
    }
    (void)error_set(error, ENT_ERROR_UNKNOWN_NAME, "%s: there is no site '%.63s'%s%s%s", what, name ? name : "",
                    nearest ? ": the nearest is '" : " yet", nearest ? nearest : "", nearest ? "'" : "");
    (void)network_at_line(self, network_line(self, strncmp(what, "product", 7) == 0 ? "product" : "sites"), error);
    return self->n_sites;
}

void network_drop_numbers(ent_network *self, size_t n)
{
    while (self->n_numbers > n) {
        network_number *last = &self->numbers[--self->n_numbers];
        expression_free(last->value);
        free(last->text);
    }
}

int network_add_number(ent_network *self, network_part part, size_t index, const network_field *field,
                       const char *owner, const char *text, ent_error *error)
{
    ent_error cause;
    expression *value = NULL;
    text_buffer what = {0};
    const size_t line = network_line(self, field->key);
    if (!text) {
        return ENT_OK;
    }
    const int status = expression_compile(&value, text, &cause);
    if (status != ENT_OK) {
        (void)error_set(error, (ent_status)status, "%s, %s: %.380s", owner, field->key, cause.message);
        (void)network_at_line(self, line, error);
        return status;
    }
    network_number *numbers = network_grow(self->numbers, self->n_numbers, sizeof *numbers);
    self->numbers = numbers ? numbers : self->numbers;
    text_append(&what, "%s, %s", owner, field->key);
    const size_t label = what.size;
    text_append(&what, " '%.80s'", text);
    if (!numbers || what.failed) {
        text_free(&what);
        expression_free(value);
        return error_no_memory(error);
    }
    numbers[self->n_numbers++] = (network_number){value, field, what.data, label, part, index, line};
    return ENT_OK;
}

int ent_network_create(ent_network **self, const char *name, const char *title, ent_error *error)
{
    *self = calloc(1, sizeof **self);
    if (!*self) {
        return error_no_memory(error);
    }
    (*self)->name = network_copy(name);
    (*self)->title = title ? network_copy(title) : NULL;
    (*self)->structure = system_structure_create();
    if (!(*self)->name || (title && !(*self)->title) || !(*self)->structure) {
        ent_network_free(*self);
        *self = NULL;
        return error_no_memory(error);
    }
    return ENT_OK;
}

static void free_baths(system_bath *baths, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        free((void *)baths[i].sites);
        free((void *)baths[i].name);
    }
    free(baths);
}

void ent_network_free(ent_network *self)
{
    if (!self) {
        return;
    }
    system_structure_free(self->structure);
    if (self->has_model) {
        network_free_model(self);
    }
    for (size_t i = 0; i < self->n_parameters; ++i) {
        free(self->parameters[i].name);
        expression_free(self->parameters[i].value);
    }
    for (size_t i = 0; i < self->n_sites; ++i) {
        free((void *)self->sites[i].name);
    }
    for (size_t i = 0; i < self->n_terms; ++i) {
        free((void *)self->terms[i].factors);
    }
    network_drop_numbers(self, 0);
    free_baths(self->baths, self->n_baths);
    free_baths(self->dephasings, self->n_dephasings);
    free(self->parameters);
    free(self->sites);
    free(self->terms);
    free(self->numbers);
    free(self->bonds);
    free(self->order);
    free(self->title);
    free(self->name);
    free(self);
}

void ent_network_set_master_equation(ent_network *self, ent_master_equation equation)
{
    self->equation = equation;
}

ent_master_equation ent_network_master_equation(const ent_network *self)
{
    return self->equation;
}

static int duplicate(const ent_network *self, const char *what, const char *name, ent_error *error)
{
    (void)error_set(error, ENT_ERROR_DUPLICATE, "%s '%s' is given twice", what, name);
    (void)network_at_line(self, network_line(self, "name"), error);
    return ENT_ERROR_DUPLICATE;
}

static int check_parameter_name(const ent_network *self, const char *name, ent_error *error)
{
    int status = network_check_open(self, error);
    status = status == ENT_OK ? network_check_name(self, name, "parameter", error) : status;
    if (status == ENT_OK && expression_reserves(name)) {
        status =
            error_set(error, ENT_ERROR_USAGE, "parameter '%s': the name means something else in expressions", name);
        (void)network_at_line(self, network_line(self, name), error);
    }
    for (size_t i = 0; status == ENT_OK && i < self->n_parameters; ++i) {
        if (strcmp(self->parameters[i].name, name) == 0) {
            status = duplicate(self, "parameter", name, error);
        }
    }
    return status;
}

int ent_network_add_parameter(ent_network *self, const char *name, const char *value, ent_error *error)
{
    ent_error cause;
    expression *compiled = NULL;
    int status = check_parameter_name(self, name, error);
    if (status != ENT_OK) {
        return status;
    }
    status = expression_compile(&compiled, value ? value : "0", &cause);
    if (status != ENT_OK) {
        (void)error_set(error, (ent_status)status, "parameter %s: %.400s", name, cause.message);
        (void)network_at_line(self, network_line(self, name), error);
        return status;
    }
    network_parameter *parameters = network_grow(self->parameters, self->n_parameters, sizeof *parameters);
    self->parameters = parameters ? parameters : self->parameters;
    char *copy = network_copy(name);
    if (!parameters || !copy) {
        free(copy);
        expression_free(compiled);
        return error_no_memory(error);
    }
    parameters[self->n_parameters++] =
        (network_parameter){.name = copy, .value = compiled, .lower = -INFINITY, .line = network_line(self, name)};
    return ENT_OK;
}

static int check_site(const ent_network *self, const ent_site *site, ent_error *error)
{
    int status = network_check_open(self, error);
    status = status == ENT_OK ? network_check_name(self, site->name, "site", error) : status;
    for (size_t i = 0; status == ENT_OK && i < self->n_sites; ++i) {
        if (strcmp(self->sites[i].name, site->name) == 0) {
            status = duplicate(self, "site", site->name, error);
        }
    }
    if (status == ENT_OK && (site->levels < 2 || site->levels > MAX_LEVELS)) {
        status = error_set(error, ENT_ERROR_OUT_OF_RANGE, "site '%s', levels: %d: must be from 2 to %d", site->name,
                           site->levels, (int)MAX_LEVELS);
        (void)network_at_line(self, network_line(self, "levels"), error);
    }
    return status;
}

int ent_network_add_site(ent_network *self, const ent_site *site, ent_error *error)
{
    static const network_field energy = {"energy", offsetof(system_site, energy), ENT_QUANTITY_ENERGY, 0.0, false};
    static const network_field tunnelling = {"tunnelling", offsetof(system_site, tunnelling), ENT_QUANTITY_ENERGY,
                                             -INFINITY, false};
    char owner[80];
    const size_t mark = self->n_numbers;
    int status = check_site(self, site, error);
    if (status != ENT_OK) {
        return status;
    }
    system_site *sites = network_grow(self->sites, self->n_sites, sizeof *sites);
    self->sites = sites ? sites : self->sites;
    char *name = network_copy(site->name);
    (void)snprintf(owner, sizeof owner, "site '%s'", site->name);
    status = sites && name ? ENT_OK : error_no_memory(error);
    if (status == ENT_OK) {
        status = network_add_number(self, PART_SITE, self->n_sites, &energy, owner, site->energy, error);
    }
    if (status == ENT_OK) {
        status = network_add_number(self, PART_SITE, self->n_sites, &tunnelling, owner, site->tunnelling, error);
    }
    if (status != ENT_OK) {
        network_drop_numbers(self, mark);
        free(name);
        return status;
    }
    sites[self->n_sites++] = (system_site){.levels = site->levels, .kind = site->kind, .name = name};
    return ENT_OK;
}
