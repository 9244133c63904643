#include "study/witness_statistics.h"

#include <math.h>

#include "study/witness_sample.h"

static double weight_of(const double *f, const double *weights, size_t i)
{
    const double weight = weights ? weights[i] : 1.0;
    return isnan(f[i]) || isnan(weight) ? 0.0 : weight;
}

ent_estimate weighted_mean(const double *f, const double *weights, size_t n, bool zero_or_one)
{
    double sums[WITNESS_REPLICATES] = {0.0}, totals[WITNESS_REPLICATES] = {0.0};
    double sum = 0.0, total = 0.0, scatter = 0.0, largest = 0.0;
    for (size_t i = 0; i < n; ++i) {
        const double weight = weight_of(f, weights, i);
        const size_t r = i / (n / WITNESS_REPLICATES);
        sums[r] += weight > 0.0 ? weight * f[i] : 0.0;
        totals[r] += weight;
        largest = fmax(largest, weight);
    }
    for (int r = 0; r < WITNESS_REPLICATES; ++r) {
        sum += sums[r];
        total += totals[r];
    }
    if (!(total > 0.0)) {
        return (ent_estimate){NAN, NAN};
    }
    const double mean = sum / total;
    for (int r = 0; r < WITNESS_REPLICATES; ++r) {
        const double off = sums[r] - mean * totals[r];
        scatter += off * off;
    }
    const double error = sqrt(scatter * WITNESS_REPLICATES / (WITNESS_REPLICATES - 1.0)) / total;
    return (ent_estimate){mean, zero_or_one ? fmax(error, largest / total) : error};
}

/* Sorts indices by f: heap sort, which needs no room and no context outside its arguments. */
static void sink(size_t *order, const double *f, size_t root, size_t n)
{
    for (size_t child = 2 * root + 1; child < n; child = 2 * root + 1) {
        if (child + 1 < n && f[order[child]] < f[order[child + 1]]) {
            ++child;
        }
        if (!(f[order[root]] < f[order[child]])) {
            return;
        }
        const size_t kept = order[root];
        order[root] = order[child];
        order[child] = kept;
        root = child;
    }
}

static void sort_by_value(size_t *order, const double *f, size_t n)
{
    for (size_t root = n / 2; root-- > 0;) {
        sink(order, f, root, n);
    }
    for (size_t last = n; last-- > 1;) {
        const size_t kept = order[0];
        order[0] = order[last];
        order[last] = kept;
        sink(order, f, 0, last);
    }
}

void weighted_quantiles(double quantiles[ENT_WITNESS_QUANTILES], const double *f, const double *weights, size_t n,
                        size_t *order)
{
    static const double shares[ENT_WITNESS_QUANTILES] = {0.025, 0.16, 0.5, 0.84, 0.975};
    size_t counted = 0;
    double total = 0.0;
    for (size_t i = 0; i < n; ++i) {
        if (weight_of(f, weights, i) > 0.0) {
            order[counted++] = i;
            total += weight_of(f, weights, i);
        }
    }
    sort_by_value(order, f, counted);
    double below = 0.0;
    size_t at = 0;
    for (int q = 0; q < ENT_WITNESS_QUANTILES; ++q) {
        while (at + 1 < counted && below + weight_of(f, weights, order[at]) < shares[q] * total) {
            below += weight_of(f, weights, order[at++]);
        }
        quantiles[q] = counted > 0 ? f[order[at]] : NAN;
    }
}
