#include "cli/uncertain.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

static int malformed(const char *text, ent_error *error)
{
    return error_set(error, ENT_ERROR_BAD_NUMBER,
                     "'%s' is not a number with an uncertainty, such as 0.70+-0.02, 0.70(2) or 170(5)mK", text);
}

/* Length of the decimal number that text starts with. */
static size_t number_length(const char *text)
{
    size_t n = strspn(text, "+-") > 0 ? 1 : 0;
    n += strspn(text + n, "0123456789.");
    if (text[n] == 'e' || text[n] == 'E') {
        const size_t sign = text[n + 1] == '+' || text[n + 1] == '-';
        const size_t digits = strspn(text + n + 1 + sign, "0123456789");
        n += digits > 0 ? 1 + sign + digits : 0;
    }
    return n;
}

/* value+-sigma, where a unit that only sigma has belongs to both. */
static int cut_sum(uncertain_number *number, const char *text, size_t cut, size_t mark)
{
    const char *sigma = text + cut + mark;
    const bool has_unit = number_length(text) < cut;
    (void)snprintf(number->value, sizeof number->value, "%.*s%s", (int)cut, text,
                   has_unit ? "" : sigma + number_length(sigma));
    (void)snprintf(number->sigma, sizeof number->sigma, "%s", sigma);
    number->uncertain = true;
    return ENT_OK;
}

/* value(digits)[exponent][unit] */
static int cut_brackets(uncertain_number *number, const char *text, const char *open, ent_error *error)
{
    char places[UNCERTAIN_ROOM];
    const size_t length = (size_t)(open - text);
    const size_t digits = strspn(open + 1, "0123456789");
    const char *rest = open + 1 + digits;
    if (digits == 0 || *rest != ')' || number_length(text) != length || memchr(text, 'e', length) ||
        memchr(text, 'E', length)) {
        return malformed(text, error);
    }
    ++rest;
    /* The uncertainty has the places of the value: its digits, last aligned, zeros elsewhere. */
    (void)snprintf(places, sizeof places, "%.*s", (int)length, text);
    size_t taken = 0;
    size_t room = 0;
    for (size_t i = length; i-- > 0;) {
        if (isdigit((unsigned char)places[i])) {
            if (taken < digits) {
                places[i] = open[digits - taken];
            } else {
                places[i] = '0';
            }
            ++taken;
            ++room;
        } else if (places[i] != '.') {
            places[i] = '0';
        }
    }
    if (digits > room) { /* more digits than the value has, as in 5(12): they go in front */
        (void)snprintf(number->sigma, sizeof number->sigma, "%.*s%s%s", (int)(digits - room), open + 1, places, rest);
    } else {
        (void)snprintf(number->sigma, sizeof number->sigma, "%s%s", places, rest);
    }
    (void)snprintf(number->value, sizeof number->value, "%.*s%s", (int)length, text, rest);
    number->uncertain = true;
    return ENT_OK;
}

int uncertain_cut(uncertain_number *number, const char *text, ent_error *error)
{
    static const char plus_minus[] = "\xc2\xb1"; /* ± */
    *number = (uncertain_number){0};
    if (strlen(text) >= UNCERTAIN_ROOM) {
        return malformed(text, error);
    }
    const char *ascii = strstr(text, "+-");
    const char *symbol = strstr(text, plus_minus);
    const char *open = strchr(text, '(');
    if (ascii) {
        return cut_sum(number, text, (size_t)(ascii - text), 2);
    }
    if (symbol) {
        return cut_sum(number, text, (size_t)(symbol - text), 2);
    }
    if (open) {
        return cut_brackets(number, text, open, error);
    }
    (void)snprintf(number->value, sizeof number->value, "%s", text);
    return ENT_OK;
}
