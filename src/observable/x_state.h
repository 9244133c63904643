/* A two-qubit state whose only coherence is c = <10|rho|01> (eqs 6, 22), with its entanglement in closed form. */
#ifndef OBSERVABLE_X_STATE_H
#define OBSERVABLE_X_STATE_H

/* At low temperature r11 and c vanish together while |c|/sqrt(r11 r00) stays finite, so their sizes are kept apart:
 * |c| = scale * c_scaled, c_im = scale * c_im_scaled and sqrt(r11 r00) = scale * bound_scaled. */
typedef struct x_state {
    double r11, r10, r01, r00;
    double c_re, c_im;
    double scale, c_scaled, c_im_scaled, bound_scaled;
} x_state;

/* Sets populations, coherence, entanglement, purity, J_ratio, and I, I_c, I_ratio for a coupling g. Ratios without a
 * finite value are NaN. */
void x_state_observe(const x_state *state, double g, double *observables);

#endif
