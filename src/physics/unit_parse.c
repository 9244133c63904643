/* A number with its unit, as text. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "entangine/range.h"
#include "entangine/units.h"

enum { SYMBOL_SIZE = 16 };

/* What each quantity is called, and what it can be given in, for messages. */
static const struct {
    const char *name, *choice;
} quantities[] = {
    [ENT_QUANTITY_NUMBER] = {"a pure number", "no unit"},
    [ENT_QUANTITY_ENERGY] = {"an energy", "Hz (kHz MHz GHz THz: h f), eV (neV ueV meV), J or K (nK uK mK: k_B T)"},
    [ENT_QUANTITY_TEMPERATURE] = {"a temperature",
                                  "K (nK uK mK), or as k_B T in Hz (kHz MHz GHz THz), eV (neV ueV meV) "
                                  "or J"},
    [ENT_QUANTITY_RATE] = {"a rate",
                           "Hz (kHz MHz GHz THz: 2 pi f), 1/s (1/ms 1/us 1/ns 1/ps), eV (neV ueV meV), J or K"},
    [ENT_QUANTITY_PARTICLE_CURRENT] = {"a particle current", "1/s (1/ms 1/us 1/ns 1/ps)"},
    [ENT_QUANTITY_HEAT_CURRENT] = {"a heat current", "W (mW uW nW pW fW aW zW yW)"},
    [ENT_QUANTITY_ENTROPY_RATE] = {"a rate of entropy", "W/K (pW/K fW/K aW/K zW/K yW/K)"},
    [ENT_QUANTITY_TIME] = {"a time", "s (ms us ns ps)"},
    [ENT_QUANTITY_HEAT_NOISE] = {"the noise of a heat current", "W^2/Hz"},
};

/* Length of the decimal number at the start of a text; an e that no digit follows belongs to the unit. */
static size_t number_length(const char *text)
{
    size_t n = text[0] == '+' || text[0] == '-';
    const size_t start = n;
    while (isdigit((unsigned char)text[n]) || text[n] == '.') {
        ++n;
    }
    if (n > start && (text[n] == 'e' || text[n] == 'E')) {
        const size_t sign = text[n + 1] == '+' || text[n + 1] == '-';
        if (isdigit((unsigned char)text[n + 1 + sign])) {
            n += 2 + sign;
            n += strspn(text + n, "0123456789");
        }
    }
    return n;
}

/* Edits between what was typed and a symbol, where another case counts least: ghz is GHz, and /sec is 1/s. */
static size_t unlikeness(const char *typed, const char *symbol)
{
    char lower[2][SYMBOL_SIZE] = {"", ""};
    for (int k = 0; k < 2; ++k) {
        size_t n = 0;
        if (k == 0 && *typed == '/') {
            lower[k][n++] = '1';
        }
        for (const char *c = k ? symbol : typed; *c && n + 1 < SYMBOL_SIZE; ++c) {
            lower[k][n++] = (char)tolower((unsigned char)*c);
        }
        lower[k][n] = '\0';
    }
    return SYMBOL_SIZE * text_distance(lower[0], lower[1]) + text_distance(typed, symbol);
}

static int unknown_unit(const char *text, const char *symbol, ent_quantity quantity, ent_error *error)
{
    const ent_unit *nearest = ent_unit_si(quantity);
    if (!nearest) {
        return error_set(error, ENT_ERROR_UNKNOWN_NAME, "'%.64s': there is no unit '%.64s', and %s has no unit", text,
                         symbol, quantities[quantity].name);
    }
    for (size_t i = 0; i < ent_unit_count(); ++i) {
        const ent_unit *unit = ent_unit_at(i);
        if (ent_unit_fits(unit, quantity) && unlikeness(symbol, unit->symbol) < unlikeness(symbol, nearest->symbol)) {
            nearest = unit;
        }
    }
    return error_set(error, ENT_ERROR_UNKNOWN_NAME,
                     "'%.64s': there is no unit '%.64s': the nearest is '%s'; give %s in %s", text, symbol,
                     nearest->symbol, quantities[quantity].name, quantities[quantity].choice);
}

/* Whether what follows a number can be meant as a unit; else the number itself is wrong, as in 0.7.1 or 0x1. */
static bool looks_like_unit(const char *text)
{
    return isalpha((unsigned char)*text) || *text == '/' || (unsigned char)*text >= 0x80 || strncmp(text, "1/", 2) == 0;
}

int ent_unit_parse(double *value, const ent_unit **unit, const char *text, ent_quantity quantity, ent_error *error)
{
    char number[64];
    const size_t length = number_length(text);
    const char *symbol = text + length + strspn(text + length, " ");
    const bool hexadecimal = length > 0 && text[length - 1] == '0' && (text[length] == 'x' || text[length] == 'X');
    *unit = NULL;
    if (length == 0 || length >= sizeof number || hexadecimal || !looks_like_unit(symbol)) {
        return ent_number_parse(value, text, error);
    }
    memcpy(number, text, length);
    number[length] = '\0';
    const int status = ent_number_parse(value, number, error);
    if (status != ENT_OK) {
        return status;
    }
    *unit = ent_unit_find(symbol);
    if (*unit && ent_unit_fits(*unit, quantity)) {
        return ENT_OK;
    }
    *value = NAN;
    if (!*unit) {
        return unknown_unit(text, symbol, quantity, error);
    }
    *unit = NULL;
    return quantity == ENT_QUANTITY_NUMBER
               ? error_set(error, ENT_ERROR_USAGE, "'%.64s': a pure number has no unit", text)
               : error_set(error, ENT_ERROR_USAGE, "'%.64s': '%.16s' is no unit of %s: give %s", text, symbol,
                           quantities[quantity].name, quantities[quantity].choice);
}
