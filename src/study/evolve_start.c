#include "study/evolve_start.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/hermitian.h"
#include "model/dynamics.h"
#include "solver/steady_state.h"

/* How far a given matrix may be from a density matrix. */
static const double STATE_TOLERANCE = 1e-10;

/* |from><from|: index 0 is the state with every site excited. */
static int basis_state(zdd *rho, const char *from, int n_sites, int d, ent_error *error)
{
    int index = 0;
    const size_t length = strlen(from);
    for (size_t i = 0; i < length; ++i) {
        index = 2 * index + (from[i] == '0');
    }
    if (length != (size_t)n_sites || strspn(from, "01") != length) {
        return error_set(error, ENT_ERROR_UNKNOWN_NAME,
                         "initial state '%s': must be gibbs, steady, or a basis state of %d sites such as %s", from,
                         n_sites, "10");
    }
    memset(rho, 0, (size_t)(d * d) * sizeof *rho);
    rho[index * d + index] = zdd_from(1.0, 0.0);
    return ENT_OK;
}

static int given_state(zdd *rho, const ent_complex *state, int d, ent_error *error)
{
    zdd work[LINDBLAD_MAX_UNKNOWNS];
    dd values[LINDBLAD_MAX_DIMENSION];
    double trace = 0.0;
    double deviation = 0.0;
    for (int k = 0; k < d * d; ++k) {
        const ent_complex a = state[k];
        const ent_complex b = state[k % d * d + k / d];
        deviation = fmax(deviation, isfinite(a.re + a.im) ? hypot(a.re - b.re, a.im + b.im) : INFINITY);
        trace += k / d == k % d ? a.re : 0.0;
        rho[k] = zdd_from(0.5 * (a.re + b.re), 0.5 * (a.im - b.im));
    }
    deviation = fmax(deviation, fabs(trace - 1.0));
    if (!(deviation <= STATE_TOLERANCE)) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE,
                         "the initial state must be hermitian with trace 1 to %.0e, but is off by %.3g",
                         STATE_TOLERANCE, deviation);
    }
    memcpy(work, rho, (size_t)(d * d) * sizeof *work);
    hermitian_eigen(d, values, NULL, work);
    if (values[0].hi < -STATE_TOLERANCE) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE, "the initial state has the negative eigenvalue %.3g",
                         values[0].hi);
    }
    return ENT_OK;
}

int evolve_start(zdd *rho, const ent_evolution *evolution, const lindblad *system, ent_error *error)
{
    const ent_dynamics *dynamics = evolution->model->dynamics;
    double residual;
    if (!evolution->from) {
        return given_state(rho, evolution->state, system->d, error);
    }
    if (strcmp(evolution->from, "gibbs") == 0) {
        dynamics->gibbs(evolution->parameters, rho);
        return ENT_OK;
    }
    if (strcmp(evolution->from, "steady") == 0) {
        return steady_state_small(rho, &residual, system) == ENT_OK
                   ? ENT_OK
                   : error_set(error, ENT_ERROR_NOT_UNIQUE, "there is no unique steady state to start from");
    }
    return basis_state(rho, evolution->from, dynamics->n_sites, system->d, error);
}
