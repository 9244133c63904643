/* Derivatives of the rates of a bath. */
#ifndef GENERATOR_BATH_RATES_SLOPE_H
#define GENERATOR_BATH_RATES_SLOPE_H

#include "generator/bath_rates.h"

/* Derivative of both rates along a direction in which the numbers of the bath change by `change` and the frequency by
 * frequency_change. Returns ENT_OK, or ENT_ERROR_UNDEFINED at kinks: frequency 0 of a spectrum in |w|, fermions of
 * temperature 0 at their chemical potential. */
int bath_rates_slope(bath_rates *slope, const system_bath *bath, const system_bath *change, dd frequency,
                     double frequency_change);

#endif
