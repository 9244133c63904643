/* Bose-Einstein occupation as a function of x = energy/temperature, scaled so that nothing underflows. */
#ifndef PHYSICS_BOSE_H
#define PHYSICS_BOSE_H

#include "base/dd.h"

/* n(x) e^shift for x > 0; x may be infinite unless shift is. */
double bose_scaled(double x, double shift);

/* (n(x_a) - n(x_b)) e^shift for x_a, x_b > 0 without cancellation; x_b_minus_x_a is given because the caller knows it
 * to more digits than the difference of the rounded x. */
double bose_difference_scaled(double x_a, double x_b, double x_b_minus_x_a, double shift);

/* n(energy/temperature) in double-double, for energy > 0; 0 where it is below 1e-304. */
dd bose_dd(dd energy, double temperature);

#endif
