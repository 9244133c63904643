#include "observable/density_matrix.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/hermitian.h"

enum { MAX_D = 4 };

/* How far a caller's matrix may be from a density matrix. */
static const double TOLERANCE = 1e-10;

int density_matrix_read(zdd *state, const ent_complex *rho, int d, ent_error *error)
{
    zdd work[MAX_D * MAX_D];
    dd values[MAX_D];
    double trace = 0.0;
    double deviation = 0.0;
    for (int k = 0; k < d * d; ++k) {
        const ent_complex a = rho[k];
        const ent_complex b = rho[k % d * d + k / d];
        deviation = fmax(deviation, isfinite(a.re + a.im) ? hypot(a.re - b.re, a.im + b.im) : INFINITY);
        trace += k / d == k % d ? a.re : 0.0;
        state[k] = zdd_from(0.5 * (a.re + b.re), 0.5 * (a.im - b.im));
    }
    deviation = fmax(deviation, fabs(trace - 1.0));
    if (!(deviation <= TOLERANCE)) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE,
                         "rho must be hermitian with trace 1 to %.0e, but is off by %.3g", TOLERANCE, deviation);
    }
    memcpy(work, state, (size_t)(d * d) * sizeof *work);
    hermitian_eigen(d, values, NULL, work);
    if (values[0].hi < -TOLERANCE) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE, "rho must have no negative eigenvalue (to %.0e), but has %.3g",
                         TOLERANCE, values[0].hi);
    }
    return ENT_OK;
}
