/* Rates at which a bath takes and gives quanta of one frequency. */
#ifndef GENERATOR_BATH_RATES_H
#define GENERATOR_BATH_RATES_H

#include "base/dd.h"
#include "generator/open_system.h"

/* Emission into the bath: gamma(w) (1 + n) or gamma(w) (1 - f); absorption: gamma(w) n or gamma(w) f. */
typedef struct bath_rates {
    dd emission, absorption;
} bath_rates;

/* The rates at a frequency. w = 0 has rates for fermions, dephasing and an ohmic spectrum of bosons (gamma T / w0, the
 * limit), and none else: ENT_ERROR_ZERO_FREQUENCY. Bosons need w > 0 otherwise, and w above the chemical potential:
 * ENT_ERROR_OUT_OF_RANGE. */
int bath_rates_at(bath_rates *rates, const system_bath *bath, dd frequency);

/* The spectral density gamma(|w|). */
double bath_spectral_density(const system_bath *bath, double frequency);

#endif
