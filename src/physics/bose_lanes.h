/* Bose-Einstein occupations of a hot and a cold bath for many points at once: bose.h, for ordinary numbers. */
#ifndef PHYSICS_BOSE_LANES_H
#define PHYSICS_BOSE_LANES_H

#include <stddef.h>

#include "base/lanes.h"

/* Given x = energy/temperature, 1e-8 <= x <= 700, and their difference x_c - x_h, to a few ulp. Occupations are also
 * kept as scale * m, because they underflow where their ratios do not. */
typedef struct bose_lanes {
    _Alignas(64) double x_h[LANES];
    double x_c[LANES], difference[LANES];
    double scale[LANES]; /* e^{-min(x_h, x_c)} */
    double n_h[LANES], n_c[LANES];
    double m_h[LANES], m_c[LANES];
    double m_difference[LANES]; /* m_h - m_c without cancellation */
} bose_lanes;

/* Sets all the rest from x_h, x_c and difference, for the first n points. */
void bose_lanes_fill(bose_lanes *self, size_t n, instruction_set set);

/* bose_dd of bose.h for n energies and temperatures. */
void bose_dd_lanes(double *hi, double *lo, const double *energy_hi, const double *energy_lo, const double *t, int n,
                   instruction_set set);

#endif
