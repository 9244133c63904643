/* What the numerical tests share: one evaluation, seeded random engines, comparison with a dump on failure. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "entangine/model.h"
#include "entangine/status.h"

enum { MAX_PARAMETERS = 32, MAX_OBSERVABLES_TESTED = 64 };

/* One engine and what a route made of it. */
typedef struct engine {
    const ent_model *model;
    double parameters[MAX_PARAMETERS];
    double observables[MAX_OBSERVABLES_TESTED];
    double residual;
    int status;
} engine;

/* xorshift64*: the same sequence everywhere. */
typedef struct random_source {
    uint64_t state;
} random_source;

static inline double random_between(random_source *self, double low, double high)
{
    self->state ^= self->state >> 12;
    self->state ^= self->state << 25;
    self->state ^= self->state >> 27;
    const uint64_t bits = (self->state * UINT64_C(2685821657736338717)) >> 11;
    return low + (high - low) * ((double)bits * 0x1p-53);
}

/* Between 10^low and 10^high, each decade alike. */
static inline double random_decades(random_source *self, double low, double high)
{
    return pow(10.0, random_between(self, low, high));
}

/* An engine with the model's defaults. */
static inline engine engine_default(const char *model_name)
{
    engine self = {.model = ent_model_find(model_name)};
    assert_non_null(self.model);
    assert_true(self.model->n_parameters <= MAX_PARAMETERS);
    assert_true(self.model->n_observables <= MAX_OBSERVABLES_TESTED);
    ent_model_defaults(self.model, self.parameters);
    return self;
}

static inline void engine_dump(const engine *self)
{
    fprintf(stderr, "  %s", self->model->name);
    for (size_t k = 0; k < self->model->n_parameters; ++k) {
        fprintf(stderr, " %s=%.17g", self->model->parameters[k].name, self->parameters[k]);
    }
    fprintf(stderr, "\n");
}

static inline void engine_set(engine *self, const char *name, double value)
{
    ent_error error;
    if (ent_model_set(self->model, self->parameters, name, value, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
}

static inline void engine_evaluate(engine *self, ent_route route)
{
    const double *parameters[MAX_PARAMETERS];
    double *observables[MAX_OBSERVABLES_TESTED];
    for (size_t k = 0; k < self->model->n_parameters; ++k) {
        parameters[k] = &self->parameters[k];
    }
    for (size_t k = 0; k < self->model->n_observables; ++k) {
        observables[k] = &self->observables[k];
        self->observables[k] = -777.0;
    }
    const ent_points point = {1, parameters, observables, &self->status, &self->residual, route, NULL};
    ent_model_evaluate(self->model, &point);
}

/* Evaluates and insists on success. */
static inline void engine_solve(engine *self, ent_route route)
{
    engine_evaluate(self, route);
    if (self->status != ENT_OK) {
        engine_dump(self);
        fail_msg("status %s", ent_status_name(self->status));
    }
}

static inline double engine_get(const engine *self, const char *observable)
{
    const size_t index = ent_model_observable(self->model, observable);
    assert_true(index < self->model->n_observables);
    return self->observables[index];
}

/* Both undefined, or within relative * |expected| + absolute. */
static inline bool agrees(double value, double expected, double relative, double absolute)
{
    if (isnan(value) || isnan(expected)) {
        return isnan(value) && isnan(expected);
    }
    return value == expected || fabs(value - expected) <= relative * fabs(expected) + absolute;
}

/* Fails with both values. */
static inline void expect_close(double value, double expected, double relative, double absolute, const char *what)
{
    if (!agrees(value, expected, relative, absolute)) {
        fail_msg("%s is %.17g, expected %.17g", what, value, expected);
    }
}

/* Fails with both values and the engine. */
static inline void engine_expect(const engine *self, double value, double expected, double relative, double absolute,
                                 const char *what)
{
    if (!agrees(value, expected, relative, absolute)) {
        engine_dump(self);
        fail_msg("%s is %.17g, expected %.17g", what, value, expected);
    }
}

#endif
