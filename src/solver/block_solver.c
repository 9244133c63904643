#include "solver/block_solver.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entangine/status.h"
#include "solver/channel_product.h"
#include "solver/gmres.h"

enum { RESTART = 70, MAX_ITERATIONS = 400, MAX_CORRECTIONS = 6 };
static const double RESPONSE_GOAL = 1e-18; /* their sources have no more digits */
static const double STALLED = 1e-3;        /* a correction that leaves more of the residual has failed */
static const size_t HUGE_STATE = 1000000;  /* unknowns above which one good correction must do */
static const size_t HUGE_REAL_STATE = 3000000;
static const double WORST_ACCURACY = 1e-9;

const block_effort BLOCK_SOLVER_THOROUGH = {1e-11, 1e-11, 1e-21, MAX_CORRECTIONS};
const block_effort BLOCK_SOLVER_ONCE = {5e-12, 1e-4, 0.0, 2};

struct block_solver {
    const block_generator *l;
    channel_product product;
    double *source, *step; /* [n_unknowns] */
    dd *residual;          /* [n_unknowns] */
    double history[MAX_ITERATIONS + 1];
};

/* L x = source. */
typedef struct equation {
    const dd *source; /* NULL: 0 */
    const dd *steady; /* makes up for a wrong trace where there is a source */
    double size;      /* of the source */
} equation;

block_effort block_solver_effort(const block_generator *l)
{
    const bool huge = l->n_unknowns > (l->real ? HUGE_REAL_STATE : HUGE_STATE);
    return huge ? BLOCK_SOLVER_ONCE : BLOCK_SOLVER_THOROUGH;
}

/* Trace 1 of a steady state, 0 of a response; false where that cannot be. */
static bool set_trace(const block_solver *self, dd *x, const equation *of)
{
    const size_t n = self->l->n_unknowns;
    const dd trace = block_generator_trace(self->l, x);
    const dd scale = of->source ? dd_negate(trace) : dd_divide(dd_from(1.0), trace);
    for (size_t k = 0; k < n; ++k) {
        x[k] = of->source ? dd_add(x[k], dd_multiply(of->steady[k], scale)) : dd_multiply(x[k], scale);
    }
    return isfinite(scale.hi);
}

/* One correction of x, whose residual is there already. */
static int correct(block_solver *self, dd *x, const equation *of, block_report *report, double tolerance,
                   double *change)
{
    const size_t n = self->l->n_unknowns;
    const gmres_options options = {RESTART, MAX_ITERATIONS, tolerance, channel_product_team(&self->product),
                                   channel_product_pieces(&self->product)};
    double size = 0.0;
    for (size_t k = 0; k < n; ++k) {
        self->source[k] = -self->residual[k].hi;
    }
    channel_product_reduce(&self->product, self->source);
    const gmres_outcome found = gmres_solve(channel_product_size(&self->product), self->step, self->source,
                                            channel_product_apply, &self->product, &options, self->history);
    for (int k = report->n_history ? 1 : 0; k <= found.iterations && report->n_history < BLOCK_SOLVER_HISTORY; ++k) {
        report->history[report->n_history++] = self->history[k];
    }
    report->iterations += found.iterations;
    if (found.failed) {
        return ENT_ERROR_NO_MEMORY;
    }
    if (!(found.residual < STALLED)) {
        return ENT_ERROR_NOT_CONVERGED;
    }
    channel_product_complete(&self->product, self->step, self->source);
    channel_product_invert(&self->product, self->step);
    *change = 0.0;
    for (size_t k = 0; k < n; ++k) {
        x[k] = dd_add(x[k], dd_from(self->step[k]));
        size = fmax(size, fabs(x[k].hi));
        *change = fmax(*change, fabs(self->step[k]));
    }
    *change /= size;
    return set_trace(self, x, of) && isfinite(*change) ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
}

static int find_residual(block_solver *self, const dd *x, const equation *of, double *relative)
{
    double size = 0.0;
    double rest = 0.0;
    const int status = block_generator_apply(self->l, self->residual, x, channel_product_team(&self->product));
    for (size_t k = 0; status == ENT_OK && k < self->l->n_unknowns; ++k) {
        if (of->source) {
            self->residual[k] = dd_subtract(self->residual[k], of->source[k]);
        }
        size = fmax(size, fabs(x[k].hi));
        rest = fmax(rest, fabs(self->residual[k].hi));
    }
    *relative = rest / fmax(size * self->l->size, of->size);
    return status;
}

static int solve_from(block_solver *self, dd *x, const equation *of, block_report *report, block_effort effort)
{
    double change = 1.0;
    double before = INFINITY;
    double last = 1.0;
    int status = find_residual(self, x, of, &report->residual);
    for (int round = 0; status == ENT_OK && round < effort.corrections; ++round) {
        if (report->residual == 0.0) {
            report->accuracy = 0.0;
            break;
        }
        const double tolerance = round == 0 ? effort.tolerance : effort.again;
        status = correct(self, x, of, report, tolerance, &change);
        if (status == ENT_ERROR_NOT_CONVERGED && round > 0 && report->accuracy < WORST_ACCURACY) {
            return ENT_OK; /* what is left is rounding, and x as it was */
        }
        if (status == ENT_OK) {
            ++report->corrections;
            status = find_residual(self, x, of, &report->residual);
        }
        /* Where modes decay slowly, a small residual leaves a larger error: how fast corrections shrink tells it. */
        const double left = fmax(tolerance, 0.01 * (change / last));
        report->accuracy = fmin(1.0, fmax(change * left * 100.0, report->residual));
        if (change * left <= effort.goal || !(report->residual < 0.1 * before)) {
            break;
        }
        before = report->residual;
        last = change;
    }
    return status;
}

/* The BLAS has its threads back between solutions. */
static int solve_holding(block_solver *self, dd *x, const equation *of, block_report *report, block_effort effort)
{
    channel_product_hold(&self->product);
    const int status = solve_from(self, x, of, report, effort);
    channel_product_release(&self->product);
    return status;
}

int block_solver_steady(block_solver *self, dd *x, block_report *report, block_effort effort)
{
    const equation zero = {NULL, NULL, 0.0};
    return solve_holding(self, x, &zero, report, effort);
}

int block_solver_respond(block_solver *self, dd *x, block_report *report, const dd *source, const dd *steady)
{
    const size_t n = self->l->n_unknowns;
    equation of = {source, steady, 0.0};
    *report = (block_report){.unknowns = n, .real = self->l->real, .residual = NAN};
    for (size_t k = 0; k < n; ++k) {
        of.size = fmax(of.size, fabs(source[k].hi));
        x[k] = dd_from(0.0);
    }
    if (of.size == 0.0) {
        report->residual = 0.0;
        return ENT_OK;
    }
    block_effort effort = block_solver_effort(self->l);
    effort.goal = RESPONSE_GOAL;
    const int status = solve_holding(self, x, &of, report, effort);
    return status == ENT_OK && !(report->accuracy < WORST_ACCURACY) ? ENT_ERROR_NOT_CONVERGED : status;
}

double block_solver_memory(const block_generator *l)
{
    const double unknowns = (double)l->n_unknowns;
    const size_t directions = l->n_first > 0 ? l->n_first : l->n_unknowns;
    /* Packed states, and the double-double ones of a residual, or the work of an eigendecomposition, which are never
     * there together with more. */
    const double exact = (l->real ? 16.0 : 64.0) * (double)l->n_elements;
    return gmres_memory(directions, RESTART) + channel_product_memory(l) + (16.0 + 3.0 * 16.0) * unknowns + exact;
}

static int prepare(block_solver *self, block_report *report)
{
    const block_generator *l = self->l;
    const size_t n = l->n_unknowns;
    self->source = malloc(n * sizeof *self->source);
    self->step = malloc(n * sizeof *self->step);
    self->residual = malloc(n * sizeof *self->residual);
    if (!self->source || !self->step || !self->residual) {
        return ENT_ERROR_NO_MEMORY;
    }
    const int status = channel_product_create(&self->product, l);
    report->triangular = channel_product_triangular(&self->product);
    return status;
}

int block_solver_create(block_solver **self, block_report *report, const block_generator *l)
{
    *self = calloc(1, sizeof **self);
    if (!*self) {
        return ENT_ERROR_NO_MEMORY;
    }
    (*self)->l = l;
    const int status = prepare(*self, report);
    if (status != ENT_OK) {
        block_solver_free(*self);
        *self = NULL;
    }
    return status;
}

void block_solver_free(block_solver *self)
{
    if (!self) {
        return;
    }
    channel_product_free(&self->product);
    free(self->source);
    free(self->step);
    free(self->residual);
    free(self);
}
