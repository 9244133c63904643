#include "solver/evolver.h"

#include "base/error.h"

int evolver_create(evolver *self, const linear_flow *flow, double longest, ent_error *error)
{
    *self = (evolver){.stepper = NULL};
    if (!flow->matrix) {
        return faber_create(&self->series, flow) == ENT_OK ? ENT_OK : error_no_memory(error);
    }
    if (flow->matrix->n <= PROPAGATOR_MAX) {
        return propagator_create(&self->exact, flow->matrix, longest, error);
    }
    return integrator_create(&self->stepper, flow->matrix) == ENT_OK ? ENT_OK : error_no_memory(error);
}

void evolver_free(evolver *self)
{
    propagator_free(&self->exact);
    integrator_free(self->stepper);
    faber_free(self->series);
    self->stepper = NULL;
    self->series = NULL;
}

int evolver_advance(const evolver *self, dd *x, double *accuracy, double t)
{
    if (self->series) {
        return faber_advance(self->series, x, accuracy, t, &self->pause);
    }
    if (self->stepper) {
        return integrator_advance(self->stepper, x, t);
    }
    propagator_advance(&self->exact, x, t);
    return ENT_OK;
}
