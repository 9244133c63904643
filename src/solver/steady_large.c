#include "solver/steady_large.h"

#include <math.h>
#include <stdlib.h>

#include "entangine/status.h"
#include "solver/steady_start.h"

static const double WORST_ACCURACY = 1e-9;
static const double SAME = 1e-4; /* two solutions that differ by less are one */

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
static int check_unique(block_solver *solver, const block_generator *l, const dd *x, const block_report *report)
{
    const size_t n = l->n_unknowns;
    block_report own = *report;
    dd *other = malloc(n * sizeof *other);
    if (!other) {
        return ENT_ERROR_NO_MEMORY;
    }
    steady_start(l, other, true);
    int status = block_solver_steady(solver, other, &own, (block_effort){1e-2 * SAME, 1.0, 0.0, 1});
    bool same = difference_of(n, x, other) <= SAME;
    if (status == ENT_OK && !same) {
        status = block_solver_steady(solver, other, &own, BLOCK_SOLVER_THOROUGH);
        same = difference_of(n, x, other) <= SAME;
    }
    free(other);
    return status == ENT_OK && !same ? ENT_ERROR_NOT_UNIQUE : status;
}

double steady_large_memory(const block_generator *l)
{
    return block_solver_memory(l);
}

int steady_large_solve_for(block_solver **solver, dd *x, block_report *report, const block_generator *l,
                           bool proved_unique, double memory)
{
    *solver = NULL;
    *report =
        (block_report){.unknowns = l->n_unknowns, .real = l->real, .memory = steady_large_memory(l), .residual = NAN};
    if (report->memory > memory) {
        return ENT_ERROR_NO_MEMORY;
    }
    int status = block_solver_create(solver, report, l);
    if (status == ENT_OK) {
        steady_start(l, x, false);
        status = block_solver_steady(*solver, x, report, block_solver_effort(l));
    }
    if (status == ENT_OK && !(report->accuracy < WORST_ACCURACY)) {
        status = ENT_ERROR_NOT_CONVERGED;
    }
    if (status == ENT_OK && !proved_unique) {
        status = check_unique(*solver, l, x, report);
    }
    if (status != ENT_OK) {
        block_solver_free(*solver);
        *solver = NULL;
    }
    return status;
}

int steady_large_solve(dd *x, block_report *report, const block_generator *l, bool proved_unique, double memory)
{
    block_solver *solver;
    const int status = steady_large_solve_for(&solver, x, report, l, proved_unique, memory);
    block_solver_free(solver);
    return status;
}
