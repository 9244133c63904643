#include "model/block.h"

#include <math.h>

/* Room on the stack for one point. */
enum { MAX_OBSERVABLES = 64 };

void block_scatter(const ent_points *points, size_t i, const double *observables, size_t n_observables, double residual)
{
    if (points->residual) {
        points->residual[i] = residual;
    }
    for (size_t k = 0; points->status[i] == ENT_OK && k < n_observables; ++k) {
        if (points->observables[k]) {
            points->observables[k][i] = observables[k] + 0.0; /* never -0 */
        }
    }
}

void block_evaluate_one(const ent_model *self, const ent_points *points, size_t i, block_point compute)
{
    double parameters[ENT_MODEL_MAX_PARAMETERS], observables[MAX_OBSERVABLES], residual = NAN;
    for (size_t p = 0; p < self->n_parameters; ++p) {
        parameters[p] = points->parameters[p][i];
    }
    for (size_t k = 0; k < self->n_observables; ++k) {
        observables[k] = NAN; /* what compute does not know */
    }
    points->status[i] = compute(parameters, points->route, observables, &residual);
    block_scatter(points, i, observables, self->n_observables, residual);
}

void block_evaluate(const ent_model *self, const ent_points *points, block_point compute)
{
    for (size_t i = 0; i < points->n; ++i) {
        if (points->status[i] == ENT_OK) {
            block_evaluate_one(self, points, i, compute);
        }
    }
}
