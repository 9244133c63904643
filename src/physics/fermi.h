/* Fermi-Dirac occupation in double-double. */
#ifndef PHYSICS_FERMI_H
#define PHYSICS_FERMI_H

#include "base/dd.h"

/* f = 1/(e^(distance/temperature) + 1), distance = energy - chemical potential; 1 - f is f at -distance.
 * At temperature 0: 1 below, 1/2 at and 0 above the chemical potential. */
dd fermi_dd(dd distance, double temperature);

#endif
