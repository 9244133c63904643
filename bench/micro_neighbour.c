#include "micro_neighbour.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generator/block_real.h"
#include "micro_networks.h"
#include "model/network_parts.h"
#include "solver/block_solver.h"
#include "solver/steady_start.h"

static const double COUPLING = 2e-3, STEP = 1.01;

/* A chain at one coupling, in blocks. */
typedef struct point {
    network_values values;
    generator master;
    block_generator blocks;
} point;

static int point_create(point *self, const ent_network *network, double coupling)
{
    *self = (point){.master = {.d = 0}};
    int status = network_values_create(&self->values, network);
    status = status == ENT_OK ? network_evaluate(network, &coupling, &self->values) : status;
    status = status == ENT_OK ? generator_create(&self->master, &self->values.system) : status;
    status = status == ENT_OK ? block_generator_create(&self->blocks, &self->master) : status;
    return status == ENT_OK ? block_real_find(&self->blocks) : status;
}

static void point_free(point *self)
{
    block_generator_free(&self->blocks);
    generator_free(&self->master);
    network_values_free(&self->values);
}

/* Iterations from what is in x, which becomes the steady state; -1 after a failure. */
static int iterations_from(const point *self, dd *x)
{
    block_solver *solver;
    block_report report = {.unknowns = self->blocks.n_unknowns};
    int status = block_solver_create(&solver, &report, &self->blocks);
    status = status == ENT_OK ? block_solver_steady(solver, x, &report, BLOCK_SOLVER_THOROUGH) : status;
    block_solver_free(solver);
    return status == ENT_OK ? report.iterations : -1;
}

static void print_iterations(int n)
{
    ent_network *network = exchange_chain(n, NULL);
    point here = {.master = {.d = 0}}, there = here;
    const bool ready = network && point_create(&here, network, COUPLING * STEP) == ENT_OK &&
                       point_create(&there, network, COUPLING) == ENT_OK;
    dd *x = ready ? calloc(2 * here.blocks.n_unknowns, sizeof *x) : NULL;
    if (x) {
        dd *near = &x[here.blocks.n_unknowns];
        steady_start(&here.blocks, x, false);
        steady_start(&there.blocks, near, false);
        const int alone = iterations_from(&here, x);
        (void)iterations_from(&there, near);
        (void)printf("chain-%-2d %12d iterations alone, %d from a neighbour\n", n, alone, iterations_from(&here, near));
    }
    free(x);
    point_free(&here);
    point_free(&there);
    ent_network_free(network);
}

/* Elements with a product in double-double, and two substitutions, next to the elimination. */
static void print_operations(int n)
{
    enum { EXACT_PRODUCT = 17 };
    ent_network *network = exchange_chain(n, NULL);
    if (network && network->plans.n > 0) {
        const stationary_pattern *pattern = &network->plans.plans[0].pattern;
        const elimination *order = &pattern->order;
        const size_t correction = EXACT_PRODUCT * pattern->first_element[pattern->n + 1] +
                                  2 * (order->lower[order->n] + order->upper[order->n]);
        (void)printf("chain-%-2d %12zu operations to decompose, %zu for a correction\n", n, order->operations,
                     correction);
    }
    ent_network_free(network);
}

void neighbour_print(void)
{
    for (int n = 2; n <= 5; ++n) {
        print_operations(n);
    }
    for (int n = 6; n <= 10; n += 2) {
        print_iterations(n);
    }
}
