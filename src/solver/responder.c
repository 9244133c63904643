#include "solver/responder.h"

#include "entangine/status.h"

responder responder_dense(const generator *master, const support *at, stationary *solver, const dd *steady)
{
    return (responder){.master = master, .steady = steady, .n = (size_t)at->n, .at = at, .dense = solver};
}

responder responder_blocks(const generator *master, const block_generator *l, block_solver *solver, const dd *steady)
{
    return (responder){.master = master, .steady = steady, .n = l->n_unknowns, .l = l, .blocks = solver};
}

static int count_dense(const responder *self, dd *out, const dd *x, const dd *factors)
{
    superoperator sum = {.n = self->at->n};
    for (size_t k = 0; k < self->master->n_channels; ++k) {
        if (factors[k].hi != 0.0) {
            superoperator_add_jump(&sum, self->master, self->at, k, factors[k]);
        }
    }
    superoperator_merge(&sum);
    if (!sum.failed) {
        superoperator_apply(&sum, out, x);
    }
    const int status = sum.failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
    superoperator_free(&sum);
    return status;
}

int responder_count(const responder *self, dd *out, const dd *x, const dd *factors)
{
    return self->blocks ? block_generator_count(self->l, out, x, factors) : count_dense(self, out, x, factors);
}

static int change_dense(const responder *self, dd *out, block_fit *fit, const dd *x, const generator *change)
{
    superoperator part = superoperator_create(change, self->at);
    *fit = part.outside ? BLOCK_OUTSIDE : BLOCK_FITS;
    if (!part.failed) {
        superoperator_apply(&part, out, x);
    }
    const int status = part.failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
    superoperator_free(&part);
    return status;
}

static int change_blocks(const responder *self, dd *out, block_fit *fit, const dd *x, const generator *change,
                         bool kept)
{
    block_generator part;
    int status = kept ? block_tangent_create_kept(&part, fit, change, self->l)
                      : block_tangent_create(&part, fit, change, self->l);
    if (status == ENT_OK && *fit == BLOCK_FITS) {
        status = block_generator_apply(&part, out, x, NULL);
    }
    block_generator_free(&part);
    return status;
}

int responder_change(const responder *self, dd *out, block_fit *fit, const dd *x, const generator *change, bool kept)
{
    return self->blocks ? change_blocks(self, out, fit, x, change, kept) : change_dense(self, out, fit, x, change);
}

int responder_solve(const responder *self, dd *x, const dd *source)
{
    block_report report;
    return self->blocks ? block_solver_respond(self->blocks, x, &report, source, self->steady)
                        : stationary_solve(self->dense, x, source, 0.0);
}

dd responder_trace(const responder *self, const dd *x)
{
    dd sum = dd_from(0.0);
    if (self->blocks) {
        return block_generator_trace(self->l, x);
    }
    for (size_t k = 0; k < self->n; ++k) {
        sum = self->dense->diagonal[k] ? dd_add(sum, x[k]) : sum;
    }
    return sum;
}
