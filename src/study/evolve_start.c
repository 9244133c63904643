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

/* |index><index| */
typedef struct basis_state {
    int index;
} basis_state;

static zdd basis_element(const void *data, int i, int j)
{
    const basis_state *self = data;
    return zdd_from(i == self->index && j == self->index ? 1.0 : 0.0, 0.0);
}

/* A digit for every site: its excitation number. Index 0 is the state with every site at its top. */
static int read_basis_state(basis_state *found, const char *from, const motion *system, ent_error *error)
{
    char example[64] = "";
    int index = 0;
    bool good = strlen(from) == (size_t)system->n_sites;
    for (int i = 0; good && i < system->n_sites; ++i) {
        const int n = from[i] - '0';
        good = n >= 0 && n < system->levels[i];
        index = index * system->levels[i] + system->levels[i] - 1 - n;
    }
    found->index = index;
    if (!good) {
        write_example(example, sizeof example, system->n_sites);
        return error_set(error, ENT_ERROR_UNKNOWN_NAME,
                         "initial state '%s': must be gibbs, steady, or a basis state of %d sites such as %s", from,
                         system->n_sites, example);
    }
    return ENT_OK;
}

static int take_given(const motion *system, dd *x, bool *held, const ent_complex *state, ent_error *error)
{
    zdd *rho = calloc((size_t)system->d * (size_t)system->d, sizeof *rho);
    if (!rho) {
        return error_no_memory(error);
    }
    const dense_matrix dense = {system->d, rho};
    const matrix_view view = dense_matrix_view(&dense);
    int status = density_matrix_read(rho, state, system->d, error);
    if (status == ENT_OK) {
        status = system->take(system, x, held, &view) == ENT_OK ? ENT_OK : error_no_memory(error);
    }
    free(rho);
    return status;
}

static int take_view(const motion *system, dd *x, bool *held, const matrix_view *rho, ent_error *error)
{
    const int status = system->take(system, x, held, rho);
    return status == ENT_OK ? ENT_OK : error_set(error, (ent_status)status, "%s", ent_status_text(status));
}

/* The unknowns of the start, and whether they hold it. */
static int find_start(const motion *system, dd *x, bool *held, const char *from, const ent_complex *state,
                      ent_error *error)
{
    matrix_view rho;
    if (!from) {
        return take_given(system, x, held, state, error);
    }
    if (strcmp(from, "gibbs") == 0) {
        const int status = system->gibbs(system, &rho);
        return status == ENT_OK ? take_view(system, x, held, &rho, error)
                                : error_set(error, (ent_status)status, "%s", ent_status_text(status));
    }
    if (strcmp(from, "steady") == 0) {
        *held = true;
        return system->steady(system, x) == ENT_OK
                   ? ENT_OK
                   : error_set(error, ENT_ERROR_NOT_UNIQUE, "there is no unique steady state to start from");
    }
    basis_state basis;
    const int status = read_basis_state(&basis, from, system, error);
    rho = (matrix_view){.d = system->d, .data = &basis, .at = basis_element};
    return status == ENT_OK ? take_view(system, x, held, &rho, error) : status;
}

static int fail(const motion *system, const ent_model *model, const double *parameters, int status, ent_error *error)
{
    char room[REASON_SIZE];
    const char *why = system->problem ? system->problem : reason_failed(model, parameters, status, room);
    return error_set(error, (ent_status)status, "model %s: %s", model->name, why);
}

int evolve_start_open(evolve_start *self, const ent_model *model, const double *parameters, const char *from,
                      const ent_complex *state, bool matrix, ent_error *error)
{
    motion *system = &self->system;
    int status = ENT_OK;
    bool held = false;
    *self = (evolve_start){.x = NULL};
    for (int span = MOTION_LEAST; status == ENT_OK && !held && span <= MOTION_WHOLE; ++span) {
        evolve_start_close(self);
        status = model->dynamics->open(system, model, parameters, (motion_span)span, matrix);
        if (status != ENT_OK) {
            return fail(system, model, parameters, status, error);
        }
        self->x = calloc(system->flow.n + 1, sizeof *self->x);
        status = self->x ? find_start(system, self->x, &held, from, state, error) : error_no_memory(error);
        span = !held && system->flow.matrix ? MOTION_LINKED : span; /* which a matrix holds from the first */
    }
    return status;
}

void evolve_start_close(evolve_start *self)
{
    motion_close(&self->system);
    free(self->x);
    *self = (evolve_start){.x = NULL};
}
