#include "model/liouvillian.h"

#include "base/error.h"
#include "model/dynamics.h"

/* Largest number of unknowns taken: dense blocks of that size need 1.5 GB. */
enum { MAX_UNKNOWNS = 4096 };

static int check(const ent_model *model, const double *parameters, ent_error *error)
{
    const int status = ent_model_check(model, parameters, error);
    if (status != ENT_OK) {
        return status;
    }
    if (model->units) {
        return error_set(error, ENT_ERROR_USAGE, "the spectrum takes natural units only: give numbers without units");
    }
    if (!model->dynamics) {
        return error_set(error, ENT_ERROR_UNDEFINED, "model %s is a state of equilibrium and has no dynamics",
                         model->name);
    }
    const double d = (double)model->dynamics->dimension(model);
    const double n = d * d;
    if (n > (double)MAX_UNKNOWNS) {
        return error_set(
            error, ENT_ERROR_OUT_OF_RANGE,
            "the generator has %.0f unknowns, of which %d are taken: its matrices would need up to %.1f GB", n,
            MAX_UNKNOWNS, 88e-9 * n * n);
    }
    return ENT_OK;
}

static const char *reason(const motion *system, const ent_model *model, const double *parameters, int status,
                          char room[ENT_MESSAGE_SIZE])
{
    const char *why = system->problem;
    if (!why && model->why_failed) {
        why = model->why_failed(model, parameters, status, room, ENT_MESSAGE_SIZE);
    }
    return why ? why : ent_status_text(status);
}

int liouvillian_create(superoperator *self, int *d, const ent_model *model, const double *parameters, ent_error *error)
{
    char room[ENT_MESSAGE_SIZE];
    motion system;
    *self = (superoperator){0};
    int status = check(model, parameters, error);
    if (status != ENT_OK) {
        return status;
    }
    status = model->dynamics->open(&system, model, parameters, MOTION_WHOLE, true);
    if (status != ENT_OK) {
        (void)error_set(error, (ent_status)status, "%s", reason(&system, model, parameters, status, room));
    } else {
        *d = system.d;
        *self = superoperator_copy(system.flow.matrix);
        status = self->failed ? error_no_memory(error) : ENT_OK;
    }
    motion_close(&system);
    return status;
}
