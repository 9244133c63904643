/* Occupation numbers of thermal baths. SPDX-License-Identifier: MIT */
#ifndef ENT_BATH_H
#define ENT_BATH_H

#include "macros.h"

ENT_EXTERN_C_BEGIN

/**
 * Bose-Einstein occupation n = 1/(e^(energy/temperature) - 1), to a few ulp.
 * @param energy above 0, in the unit of temperature
 * @param temperature at or above 0; n = 0 at 0
 */
ENT_API double ent_bose_einstein(double energy, double temperature);

/**
 * n(energy_a, temperature_a) - n(energy_b, temperature_b) without cancellation, also where both energies are negative,
 * where n(-E) = -1 - n(E). Source: n_a - n_b = sinh((x_b - x_a)/2) / (2 sinh(x_a/2) sinh(x_b/2)), x = E/T.
 */
ENT_API double ent_bose_einstein_difference(double energy_a, double temperature_a, double energy_b,
                                            double temperature_b);

/**
 * Fermi-Dirac occupation f = 1/(e^((energy - chemical_potential)/temperature) + 1), to a few ulp.
 * @param temperature at or above 0; at 0, f is 1 below, 1/2 at and 0 above the chemical potential
 */
ENT_API double ent_fermi_dirac(double energy, double temperature, double chemical_potential);

ENT_EXTERN_C_END

#endif
