#include "solver/fluctuations.h"

#include <stdlib.h>

static const double BINOMIAL[FLUCTUATIONS_MAX_ORDER + 1][FLUCTUATIONS_MAX_ORDER + 1] = {
    {1.0}, {1.0, 1.0}, {1.0, 2.0, 1.0}, {1.0, 3.0, 3.0, 1.0}, {1.0, 4.0, 6.0, 4.0, 1.0}};

static dd power_of(const generator_channel *channel, fluctuations_weight weight, int order)
{
    const dd base = weight == FLUCTUATIONS_QUANTA ? dd_from(channel->quanta) : channel->energy;
    dd power = dd_from(1.0);
    for (int k = 0; k < order; ++k) {
        power = dd_multiply(power, base);
    }
    return power;
}

/* M_order */
static superoperator moment(const fluctuations *self, fluctuations_counter counter, int order)
{
    superoperator sum = {.n = self->at->n};
    for (size_t k = 0; k < self->master->n_channels; ++k) {
        const generator_channel *channel = &self->master->channels[k];
        if (channel->bath == counter.bath) {
            superoperator_add_jump(&sum, self->master, self->at, k, power_of(channel, counter.weight, order));
        }
    }
    superoperator_merge(&sum);
    return sum;
}

static dd trace(const fluctuations *self, const dd *x)
{
    dd sum = dd_from(0.0);
    for (int k = 0; k < self->at->n; ++k) {
        sum = self->solver->diagonal[k] ? dd_add(sum, x[k]) : sum;
    }
    return sum;
}

/* sum += factor x */
static void accumulate(dd *sum, double factor, const dd *x, int n)
{
    for (int i = 0; i < n; ++i) {
        sum[i] = dd_add(sum[i], dd_multiply(dd_from(factor), x[i]));
    }
}

/* c_order, and sum_k binom(order, k) (c_k - M_k) x_{order-k} in source; states[k]: x_k. */
static void find_cumulant(dd *source, dd *work, const fluctuations *self, const superoperator *moments, dd *cumulants,
                          dd *const *states, int order)
{
    const int n = self->at->n;
    for (int i = 0; i < n; ++i) {
        source[i] = dd_from(0.0);
    }
    for (int k = 1; k <= order; ++k) {
        superoperator_apply(&moments[k - 1], work, states[order - k]);
        accumulate(source, -BINOMIAL[order][k], work, n);
    }
    cumulants[order - 1] = dd_negate(trace(self, source));
    for (int k = 1; k <= order; ++k) {
        const dd factor = dd_multiply(dd_from(BINOMIAL[order][k]), cumulants[k - 1]);
        for (int i = 0; i < n; ++i) {
            source[i] = dd_add(source[i], dd_multiply(factor, states[order - k][i]));
        }
    }
}

/* Room for vectors: [FLUCTUATIONS_MAX_ORDER + 2][n], the first of them the steady state. */
static dd *room(dd **states, const fluctuations *self)
{
    const size_t n = (size_t)self->at->n;
    dd *all = malloc((FLUCTUATIONS_MAX_ORDER + 2) * n * sizeof *all);
    for (size_t k = 0; all && k < FLUCTUATIONS_MAX_ORDER + 2; ++k) {
        states[k] = all + k * n;
    }
    for (size_t i = 0; all && i < n; ++i) {
        all[i] = self->steady[i];
    }
    return all;
}

int fluctuations_cumulants(dd *cumulants, int orders, const fluctuations *self, fluctuations_counter counter)
{
    superoperator moments[FLUCTUATIONS_MAX_ORDER];
    dd *states[FLUCTUATIONS_MAX_ORDER + 2];
    if (!self->master->jump_form) {
        return ENT_ERROR_UNDEFINED;
    }
    dd *all = room(states, self);
    dd *source = all ? states[FLUCTUATIONS_MAX_ORDER] : NULL;
    dd *work = all ? states[FLUCTUATIONS_MAX_ORDER + 1] : NULL;
    int status = all ? ENT_OK : ENT_ERROR_NO_MEMORY;
    for (int k = 0; k < orders; ++k) {
        moments[k] = moment(self, counter, k + 1);
        status = moments[k].failed ? ENT_ERROR_NO_MEMORY : status;
    }
    for (int order = 1; status == ENT_OK && order <= orders; ++order) {
        find_cumulant(source, work, self, moments, cumulants, states, order);
        if (order < orders) {
            status = stationary_solve(self->solver, states[order], source, 0.0);
        }
    }
    for (int k = 0; k < orders; ++k) {
        superoperator_free(&moments[k]);
    }
    free(all);
    return status;
}

/* Tr M_a x_b, with x_b the first-order response to counting b. */
static int cross(dd *sum, const fluctuations *self, const superoperator *a, const superoperator *b)
{
    dd *states[FLUCTUATIONS_MAX_ORDER + 2];
    dd mean;
    dd *all = room(states, self);
    if (!all) {
        return ENT_ERROR_NO_MEMORY;
    }
    find_cumulant(states[2], states[3], self, b, &mean, states, 1);
    const int status = stationary_solve(self->solver, states[1], states[2], 0.0);
    superoperator_apply(a, states[3], states[1]);
    *sum = dd_add(*sum, trace(self, states[3]));
    free(all);
    return status;
}

/* Tr M_ab x_0: the jumps that both count. */
static int both(dd *sum, const fluctuations *self, fluctuations_counter a, fluctuations_counter b)
{
    superoperator jumps = {.n = self->at->n};
    dd *work = malloc((size_t)self->at->n * sizeof *work);
    for (size_t k = 0; a.bath == b.bath && k < self->master->n_channels; ++k) {
        const generator_channel *channel = &self->master->channels[k];
        const dd factor = dd_multiply(power_of(channel, a.weight, 1), power_of(channel, b.weight, 1));
        if (channel->bath == a.bath) {
            superoperator_add_jump(&jumps, self->master, self->at, k, factor);
        }
    }
    superoperator_merge(&jumps);
    const int status = work && !jumps.failed ? ENT_OK : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK) {
        superoperator_apply(&jumps, work, self->steady);
        *sum = trace(self, work);
    }
    superoperator_free(&jumps);
    free(work);
    return status;
}

int fluctuations_covariance(dd *covariance, const fluctuations *self, fluctuations_counter a, fluctuations_counter b)
{
    if (!self->master->jump_form) {
        return ENT_ERROR_UNDEFINED;
    }
    superoperator of_a = moment(self, a, 1);
    superoperator of_b = moment(self, b, 1);
    int status = of_a.failed || of_b.failed ? ENT_ERROR_NO_MEMORY : both(covariance, self, a, b);
    status = status == ENT_OK ? cross(covariance, self, &of_a, &of_b) : status;
    status = status == ENT_OK ? cross(covariance, self, &of_b, &of_a) : status;
    superoperator_free(&of_b);
    superoperator_free(&of_a);
    return status;
}

int fluctuations_activity(dd *activity, const fluctuations *self, int bath)
{
    superoperator jumps = {.n = self->at->n};
    if (!self->master->jump_form) {
        return ENT_ERROR_UNDEFINED;
    }
    dd *work = malloc((size_t)self->at->n * sizeof *work);
    for (size_t k = 0; k < self->master->n_channels; ++k) {
        const generator_channel *channel = &self->master->channels[k];
        if (channel->quanta != 0 && (bath < 0 || channel->bath == bath)) {
            superoperator_add_jump(&jumps, self->master, self->at, k, dd_from(1.0));
        }
    }
    superoperator_merge(&jumps);
    const int status = work && !jumps.failed ? ENT_OK : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK) {
        superoperator_apply(&jumps, work, self->steady);
        *activity = trace(self, work);
    }
    superoperator_free(&jumps);
    free(work);
    return status;
}
