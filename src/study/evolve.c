#include "entangine/evolve.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/error.h"
#include "entangine/units.h"
#include "model/dynamics.h"
#include "model/names.h"
#include "solver/propagator.h"
#include "solver/steady_state.h"
#include "study/evolve_events.h"
#include "study/evolve_start.h"
#include "study/reason.h"

static int check(const ent_evolution *self, ent_error *error)
{
    const ent_model *model = self->model;
    int status = ent_model_check(model, self->parameters, error);
    if (status == ENT_OK && !model->dynamics) {
        status = error_set(error, ENT_ERROR_UNDEFINED, "model %s is a state of equilibrium and has no time evolution",
                           model->name);
    }
    for (size_t k = 0; status == ENT_OK && self->observables && k < self->n_observables; ++k) {
        if (ent_model_observable(model, self->observables[k]) == model->n_observables) {
            status = unknown_observable(model, self->observables[k], error);
        }
    }
    for (size_t i = 0; status == ENT_OK && i < self->n_times; ++i) {
        const double before = i > 0 ? self->times[i - 1] : 0.0;
        if (!(isfinite(self->times[i]) && self->times[i] >= before)) {
            status = error_set(error, ENT_ERROR_OUT_OF_RANGE,
                               "time %.15g: times must be finite, at or above 0, and rise", self->times[i]);
        }
    }
    return status;
}

static void observe(double *const *observables, const ent_evolution *self, const lindblad *system, const dd *x,
                    double *values, size_t i)
{
    zdd rho[LINDBLAD_MAX_UNKNOWNS];
    const ent_model *model = self->model;
    const size_t n = self->observables ? self->n_observables : model->n_observables;
    lindblad_state(system->d, rho, x);
    model->dynamics->observe(self->parameters, system, rho, values);
    for (size_t k = 0; k < n; ++k) {
        observables[k][i] = values[self->observables ? ent_model_observable(model, self->observables[k]) : k];
    }
}

static int follow(double *const *observables, const ent_evolution *self, const lindblad *system,
                  const propagator *evolution, const dd *start, const ent_progress *progress, ent_error *error)
{
    dd x[LINDBLAD_MAX_UNKNOWNS];
    double *values = calloc(self->model->n_observables, sizeof *values);
    double before = 0.0;
    int status = ENT_OK;
    if (!values) {
        return error_no_memory(error);
    }
    for (int k = 0; k < system->d * system->d; ++k) {
        x[k] = start[k];
    }
    for (size_t i = 0; status == ENT_OK && i < self->n_times; ++i) {
        if (progress->tell && progress->tell(progress->context, i, self->n_times) != 0) {
            status = error_set(error, ENT_INTERRUPTED, "interrupted");
            break;
        }
        propagator_advance(evolution, x, self->times[i] - before);
        before = self->times[i];
        observe(observables, self, system, x, values, i);
    }
    free(values);
    return status;
}

/* Of a model in natural units. */
static int evolve(double *const *observables, ent_event **events, size_t *n_events, const ent_evolution *evolution,
                  const ent_evolve_options *options, ent_error *error)
{
    char room[REASON_SIZE];
    lindblad system;
    propagator exact = {.n = 0};
    zdd rho[LINDBLAD_MAX_UNKNOWNS], steady[LINDBLAD_MAX_UNKNOWNS];
    dd start[LINDBLAD_MAX_UNKNOWNS];
    double residual;
    int status = evolution->model->dynamics->generator(evolution->parameters, &system);
    if (status != ENT_OK) {
        return error_set(error, (ent_status)status, "model %s: %s", evolution->model->name,
                         reason_failed(evolution->model, evolution->parameters, status, room));
    }
    status = evolve_start(rho, evolution, &system, error);
    if (status != ENT_OK || evolution->n_times == 0) {
        return status;
    }
    const double last = evolution->times[evolution->n_times - 1];
    lindblad_unknowns(system.d, start, rho);
    status = propagator_create(&exact, &system, last > 0.0 ? last : 1.0, error);
    if (status == ENT_OK) {
        status = follow(observables, evolution, &system, &exact, start, &options->progress, error);
    }
    if (status == ENT_OK && events && last > 0.0) {
        const bool unique = steady_state_small(steady, &residual, &system) == ENT_OK;
        status = evolve_find_events(events, n_events, &exact, start, unique ? steady : NULL, last, options, error);
    }
    propagator_free(&exact);
    return status;
}

/* Seconds become natural times; what comes back becomes SI. */
static int evolve_in_units(double *const *observables, ent_event **events, size_t *n_events,
                           const ent_evolution *evolution, const ent_evolve_options *options, ent_error *error)
{
    const ent_model *model = evolution->model;
    const double second = 1.0 / ent_quantity_size(ENT_QUANTITY_TIME, model->units->energy);
    const size_t n = evolution->observables ? evolution->n_observables : model->n_observables;
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_evolution natural = *evolution;
    double *times = calloc(evolution->n_times + 1, sizeof *times);
    if (!times) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < evolution->n_times; ++i) {
        times[i] = evolution->times[i] * second;
    }
    natural.model = ent_model_natural(model, parameters, evolution->parameters);
    natural.parameters = parameters;
    natural.times = times;
    const int status = evolve(observables, events, n_events, &natural, options, error);
    for (size_t k = 0; status == ENT_OK && k < n; ++k) {
        const size_t index = evolution->observables ? ent_model_observable(model, evolution->observables[k]) : k;
        for (size_t i = 0; i < evolution->n_times; ++i) {
            observables[k][i] *= model->units->observable_factors[index];
        }
    }
    for (size_t i = 0; status == ENT_OK && events && i < *n_events; ++i) {
        (*events)[i].time /= second;
    }
    free(times);
    return status;
}

int ent_evolve(double *const *observables, ent_event **events, size_t *n_events, const ent_evolution *evolution,
               const ent_evolve_options *options, ent_error *error)
{
    static const ent_evolve_options defaults = {.n_samples = 0};
    options = options ? options : &defaults;
    if (events) {
        *events = NULL;
        *n_events = 0;
    }
    const int status = check(evolution, error);
    if (status != ENT_OK) {
        return status;
    }
    return evolution->model->units ? evolve_in_units(observables, events, n_events, evolution, options, error)
                                   : evolve(observables, events, n_events, evolution, options, error);
}
