/* Probability of entanglement from uncertain parameters and a measured current. */
#include "entangine/witness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/normal.h"
#include "model/names.h"
#include "study/witness_influence.h"
#include "study/witness_names.h"
#include "study/witness_needed.h"
#include "study/witness_sample.h"
#include "study/witness_statistics.h"

enum {
    DEFAULT_SAMPLES = 65536,
    NETWORK_SAMPLES = 4096,
    MOST_SAMPLES = 1 << 28,
    RATIO = 0,
    NEGATIVITY = 1,
    CURRENT = 2,
    CRITICAL = 3
};

typedef struct study {
    const ent_witness_problem *problem;
    ent_witness_options options;
    witness_names names;
    witness_sampler sampler;
    witness_samples samples;
    double *entangled, *exceeds, *weights; /* [n], NaN where they have no value */
    size_t *order;
} study;

static int check_uncertain(const ent_witness_problem *problem, ent_error *error)
{
    const ent_model *model = problem->model;
    if (problem->n_uncertain > ENT_WITNESS_MAX_UNCERTAIN) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE, "%zu uncertain parameters: at most %d", problem->n_uncertain,
                         ENT_WITNESS_MAX_UNCERTAIN);
    }
    for (size_t k = 0; k < problem->n_uncertain; ++k) {
        const ent_uncertain *uncertain = &problem->uncertain[k];
        if (ent_model_parameter(model, uncertain->parameter) == model->n_parameters) {
            return unknown_parameter(model, uncertain->parameter, error);
        }
        if (!(uncertain->sigma > 0.0) || !isfinite(uncertain->sigma)) {
            return error_set(error, ENT_ERROR_OUT_OF_RANGE,
                             "uncertainty of %s = %.15g: a standard deviation must be finite and above 0",
                             uncertain->parameter, uncertain->sigma);
        }
        for (size_t l = 0; l < k; ++l) {
            if (strcmp(problem->uncertain[l].parameter, uncertain->parameter) == 0) {
                return error_set(error, ENT_ERROR_DUPLICATE, "%s has two uncertainties", uncertain->parameter);
            }
        }
    }
    return ENT_OK;
}

static int check_measured(const study *self, ent_error *error)
{
    const ent_measured *measured = self->problem->measured;
    if (!isfinite(measured->value) || !(measured->sigma > 0.0) || !isfinite(measured->sigma)) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE,
                         "measured %s = %.15g with uncertainty %.15g: both must be finite, the uncertainty above 0",
                         measured->observable, measured->value, measured->sigma);
    }
    return ENT_OK;
}

static int check(study *self, ent_error *error)
{
    const ent_witness_problem *problem = self->problem;
    int status = ent_model_check(problem->model, problem->parameters, error);
    if (status == ENT_OK) {
        status = check_uncertain(problem, error);
    }
    if (status == ENT_OK) {
        status = witness_names_find(&self->names, problem->model,
                                    problem->measured ? problem->measured->observable : NULL, error);
    }
    if (status == ENT_OK && problem->measured) {
        status = check_measured(self, error);
    }
    if (status == ENT_OK && problem->n_uncertain == 0 && !problem->measured) {
        status = error_set(error, ENT_ERROR_USAGE,
                           "no uncertainty anywhere, so within the model the verdict is certain, and 'solve' gives it; "
                           "uncertainties are given as T_h=0.70+-0.02");
    }
    if (status == ENT_OK && self->options.samples > MOST_SAMPLES) {
        status =
            error_set(error, ENT_ERROR_OUT_OF_RANGE, "%zu samples: at most %d", self->options.samples, MOST_SAMPLES);
    }
    return status;
}

static int allocate(study *self, ent_error *error)
{
    const size_t n = self->sampler.n;
    bool ready = true;
    self->samples.verdict = calloc(n, sizeof *self->samples.verdict);
    self->samples.status = calloc(n, sizeof *self->samples.status);
    self->entangled = calloc(n, sizeof *self->entangled);
    self->exceeds = calloc(n, sizeof *self->exceeds);
    self->weights = calloc(n, sizeof *self->weights);
    self->order = calloc(n, sizeof *self->order);
    for (size_t c = 0; c < WITNESS_COLUMNS; ++c) {
        self->samples.columns[c] = calloc(n, sizeof(double));
        ready = ready && self->samples.columns[c];
    }
    ready = ready && self->samples.verdict && self->samples.status && self->entangled && self->exceeds &&
            self->weights && self->order;
    return ready ? ENT_OK : error_no_memory(error);
}

static void release(study *self)
{
    free(self->samples.verdict);
    free(self->samples.status);
    free(self->entangled);
    free(self->exceeds);
    free(self->weights);
    free(self->order);
    for (size_t c = 0; c < WITNESS_COLUMNS; ++c) {
        free(self->samples.columns[c]);
    }
}

/* Sampling of the parameters, and for each sample what it says of the probability asked for. */
static int sample(study *self, ent_witness_result *result, ent_error *error)
{
    const ent_model *model = self->problem->model;
    double sigmas[ENT_WITNESS_MAX_UNCERTAIN];
    self->samples.observables[RATIO] = self->names.ratio;
    self->samples.observables[NEGATIVITY] = self->names.negativity;
    self->samples.observables[CURRENT] = self->names.current;
    self->samples.observables[CRITICAL] = self->names.critical;
    for (size_t k = 0; k < self->problem->n_uncertain; ++k) {
        sigmas[k] = self->problem->uncertain[k].sigma;
    }
    const int status = witness_sample(&self->sampler, sigmas, &self->samples, error);
    for (size_t i = 0; status == ENT_OK && i < self->sampler.n; ++i) {
        const bool failed = self->samples.status[i] != ENT_OK;
        const bool undecided = self->samples.verdict[i] == (signed char)ENT_UNDECIDED;
        const bool no_critical =
            self->names.critical < model->n_observables && isnan(self->samples.columns[CRITICAL][i]);
        result->failed += failed;
        result->undecided += !failed && (undecided || no_critical);
        self->entangled[i] = undecided ? NAN : (double)self->samples.verdict[i];
    }
    return status;
}

/* Probability that |true current| is above the critical one: the integral over the normal distribution of the true
 * current is done exactly, which adds no sampling error. */
static void compare_currents(study *self)
{
    const ent_measured *measured = self->problem->measured;
    for (size_t i = 0; i < self->sampler.n; ++i) {
        const double critical = self->names.factor * self->samples.columns[CRITICAL][i];
        self->exceeds[i] = normal_cdf((measured->value - critical) / measured->sigma) +
                           normal_cdf((-measured->value - critical) / measured->sigma);
    }
}

/* Likelihood of the measured current at every sample, over the largest one. */
static void weigh(study *self)
{
    const ent_measured *measured = self->problem->measured;
    double least = INFINITY;
    for (size_t i = 0; i < self->sampler.n; ++i) {
        const double off = (measured->value - self->samples.columns[CURRENT][i]) / measured->sigma;
        self->weights[i] = 0.5 * off * off;
        least = fmin(least, self->weights[i]);
    }
    for (size_t i = 0; i < self->sampler.n; ++i) {
        self->weights[i] = exp(least - self->weights[i]);
    }
}

static int use_measurement(study *self, ent_witness_result *result, ent_error *error)
{
    const ent_measured *measured = self->problem->measured;
    const size_t n = self->sampler.n;
    const double *current = self->samples.columns[CURRENT];
    bool vanishes = true;
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; ++i) {
        vanishes = vanishes && !(fabs(current[i]) > 0.0) && !(fabs(self->samples.columns[CRITICAL][i]) > 0.0);
    }
    result->predicted = weighted_mean(current, NULL, n, false).value;
    if (vanishes || isnan(result->predicted)) {
        return error_set(error, ENT_ERROR_UNDEFINED,
                         "model %s: %s and %s vanish, so nothing can be measured against them",
                         self->problem->model->name, measured->observable,
                         result->critical_of ? result->critical_of : "its critical value");
    }
    compare_currents(self);
    weigh(self);
    result->from_current = weighted_mean(self->exceeds, NULL, n, false);
    result->from_both = weighted_mean(self->entangled, self->weights, n, true);
    for (size_t i = 0; i < n; ++i) {
        const double off = current[i] - result->predicted;
        self->exceeds[i] = off * off;
        sum += isnan(self->weights[i]) ? 0.0 : self->weights[i];
        squares += isnan(self->weights[i]) ? 0.0 : self->weights[i] * self->weights[i];
    }
    result->effective_samples = sum * sum / squares;
    result->spread = sqrt(weighted_mean(self->exceeds, NULL, n, false).value);
    result->tension = fabs(measured->value - result->predicted) / hypot(measured->sigma, result->spread);
    weighted_quantiles(result->ratio[1], self->samples.columns[RATIO], self->weights, n, self->order);
    weighted_quantiles(result->negativity[1], self->samples.columns[NEGATIVITY], self->weights, n, self->order);
    return ENT_OK;
}

static const char *name_of(const ent_model *model, size_t observable)
{
    return observable < model->n_observables ? model->observables[observable].name : NULL;
}

static int run(study *self, ent_witness_result *result, ent_error *error)
{
    int status = sample(self, result, error);
    if (status != ENT_OK) {
        return status;
    }
    const size_t n = self->sampler.n;
    result->ratio_of = name_of(self->problem->model, self->names.ratio);
    result->negativity_of = name_of(self->problem->model, self->names.negativity);
    result->critical_of = name_of(self->problem->model, self->names.critical);
    result->samples = n;
    result->from_model = weighted_mean(self->entangled, NULL, n, true);
    if (isnan(result->from_model.value)) {
        return error_set(error, ENT_ERROR_UNDEFINED,
                         "none of the %zu samples has a state that is known to be "
                         "entangled or separable: %zu failed, %zu are undecided",
                         n, result->failed, result->undecided);
    }
    result->entangled = result->from_model.value >= 0.5;
    weighted_quantiles(result->ratio[0], self->samples.columns[RATIO], NULL, n, self->order);
    weighted_quantiles(result->negativity[0], self->samples.columns[NEGATIVITY], NULL, n, self->order);
    if (self->problem->measured) {
        status = use_measurement(self, result, error);
    }
    if (status == ENT_OK) {
        status = witness_influences(result, self->problem, &self->options, &self->names, error);
    }
    if (status == ENT_OK && !self->options.skip_needed) {
        status = witness_needed(result, self->problem, &self->options, error);
    }
    return status;
}

/* A network takes a thousand times longer than a closed form. */
static size_t samples_of(const ent_witness_problem *problem, const ent_witness_options *options)
{
    const bool is_network = problem->model->data != NULL;
    return options->samples ? options->samples : is_network ? NETWORK_SAMPLES : DEFAULT_SAMPLES;
}

int ent_witness(ent_witness_result *result, const ent_witness_problem *problem, const ent_witness_options *options,
                ent_error *error)
{
    const ent_estimate none = {NAN, NAN};
    *result = (ent_witness_result){.from_model = none, .from_current = none, .from_both = none};
    result->effective_samples = result->predicted = result->spread = result->tension = NAN;
    for (int q = 0; q < ENT_WITNESS_QUANTILES; ++q) {
        result->ratio[1][q] = result->negativity[1][q] = NAN;
    }
    study *self = calloc(1, sizeof *self);
    if (!self) {
        return error_no_memory(error);
    }
    self->problem = problem;
    self->options = options ? *options : (ent_witness_options){0};
    int status = check(self, error);
    if (status == ENT_OK) {
        witness_sampler_create(&self->sampler, problem, &self->options, samples_of(problem, &self->options),
                               WITNESS_REPLICATES);
        status = allocate(self, error);
    }
    if (status == ENT_OK) {
        status = run(self, result, error);
    }
    release(self);
    free(self);
    return status;
}
