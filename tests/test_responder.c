/* Fluctuations of states in blocks against those of the dense route, and against what is conserved. */
#include "generator/block_real.h"
#include "generator/unique.h"
#include "solver/fluctuations.h"
#include "steady_trial.h"

/* One system on both routes. */
typedef struct twins {
    trial one;
    support at;
    superoperator l;
    stationary dense;
    dd x[MOST_UNKNOWNS];
    block_solver *solver;
    fluctuations by_blocks, by_matrix;
} twins;

static void twins_solve(twins *self, bool real)
{
    trial *one = &self->one;
    trial_create(one);
    if (real) {
        assert_int_equal(block_real_find(&one->blocks), ENT_OK);
        assert_true(one->blocks.real);
    }
    assert_int_equal(steady_large_solve_for(&self->solver, one->x, &one->report, &one->blocks, real, MEMORY), ENT_OK);
    assert_int_equal(support_find(&self->at, &one->system, false), ENT_OK);
    self->l = superoperator_create(&one->system, &self->at);
    assert_int_equal(stationary_create(&self->dense, &self->l, &self->at), ENT_OK);
    assert_int_equal(stationary_solve(&self->dense, self->x, NULL, 1.0), ENT_OK);
    const responder blocks = responder_blocks(&one->system, &one->blocks, self->solver, one->x);
    const responder matrix = responder_dense(&one->system, &self->at, &self->dense, self->x);
    assert_int_equal(fluctuations_create(&self->by_blocks, &blocks), ENT_OK);
    assert_int_equal(fluctuations_create(&self->by_matrix, &matrix), ENT_OK);
}

static void twins_free(twins *self)
{
    fluctuations_free(&self->by_matrix);
    fluctuations_free(&self->by_blocks);
    stationary_free(&self->dense);
    superoperator_free(&self->l);
    support_free(&self->at);
    block_solver_free(self->solver);
    trial_free(&self->one);
}

static double largest_difference;

static void near(dd actual, dd expected, const char *what)
{
    const double difference = fabs(dd_subtract(actual, expected).hi) / (fabs(expected.hi) + 1e-30);
    largest_difference = fmax(largest_difference, difference);
    if (!(difference <= 1e-17)) {
        fail_msg("%s: %.17g is off by %.1e of itself", what, dd_value(actual), difference);
    }
}

/* All cumulants of every bath, covariances of every pair, activities. */
static void compare(twins *self)
{
    const int n = self->one.chain.system.n_baths;
    dd found[FLUCTUATIONS_MAX_ORDER], expected[FLUCTUATIONS_MAX_ORDER];
    for (int k = 0; k < 2 * n; ++k) {
        const fluctuations_counter counter = {k / 2, k % 2 ? FLUCTUATIONS_ENERGY : FLUCTUATIONS_QUANTA};
        dd activity[2];
        assert_int_equal(fluctuations_activity(&activity[0], &self->by_blocks, k / 2), ENT_OK);
        assert_int_equal(fluctuations_activity(&activity[1], &self->by_matrix, k / 2), ENT_OK);
        near(activity[0], activity[1], "activity");
        assert_int_equal(fluctuations_cumulants(found, FLUCTUATIONS_MAX_ORDER, &self->by_blocks, counter), ENT_OK);
        assert_int_equal(fluctuations_cumulants(expected, FLUCTUATIONS_MAX_ORDER, &self->by_matrix, counter), ENT_OK);
        for (int order = 0; order < FLUCTUATIONS_MAX_ORDER; ++order) {
            near(found[order], expected[order], "cumulant");
        }
        for (int l = 0; l < 2 * n; ++l) {
            const fluctuations_counter other = {l / 2, l % 2 ? FLUCTUATIONS_ENERGY : FLUCTUATIONS_QUANTA};
            assert_int_equal(fluctuations_covariance(found, &self->by_blocks, counter, other), ENT_OK);
            assert_int_equal(fluctuations_covariance(expected, &self->by_matrix, counter, other), ENT_OK);
            near(found[0], expected[0], "covariance");
        }
    }
}

static void blocks_agree_with_the_dense_route(void **state)
{
    (void)state;
    random_source source = {931};
    for (int k = 0; k < 16; ++k) {
        twins both;
        random_system_make(&both.one.chain, &source, 2 + k % 3, 2 + k % 2, ENT_MASTER_EQUATION_LOCAL, k % 2);
        for (int i = 0; k % 4 >= 2 && i < both.one.chain.system.n_sites; ++i) {
            both.one.chain.sites[i].tunnelling = random_between(&source, 0.0, 0.1);
        }
        twins_solve(&both, false);
        compare(&both);
        twins_free(&both);
    }
}

static void real_gauges_count_the_same(void **state)
{
    (void)state;
    random_source source = {932};
    for (int k = 0; k < 12; ++k) {
        twins both;
        random_system_make(&both.one.chain, &source, 2 + k % 3, 2 + k % 2, ENT_MASTER_EQUATION_LOCAL, k % 2);
        for (int i = 0; i < both.one.chain.system.n_sites; ++i) {
            both.one.chain.sites[i].energy = both.one.chain.sites[0].energy;
        }
        assert_true(unique_is_proved(&both.one.chain.system));
        twins_solve(&both, true);
        compare(&both);
        twins_free(&both);
    }
}

/* Blocks between different sectors; a bath with two lines, whose quanta differ in energy; and the global equation. */
static void common_baths_and_lines_count_too(void **state)
{
    (void)state;
    random_source source = {933};
    for (int k = 0; k < 6; ++k) {
        twins both;
        const int sites[2] = {0, 1};
        const bool global = k >= 4;
        random_system_make(&both.one.chain, &source, 2 + k % 2, 2,
                           global ? ENT_MASTER_EQUATION_GLOBAL : ENT_MASTER_EQUATION_LOCAL, false);
        if (!global) {
            both.one.chain.sites[1].energy = both.one.chain.sites[0].energy * (k / 2 ? 1.1 : 1.0);
            both.one.chain.baths[1].n_sites = 2;
            both.one.chain.baths[1].sites = sites;
        }
        twins_solve(&both, false);
        compare(&both);
        twins_free(&both);
    }
}

/* At temperature 0 of all baths but one G has states that no jump leaves: the shifted inverse. A weak coupling makes a
 * mode so slow that noise is large. */
static void cold_baths_and_slow_sites_count_too(void **state)
{
    (void)state;
    random_source source = {934};
    for (int k = 0; k < 8; ++k) {
        twins both;
        random_system *chain = &both.one.chain;
        random_system_make(chain, &source, 3, 2, ENT_MASTER_EQUATION_LOCAL, false);
        if (k % 2) {
            chain->system.n_baths = 2;
            chain->terms[1].strength = random_decades(&source, -5.0, -4.0);
        } else {
            for (int b = 0; b < 3; ++b) {
                chain->baths[b].temperature = b == 0 ? 0.5 : 0.0;
                chain->baths[b].statistics = ENT_STATISTICS_BOSON;
                chain->baths[b].chemical_potential = 0.0;
            }
        }
        twins_solve(&both, false);
        compare(&both);
        twins_free(&both);
    }
}

/* x answers to its source, and one that is 0 gives 0. */
static void responses_solve_their_equation(void **state)
{
    (void)state;
    random_source source = {935};
    for (int k = 0; k < 8; ++k) {
        twins both;
        dd given[MOST_UNKNOWNS], x[MOST_UNKNOWNS], change[MOST_UNKNOWNS];
        block_report report;
        random_system_make(&both.one.chain, &source, 2 + k % 3, 2, ENT_MASTER_EQUATION_LOCAL, k % 2);
        twins_solve(&both, false);
        const size_t n = both.one.blocks.n_unknowns;
        for (size_t i = 0; i < n; ++i) {
            x[i] = dd_from(random_between(&source, -1.0, 1.0));
        }
        assert_int_equal(block_generator_apply(&both.one.blocks, given, x, NULL), ENT_OK); /* traceless */
        assert_int_equal(block_solver_respond(both.solver, x, &report, given, both.one.x), ENT_OK);
        assert_int_equal(block_generator_apply(&both.one.blocks, change, x, NULL), ENT_OK);
        for (size_t i = 0; i < n; ++i) {
            assert_true(fabs(dd_subtract(change[i], given[i]).hi) < 1e-22);
        }
        assert_true(fabs(block_generator_trace(&both.one.blocks, x).hi) < 1e-28);
        assert_true(report.residual < 1e-22 && report.accuracy < 1e-18 && report.iterations > 0);
        assert_true(report.corrections > 1 && report.unknowns == n);
        for (size_t i = 0; i < n; ++i) {
            given[i] = dd_from(0.0);
        }
        assert_int_equal(block_solver_respond(both.solver, x, &report, given, both.one.x), ENT_OK);
        assert_true(report.iterations == 0 && report.residual == 0.0);
        for (size_t i = 0; i < n; ++i) {
            assert_true(x[i].hi == 0.0 && x[i].lo == 0.0);
        }
        twins_free(&both);
    }
}

/* A source that has a trace has no response: to be refused, not answered. */
static void sources_with_a_trace_are_refused(void **state)
{
    (void)state;
    random_source source = {936};
    twins both;
    dd x[MOST_UNKNOWNS];
    block_report report;
    random_system_make(&both.one.chain, &source, 3, 2, ENT_MASTER_EQUATION_LOCAL, false);
    twins_solve(&both, false);
    assert_int_equal(block_solver_respond(both.solver, x, &report, both.one.x, both.one.x), ENT_ERROR_NOT_CONVERGED);
    twins_free(&both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_agree_with_the_dense_route), cmocka_unit_test(real_gauges_count_the_same),
        cmocka_unit_test(common_baths_and_lines_count_too),  cmocka_unit_test(cold_baths_and_slow_sites_count_too),
        cmocka_unit_test(responses_solve_their_equation),    cmocka_unit_test(sources_with_a_trace_are_refused),
    };
    const int status = cmocka_run_group_tests(tests, NULL, NULL);
    (void)printf("largest relative difference: %.1e\n", largest_difference);
    return status;
}
