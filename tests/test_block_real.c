#include "generator/block_real.h"

#include "generator/unique.h"
#include "steady_trial.h"

/* A chain of equal energies, weak to strong coupling. */
static void make_resonant(random_system *self, random_source *source, int k)
{
    const double strengths[] = {0.01, 1.0, 10.0};
    random_system_make(self, source, 2 + k % 3, 2 + k % 2, ENT_MASTER_EQUATION_LOCAL, k % 4 < 2);
    for (int i = 0; i < self->system.n_sites; ++i) {
        self->sites[i].energy = self->sites[0].energy;
    }
    for (int i = 0; i < self->system.n_terms; ++i) {
        self->terms[i].strength *= strengths[k / 3 % 3];
    }
    if (k % 5 == 4) { /* i g (a^dag b - b^dag a) */
        self->terms[0].strength_im = self->terms[0].strength;
        self->terms[0].strength = 0.0;
    }
}

static void resonant_chains_are_real_in_a_gauge(void **state)
{
    (void)state;
    random_source source = {921};
    for (int k = 0; k < 24; ++k) {
        trial one;
        make_resonant(&one.chain, &source, k);
        trial_create(&one);
        assert_true(unique_is_proved(&one.chain.system));
        const size_t before = one.blocks.n_unknowns;
        assert_int_equal(block_real_find(&one.blocks), ENT_OK);
        assert_true(one.blocks.real && one.blocks.n_unknowns < before);
        assert_int_equal(trial_solve(&one, true), ENT_OK);
        assert_true(one.report.real);
        assert_true(one.report.residual < 1e-24);
        assert_true(one.report.accuracy < 1e-18);
        expect_dense(&one, "real gauge");
        trial_free(&one);
    }
}

static void other_systems_have_no_such_gauge(void **state)
{
    (void)state;
    random_source source = {922};
    const int both[2] = {0, 1};
    for (int k = 0; k < 5; ++k) {
        trial one;
        make_resonant(&one.chain, &source, 1);
        if (k == 0) {
            one.chain.sites[1].energy += 1e-12;
        } else if (k == 1) {
            one.chain.sites[2].tunnelling = 0.01;
        } else if (k == 2) {
            one.chain.terms[0].strength_im = 1e-12;
        } else if (k == 3) {
            one.chain.baths[1].n_sites = 2;
            one.chain.baths[1].sites = both;
        } else {
            one.chain.system.equation = ENT_MASTER_EQUATION_REDFIELD;
        }
        trial_create(&one);
        const size_t before = one.blocks.n_unknowns;
        assert_int_equal(block_real_find(&one.blocks), ENT_OK);
        assert_false(one.blocks.real);
        assert_true(one.blocks.n_unknowns == before);
        assert_int_equal(trial_solve(&one, false), ENT_OK);
        assert_false(one.report.real);
        expect_dense(&one, "no gauge");
        trial_free(&one);
    }
}

static void the_ground_state_is_found_in_the_gauge_too(void **state)
{
    (void)state;
    random_source source = {923};
    trial one;
    make_resonant(&one.chain, &source, 1);
    for (int b = 0; b < one.chain.system.n_sites; ++b) {
        one.chain.baths[b].temperature = 0.0;
        one.chain.baths[b].statistics = ENT_STATISTICS_BOSON;
        one.chain.baths[b].chemical_potential = 0.0;
    }
    trial_create(&one);
    assert_int_equal(block_real_find(&one.blocks), ENT_OK);
    assert_true(one.blocks.real);
    assert_int_equal(trial_solve(&one, true), ENT_OK);
    const int last = one.system.d - 1;
    expect_close(dd_value(block_generator_element(&one.blocks, one.x, last, last).re), 1.0, 1e-15, 0.0, "ground state");
    trial_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resonant_chains_are_real_in_a_gauge),
        cmocka_unit_test(other_systems_have_no_such_gauge),
        cmocka_unit_test(the_ground_state_is_found_in_the_gauge_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
