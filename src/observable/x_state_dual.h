/* Observables of X-form states with their derivatives along one direction. */
#ifndef OBSERVABLE_X_STATE_DUAL_H
#define OBSERVABLE_X_STATE_DUAL_H

#include "base/dual.h"

/* As x_state: |c| = scale c_scaled, c_im = scale c_im_scaled, sqrt(r11 r00) = scale bound_scaled. */
typedef struct x_state_dual {
    dual r11, r10, r01, r00;
    dual c_re, c_im_scaled;
    dual scale, c_scaled, bound_scaled;
} x_state_dual;

/* Sets populations, coherence, entanglement, purity, J_ratio, and I, I_c, I_ratio for a coupling g. */
void x_state_dual_observe(const x_state_dual *state, dual g, dual *observables);

/* Heat currents of both baths and the entropy production Q_h (1/T_c - 1/T_h). */
void x_state_dual_set_heat(dual *observables, dual heat_h, dual heat_h_bare, dual heat_c_bare, dual t_h, dual t_c);

/* Functions of the negativity and the concurrence, both set before. */
void measures_dual(dual *observables);

#endif
