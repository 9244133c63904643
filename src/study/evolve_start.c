#include "study/evolve_start.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "observable/density_matrix.h"
#include "study/reason.h"

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

static int find_state(zdd *rho, const char *from, const ent_complex *state, const motion *system, ent_error *error)
{
    if (!from) {
        return density_matrix_read(rho, state, system->d, error);
    }
    if (strcmp(from, "gibbs") == 0) {
        const int status = system->gibbs(system, rho);
        return status == ENT_OK ? ENT_OK : error_set(error, (ent_status)status, "%s", ent_status_text(status));
    }
    if (strcmp(from, "steady") == 0) {
        return system->steady(system, rho) == ENT_OK
                   ? ENT_OK
                   : error_set(error, ENT_ERROR_NOT_UNIQUE, "there is no unique steady state to start from");
    }
    return basis_state(rho, from, system, error);
}

static int fail(const motion *system, const ent_model *model, const double *parameters, int status, ent_error *error)
{
    char room[REASON_SIZE];
    const char *why = system->problem ? system->problem : reason_failed(model, parameters, status, room);
    return error_set(error, (ent_status)status, "model %s: %s", model->name, why);
}

int evolve_start_open(evolve_start *self, const ent_model *model, const double *parameters, const char *from,
                      const ent_complex *state, ent_error *error)
{
    motion *system = &self->system;
    *self = (evolve_start){.x = NULL};
    int status = model->dynamics->open(system, model, parameters, false);
    if (status != ENT_OK) {
        return fail(system, model, parameters, status, error);
    }
    self->rho = calloc((size_t)system->d * (size_t)system->d, sizeof *self->rho);
    if (!self->rho) {
        return error_no_memory(error);
    }
    status = find_state(self->rho, from, state, system, error);
    if (status == ENT_OK && !system->holds(system, self->rho)) {
        motion_close(system);
        status = model->dynamics->open(system, model, parameters, true);
        status = status == ENT_OK ? ENT_OK : fail(system, model, parameters, status, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    self->x = calloc((size_t)system->n + 1, sizeof *self->x);
    status = self->x ? system->unknowns(system, self->x, self->rho) : ENT_ERROR_NO_MEMORY;
    return status == ENT_OK ? ENT_OK : error_no_memory(error);
}

void evolve_start_close(evolve_start *self)
{
    motion_close(&self->system);
    free(self->x);
    free(self->rho);
    *self = (evolve_start){.x = NULL};
}
