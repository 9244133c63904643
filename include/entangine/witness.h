/* How probable entanglement is when parameters and a current are known with uncertainty. SPDX-License-Identifier: MIT
 */
#ifndef ENT_WITNESS_H
#define ENT_WITNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "macros.h"
#include "model.h"
#include "progress.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** The most uncertain parameters. */
#define ENT_WITNESS_MAX_UNCERTAIN 40

/** Number of quantiles: 2.5, 16, 50, 84 and 97.5 %. */
#define ENT_WITNESS_QUANTILES 5

/** The standard deviation of one parameter: normal about its value, truncated at the admissible range. */
typedef struct ent_uncertain {
    const char *parameter;
    double sigma; /**< above 0 */
} ent_uncertain;

/** A measured current: a normal distribution of what it may truly be. */
typedef struct ent_measured {
    const char *observable; /**< "J_ss" (critical value J_c), "Q_h" (J_c/2) or "I" (I_c); of a
                                 network "I_A_B" (I_c_A_B) or "Q_BATH" (none: weighs the samples only) */
    double value, sigma;    /**< sigma above 0 */
} ent_measured;

/** The question. */
typedef struct ent_witness_problem {
    const ent_model *model;
    const double *parameters; /**< [n_parameters], central values */
    size_t n_uncertain;
    const ent_uncertain *uncertain; /**< [n_uncertain] */
    const ent_measured *measured;   /**< NULL: nothing was measured */
} ent_witness_problem;

/** Options of ent_witness; {0} or NULL are the defaults. */
typedef struct ent_witness_options {
    size_t samples;   /**< of the parameters, default 65536, of networks 4096; rounded up to 16 times a power of two, at
                         most 2^28 */
    uint64_t seed;    /**< of the scrambling; the same seed gives the same result */
    size_t threads;   /**< 0: as many as the machine has; the result does not depend on it */
    bool skip_needed; /**< leave out how much better parameters would have to be known, the slow part */
    ent_route route;
    ent_progress progress;
} ent_witness_options;

/** A number and its standard error from independently scrambled samples; NaN where there is none. */
typedef struct ent_estimate {
    double value, error;
} ent_estimate;

/** Whether knowing one parameter better can make the verdict as probable as wanted. */
typedef enum ent_reach {
    ENT_REACH_ALREADY, /**< it is so probable already */
    ENT_REACH_NEEDED,  /**< with the uncertainty given */
    ENT_REACH_CANNOT   /**< not even if it were known exactly: the other uncertainties suffice to prevent it */
} ent_reach;

/** What the uncertainty of one parameter does. */
typedef struct ent_influence {
    const char *parameter;
    double sigma;
    double derivative; /**< of the observable `sensitivity_of`, exact, at the central values; NaN where there is none */
    double elasticity; /**< derivative * parameter / observable: relative change for a relative change */
    double shift;      /**< derivative * sigma: what one standard deviation does */
    double share;      /**< shift^2 over the sum of all shifts^2 */
    ent_reach reach[2];
    double needed[2]; /**< the standard deviation at which the verdict is 95 % and 99.7 % probable; NaN unless NEEDED */
} ent_influence;

/** Everything found. */
typedef struct ent_witness_result {
    size_t samples, failed;    /**< points computed; points without a state, which count in no probability */
    size_t undecided;          /**< points whose entanglement, or critical current if one was measured, is undefined */
    ent_estimate from_model;   /**< probability that the steady state is entangled */
    ent_estimate from_current; /**< probability that the true current exceeds the critical one */
    ent_estimate from_both;    /**< posterior probability of entanglement */
    double effective_samples;  /**< (sum w)^2 / sum w^2 of the posterior weights */
    double predicted, spread;  /**< mean and standard deviation of the model's current */
    double tension;            /**< |measured - predicted| in standard deviations, both uncertainties together */
    double ratio[2][ENT_WITNESS_QUANTILES], negativity[2][ENT_WITNESS_QUANTILES]; /**< [0] model, [1] posterior */
    const char *ratio_of, *negativity_of; /**< whose quantiles they are; NULL: the model has none */
    const char *critical_of;    /**< what the measured current must exceed (Q_h: half of it); NULL: nothing known */
    bool entangled;             /**< the verdict: entangled if at least half of the probability says so */
    const char *sensitivity_of; /**< "J_ratio", or "negativity_signed" where J_ratio has no derivative; NULL: neither */
    size_t n_influences, dominant; /**< dominant: index of the largest |shift|; n_influences: none */
    ent_influence influences[ENT_WITNESS_MAX_UNCERTAIN]; /**< in the order of the problem */
} ent_witness_result;

/**
 * Samples the uncertain parameters (scrambled Sobol points) and asks how probable entanglement is: from the model
 * alone; from the measured current against the critical current of the samples; and from both, by weighting each sample
 * with the likelihood of the measured current given the model's current there (Bayes). docs/studies.md tells what each
 * means.
 * @return ENT_OK; ENT_ERROR_UNKNOWN_NAME (parameter, or the model lacks the current); ENT_ERROR_DUPLICATE;
 *         ENT_ERROR_OUT_OF_RANGE (uncertainty not above 0, too many parameters or samples, central values);
 *         ENT_ERROR_USAGE (no uncertainty anywhere); ENT_ERROR_UNDEFINED (no sample has a value, or the measured
 * current and its critical value vanish identically in this model); ENT_INTERRUPTED; ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_witness(ent_witness_result *result, const ent_witness_problem *problem,
                                     const ent_witness_options *options, ent_error *error);

ENT_EXTERN_C_END

#endif
