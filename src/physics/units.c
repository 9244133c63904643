#include "entangine/units.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

static const double TWO_PI = 6.283185307179586476925287;

/* Of each base the unit without prefix stands first. */
static const ent_unit units[] = {
    {"Hz", ENT_UNIT_HERTZ, 0},
    {"kHz", ENT_UNIT_HERTZ, 3},
    {"MHz", ENT_UNIT_HERTZ, 6},
    {"GHz", ENT_UNIT_HERTZ, 9},
    {"THz", ENT_UNIT_HERTZ, 12},
    {"eV", ENT_UNIT_ELECTRONVOLT, 0},
    {"meV", ENT_UNIT_ELECTRONVOLT, -3},
    {"ueV", ENT_UNIT_ELECTRONVOLT, -6},
    {"neV", ENT_UNIT_ELECTRONVOLT, -9},
    {"J", ENT_UNIT_JOULE, 0},
    {"K", ENT_UNIT_KELVIN, 0},
    {"mK", ENT_UNIT_KELVIN, -3},
    {"uK", ENT_UNIT_KELVIN, -6},
    {"nK", ENT_UNIT_KELVIN, -9},
    {"1/s", ENT_UNIT_PER_SECOND, 0},
    {"1/ms", ENT_UNIT_PER_SECOND, 3},
    {"1/us", ENT_UNIT_PER_SECOND, 6},
    {"1/ns", ENT_UNIT_PER_SECOND, 9},
    {"1/ps", ENT_UNIT_PER_SECOND, 12},
    {"s", ENT_UNIT_SECOND, 0},
    {"ms", ENT_UNIT_SECOND, -3},
    {"us", ENT_UNIT_SECOND, -6},
    {"ns", ENT_UNIT_SECOND, -9},
    {"ps", ENT_UNIT_SECOND, -12},
    {"W", ENT_UNIT_WATT, 0},
    {"mW", ENT_UNIT_WATT, -3},
    {"uW", ENT_UNIT_WATT, -6},
    {"nW", ENT_UNIT_WATT, -9},
    {"pW", ENT_UNIT_WATT, -12},
    {"fW", ENT_UNIT_WATT, -15},
    {"aW", ENT_UNIT_WATT, -18},
    {"zW", ENT_UNIT_WATT, -21},
    {"yW", ENT_UNIT_WATT, -24},
    {"W/K", ENT_UNIT_WATT_PER_KELVIN, 0},
    {"pW/K", ENT_UNIT_WATT_PER_KELVIN, -12},
    {"fW/K", ENT_UNIT_WATT_PER_KELVIN, -15},
    {"aW/K", ENT_UNIT_WATT_PER_KELVIN, -18},
    {"zW/K", ENT_UNIT_WATT_PER_KELVIN, -21},
    {"yW/K", ENT_UNIT_WATT_PER_KELVIN, -24},
    {"W^2/Hz", ENT_UNIT_WATT_SQUARED_PER_HERTZ, 0},
};

enum { N_UNITS = sizeof units / sizeof units[0], SYMBOL_SIZE = 16 };

/* What results of each quantity are told in. */
static const ent_unit_base si_base[] = {
    [ENT_QUANTITY_ENERGY] = ENT_UNIT_JOULE,      [ENT_QUANTITY_TEMPERATURE] = ENT_UNIT_KELVIN,
    [ENT_QUANTITY_RATE] = ENT_UNIT_PER_SECOND,   [ENT_QUANTITY_PARTICLE_CURRENT] = ENT_UNIT_PER_SECOND,
    [ENT_QUANTITY_HEAT_CURRENT] = ENT_UNIT_WATT, [ENT_QUANTITY_ENTROPY_RATE] = ENT_UNIT_WATT_PER_KELVIN,
    [ENT_QUANTITY_TIME] = ENT_UNIT_SECOND,       [ENT_QUANTITY_HEAT_NOISE] = ENT_UNIT_WATT_SQUARED_PER_HERTZ,
};

size_t ent_unit_count(void)
{
    return N_UNITS;
}

const ent_unit *ent_unit_at(size_t index)
{
    return index < N_UNITS ? &units[index] : NULL;
}

/* Writes a symbol as the table has it: u for both code points of µ, and 1/s for /s. Too long ones become empty. */
static void normalise(char normal[SYMBOL_SIZE], const char *symbol)
{
    size_t n = 0;
    if (*symbol == '/') {
        normal[n++] = '1';
    }
    while (*symbol && n + 1 < SYMBOL_SIZE) {
        const bool micro = strncmp(symbol, "\302\265", 2) == 0 || strncmp(symbol, "\316\274", 2) == 0;
        normal[n++] = *symbol;
        if (micro) {
            normal[n - 1] = 'u';
            ++symbol;
        }
        ++symbol;
    }
    normal[*symbol ? 0 : n] = '\0';
}

const ent_unit *ent_unit_find(const char *symbol)
{
    char normal[SYMBOL_SIZE];
    normalise(normal, symbol);
    for (size_t i = 0; i < N_UNITS; ++i) {
        if (strcmp(units[i].symbol, normal) == 0) {
            return &units[i];
        }
    }
    return NULL;
}

bool ent_unit_fits(const ent_unit *self, ent_quantity quantity)
{
    switch (quantity) {
    case ENT_QUANTITY_NUMBER:
        return false;
    case ENT_QUANTITY_ENERGY:
    case ENT_QUANTITY_TEMPERATURE:
        return self->base <= ENT_UNIT_KELVIN;
    case ENT_QUANTITY_RATE:
        return self->base <= ENT_UNIT_PER_SECOND;
    default:
        return self->base == si_base[quantity];
    }
}

const ent_unit *ent_unit_si(ent_quantity quantity)
{
    size_t i = 0;
    while (units[i].base != si_base[quantity]) {
        ++i;
    }
    return quantity == ENT_QUANTITY_NUMBER ? NULL : &units[i];
}

/* 10^exponent, rounded once: positive powers are exact. */
static double power_of_ten(int exponent)
{
    return exponent < 0 ? 1.0 / pow(10.0, -exponent) : pow(10.0, exponent);
}

/* The base unit of an energy, in joule. */
static double base_energy(ent_unit_base base)
{
    switch (base) {
    case ENT_UNIT_HERTZ:
        return ENT_PLANCK;
    case ENT_UNIT_ELECTRONVOLT:
        return ENT_ELECTRONVOLT;
    case ENT_UNIT_KELVIN:
        return ENT_BOLTZMANN;
    default:
        return 1.0;
    }
}

double ent_unit_size(const ent_unit *self, ent_quantity quantity)
{
    if (!ent_unit_fits(self, quantity)) {
        return NAN;
    }
    double base = 1.0;
    if (quantity == ENT_QUANTITY_ENERGY) {
        base = base_energy(self->base);
    } else if (quantity == ENT_QUANTITY_TEMPERATURE && self->base != ENT_UNIT_KELVIN) {
        base = base_energy(self->base) / ENT_BOLTZMANN;
    } else if (quantity == ENT_QUANTITY_RATE && self->base != ENT_UNIT_PER_SECOND) {
        base = self->base == ENT_UNIT_HERTZ ? TWO_PI : base_energy(self->base) / ENT_PLANCK * TWO_PI;
    }
    return base * power_of_ten(self->exponent);
}

/* The double nearest to the shortest decimal of value, with its point moved. */
static double shift_decimal(double value, int places)
{
    char number[NUMBER_SIZE], shifted[2 * NUMBER_SIZE];
    (void)number_format(number, value);
    const char *e = strchr(number, 'e');
    const long exponent = e ? strtol(e + 1, NULL, 10) : 0;
    const int length = e ? (int)(e - number) : (int)strlen(number);
    (void)snprintf(shifted, sizeof shifted, "%.*se%ld", length, number, exponent + places);
    return strtod(shifted, NULL);
}

double ent_unit_convert(double value, const ent_unit *from, const ent_unit *to, ent_quantity quantity)
{
    if (!isfinite(value) || !ent_unit_fits(from, quantity) || !ent_unit_fits(to, quantity)) {
        return NAN;
    }
    return from->base == to->base ? shift_decimal(value, from->exponent - to->exponent)
                                  : value * (ent_unit_size(from, quantity) / ent_unit_size(to, quantity));
}

double ent_quantity_size(ent_quantity quantity, double energy)
{
    const double rate = energy / ENT_PLANCK * TWO_PI;
    switch (quantity) {
    case ENT_QUANTITY_ENERGY:
        return energy;
    case ENT_QUANTITY_TEMPERATURE:
        return energy / ENT_BOLTZMANN;
    case ENT_QUANTITY_RATE:
    case ENT_QUANTITY_PARTICLE_CURRENT:
        return rate;
    case ENT_QUANTITY_HEAT_CURRENT:
        return energy * rate;
    case ENT_QUANTITY_HEAT_NOISE:
        return energy * energy * rate;
    case ENT_QUANTITY_ENTROPY_RATE:
        return ENT_BOLTZMANN * rate;
    case ENT_QUANTITY_TIME:
        return 1.0 / rate;
    default:
        return 1.0;
    }
}
