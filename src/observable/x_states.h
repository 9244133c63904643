/* Many X states side by side, and their observables: what x_state.h does for one. */
#ifndef OBSERVABLE_LANES_H
#define OBSERVABLE_LANES_H

#include <stddef.h>

#include "base/lanes.h"

/* As in x_state, and the currents: heat from the hot bath, with H_S alone from both, and J_c = critical/critical_over.
 */
typedef struct x_states {
    _Alignas(64) double r11[LANES];
    double r10[LANES], r01[LANES], r00[LANES];
    double c_re[LANES], c_im[LANES];
    double scale[LANES], c_scaled[LANES], c_im_scaled[LANES], bound_scaled[LANES];
    double heat[LANES], heat_h_bare[LANES], heat_c_bare[LANES];
    double critical[LANES], critical_over[LANES];
} x_states;

/* What the observables need besides the states, [n] each. */
typedef struct x_settings {
    const double *g, *t_h, *t_c;
} x_settings;

/* Sets the first n values of the wanted columns (not NULL) of [N_TWO_QUBIT]. Meant for states whose numbers are far
 * from overflow, between baths whose temperatures are not 0. */
void x_states_observe(const x_states *states, size_t n, const x_settings *settings, double *const *columns,
                      instruction_set set);

#endif
