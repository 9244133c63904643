#include "base/number.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Floor of the decimal logarithm of a size from 1e-7 to 1e14, or one less. */
static int decade_below(double size)
{
    uint64_t bits;
    memcpy(&bits, &size, sizeof bits);
    const int scaled = ((int)(bits >> 52) - 1023) * 1233; /* log10(2) is 1233/4096 and a little */
    return (scaled - (scaled < 0 ? 4095 : 0)) / 4096;
}

/* The powers of ten that are doubles. */
static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

double number_power_15(double value)
{
    const double size = fabs(value);
    if (!(size > 1e-7 && size < 1e14)) {
        return 0.0;
    }
    const int shift = 14 - decade_below(size);
    return powers[size * powers[shift] >= 1e15 ? shift - 1 : shift];
}

double number_round_15(double value)
{
    const double size = fabs(value);
    const double power = number_power_15(value);
    if (power > 0.0) {
        const double scaled = size * power;
        const double digits = (scaled + 0x1p52) - 0x1p52; /* to the nearest whole number */
        /* With what the product lost, it shows whether rounding went to the right side. */
        const double rest = (scaled - digits) + product_rest(size, power, scaled);
        if (scaled > 1e14 && scaled < 1e15 && fabs(rest) != 0.5) {
            const double step = rest > 0.5 ? 1.0 : rest < -0.5 ? -1.0 : 0.0;
            return copysign((digits + step) / power, value);
        }
    }
    char text[NUMBER_SIZE];
    (void)snprintf(text, sizeof text, "%.15g", value);
    return strtod(text, NULL);
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
