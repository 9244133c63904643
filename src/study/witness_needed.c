#include "study/witness_needed.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

enum { MOST_SAMPLES = 16384, STEPS = 16, HALVINGS = 12 };

static const double WANTED[2] = {0.95, 0.997};

/* The probability of a verdict as a function of one standard deviation. */
typedef struct search {
    witness_sampler sampler;
    witness_samples samples;
    double sigmas[ENT_WITNESS_MAX_UNCERTAIN];
    ent_verdict verdict;
} search;

static int probability(search *self, double *p, size_t k, double sigma, ent_error *error)
{
    size_t hits = 0;
    size_t decided = 0;
    const double kept = self->sigmas[k];
    self->sigmas[k] = sigma;
    const int status = witness_sample(&self->sampler, self->sigmas, &self->samples, error);
    self->sigmas[k] = kept;
    for (size_t i = 0; status == ENT_OK && i < self->sampler.n; ++i) {
        hits += self->samples.verdict[i] == (signed char)self->verdict;
        decided += self->samples.verdict[i] != (signed char)ENT_UNDECIDED;
    }
    *p = decided > 0 ? (double)hits / (double)decided : NAN;
    return status;
}

/* The largest standard deviation up to which the verdict is probable enough: the first of STEPS equal steps that fails,
 * halved down. */
static int find_needed(search *self, ent_influence *influence, size_t k, const double *steps, int wanted,
                       ent_error *error)
{
    int fails = 0;
    while (fails <= STEPS && steps[fails] >= WANTED[wanted]) {
        ++fails;
    }
    influence->needed[wanted] = NAN;
    influence->reach[wanted] = fails > STEPS ? ENT_REACH_ALREADY : fails == 0 ? ENT_REACH_CANNOT : ENT_REACH_NEEDED;
    if (influence->reach[wanted] != ENT_REACH_NEEDED) {
        return ENT_OK;
    }
    double low = influence->sigma * (fails - 1) / STEPS;
    double high = influence->sigma * fails / STEPS;
    int status = ENT_OK;
    for (int i = 0; status == ENT_OK && i < HALVINGS; ++i) {
        double p;
        const double middle = 0.5 * (low + high);
        status = probability(self, &p, k, middle, error);
        if (p >= WANTED[wanted]) {
            low = middle;
        } else {
            high = middle;
        }
    }
    influence->needed[wanted] = low;
    return status;
}

/* The probability at every step; ends early where the parameter makes no difference to what is asked. */
static int take_steps(search *self, double steps[STEPS + 1], size_t k, double sigma, ent_error *error)
{
    int status = ENT_OK;
    for (int i = 0; i <= STEPS; ++i) {
        steps[i] = 0.0;
    }
    for (int i = 0; status == ENT_OK && i <= STEPS; ++i) {
        status = probability(self, &steps[i], k, sigma * i / STEPS, error);
        if (!(steps[i] >= WANTED[0])) {
            break;
        }
    }
    return status;
}

int witness_needed(ent_witness_result *result, const ent_witness_problem *problem, const ent_witness_options *options,
                   ent_error *error)
{
    search *self = calloc(1, sizeof *self);
    const size_t n = result->samples < MOST_SAMPLES ? result->samples : MOST_SAMPLES;
    int status = ENT_OK;
    if (!self) {
        return error_no_memory(error);
    }
    witness_sampler_create(&self->sampler, problem, options, n, 1);
    self->verdict = result->entangled ? ENT_ENTANGLED : ENT_SEPARABLE;
    self->samples.verdict = calloc(n, sizeof *self->samples.verdict);
    self->samples.status = calloc(n, sizeof *self->samples.status);
    if (!self->samples.verdict || !self->samples.status) {
        status = error_no_memory(error);
    }
    for (size_t k = 0; k < problem->n_uncertain; ++k) {
        self->sigmas[k] = problem->uncertain[k].sigma;
    }
    for (size_t k = 0; status == ENT_OK && k < problem->n_uncertain; ++k) {
        double steps[STEPS + 1];
        status = take_steps(self, steps, k, self->sigmas[k], error);
        for (int wanted = 0; status == ENT_OK && wanted < 2; ++wanted) {
            status = find_needed(self, &result->influences[k], k, steps, wanted, error);
        }
    }
    free(self->samples.verdict);
    free(self->samples.status);
    free(self);
    return status;
}
