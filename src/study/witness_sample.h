/* Samples of a model whose parameters are uncertain. */
#ifndef STUDY_WITNESS_SAMPLE_H
#define STUDY_WITNESS_SAMPLE_H

#include "base/sobol.h"
#include "entangine/witness.h"

/* Replicates are consecutive runs of n / replicates samples. */
enum { WITNESS_REPLICATES = 16, WITNESS_COLUMNS = 4 };

/* One scrambled sequence for each replicate. */
typedef struct witness_sampler {
    const ent_witness_problem *problem;
    const ent_witness_options *options;
    size_t n;          /* samples, over all replicates */
    size_t replicates; /* 1 or WITNESS_REPLICATES */
    size_t parameters[ENT_WITNESS_MAX_UNCERTAIN];
    size_t threads;
    sobol sequences[WITNESS_REPLICATES];
} witness_sampler;

/* Where the samples go; columns of observables may be NULL. */
typedef struct witness_samples {
    signed char *verdict; /* [n], an ent_verdict */
    int *status;          /* [n], an ent_status */
    size_t observables[WITNESS_COLUMNS];
    double *columns[WITNESS_COLUMNS]; /* [n] each */
} witness_samples;

/* Names are checked by the caller; n_wanted is rounded up. One replicate spreads its points best, several tell the
 * error. */
void witness_sampler_create(witness_sampler *self, const ent_witness_problem *problem,
                            const ent_witness_options *options, size_t n_wanted, size_t replicates);

/* The normal distribution about centre, truncated to the admissible range of a parameter, at probability u. */
double witness_truncated_normal(const ent_parameter *parameter, double centre, double sigma, double u);

/* Computes all samples with these standard deviations, [n_uncertain]; the underlying points are always the same. */
int witness_sample(const witness_sampler *self, const double *sigmas, const witness_samples *samples, ent_error *error);

#endif
