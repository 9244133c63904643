#include "study/evolve_start.h"

#include <string.h>

#include "base/error.h"
#include "model/dynamics.h"
#include "observable/density_matrix.h"
#include "solver/steady_state.h"

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

int evolve_start(zdd *rho, const ent_evolution *evolution, const lindblad *system, ent_error *error)
{
    const ent_dynamics *dynamics = evolution->model->dynamics;
    double residual;
    if (!evolution->from) {
        return density_matrix_read(rho, evolution->state, system->d, error);
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
