/* The exact propagator against closed forms: one decaying qubit, a semigroup, and a state that does not change. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "generator/lindblad.h"
#include "model/local.h"
#include "solver/propagator.h"
#include "solver/steady_state.h"

enum { N = 16 };

static void prepare(propagator *exact, const lindblad *system, double longest)
{
    dd matrix[LINDBLAD_MAX_UNKNOWNS * LINDBLAD_MAX_UNKNOWNS];
    lindblad_generator(system, matrix);
    superoperator l = superoperator_from_dense(system->d * system->d, matrix);
    assert_false(l.failed);
    assert_int_equal(propagator_create(exact, &l, longest, NULL), ENT_OK);
    superoperator_free(&l);
}

/* A qubit with gap 1 and decay rate 0.3: rho_11 falls as e^{-0.3 t}, its coherence as e^{-0.15 t - i t}. */
static void test_decaying_qubit(void **state)
{
    (void)state;
    lindblad qubit = {.d = 2};
    sparse_operator lowering = {0};
    propagator exact;
    qubit.hamiltonian[0] = zdd_from(1.0, 0.0);
    operator_add(&lowering, 1, 0, zdd_from(1.0, 0.0));
    lindblad_add_channel(&qubit, 0, dd_from(0.3), &lowering);
    prepare(&exact, &qubit, 100.0);
    for (double t = 1e-3; t <= 100.0; t *= 3.7) {
        const zdd start[4] = {zdd_from(0.75, 0.0), zdd_from(0.4, 0.0), zdd_from(0.4, 0.0), zdd_from(0.25, 0.0)};
        zdd rho[4];
        dd x[4];
        lindblad_unknowns(2, x, start);
        propagator_advance(&exact, x, t);
        lindblad_state(2, rho, x);
        assert_true(fabs(dd_value(rho[0].re) - 0.75 * exp(-0.3 * t)) < 1e-15);
        assert_true(fabs(dd_value(rho[1].re) - 0.4 * exp(-0.15 * t) * cos(t)) < 2e-15);
        assert_true(fabs(dd_value(rho[1].im) + 0.4 * exp(-0.15 * t) * sin(t)) < 2e-15);
        assert_true(fabs(dd_value(dd_add(rho[0].re, rho[3].re)) - 1.0) < 1e-30);
    }
    propagator_free(&exact);
}

static void local_engine(lindblad *system)
{
    static const double parameters[N_LOCAL] = {1.0, 0.01, 1.6e-3, 1e-3, 1.1e-2, 0.7, 0.1, 0.03, -0.02};
    local_generator(parameters, system);
}

/* exp(L (s + t)) = exp(L t) exp(L s), to far more digits than a double has. */
static void test_semigroup(void **state)
{
    (void)state;
    lindblad system;
    propagator exact;
    zdd rho[N] = {{{0.0, 0.0}, {0.0, 0.0}}};
    dd once[N], twice[N];
    local_engine(&system);
    rho[5] = zdd_from(1.0, 0.0);
    lindblad_unknowns(4, once, rho);
    lindblad_unknowns(4, twice, rho);
    prepare(&exact, &system, 1000.0);
    propagator_advance(&exact, once, 384.25);
    propagator_advance(&exact, twice, 300.125);
    propagator_advance(&exact, twice, 84.125);
    for (int k = 0; k < N; ++k) {
        assert_true(fabs(dd_subtract(once[k], twice[k]).hi) < 1e-26);
    }
    propagator_free(&exact);
}

static void test_steady_state_stays(void **state)
{
    (void)state;
    lindblad system;
    propagator exact;
    zdd rho[N];
    dd x[N], start[N];
    double residual;
    local_engine(&system);
    assert_int_equal(steady_state_small(rho, &residual, &system), ENT_OK);
    lindblad_unknowns(4, start, rho);
    lindblad_unknowns(4, x, rho);
    prepare(&exact, &system, 1e5);
    propagator_advance(&exact, x, 1e5);
    for (int k = 0; k < N; ++k) {
        assert_true(fabs(dd_subtract(x[k], start[k]).hi) < 1e-24);
    }
    propagator_free(&exact);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decaying_qubit),
        cmocka_unit_test(test_semigroup),
        cmocka_unit_test(test_steady_state_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
