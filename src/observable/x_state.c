#include "observable/x_state.h"

#include <math.h>

#include "observable/measures.h"
#include "observable/two_qubit.h"

/* a/b for a, b >= 0, NaN instead of infinity or 0/0. */
static double finite_ratio(double a, double b)
{
    const double ratio = a / b;
    return isfinite(ratio) ? ratio : NAN;
}

static void observe_entanglement(const x_state *s, double *o)
{
    /* n = 2 (|c|^2 - r11 r00) / (sqrt(4|c|^2 + (r11 - r00)^2) + r11 + r00), eq (16) without its cancellation. */
    const double excess = s->scale * (s->c_scaled - s->bound_scaled);
    const double sum = s->scale * (s->c_scaled + s->bound_scaled);
    const double root = hypot(2.0 * s->scale * s->c_scaled, s->r11 - s->r00);
    const double n = 2.0 * excess * (sum / (root + s->r11 + s->r00));
    o[NEGATIVITY] = n > 0.0 ? n : 0.0;
    /* r10 and r01 are eigenvalues of the partial transpose too (eq 31). */
    o[NEGATIVITY_SIGNED] = fmax(n, -fmin(s->r10, s->r01));
    o[LOG_NEGATIVITY] = log_negativity(o[NEGATIVITY]);
    o[CONCURRENCE] = excess > 0.0 ? 2.0 * excess : 0.0;
    o[FORMATION] = entanglement_of_formation(o[CONCURRENCE]);
}

void x_state_observe(const x_state *s, double g, double *o)
{
    o[R11] = s->r11;
    o[R10] = s->r10;
    o[R01] = s->r01;
    o[R00] = s->r00;
    o[COHERENCE_RE] = s->c_re;
    o[COHERENCE_IM] = s->c_im;
    o[PURITY] = s->r11 * s->r11 + s->r10 * s->r10 + s->r01 * s->r01 + s->r00 * s->r00 +
                2.0 * (s->c_re * s->c_re + s->c_im * s->c_im);
    observe_entanglement(s, o);
    o[J_RATIO] = finite_ratio(s->c_scaled, s->bound_scaled);
    o[PARTICLE_CURRENT] = 2.0 * g * s->c_im;
    o[PARTICLE_CRITICAL] = 2.0 * g * s->scale * s->bound_scaled;
    o[PARTICLE_RATIO] = finite_ratio(fabs(s->c_im_scaled), s->bound_scaled);
}
