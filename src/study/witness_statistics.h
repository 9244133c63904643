/* Weighted means and quantiles of samples that come in independent replicates. */
#ifndef STUDY_WITNESS_STATISTICS_H
#define STUDY_WITNESS_STATISTICS_H

#include "entangine/witness.h"

/* Weighted mean of f over n samples, and its standard error from the scatter of the replicates' share in it (ratio
 * estimator). Samples whose f or weight is NaN do not count; weights NULL: all alike. NaN where nothing counts.
 * f that is 0 or 1 is known no better than one sample decides: the error is at least the largest weight's share, so
 * that replicates that agree by chance claim no certainty. */
ent_estimate weighted_mean(const double *f, const double *weights, size_t n, bool zero_or_one);

/* The quantiles of 2.5, 16, 50, 84 and 97.5 %; order[n] is room. NaN values do not count. */
void weighted_quantiles(double quantiles[ENT_WITNESS_QUANTILES], const double *f, const double *weights, size_t n,
                        size_t *order);

#endif
