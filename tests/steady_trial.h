/* A random system solved in blocks, to compare with the dense route. */
#ifndef TESTS_STEADY_TRIAL_H
#define TESTS_STEADY_TRIAL_H

#include "random_system.h"
#include "solver/stationary.h"
#include "solver/steady_large.h"

enum { MOST_UNKNOWNS = MOST_DIMENSION * MOST_DIMENSION };
static const double MEMORY = 1e9;

/* One system solved in blocks. */
typedef struct trial {
    random_system chain;
    generator system;
    block_generator blocks;
    block_report report;
    dd x[MOST_UNKNOWNS];
} trial;

static inline void trial_create(trial *self)
{
    assert_int_equal(generator_create(&self->system, &self->chain.system), ENT_OK);
    assert_int_equal(block_generator_create(&self->blocks, &self->system), ENT_OK);
}

static inline int trial_solve(trial *self, bool proved_unique)
{
    return steady_large_solve(self->x, &self->report, &self->blocks, proved_unique, MEMORY);
}

static inline void trial_free(trial *self)
{
    block_generator_free(&self->blocks);
    generator_free(&self->system);
}

/* Element by element against the dense solution in double-double, also where that has an element and the blocks none.
 */
static inline void expect_dense(trial *self, const char *what)
{
    support at;
    stationary solver;
    dd x[MOST_UNKNOWNS];
    zdd rho[MOST_UNKNOWNS];
    assert_int_equal(support_find(&at, &self->system, false), ENT_OK);
    superoperator l = superoperator_create(&self->system, &at);
    assert_int_equal(stationary_create(&solver, &l, &at), ENT_OK);
    assert_int_equal(stationary_solve(&solver, x, NULL, 1.0), ENT_OK);
    support_state(&at, rho, x);
    for (int i = 0; i < at.d; ++i) {
        for (int j = 0; j < at.d; ++j) {
            const zdd element = block_generator_element(&self->blocks, self->x, i, j);
            const zdd rest = zdd_subtract(rho[i * at.d + j], element);
            expect_close(sqrt(zdd_norm(rest).hi), 0.0, 0.0, 1e-18, what);
        }
    }
    stationary_free(&solver);
    superoperator_free(&l);
    support_free(&at);
}

#endif
