#include "solver/stationary.h"

#include "random_system.h"

typedef struct trial {
    random_system chain;
    generator system;
    support at;
    superoperator l;
    stationary solver;
    dd x[MOST_DIMENSION * MOST_DIMENSION];
} trial;

static int trial_make(trial *self)
{
    assert_int_equal(generator_create(&self->system, &self->chain.system), ENT_OK);
    assert_int_equal(support_find(&self->at, &self->system, false), ENT_OK);
    self->l = superoperator_create(&self->system, &self->at);
    return stationary_create(&self->solver, &self->l, &self->at);
}

static void trial_free(trial *self)
{
    stationary_free(&self->solver);
    superoperator_free(&self->l);
    support_free(&self->at);
    generator_free(&self->system);
}

static void steady_state_has_all_digits(void **state)
{
    (void)state;
    random_source source = {311};
    for (int k = 0; k < 18; ++k) {
        trial one;
        dd work[MOST_DIMENSION * MOST_DIMENSION];
        double trace = 0.0;
        random_system_make(&one.chain, &source, 2 + k % 3, 2 + k % 2, (ent_master_equation)(k / 6), k % 2);
        assert_int_equal(trial_make(&one), ENT_OK);
        assert_int_equal(stationary_solve(&one.solver, one.x, NULL, 1.0), ENT_OK);
        assert_true(stationary_residual(&one.l, one.x, work) < 1e-29);
        for (int i = 0; i < one.at.n; ++i) {
            trace += one.at.places[i] % (one.at.d + 1) == 0 ? dd_value(one.x[i]) : 0.0;
        }
        expect_close(trace, 1.0, 1e-15, 0.0, "trace");
        trial_free(&one);
    }
}

/* All baths at one temperature: the steady state of the global equation is the Gibbs state of H. */
static void equilibrium_is_the_gibbs_state(void **state)
{
    (void)state;
    random_source source = {312};
    trial one;
    random_system_make(&one.chain, &source, 3, 3, ENT_MASTER_EQUATION_GLOBAL, false);
    for (int b = 0; b < one.chain.system.n_baths; ++b) {
        one.chain.baths[b].temperature = 0.4;
        one.chain.baths[b].statistics = ENT_STATISTICS_BOSON;
        one.chain.baths[b].chemical_potential = 0.0;
    }
    assert_int_equal(trial_make(&one), ENT_OK);
    assert_int_equal(stationary_solve(&one.solver, one.x, NULL, 1.0), ENT_OK);
    double energies[MOST_DIMENSION], sum = 0.0;
    for (size_t k = 0; k < one.system.hamiltonian.n; ++k) {
        energies[one.system.hamiltonian.elements[k].row] = dd_value(one.system.hamiltonian.elements[k].value.re);
    }
    /* A ground state of energy 0 has no element in a sparse matrix. */
    assert_in_range(one.system.hamiltonian.n, (size_t)one.at.d - 1, (size_t)one.at.d);
    for (int i = 0; one.system.hamiltonian.n < (size_t)one.at.d && i < one.at.d; ++i) {
        bool found = false;
        for (size_t k = 0; k < one.system.hamiltonian.n; ++k) {
            found = found || one.system.hamiltonian.elements[k].row == i;
        }
        energies[i] = found ? energies[i] : 0.0;
    }
    for (int i = 0; i < one.at.d; ++i) {
        sum += exp(-energies[i] / 0.4);
    }
    for (int i = 0; i < one.at.d; ++i) {
        const double population = dd_value(one.x[one.at.index[i * one.at.d + i]]);
        expect_close(population, exp(-energies[i] / 0.4) / sum, 1e-13, 0.0, "population");
    }
    trial_free(&one);
}

/* L x = source for a traceless source, solved and put back. */
static void responses_solve_their_equation(void **state)
{
    (void)state;
    random_source source = {313};
    trial one;
    dd given[MOST_DIMENSION * MOST_DIMENSION], back[MOST_DIMENSION * MOST_DIMENSION];
    dd trace = dd_from(0.0);
    int last = 0;
    random_system_make(&one.chain, &source, 3, 2, ENT_MASTER_EQUATION_LOCAL, true);
    assert_int_equal(trial_make(&one), ENT_OK);
    for (int i = 0; i < one.at.n; ++i) {
        given[i] = dd_from(random_between(&source, -1.0, 1.0));
        if (one.at.places[i] % (one.at.d + 1) == 0) {
            trace = dd_add(trace, given[i]);
            last = i;
        }
    }
    given[last] = dd_subtract(given[last], trace);
    assert_int_equal(stationary_solve(&one.solver, one.x, given, 0.0), ENT_OK);
    superoperator_apply(&one.l, back, one.x);
    for (int i = 0; i < one.at.n; ++i) {
        expect_close(dd_value(dd_subtract(back[i], given[i])), 0.0, 0.0, 1e-27, "residual");
    }
    trial_free(&one);
}

static void several_steady_states_are_counted(void **state)
{
    (void)state;
    random_source source = {314};
    trial one;
    random_system_make(&one.chain, &source, 2, 2, ENT_MASTER_EQUATION_LOCAL, false);
    one.chain.terms[0].strength = 0.0;
    one.chain.baths[1].rate = 0.0;
    assert_int_equal(trial_make(&one), ENT_ERROR_NOT_UNIQUE);
    assert_int_equal(stationary_nullity(&one.l), 2);
    trial_free(&one);
    random_system_make(&one.chain, &source, 2, 2, ENT_MASTER_EQUATION_LOCAL, false);
    assert_int_equal(trial_make(&one), ENT_OK);
    assert_int_equal(stationary_nullity(&one.l), 1);
    trial_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steady_state_has_all_digits),
        cmocka_unit_test(equilibrium_is_the_gibbs_state),
        cmocka_unit_test(responses_solve_their_equation),
        cmocka_unit_test(several_steady_states_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
