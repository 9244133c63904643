#include "generator/block_real.h"
#include "generator/unique.h"
#include "solver/block_solver.h"
#include "solver/steady_start.h"
#include "steady_trial.h"

static void agrees_with_the_dense_route(void **state)
{
    (void)state;
    random_source source = {911};
    for (int k = 0; k < 24; ++k) {
        trial one;
        random_system_make(&one.chain, &source, 2 + k % 3, 2 + k % 2, ENT_MASTER_EQUATION_LOCAL, k % 2);
        for (int i = 0; i < one.chain.system.n_sites; ++i) {
            one.chain.sites[i].tunnelling = k % 4 < 2 ? 0.0 : random_between(&source, 0.0, 0.1);
        }
        if (k % 6 == 5) { /* some terms are complex */
            one.chain.terms[0].strength_im = random_between(&source, 0.01, 0.1);
        }
        trial_create(&one);
        assert_int_equal(trial_solve(&one, false), ENT_OK);
        assert_true(one.report.residual < 1e-24);
        assert_true(one.report.accuracy < 1e-18);
        assert_true(one.report.unknowns == one.blocks.n_unknowns);
        expect_dense(&one, k % 4 < 2 ? "chain" : "chain with tunnelling");
        trial_free(&one);
    }
}

/* One good correction and a rough one: the error that is told is above the one that is there, and small. */
static void one_good_correction_is_judged_by_a_rough_one(void **state)
{
    (void)state;
    random_source source = {917};
    for (int k = 0; k < 12; ++k) {
        trial one;
        block_solver *solver;
        static dd x[MOST_UNKNOWNS];
        random_system_make(&one.chain, &source, 3, 2 + k % 2, ENT_MASTER_EQUATION_LOCAL, k % 2);
        trial_create(&one);
        assert_int_equal(trial_solve(&one, true), ENT_OK);
        block_report report = {.residual = NAN};
        assert_int_equal(block_solver_create(&solver, &report, &one.blocks), ENT_OK);
        steady_start(&one.blocks, x, false);
        assert_int_equal(block_solver_steady(solver, x, &report, BLOCK_SOLVER_ONCE), ENT_OK);
        assert_true(report.accuracy < 1e-9);
        for (size_t i = 0; i < one.blocks.n_unknowns; ++i) {
            assert_true(fabs(dd_subtract(x[i], one.x[i]).hi) <= report.accuracy + 1e-18);
        }
        block_solver_free(solver);
        trial_free(&one);
    }
}

/* Blocks between different sectors: a common bath of two qubits that are not coupled, and one level more. */
static void common_baths_link_sectors(void **state)
{
    (void)state;
    random_source source = {912};
    for (int k = 0; k < 4; ++k) {
        trial one;
        const int both[2] = {0, 1};
        random_system_make(&one.chain, &source, 2 + k % 2, 2 + k / 2, ENT_MASTER_EQUATION_LOCAL, false);
        one.chain.sites[1].energy = one.chain.sites[0].energy;
        one.chain.terms[0].strength = k % 2 ? 0.0 : 0.05;
        one.chain.baths[1].n_sites = 2;
        one.chain.baths[1].sites = both;
        trial_create(&one);
        assert_int_equal(trial_solve(&one, false), ENT_OK);
        expect_dense(&one, "common bath");
        trial_free(&one);
    }
}

static void redfield_and_global_equations_are_solved_too(void **state)
{
    (void)state;
    random_source source = {913};
    for (int k = 0; k < 6; ++k) {
        trial one;
        random_system_make(&one.chain, &source, 2 + k % 2, 2,
                           k % 2 ? ENT_MASTER_EQUATION_REDFIELD : ENT_MASTER_EQUATION_GLOBAL, false);
        trial_create(&one);
        assert_int_equal(trial_solve(&one, false), ENT_OK);
        expect_dense(&one, k % 2 ? "redfield" : "global");
        trial_free(&one);
    }
}

/* One excitation of two resonant qubits, one of them lossy, has an exceptional point at g = gamma (1 - 2 f)/4; here
 * f = 1/(1 + e). */
static void exceptional_points_are_no_obstacle(void **state)
{
    (void)state;
    random_source source = {914};
    trial one;
    random_system_make(&one.chain, &source, 2, 2, ENT_MASTER_EQUATION_LOCAL, false);
    one.chain.sites[1].energy = one.chain.sites[0].energy = 1.0;
    one.chain.baths[0] = (system_bath){.n_sites = 1,
                                       .sites = &one.chain.bath_sites[0],
                                       .rate = 0.02,
                                       .temperature = 0.3,
                                       .statistics = ENT_STATISTICS_FERMION,
                                       .chemical_potential = 0.7,
                                       .cutoff = INFINITY};
    one.chain.system.n_baths = 1;
    one.chain.terms[0].strength = 0.02 * tanh(0.5) / 4.0;
    for (int real = 0; real < 2; ++real) {
        trial_create(&one);
        assert_int_equal(real ? block_real_find(&one.blocks) : ENT_OK, ENT_OK);
        assert_int_equal(trial_solve(&one, true), ENT_OK);
        assert_true(one.report.triangular > 0);
        assert_true(one.report.real == (real == 1));
        expect_dense(&one, "exceptional point");
        trial_free(&one);
    }
}

/* At temperature 0 nothing leaves the ground state: G has no inverse there. */
static void the_ground_state_is_found_at_temperature_0(void **state)
{
    (void)state;
    random_source source = {915};
    trial one;
    random_system_make(&one.chain, &source, 3, 2, ENT_MASTER_EQUATION_LOCAL, false);
    for (int b = 0; b < 3; ++b) {
        one.chain.baths[b].temperature = 0.0;
        one.chain.baths[b].statistics = ENT_STATISTICS_BOSON;
        one.chain.baths[b].chemical_potential = 0.0;
    }
    trial_create(&one);
    assert_false(unique_is_proved(&one.chain.system));
    assert_int_equal(trial_solve(&one, false), ENT_OK);
    const zdd ground = block_generator_element(&one.blocks, one.x, 7, 7);
    expect_close(dd_value(ground.re), 1.0, 1e-15, 0.0, "ground state");
    trial_free(&one);
}

static void two_steady_states_are_noticed(void **state)
{
    (void)state;
    random_source source = {916};
    trial one;
    random_system_make(&one.chain, &source, 3, 2, ENT_MASTER_EQUATION_LOCAL, false);
    one.chain.system.n_baths = 2;
    one.chain.terms[1].strength = 0.0; /* the last site is alone */
    trial_create(&one);
    assert_false(unique_is_proved(&one.chain.system));
    assert_int_equal(trial_solve(&one, false), ENT_ERROR_NOT_UNIQUE);
    trial_free(&one);
    /* A dark state: a common bath alone on two equal qubits. */
    const int both[2] = {0, 1};
    random_system_make(&one.chain, &source, 2, 2, ENT_MASTER_EQUATION_LOCAL, false);
    one.chain.system.n_baths = 1;
    one.chain.sites[1].energy = one.chain.sites[0].energy;
    one.chain.baths[0].n_sites = 2;
    one.chain.baths[0].sites = both;
    trial_create(&one);
    assert_false(unique_is_proved(&one.chain.system));
    assert_int_equal(trial_solve(&one, false), ENT_ERROR_NOT_UNIQUE);
    trial_free(&one);
}

/* A site that a weak coupling links with the rest settles ten million times more slowly than it: one state still. */
static void a_slow_site_is_not_a_second_state(void **state)
{
    (void)state;
    random_source source = {919};
    for (int k = 0; k < 12; ++k) {
        trial one;
        random_system_make(&one.chain, &source, 3, 2, ENT_MASTER_EQUATION_LOCAL, false);
        one.chain.system.n_baths = 2;
        one.chain.terms[1].strength = random_decades(&source, -6.5, -4.0);
        trial_create(&one);
        assert_int_equal(trial_solve(&one, false), ENT_OK);
        assert_true(one.report.accuracy < 1e-18);
        expect_dense(&one, "slow site");
        trial_free(&one);
    }
}

static void chains_are_proved_unique(void **state)
{
    (void)state;
    random_source source = {917};
    random_system chain;
    random_system_make(&chain, &source, 4, 3, ENT_MASTER_EQUATION_LOCAL, true);
    assert_true(unique_is_proved(&chain.system));
    chain.baths[1].sites = &chain.bath_sites[0]; /* three sites without a bath behind one with two */
    chain.system.n_baths = 2;
    assert_true(unique_is_proved(&chain.system));
    chain.factors[2][0].site = 1; /* a fork: the odd superposition of its ends may be dark */
    assert_false(unique_is_proved(&chain.system));
    chain.system.equation = ENT_MASTER_EQUATION_GLOBAL;
    assert_false(unique_is_proved(&chain.system));
}

static void memory_is_refused_before_it_is_taken(void **state)
{
    (void)state;
    random_source source = {918};
    trial one;
    random_system_make(&one.chain, &source, 4, 2, ENT_MASTER_EQUATION_LOCAL, false);
    trial_create(&one);
    const double needed = steady_large_memory(&one.blocks);
    assert_int_equal(steady_large_solve(one.x, &one.report, &one.blocks, true, 0.9 * needed), ENT_ERROR_NO_MEMORY);
    assert_true(one.report.memory == needed);
    assert_int_equal(steady_large_solve(one.x, &one.report, &one.blocks, true, needed), ENT_OK);
    trial_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_dense_route),
        cmocka_unit_test(one_good_correction_is_judged_by_a_rough_one),
        cmocka_unit_test(common_baths_link_sectors),
        cmocka_unit_test(redfield_and_global_equations_are_solved_too),
        cmocka_unit_test(exceptional_points_are_no_obstacle),
        cmocka_unit_test(the_ground_state_is_found_at_temperature_0),
        cmocka_unit_test(two_steady_states_are_noticed),
        cmocka_unit_test(a_slow_site_is_not_a_second_state),
        cmocka_unit_test(chains_are_proved_unique),
        cmocka_unit_test(memory_is_refused_before_it_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
