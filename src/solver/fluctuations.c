#include "solver/fluctuations.h"

#include <stdlib.h>

#include "entangine/status.h"

enum { N_WEIGHTS = 2 };

static const double BINOMIAL[FLUCTUATIONS_MAX_ORDER + 1][FLUCTUATIONS_MAX_ORDER + 1] = {
    {1.0}, {1.0, 1.0}, {1.0, 2.0, 1.0}, {1.0, 3.0, 3.0, 1.0}, {1.0, 4.0, 6.0, 4.0, 1.0}};

int fluctuations_create(fluctuations *self, const responder *system)
{
    const generator *master = system->master;
    *self = (fluctuations){.system = *system};
    if (!master->jump_form) {
        return ENT_ERROR_UNDEFINED;
    }
    self->series = calloc((size_t)master->n_baths * N_WEIGHTS + 1, sizeof *self->series);
    self->source = malloc(system->n * sizeof *self->source);
    self->work = malloc(system->n * sizeof *self->work);
    self->factors = malloc((master->n_channels + 1) * sizeof *self->factors);
    return self->series && self->source && self->work && self->factors ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

void fluctuations_free(fluctuations *self)
{
    for (int k = 0; self->series && k < self->system.master->n_baths * N_WEIGHTS; ++k) {
        for (int order = 1; order < FLUCTUATIONS_MAX_ORDER; ++order) {
            free(self->series[k].states[order]);
        }
    }
    free(self->series);
    free(self->source);
    free(self->work);
    free(self->factors);
    *self = (fluctuations){.series = NULL};
}

double fluctuations_memory(int n_baths, size_t n)
{
    /* Cumulants of the quanta, the noise of the energy; source and work. */
    const double states = (double)n_baths * (double)FLUCTUATIONS_MAX_ORDER + 2.0;
    return states * (double)n * (double)sizeof(dd);
}

static dd power_of(const generator_channel *channel, fluctuations_weight weight, int order)
{
    const dd base = weight == FLUCTUATIONS_QUANTA ? dd_from(channel->quanta) : channel->energy;
    dd power = dd_from(1.0);
    for (int k = 0; k < order; ++k) {
        power = dd_multiply(power, base);
    }
    return power;
}

/* out = M_order x */
static int apply_moment(fluctuations *self, dd *out, fluctuations_counter counter, int order, const dd *x)
{
    const generator *master = self->system.master;
    for (size_t k = 0; k < master->n_channels; ++k) {
        const generator_channel *channel = &master->channels[k];
        self->factors[k] = channel->bath == counter.bath ? power_of(channel, counter.weight, order) : dd_from(0.0);
    }
    return responder_count(&self->system, out, x, self->factors);
}

static fluctuations_series *series_of(const fluctuations *self, fluctuations_counter counter)
{
    return &self->series[counter.bath * N_WEIGHTS + (int)counter.weight];
}

static const dd *state_of(const fluctuations *self, const fluctuations_series *series, int order)
{
    return order == 0 ? self->system.steady : series->states[order];
}

/* sum += factor x */
static void accumulate(dd *sum, dd factor, const dd *x, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        sum[i] = dd_add(sum[i], dd_multiply(factor, x[i]));
    }
}

/* c_order, and sum_k binom(order, k) (c_k - M_k) x_{order-k} in source; all states before are there. */
static int find_cumulant(fluctuations *self, fluctuations_counter counter, int order)
{
    const size_t n = self->system.n;
    fluctuations_series *series = series_of(self, counter);
    self->source_order = 0;
    for (size_t i = 0; i < n; ++i) {
        self->source[i] = dd_from(0.0);
    }
    for (int k = 1; k <= order; ++k) {
        const int status = apply_moment(self, self->work, counter, k, state_of(self, series, order - k));
        if (status != ENT_OK) {
            return status;
        }
        accumulate(self->source, dd_from(-BINOMIAL[order][k]), self->work, n);
    }
    series->cumulants[order - 1] = dd_negate(responder_trace(&self->system, self->source));
    for (int k = 1; k <= order; ++k) {
        const dd factor = dd_multiply(dd_from(BINOMIAL[order][k]), series->cumulants[k - 1]);
        accumulate(self->source, factor, state_of(self, series, order - k), n);
    }
    series->orders = series->orders > order ? series->orders : order;
    self->source_of = series;
    self->source_order = order;
    return ENT_OK;
}

/* x_order, where all before are there. */
static int find_state(fluctuations *self, fluctuations_counter counter, int order)
{
    fluctuations_series *series = series_of(self, counter);
    int status = ENT_OK;
    if (series->states[order] || series->failed) {
        return series->states[order] ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
    }
    if (self->source_of != series || self->source_order != order) {
        status = find_cumulant(self, counter, order);
    }
    dd *x = status == ENT_OK ? malloc(self->system.n * sizeof *x) : NULL;
    if (status == ENT_OK) {
        status = x ? responder_solve(&self->system, x, self->source) : ENT_ERROR_NO_MEMORY;
    }
    if (status != ENT_OK) {
        series->failed = status == ENT_ERROR_NOT_CONVERGED;
        free(x);
        return status;
    }
    series->states[order] = x;
    return ENT_OK;
}

/* Where every quantum of a bath has the same energy, counting that is counting quanta: what the energy is, and the
 * counter becomes one of quanta. Else 1. */
static dd take_factor(const fluctuations *self, fluctuations_counter *counter)
{
    const generator *master = self->system.master;
    dd factor = dd_from(0.0);
    if (counter->weight == FLUCTUATIONS_QUANTA) {
        return dd_from(1.0);
    }
    for (size_t k = 0; k < master->n_channels; ++k) {
        const generator_channel *channel = &master->channels[k];
        if (channel->bath != counter->bath || (channel->quanta == 0 && channel->energy.hi == 0.0)) {
            continue;
        }
        const dd energy = dd_multiply(channel->energy, dd_from(channel->quanta)); /* quanta are 1 or -1 */
        if (energy.hi == 0.0 || (factor.hi != 0.0 && (energy.hi != factor.hi || energy.lo != factor.lo))) {
            return dd_from(1.0);
        }
        factor = energy;
    }
    counter->weight = FLUCTUATIONS_QUANTA;
    return factor;
}

int fluctuations_cumulants(dd *cumulants, int orders, fluctuations *self, fluctuations_counter counter)
{
    const dd factor = take_factor(self, &counter);
    dd power = factor;
    fluctuations_series *series = series_of(self, counter);
    int status = ENT_OK;
    while (status == ENT_OK && series->orders < orders) {
        const int order = series->orders + 1;
        status = order > 1 ? find_state(self, counter, order - 1) : ENT_OK;
        status = status == ENT_OK ? find_cumulant(self, counter, order) : status;
    }
    for (int k = 0; status == ENT_OK && k < orders; ++k) {
        cumulants[k] = dd_multiply(power, series->cumulants[k]);
        power = dd_multiply(power, factor);
    }
    return status;
}

/* Adds Tr M_a x_b, with x_b the first-order response to counting b. */
static int add_cross(dd *sum, fluctuations *self, fluctuations_counter a, fluctuations_counter b)
{
    int status = find_state(self, b, 1);
    status = status == ENT_OK ? apply_moment(self, self->work, a, 1, series_of(self, b)->states[1]) : status;
    if (status == ENT_OK) {
        *sum = dd_add(*sum, responder_trace(&self->system, self->work));
    }
    return status;
}

/* Tr M_ab x_0: the jumps that both count. */
static int find_both(dd *sum, fluctuations *self, fluctuations_counter a, fluctuations_counter b)
{
    const generator *master = self->system.master;
    for (size_t k = 0; k < master->n_channels; ++k) {
        const generator_channel *channel = &master->channels[k];
        const bool counts = channel->bath == a.bath && channel->bath == b.bath;
        self->factors[k] =
            counts ? dd_multiply(power_of(channel, a.weight, 1), power_of(channel, b.weight, 1)) : dd_from(0.0);
    }
    const int status = responder_count(&self->system, self->work, self->system.steady, self->factors);
    *sum = status == ENT_OK ? responder_trace(&self->system, self->work) : dd_from(0.0);
    return status;
}

int fluctuations_covariance(dd *covariance, fluctuations *self, fluctuations_counter a, fluctuations_counter b)
{
    const dd factor = dd_multiply(take_factor(self, &a), take_factor(self, &b));
    int status = find_both(covariance, self, a, b);
    status = status == ENT_OK ? add_cross(covariance, self, a, b) : status;
    status = status == ENT_OK ? add_cross(covariance, self, b, a) : status;
    *covariance = dd_multiply(factor, *covariance);
    return status;
}

int fluctuations_activity(dd *activity, fluctuations *self, int bath)
{
    const generator *master = self->system.master;
    for (size_t k = 0; k < master->n_channels; ++k) {
        const generator_channel *channel = &master->channels[k];
        const bool counts = channel->quanta != 0 && (bath < 0 || channel->bath == bath);
        self->factors[k] = dd_from(counts ? 1.0 : 0.0);
    }
    const int status = responder_count(&self->system, self->work, self->system.steady, self->factors);
    if (status == ENT_OK) {
        *activity = responder_trace(&self->system, self->work);
    }
    return status;
}
