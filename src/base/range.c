#include "entangine/range.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"

/* Longest text of one number within a range. */
enum { FIELD_SIZE = 64 };

static const char *const FORMS = "a number, start:stop:count, log:start:stop:count, or v1,v2,...";

static int allocate(ent_range *range, size_t n, ent_error *error)
{
    *range = (ent_range){0};
    double *values = calloc(n, sizeof *values);
    if (!values) {
        return error_no_memory(error);
    }
    *range = (ent_range){n, values};
    return ENT_OK;
}

static int check_count(double start, double stop, size_t n, ent_error *error)
{
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

/* The double of the nearest decimal number with 15 digits: keeps 0.1:0.7:3 at 0.4, not 0.39999999999999997. */
static double round_to_15_digits(double value)
{
    char text[NUMBER_SIZE];
    (void)snprintf(text, sizeof text, "%.15g", value);
    return strtod(text, NULL);
}

int ent_range_linear(ent_range *range, double start, double stop, size_t n, ent_error *error)
{
    *range = (ent_range){0};
    int status = check_count(start, stop, n, error);
    if (status != ENT_OK || (status = allocate(range, n, error)) != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < n; ++i) {
        const double share = n > 1 ? (double)i / (double)(n - 1) : 0.0;
        range->values[i] = round_to_15_digits((1.0 - share) * start + share * stop);
    }
    range->values[0] = start;
    range->values[n - 1] = stop;
    return ENT_OK;
}

int ent_range_logarithmic(ent_range *range, double start, double stop, size_t n, ent_error *error)
{
    *range = (ent_range){0};
    if (!(start > 0.0 && stop > 0.0)) {
        return error_set(error, ENT_ERROR_BAD_NUMBER,
                         "a logarithmic range needs a start and a stop above 0, not %.15g and %.15g", start, stop);
    }
    int status = check_count(start, stop, n, error);
    if (status != ENT_OK || (status = allocate(range, n, error)) != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < n; ++i) {
        const double share = n > 1 ? (double)i / (double)(n - 1) : 0.0;
        range->values[i] = round_to_15_digits(start * pow(stop / start, share));
    }
    range->values[0] = start;
    range->values[n - 1] = stop;
    return ENT_OK;
}

/* Copies the field up to the separator or the end; returns what follows the separator, or NULL at the end. */
static const char *next_field(char field[FIELD_SIZE], const char *text, char separator)
{
    const char *end = strchr(text, separator);
    const size_t length = end ? (size_t)(end - text) : strlen(text);
    (void)snprintf(field, FIELD_SIZE, "%.*s", length < FIELD_SIZE ? (int)length : FIELD_SIZE - 1, text);
    return end ? end + 1 : NULL;
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

static int parse_spaced(ent_range *range, const char *text, bool logarithmic, ent_error *error)
{
    char start_text[FIELD_SIZE], stop_text[FIELD_SIZE], count_text[FIELD_SIZE];
    double start, stop;
    size_t count;
    const char *rest = next_field(start_text, text, ':');
    rest = rest ? next_field(stop_text, rest, ':') : NULL;
    if (!rest || next_field(count_text, rest, ':') || parse_count(&count, count_text) != ENT_OK) {
        return error_set(error, ENT_ERROR_BAD_NUMBER, "'%s' is not a range: give %s, with a whole number as count",
                         text, FORMS);
    }
    int status = ent_number_parse(&start, start_text, error);
    if (status != ENT_OK || (status = ent_number_parse(&stop, stop_text, error)) != ENT_OK) {
        return status;
    }
    return logarithmic ? ent_range_logarithmic(range, start, stop, count, error)
                       : ent_range_linear(range, start, stop, count, error);
}

static int parse_list(ent_range *range, const char *text, ent_error *error)
{
    char field[FIELD_SIZE];
    size_t n = 1;
    for (const char *c = text; *c; ++c) {
        n += *c == ',';
    }
    int status = allocate(range, n, error);
    for (size_t i = 0; status == ENT_OK && i < n; ++i) {
        text = next_field(field, text, ',');
        status = ent_number_parse(&range->values[i], field, error);
    }
    if (status != ENT_OK) {
        ent_range_free(range);
    }
    return status;
}

int ent_range_parse(ent_range *range, const char *text, ent_error *error)
{
    *range = (ent_range){0};
    if (strncmp(text, "log:", 4) == 0) {
        return parse_spaced(range, text + 4, true, error);
    }
    return strchr(text, ':') ? parse_spaced(range, text, false, error) : parse_list(range, text, error);
}

void ent_range_free(ent_range *range)
{
    if (range) {
        free(range->values);
        *range = (ent_range){0};
    }
}
