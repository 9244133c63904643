/* Units: numbers such as 5GHz or 170mK, and models whose numbers have units. SPDX-License-Identifier: MIT */
#ifndef ENT_UNITS_H
#define ENT_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "macros.h"
#include "model.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** Exact constants of the SI (CODATA 2019): J s, J/K, J. */
#define ENT_PLANCK 6.62607015e-34
#define ENT_BOLTZMANN 1.380649e-23
#define ENT_ELECTRONVOLT 1.602176634e-19

/** What a unit is a power of ten of. */
typedef enum ent_unit_base {
    ENT_UNIT_HERTZ, /**< a frequency f: stands for the energy h f, so as a rate for 2 pi f per second */
    ENT_UNIT_ELECTRONVOLT,
    ENT_UNIT_JOULE,
    ENT_UNIT_KELVIN, /**< as an energy: k_B T */
    ENT_UNIT_PER_SECOND,
    ENT_UNIT_SECOND,
    ENT_UNIT_WATT,
    ENT_UNIT_WATT_PER_KELVIN,
    ENT_UNIT_WATT_SQUARED_PER_HERTZ
} ent_unit_base;

/** A unit, such as GHz: 10^9 of its base. All units are constants of the library. */
struct ent_unit {
    const char *symbol; /**< ASCII, such as "ueV", "1/us" */
    ent_unit_base base;
    int exponent;
};

/** Number of units, and the unit of an index below it, else NULL. */
ENT_API size_t ent_unit_count(void);
ENT_API const ent_unit *ent_unit_at(size_t index);

/** The unit of that symbol, or NULL. Also read are µ for u, and /us for 1/us. */
ENT_API const ent_unit *ent_unit_find(const char *symbol);

/**
 * Whether a quantity can be given in a unit. Energies: Hz, eV, J, K. Temperatures: the same, as E = k_B T. Rates: the
 * same, as E/hbar, and 1/s. Particle currents: 1/s only, since an event rate in Hz would lack the 2 pi. Heat currents:
 * W. Their noise: W^2/Hz. Entropy production: W/K. Times: s. Pure numbers: none.
 */
ENT_API bool ent_unit_fits(const ent_unit *self, ent_quantity quantity);

/** The unit in which results are told: J, K, 1/s, 1/s, W, W/K, s, W^2/Hz; NULL for pure numbers. */
ENT_API const ent_unit *ent_unit_si(ent_quantity quantity);

/** Size of a unit in the unit of ent_unit_si; NaN if it does not fit the quantity. */
ENT_API double ent_unit_size(const ent_unit *self, ent_quantity quantity);

/**
 * The same amount of a quantity in another unit. Between units of one base the decimal point moves: 7 us are the double
 * nearest to 7e-6 s.
 */
ENT_API double ent_unit_convert(double value, const ent_unit *from, const ent_unit *to, ent_quantity quantity);

/**
 * Reads a number with a unit, such as "170mK" or "5 GHz", or a number alone.
 * @param[out] value in its unit, as written
 * @param[out] unit NULL for a number alone
 * @return ENT_OK; ENT_ERROR_BAD_NUMBER (no number); ENT_ERROR_UNKNOWN_NAME (no such unit: the message names the
 *         nearest); ENT_ERROR_USAGE (a unit of something else: the message says what would fit)
 */
ENT_API ENT_MUST_USE int ent_unit_parse(double *value, const ent_unit **unit, const char *text, ent_quantity quantity,
                                        ent_error *error);

/**
 * What 1 of a quantity is in SI, with hbar = k_B = 1 and a unit of energy E in joule: E, E/k_B, E/hbar, E/hbar,
 * E^2/hbar, k_B E/hbar, hbar/E; 1 for pure numbers.
 */
ENT_API double ent_quantity_size(ent_quantity quantity, double energy);

/** What makes a model one in units: each of its numbers has its own unit, and a factor to natural units. */
struct ent_model_units {
    const ent_model *natural;           /**< the model in natural units, which computes */
    double energy;                      /**< its unit of energy, in joule */
    const ent_unit *const *parameters;  /**< [n_parameters], NULL for pure numbers */
    const ent_unit *const *observables; /**< [n_observables], NULL for pure numbers, else ent_unit_si */
    const double *parameter_factors;    /**< [n_parameters], natural = parameter * factor */
    const double *observable_factors;   /**< [n_observables], observable = natural * factor */
};

/**
 * Makes the same model in units: for every study a model like others, whose parameters, defaults and limits are in the
 * units given, whose observables are in SI units, and whose times are in seconds. It is computed in natural units with
 * a unit of energy within a factor 2 of value * unit: the result is that of the natural model, scaled, to rounding.
 * @param[out] model freed by ent_model_in_units_free; NULL after a failure
 * @param[in] natural must live as long as the model
 * @param[in] value, unit the natural unit of energy: the defaults are multiples of it
 * @param[in] units [n_parameters]; NULL: that of the first parameter of the quantity that has one here, else `unit` for
 *            energies and rates (1/s for rates if `unit` is K or J), K for temperatures
 * @return ENT_OK; ENT_ERROR_OUT_OF_RANGE (value is not finite and above 0, or its square in W beyond 1e-250 to
 *         1e250); ENT_ERROR_USAGE (a unit does not fit, or
 *         the model has units already); ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_model_in_units(ent_model **model, const ent_model *natural, double value,
                                            const ent_unit *unit, const ent_unit *const *units, ent_error *error);

/** Frees a model made by ent_model_in_units; NULL is fine. */
ENT_API void ent_model_in_units_free(ent_model *self);

/**
 * The model in natural units under one in units, or the model itself.
 * @param[out] natural [n_parameters], the parameters as that model takes them
 */
ENT_API const ent_model *ent_model_natural(const ent_model *self, double *natural, const double *parameters);

ENT_EXTERN_C_END

#endif
