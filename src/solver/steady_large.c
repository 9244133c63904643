#include "solver/steady_large.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entangine/status.h"
#include "generator/block_real.h"
#include "solver/gmres.h"
#include "solver/no_jump.h"
#include "solver/no_jump_real.h"
#include "solver/steady_start.h"

enum { RESTART = 70, MAX_ITERATIONS = 400, MAX_CORRECTIONS = 6 };
static const double TOLERANCE = 1e-11;    /* of one correction */
static const double GOAL = 1e-21;         /* relative size of the last correction times TOLERANCE */
static const double STALLED = 1e-3;       /* a correction that leaves more of the residual has failed */
static const size_t HUGE_STATE = 1000000; /* unknowns above which one correction must do */
static const size_t HUGE_REAL_STATE = 3000000;
static const double HUGE_TOLERANCE = 5e-12; /* of that */
static const double WORST_ACCURACY = 1e-9;
static const double SAME = 1e-4; /* two solutions that differ by less are one */

typedef struct solver {
    const block_generator *l;
    no_jump inverse;                /* unless l is real */
    no_jump_real real;              /* where it is */
    double complex *full, *changed; /* [n_elements], unless real */
    double *real_full, *real_changed;
    double *source, *step; /* [n_unknowns] */
    dd *residual;          /* [n_unknowns] */
    double history[MAX_ITERATIONS + 1];
} solver;

static void add_to(double *y, const double *x, size_t n)
{
    for (size_t k = 0; k < n; ++k) {
        y[k] += x[k];
    }
}

static bool real_product(void *context, double *y, const double *x)
{
    solver *self = context;
    block_real_unpack(self->l, self->real_full, x);
    no_jump_real_solve(&self->real, self->real_full);
    block_real_jump(self->l, self->real_changed, self->real_full);
    for (size_t k = 0; self->real.shift > 0.0 && k < self->l->n_elements; ++k) {
        self->real_changed[k] += self->real.shift * self->real_full[k];
    }
    block_real_pack(self->l, y, self->real_changed);
    add_to(y, x, self->l->n_unknowns);
    return true;
}

/* y = x + (J + shift) M^-1 x */
static bool product(void *context, double *y, const double *x)
{
    solver *self = context;
    block_generator_unpack(self->l, self->full, x);
    no_jump_solve(&self->inverse, self->full);
    block_generator_jump(self->l, self->changed, self->full);
    for (size_t k = 0; self->inverse.shift > 0.0 && k < self->l->n_elements; ++k) {
        self->changed[k] += self->inverse.shift * self->full[k];
    }
    block_generator_pack(self->l, y, self->changed);
    add_to(y, x, self->l->n_unknowns);
    return true;
}

/* x = M^-1 x */
static void invert(solver *self, double *x)
{
    if (self->l->real) {
        block_real_unpack(self->l, self->real_full, x);
        no_jump_real_solve(&self->real, self->real_full);
        block_real_pack(self->l, x, self->real_full);
    } else {
        block_generator_unpack(self->l, self->full, x);
        no_jump_solve(&self->inverse, self->full);
        block_generator_pack(self->l, x, self->full);
    }
}

/* One correction of x: solves L delta = -L x, whose residual is there already. */
static int correct(solver *self, dd *x, steady_report *report, double tolerance, double *change)
{
    const size_t n = self->l->n_unknowns;
    const gmres_options options = {RESTART, MAX_ITERATIONS, tolerance,
                                   self->l->real ? self->real.team : self->inverse.team};
    double size = 0.0;
    for (size_t k = 0; k < n; ++k) {
        self->source[k] = -self->residual[k].hi;
    }
    const gmres_outcome found =
        gmres_solve(n, self->step, self->source, self->l->real ? real_product : product, self, &options, self->history);
    for (int k = report->n_history ? 1 : 0; k <= found.iterations && report->n_history < STEADY_LARGE_HISTORY; ++k) {
        report->history[report->n_history++] = self->history[k];
    }
    report->iterations += found.iterations;
    if (found.failed) {
        return ENT_ERROR_NO_MEMORY;
    }
    if (!(found.residual < STALLED)) {
        return ENT_ERROR_NOT_CONVERGED;
    }
    invert(self, self->step);
    *change = 0.0;
    for (size_t k = 0; k < n; ++k) {
        x[k] = dd_add(x[k], dd_from(self->step[k]));
        size = fmax(size, fabs(x[k].hi));
        *change = fmax(*change, fabs(self->step[k]));
    }
    *change /= size;
    const dd scale = dd_divide(dd_from(1.0), block_generator_trace(self->l, x));
    for (size_t k = 0; k < n; ++k) {
        x[k] = dd_multiply(x[k], scale);
    }
    return isfinite(*change) && isfinite(scale.hi) ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
}

static int find_residual(solver *self, const dd *x, double *relative)
{
    double size = 0.0;
    double rest = 0.0;
    const int status = block_generator_apply(self->l, self->residual, x);
    for (size_t k = 0; status == ENT_OK && k < self->l->n_unknowns; ++k) {
        size = fmax(size, fabs(x[k].hi));
        rest = fmax(rest, fabs(self->residual[k].hi));
    }
    *relative = rest / (size * self->l->size);
    return status;
}

static int solve_from(solver *self, dd *x, steady_report *report, double tolerance, int corrections)
{
    double change = 1.0;
    double before = INFINITY;
    double last = 1.0;
    int status = find_residual(self, x, &report->residual);
    for (int round = 0; status == ENT_OK && round < corrections; ++round) {
        if (report->residual == 0.0) {
            report->accuracy = 0.0;
            break;
        }
        status = correct(self, x, report, tolerance, &change);
        if (status == ENT_OK) {
            ++report->corrections;
            status = find_residual(self, x, &report->residual);
        }
        /* Where modes decay slowly, a small residual leaves a larger error: how fast corrections shrink tells it. */
        const double left = fmax(tolerance, 0.01 * (change / last));
        report->accuracy = fmin(1.0, fmax(change * left * 100.0, report->residual));
        if (change * left <= GOAL || !(report->residual < 0.1 * before)) {
            break;
        }
        before = report->residual;
        last = change;
    }
    return status;
}

static double difference_of(size_t n, const dd *x, const dd *other)
{
    double size = 0.0;
    double difference = 0.0;
    for (size_t k = 0; k < n; ++k) {
        size = fmax(size, fabs(x[k].hi));
        difference = fmax(difference, fabs(x[k].hi - other[k].hi));
    }
    return difference / size;
}

/* Whether a solution from another start is x again. A rough one that is not may only be slow to get there. */
static int check_unique(solver *self, const dd *x, const steady_report *report)
{
    const size_t n = self->l->n_unknowns;
    steady_report own = *report;
    dd *other = malloc(n * sizeof *other);
    if (!other) {
        return ENT_ERROR_NO_MEMORY;
    }
    steady_start(self->l, other, true);
    int status = solve_from(self, other, &own, 1e-2 * SAME, 1);
    bool same = difference_of(n, x, other) <= SAME;
    if (status == ENT_OK && !same) {
        status = solve_from(self, other, &own, TOLERANCE, MAX_CORRECTIONS);
        same = difference_of(n, x, other) <= SAME;
    }
    free(other);
    return status == ENT_OK && !same ? ENT_ERROR_NOT_UNIQUE : status;
}

double steady_large_memory(const block_generator *l)
{
    const double unknowns = (double)l->n_unknowns;
    const double elements = (double)l->n_elements;
    double decomposition = 0.0;
    double largest = 0.0;
    for (int s = 0; s < l->at.n; ++s) {
        const double square = (double)l->at.size[s] * (double)l->at.size[s];
        decomposition += 2.0 * square;
        largest = fmax(largest, square);
    }
    /* GMRES; eigenvectors; two full states; packed states; and the double-double ones of a residual, or the work of an
     * eigendecomposition, which are never there together with more. */
    const double number = l->real ? 8.0 : 16.0;
    const double exact = l->real ? 16.0 * (elements + largest) : 64.0 * elements;
    return gmres_memory(l->n_unknowns, RESTART) + number * (decomposition + 3.0 * largest) + 2.0 * number * elements +
           (16.0 + 3.0 * 16.0) * unknowns + exact;
}

static int create(solver *self, steady_report *report)
{
    const block_generator *l = self->l;
    const size_t n = l->n_unknowns;
    if (l->real) {
        self->real_full = malloc(l->n_elements * sizeof *self->real_full);
        self->real_changed = malloc(l->n_elements * sizeof *self->real_changed);
    } else {
        self->full = malloc(l->n_elements * sizeof *self->full);
        self->changed = malloc(l->n_elements * sizeof *self->changed);
    }
    self->source = malloc(n * sizeof *self->source);
    self->step = malloc(n * sizeof *self->step);
    self->residual = malloc(n * sizeof *self->residual);
    if (!self->source || !self->step || !self->residual ||
        (l->real ? !self->real_full || !self->real_changed : !self->full || !self->changed)) {
        return ENT_ERROR_NO_MEMORY;
    }
    const int status = l->real ? no_jump_real_create(&self->real, l) : no_jump_create(&self->inverse, l);
    report->triangular = l->real ? self->real.n_triangular : self->inverse.n_triangular;
    return status;
}

static void destroy(solver *self)
{
    if (self->inverse.l) {
        no_jump_free(&self->inverse);
    }
    if (self->real.l) {
        no_jump_real_free(&self->real);
    }
    free(self->full);
    free(self->changed);
    free(self->real_full);
    free(self->real_changed);
    free(self->source);
    free(self->step);
    free(self->residual);
}

int steady_large_solve(dd *x, steady_report *report, const block_generator *l, bool proved_unique, double memory)
{
    const size_t n = l->n_unknowns;
    solver self = {.l = l};
    *report = (steady_report){.unknowns = n, .real = l->real, .memory = steady_large_memory(l), .residual = NAN};
    if (report->memory > memory) {
        return ENT_ERROR_NO_MEMORY;
    }
    int status = create(&self, report);
    if (status == ENT_OK) {
        steady_start(l, x, false);
        /* A second correction doubles the time: it is not worth hours. */
        status = n > (l->real ? HUGE_REAL_STATE : HUGE_STATE)
                     ? solve_from(&self, x, report, HUGE_TOLERANCE, 1)
                     : solve_from(&self, x, report, TOLERANCE, MAX_CORRECTIONS);
    }
    if (status == ENT_OK && !(report->accuracy < WORST_ACCURACY)) {
        status = ENT_ERROR_NOT_CONVERGED;
    }
    if (status == ENT_OK && !proved_unique) {
        status = check_unique(&self, x, report);
    }
    destroy(&self);
    return status;
}
