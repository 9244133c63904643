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

/* Against sums element by element, whatever the size, and the same digits on every instruction set. */
static void test_squares(void **state)
{
    (void)state;
    static const int sizes[] = {1, 7, 8, 9, 30, PROPAGATOR_MAX};
    static dd a[PROPAGATOR_MAX * PROPAGATOR_MAX], first[PROPAGATOR_MAX * PROPAGATOR_MAX],
        other[PROPAGATOR_MAX * PROPAGATOR_MAX];
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; ++s) {
        const int n = sizes[s];
        for (int k = 0; k < n * n; ++k) {
            a[k] = dd_two_sum(k % 7 == 3 ? 0.0 : sin(1.0 + 0.7 * k), k % 7 == 3 ? 0.0 : 1e-17 * cos(0.3 * k));
        }
        propagator_square(n, first, a, INSTRUCTIONS_BASELINE);
        for (int i = 0; i < n; ++i) {
            for (int j = 0; j < n; ++j) {
                dd sum = dd_from(0.0);
                for (int k = 0; k < n; ++k) {
                    sum = dd_add(sum, dd_multiply(a[i * n + k], a[k * n + j]));
                }
                assert_true(fabs(dd_subtract(first[i * n + j], sum).hi) < 1e-31 * n);
            }
        }
        for (int set = 1; set < N_INSTRUCTION_SETS; ++set) {
            if (instruction_set_is_available((instruction_set)set)) {
                propagator_square(n, other, a, (instruction_set)set);
                for (int k = 0; k < n * n; ++k) {
                    assert_true(other[k].hi == first[k].hi && other[k].lo == first[k].lo);
                }
            }
        }
    }
}

/* exp(L t) of a chain of decays: entries of a Poisson process; and the same digits on every instruction set. */
static void test_exponentials(void **state)
{
    (void)state;
    enum { LENGTH = 29 };
    static dd matrix[LENGTH * LENGTH], first[LENGTH * LENGTH], other[LENGTH * LENGTH];
    const double t = 0.4;
    for (int i = 0; i < LENGTH; ++i) {
        matrix[i * LENGTH + i] = dd_from(-1.0);
        if (i > 0) {
            matrix[i * LENGTH + i - 1] = dd_from(1.0);
        }
    }
    superoperator l = superoperator_from_dense(LENGTH, matrix);
    assert_false(l.failed);
    propagator_exponential(first, &l, t, INSTRUCTIONS_BASELINE);
    for (int j = 0; j < LENGTH; ++j) {
        double expected = exp(-t);
        for (int i = 0; i < LENGTH; ++i) {
            const double found = dd_value(first[i * LENGTH + j]);
            assert_true(fabs(found - (i < j ? 0.0 : expected)) <= 1e-15 * expected + 1e-33);
            expected *= i < j ? 1.0 : t / (i - j + 1);
        }
    }
    for (int set = 1; set < N_INSTRUCTION_SETS; ++set) {
        if (instruction_set_is_available((instruction_set)set)) {
            propagator_exponential(other, &l, t, (instruction_set)set);
            for (int k = 0; k < LENGTH * LENGTH; ++k) {
                assert_true(other[k].hi == first[k].hi && other[k].lo == first[k].lo);
            }
        }
    }
    superoperator_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_decaying_qubit), cmocka_unit_test(test_semigroup),
                                       cmocka_unit_test(test_steady_state_stays), cmocka_unit_test(test_squares),
                                       cmocka_unit_test(test_exponentials)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
