/* Currents from the baths of a network. */
#include <math.h>
#include <stdlib.h>

#include "model/network_state.h"

dd network_expectation(const support *at, const sparse *operator, const dd * x)
{
    const size_t d = (size_t)at->d;
    dd sum = dd_from(0.0);
    for (size_t k = 0; k < operator->n; ++k) {
        const int i = operator->elements[k].column;
        const int j = operator->elements[k].row;
        const int re = at->index[(size_t)(i < j ? i : j) * d + (size_t)(i < j ? j : i)];
        if (re < 0) {
            continue;
        }
        /* Re[O_ji rho_ij] */
        sum = dd_add(sum, dd_multiply(operator->elements[k].value.re, x[re]));
        if (i != j) {
            const int im = at->index[(size_t)(i < j ? j : i) * d + (size_t)(i < j ? i : j)];
            const dd part = dd_multiply(operator->elements[k].value.im, x[im]);
            sum = i < j ? dd_subtract(sum, part) : dd_add(sum, part);
        }
    }
    return sum;
}

static dd dense_current(const generator *part, const support *at, const dd *x, const sparse *operator, int bath)
{
    superoperator dissipator = {.n = at->n};
    dd *change = calloc((size_t)at->n, sizeof *change);
    dd sum = dd_from(NAN);
    superoperator_add_bath(&dissipator, part, at, bath);
    superoperator_merge(&dissipator);
    if (change && !dissipator.failed) {
        superoperator_apply(&dissipator, change, x);
        sum = network_expectation(at, operator, change);
    }
    free(change);
    superoperator_free(&dissipator);
    return sum;
}

static dd dense_quanta(const generator *part, const support *at, const dd *x, int bath)
{
    superoperator jumps = {.n = at->n};
    dd *change = calloc((size_t)at->n, sizeof *change);
    dd sum = dd_from(NAN);
    for (size_t k = 0; k < part->n_channels; ++k) {
        const generator_channel *channel = &part->channels[k];
        if (channel->bath == bath && channel->quanta != 0) {
            superoperator_add_jump(&jumps, part, at, k, dd_from(channel->quanta));
        }
    }
    superoperator_merge(&jumps);
    if (change && !jumps.failed) {
        superoperator_apply(&jumps, change, x);
        sum = dd_from(0.0);
        for (int k = 0; k < at->n; ++k) {
            sum = at->places[k] % (at->d + 1) == 0 ? dd_add(sum, change[k]) : sum;
        }
    }
    free(change);
    superoperator_free(&jumps);
    return sum;
}

dd network_part_current(const network_state *self, const generator *part, const dd *x, const sparse *operator, int bath)
{
    return self->large ? network_large_current(&self->blocks, part, x, operator, bath)
                       : dense_current(part, &self->at, x, operator, bath);
}

dd network_part_quanta(const network_state *self, const generator *part, const dd *x, int bath)
{
    return self->large ? network_large_quanta(&self->blocks, part, x, bath) : dense_quanta(part, &self->at, x, bath);
}

dd network_state_current(const network_state *self, const sparse *operator, int bath)
{
    if (self->planned) {
        return network_planned_current(self, operator== & self->master.bare, bath);
    }
    return network_part_current(self, &self->master, self->x, operator, bath);
}

dd network_state_quanta(const network_state *self, int bath)
{
    if (self->planned) {
        return network_planned_quanta(self, bath);
    }
    return network_part_quanta(self, &self->master, self->x, bath);
}
