#include "entangine/range.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "base/spaced_lanes.h"

/* Values that are found side by side. */
enum { SPACED_BLOCK = 256 };

static const char *const FORMS = "a number, start:stop:count, log:start:stop:count, or v1,v2,...";

static int allocate(ent_range *range, size_t n, ent_error *error)
{
    *range = (ent_range){0};
    double *values = calloc(n, sizeof *values);
    if (!values) {
        return error_no_memory(error);
    }
    *range = (ent_range){.n = n, .values = values};
    return ENT_OK;
}

static int check_count(double start, double stop, size_t n, ent_error *error)
{
    if (!isfinite(start) || !isfinite(stop)) {
        return error_set(error, ENT_ERROR_BAD_NUMBER, "a range must have finite ends, not %.15g and %.15g", start,
                         stop);
    }
    if (n == 0 || (n == 1 && start != stop)) {
        return error_set(error, ENT_ERROR_BAD_NUMBER,
                         "a range from %.15g to %.15g needs a count of at least 2, not %zu", start, stop, n);
    }
    if (n > 1 && !(start < stop)) {
        return error_set(error, ENT_ERROR_BAD_NUMBER, "the range %.15g:%.15g must rise from its start to its stop",
                         start, stop);
    }
    return ENT_OK;
}

int ent_range_linear(ent_range *range, double start, double stop, size_t n, ent_error *error)
{
    *range = (ent_range){0};
    const int status = check_count(start, stop, n, error);
    if (status == ENT_OK) {
        *range = (ent_range){.n = n, .spacing = ENT_SPACING_LINEAR, .start = start, .stop = stop};
    }
    return status;
}

int ent_range_logarithmic(ent_range *range, double start, double stop, size_t n, ent_error *error)
{
    *range = (ent_range){0};
    if (!(start > 0.0 && stop > 0.0)) {
        return error_set(error, ENT_ERROR_BAD_NUMBER,
                         "a logarithmic range needs a start and a stop above 0, not %.15g and %.15g", start, stop);
    }
    const int status = check_count(start, stop, n, error);
    if (status == ENT_OK) {
        *range = (ent_range){.n = n, .spacing = ENT_SPACING_LOGARITHMIC, .start = start, .stop = stop};
    }
    return status;
}

int ent_range_list(ent_range *range, size_t n, const double *values, ent_error *error)
{
    const int status = allocate(range, n, error);
    if (status == ENT_OK && range->values && n > 0) {
        memcpy(range->values, values, n * sizeof *values);
    }
    return status;
}

int ent_range_expand(ent_range *range, ent_error *error)
{
    ent_range list;
    if (range->values) {
        return ENT_OK;
    }
    const int status = allocate(&list, range->n, error);
    if (status == ENT_OK && list.values) {
        ent_range_values(range, list.values, 0, range->n);
        *range = list;
    }
    return status;
}

/* 15 digits keep 0.1:0.7:3 at 0.4, not 0.39999999999999997; an end with more digits is never passed. */
static double spaced_value(const ent_range *self, size_t i)
{
    if (i == 0 || i == self->n - 1) {
        return i == 0 ? self->start : self->stop;
    }
    const double share = (double)i / (double)(self->n - 1);
    const double value = number_round_15(self->spacing == ENT_SPACING_LOGARITHMIC
                                             ? pow(self->start, 1.0 - share) * pow(self->stop, share)
                                             : (1.0 - share) * self->start + share * self->stop);
    return value < self->start ? self->start : value > self->stop ? self->stop : value;
}

/* A block of values whose 15 digits all end at the same place goes side by side. */
static void spaced_block(const ent_range *self, double *values, size_t first, size_t n)
{
    unsigned char unsure[SPACED_BLOCK];
    values[0] = spaced_value(self, first);
    values[n - 1] = spaced_value(self, first + n - 1);
    const double power = number_power_15(values[0]);
    const bool is_even = n > 2 && self->spacing == ENT_SPACING_LINEAR && power > 0.0 &&
                         power == number_power_15(values[n - 1]) && (values[0] < 0.0) == (values[n - 1] < 0.0);
    if (is_even) {
        const spaced_lanes lanes = {self->start, self->stop, (double)(self->n - 1), power};
        spaced_lanes_fill(&lanes, &values[1], &unsure[1], (double)(first + 1), n - 2, instruction_set_best());
    }
    for (size_t i = 1; i + 1 < n; ++i) {
        if (!is_even || unsure[i]) {
            values[i] = spaced_value(self, first + i);
        }
    }
}

double ent_range_value(const ent_range *range, size_t i)
{
    return range->values ? range->values[i] : spaced_value(range, i);
}

void ent_range_values(const ent_range *range, double *values, size_t first, size_t n)
{
    if (range->values) {
        memcpy(values, &range->values[first], n * sizeof *values);
        return;
    }
    for (size_t i = 0; i < n; i += SPACED_BLOCK) {
        spaced_block(range, &values[i], first + i, n - i < SPACED_BLOCK ? n - i : SPACED_BLOCK);
    }
}

/* Ends the field at the separator; returns what follows it, or NULL at the end of the text. */
static char *cut_field(char *text, char separator)
{
    char *end = strchr(text, separator);
    if (end) {
        *end++ = '\0';
    }
    return end;
}

static int parse_count(size_t *count, const char *text)
{
    char *end = NULL;
    if (*text < '0' || *text > '9') {
        return ENT_ERROR_BAD_NUMBER;
    }
    errno = 0;
    const unsigned long long number = strtoull(text, &end, 10);
    if (*end != '\0' || errno != 0 || number > SIZE_MAX / sizeof(double)) {
        return ENT_ERROR_BAD_NUMBER;
    }
    *count = (size_t)number;
    return ENT_OK;
}

/* fields: the text, to be cut apart. */
static int parse_spaced(ent_range *range, char *fields, bool logarithmic, const char *text, ent_error *error)
{
    double start = NAN;
    double stop = NAN;
    size_t count = 0;
    char *stop_text = cut_field(fields, ':');
    char *count_text = stop_text ? cut_field(stop_text, ':') : NULL;
    if (!count_text || parse_count(&count, count_text) != ENT_OK) {
        return error_set(error, ENT_ERROR_BAD_NUMBER, "'%s' is not a range: give %s, with a whole number as count",
                         text, FORMS);
    }
    int status = ent_number_parse(&start, fields, error);
    if (status != ENT_OK || (status = ent_number_parse(&stop, stop_text, error)) != ENT_OK) {
        return status;
    }
    return logarithmic ? ent_range_logarithmic(range, start, stop, count, error)
                       : ent_range_linear(range, start, stop, count, error);
}

static int parse_list(ent_range *range, char *fields, ent_error *error)
{
    size_t n = 1;
    for (const char *c = fields; *c; ++c) {
        n += *c == ',';
    }
    int status = allocate(range, n, error);
    for (size_t i = 0; status == ENT_OK && i < n; ++i) {
        char *next = cut_field(fields, ',');
        status = ent_number_parse(&range->values[i], fields, error);
        fields = next;
    }
    if (status != ENT_OK) {
        ent_range_free(range);
    }
    return status;
}

int ent_range_parse(ent_range *range, const char *text, ent_error *error)
{
    const bool logarithmic = strncmp(text, "log:", 4) == 0;
    const char *content = logarithmic ? text + 4 : text;
    *range = (ent_range){0};
    char *fields = malloc(strlen(content) + 1);
    if (!fields) {
        return error_no_memory(error);
    }
    memcpy(fields, content, strlen(content) + 1);
    const int status = logarithmic || strchr(content, ':') ? parse_spaced(range, fields, logarithmic, text, error)
                                                           : parse_list(range, fields, error);
    free(fields);
    return status;
}

void ent_range_free(ent_range *range)
{
    if (range) {
        free(range->values);
        *range = (ent_range){0};
    }
}
