#include "entangine/evolve.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entangine/units.h"
#include "model/dynamics.h"
#include "model/names.h"
#include "solver/evolver.h"
#include "study/evolve_events.h"
#include "study/evolve_start.h"

size_t ent_evolve_dimension(const ent_model *model)
{
    const ent_model *natural = model->units ? model->units->natural : model;
    return natural->dynamics ? natural->dynamics->dimension(natural) : 0;
}

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

/* What one evolution works with. */
typedef struct course {
    const ent_evolution *asked;
    const ent_progress *progress;
    evolve_start start;
    evolver evolution;
    moving_state now;
    double *values; /* [n_observables] */
    bool *wanted;   /* [n_observables] */
    size_t done;    /* times */
} course;

static int open_course(course *self, ent_error *error)
{
    const ent_evolution *asked = self->asked;
    const ent_model *model = asked->model;
    const int status =
        evolve_start_open(&self->start, model, asked->parameters, asked->from, asked->state, false, error);
    if (status != ENT_OK) {
        return status;
    }
    self->values = calloc(model->n_observables, sizeof *self->values);
    self->wanted = calloc(model->n_observables, sizeof *self->wanted);
    self->now.x = calloc(self->start.system.flow.n + 1, sizeof *self->now.x);
    if (!self->values || !self->wanted || !self->now.x) {
        return error_no_memory(error);
    }
    for (size_t k = 0; k < model->n_observables; ++k) {
        self->wanted[k] = !asked->observables;
    }
    for (size_t k = 0; asked->observables && k < asked->n_observables; ++k) {
        self->wanted[ent_model_observable(model, asked->observables[k])] = true;
    }
    return ENT_OK;
}

static void close_course(course *self)
{
    evolver_free(&self->evolution);
    evolve_start_close(&self->start);
    free(self->now.x);
    free(self->values);
    free(self->wanted);
}

static int observe(double *const *observables, course *self, size_t i)
{
    const ent_evolution *asked = self->asked;
    const ent_model *model = asked->model;
    const size_t n = asked->observables ? asked->n_observables : model->n_observables;
    const int status = self->start.system.observe(&self->start.system, self->values, self->wanted, &self->now);
    for (size_t k = 0; k < n; ++k) {
        observables[k][i] = self->values[asked->observables ? ent_model_observable(model, asked->observables[k]) : k];
    }
    return status;
}

/* Whether to stop. */
static int ask(void *context)
{
    const course *self = context;
    const ent_progress *progress = self->progress;
    return progress->tell ? progress->tell(progress->context, self->done, self->asked->n_times) : 0;
}

static int follow(double *const *observables, course *self, ent_error *error)
{
    const ent_evolution *asked = self->asked;
    double before = 0.0;
    memcpy(self->now.x, self->start.x, self->start.system.flow.n * sizeof *self->now.x);
    for (self->done = 0; self->done < asked->n_times; ++self->done) {
        const double t = asked->times[self->done];
        int status = ask(self) != 0 ? ENT_INTERRUPTED : ENT_OK;
        if (status == ENT_OK) {
            status = evolver_advance(&self->evolution, self->now.x, &self->now.accuracy, t - before);
        }
        before = t;
        status = status == ENT_OK ? observe(observables, self, self->done) : status;
        if (status == ENT_INTERRUPTED) {
            return error_set(error, ENT_INTERRUPTED, "interrupted");
        }
        if (status != ENT_OK) {
            return error_set(error, (ent_status)status, "t = %.15g: %s", before, ent_status_text(status));
        }
    }
    return ENT_OK;
}

static int find_events(ent_event **events, size_t *n_events, course *self, const ent_evolve_options *options,
                       ent_error *error)
{
    const motion *system = &self->start.system;
    const moving_state first = {.x = self->start.x};
    dd *fixed = calloc(system->flow.n + 1, sizeof *fixed);
    if (!fixed) {
        return error_no_memory(error);
    }
    const bool unique = system->steady(system, fixed) == ENT_OK;
    const double last = self->asked->times[self->asked->n_times - 1];
    const int status = evolve_find_events(events, n_events, system, &self->evolution, &first, unique ? fixed : NULL,
                                          last, options, error);
    free(fixed);
    return status;
}

/* Of a model in natural units. */
static int evolve(double *const *observables, ent_event **events, size_t *n_events, const ent_evolution *evolution,
                  const ent_evolve_options *options, ent_error *error)
{
    course self = {.asked = evolution, .progress = &options->progress};
    int status = open_course(&self, error);
    if (status == ENT_OK && evolution->n_times > 0) {
        const double last = evolution->times[evolution->n_times - 1];
        const bool looks = events && last > 0.0 && (!self.start.system.costly || options->n_samples > 0);
        status = evolver_create(&self.evolution, &self.start.system.flow, last > 0.0 ? last : 1.0, error);
        self.evolution.pause = (faber_pause){ask, &self};
        if (status == ENT_OK) {
            status = follow(observables, &self, error);
        }
        self.evolution.pause = (faber_pause){NULL, NULL}; /* looks tell of themselves */
        if (status == ENT_OK && looks) {
            status = find_events(events, n_events, &self, options, error);
        }
    }
    close_course(&self);
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
