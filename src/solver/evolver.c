#include "solver/evolver.h"

#include "base/error.h"

int evolver_create(evolver *self, const superoperator *l, double longest, ent_error *error)
{
    *self = (evolver){.stepper = NULL};
    if (l->n <= PROPAGATOR_MAX) {
        return propagator_create(&self->exact, l, longest, error);
    }
    return integrator_create(&self->stepper, l) == ENT_OK ? ENT_OK : error_no_memory(error);
}

void evolver_free(evolver *self)
{
    propagator_free(&self->exact);
    integrator_free(self->stepper);
    self->stepper = NULL;
}

int evolver_advance(const evolver *self, dd *x, double t)
{
    if (self->stepper) {
        return integrator_advance(self->stepper, x, t);
    }
    propagator_advance(&self->exact, x, t);
    return ENT_OK;
}
