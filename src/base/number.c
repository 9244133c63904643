#include "base/number.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "entangine/range.h"

const char *number_format(char text[NUMBER_SIZE], double value)
{
    if (isnan(value)) {
        text[0] = '\0';
        return text;
    }
    for (int digits = 15; digits <= 17; ++digits) {
        (void)snprintf(text, NUMBER_SIZE, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    return text;
}

/* Whether text starts as a decimal number does: this keeps out "nan", "inf", hexadecimal and blanks. */
static int starts_decimal(const char *text)
{
    if (*text == '+' || *text == '-') {
        ++text;
    }
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        return 0;
    }
    if (*text == '.') {
        ++text;
    }
    return isdigit((unsigned char)*text);
}

int ent_number_parse(double *value, const char *text, ent_error *error)
{
    char *end = NULL;
    *value = NAN;
    if (starts_decimal(text)) {
        const double number = strtod(text, &end);
        if (*end == '\0' && isfinite(number)) {
            *value = number;
            return ENT_OK;
        }
    }
    return error_set(error, ENT_ERROR_BAD_NUMBER, "'%s' is not a finite decimal number such as 0.7 or 1.6e-3", text);
}
