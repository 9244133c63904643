#include "study/evolve_start.h"

#include <string.h>

#include "base/error.h"
#include "observable/density_matrix.h"

/* An example of a basis state, such as 10 or 100. */
static void write_example(char *text, size_t size, int n_sites)
{
    for (int i = 0; i < n_sites && (size_t)i + 1 < size; ++i) {
        text[i] = i == 0 ? '1' : '0';
        text[i + 1] = '\0';
    }
}

/* |from><from|, a digit for every site: its excitation number. Index 0 is the state with every site at its top. */
static int basis_state(zdd *rho, const char *from, const motion *system, ent_error *error)
{
    char example[64] = "";
    int index = 0;
    bool good = strlen(from) == (size_t)system->n_sites;
    for (int i = 0; good && i < system->n_sites; ++i) {
        const int n = from[i] - '0';
        good = n >= 0 && n < system->levels[i];
        index = index * system->levels[i] + system->levels[i] - 1 - n;
    }
    if (!good) {
        write_example(example, sizeof example, system->n_sites);
        return error_set(error, ENT_ERROR_UNKNOWN_NAME,
                         "initial state '%s': must be gibbs, steady, or a basis state of %d sites such as %s", from,
                         system->n_sites, example);
    }
    memset(rho, 0, (size_t)system->d * (size_t)system->d * sizeof *rho);
    rho[(size_t)index * (size_t)system->d + (size_t)index] = zdd_from(1.0, 0.0);
    return ENT_OK;
}

int evolve_start(zdd *rho, const ent_evolution *evolution, const motion *system, ent_error *error)
{
    if (!evolution->from) {
        return density_matrix_read(rho, evolution->state, system->d, error);
    }
    if (strcmp(evolution->from, "gibbs") == 0) {
        const int status = system->gibbs(system, rho);
        return status == ENT_OK ? ENT_OK : error_set(error, (ent_status)status, "%s", ent_status_text(status));
    }
    if (strcmp(evolution->from, "steady") == 0) {
        return system->steady(system, rho) == ENT_OK
                   ? ENT_OK
                   : error_set(error, ENT_ERROR_NOT_UNIQUE, "there is no unique steady state to start from");
    }
    return basis_state(rho, evolution->from, system, error);
}
