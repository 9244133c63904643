#include "solver/integrator.h"

#include "random_system.h"
#include "solver/evolver.h"

/* A chain on its support, and a start with a site excited. */
typedef struct trial {
    random_system chain;
    generator system;
    support at;
    superoperator l;
    dd x[MOST_DIMENSION * MOST_DIMENSION], y[MOST_DIMENSION * MOST_DIMENSION];
} trial;

static void trial_make(trial *self, int n_sites, ent_master_equation equation, bool whole)
{
    random_source source = {371};
    random_system_make(&self->chain, &source, n_sites, 2, equation, true);
    assert_int_equal(generator_create(&self->system, &self->chain.system), ENT_OK);
    assert_int_equal(support_find(&self->at, &self->system, whole), ENT_OK);
    self->l = superoperator_create(&self->system, &self->at);
    for (int k = 0; k < self->at.n; ++k) {
        self->x[k] = self->y[k] = dd_from(0.0);
    }
    self->x[self->at.index[1 * self->at.d + 1]] = self->y[self->at.index[1 * self->at.d + 1]] = dd_from(1.0);
}

static void trial_free(trial *self)
{
    superoperator_free(&self->l);
    support_free(&self->at);
    generator_free(&self->system);
}

/* Stepped and exact evolution are two routes to one state. */
static void steps_agree_with_the_exact_route(void **state)
{
    (void)state;
    static const double times[] = {0.1, 7.0, 60.0, 900.0};
    for (int k = 0; k < 3; ++k) {
        trial one;
        propagator exact;
        integrator *stepper;
        trial_make(&one, 3, (ent_master_equation)k, k != 2);
        assert_true(one.at.n <= PROPAGATOR_MAX);
        assert_int_equal(propagator_create(&exact, &one.l, 2000.0, NULL), ENT_OK);
        assert_int_equal(integrator_create(&stepper, &one.l), ENT_OK);
        for (size_t t = 0; t < sizeof times / sizeof times[0]; ++t) {
            propagator_advance(&exact, one.x, times[t]);
            assert_int_equal(integrator_advance(stepper, one.y, times[t]), ENT_OK);
            for (int i = 0; i < one.at.n; ++i) {
                expect_close(dd_value(one.y[i]), dd_value(one.x[i]), 0.0, 2e-9, "element of the state");
            }
        }
        integrator_free(stepper);
        propagator_free(&exact);
        trial_free(&one);
    }
}

/* Four qubits with all coherences have 256 unknowns: step by step; their trace and steady state are as they must be. */
static void large_ones_go_step_by_step(void **state)
{
    (void)state;
    trial one;
    evolver evolution;
    double trace = 0.0;
    trial_make(&one, 4, ENT_MASTER_EQUATION_LOCAL, true);
    const linear_flow flow = linear_flow_of(&one.l);
    double accuracy = 0.0;
    assert_int_equal(evolver_create(&evolution, &flow, 1e5, NULL), ENT_OK);
    assert_non_null(evolution.stepper);
    assert_int_equal(evolver_advance(&evolution, one.x, &accuracy, 1e5), ENT_OK);
    superoperator_apply(&one.l, one.y, one.x);
    for (int i = 0; i < one.at.n; ++i) {
        trace += one.at.places[i] % (one.at.d + 1) == 0 ? dd_value(one.x[i]) : 0.0;
        expect_close(dd_value(one.y[i]), 0.0, 0.0, 1e-10, "change of the steady state");
    }
    expect_close(trace, 1.0, 0.0, 1e-9, "trace");
    evolver_free(&evolution);
    trial_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_agree_with_the_exact_route),
        cmocka_unit_test(large_ones_go_step_by_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
