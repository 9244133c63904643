#include "observable/density_matrix.h"

#include <math.h>
#include <stdlib.h>

#include "base/blocks.h"
#include "base/error.h"

/* How far a caller's matrix may be from a density matrix. */
static const double TOLERANCE = 1e-10;

int density_matrix_read(zdd *state, const ent_complex *rho, int d, ent_error *error)
{
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
    double *values = malloc((size_t)d * sizeof *values);
    double accuracy;
    if (!values || blocks_eigenvalues(d, values, &accuracy, state) != ENT_OK) {
        free(values);
        return error_no_memory(error);
    }
    double least = 0.0;
    for (int k = 0; k < d; ++k) {
        least = fmin(least, values[k]);
    }
    free(values);
    return least >= -TOLERANCE
               ? ENT_OK
               : error_set(error, ENT_ERROR_OUT_OF_RANGE,
                           "rho must have no negative eigenvalue (to %.0e), but has %.3g", TOLERANCE, least);
}
