#include "generator/superoperator.h"

#include "random_system.h"

typedef struct trial {
    random_system chain;
    generator system;
    support at;
} trial;

static void trial_make(trial *self, random_source *source, int k, bool whole)
{
    const int n_sites = 2 + k % 2;
    random_system_make(&self->chain, source, n_sites, 2 + k / 2 % 2, (ent_master_equation)(k % 3), k % 2);
    assert_int_equal(generator_create(&self->system, &self->chain.system), ENT_OK);
    assert_int_equal(support_find(&self->at, &self->system, whole), ENT_OK);
}

static void trial_free(trial *self)
{
    support_free(&self->at);
    generator_free(&self->system);
}

/* A random hermitian matrix on the support. */
static void random_unknowns(random_source *source, const support *at, dd *x, zdd *rho, entry *dense)
{
    for (int k = 0; k < at->n; ++k) {
        x[k] = dd_from(random_between(source, -1.0, 1.0));
    }
    support_state(at, rho, x);
    for (int k = 0; k < at->d * at->d; ++k) {
        dense[k] = complex_from(dd_value(rho[k].re), dd_value(rho[k].im));
    }
}

/* One trial: the sparse real matrix does to rho what the commutator form does; which < 0: the whole generator. */
static void compare_forms(const trial *self, random_source *source, const superoperator *l, int which)
{
    const int d = self->at.d;
    dd x[MOST_DIMENSION * MOST_DIMENSION], y[MOST_DIMENSION * MOST_DIMENSION];
    zdd rho[MOST_DIMENSION * MOST_DIMENSION];
    entry dense[MOST_DIMENSION * MOST_DIMENSION], expected[MOST_DIMENSION * MOST_DIMENSION];
    random_unknowns(source, &self->at, x, rho, dense);
    superoperator_apply(l, y, x);
    support_state(&self->at, rho, y);
    dense_master_equation(expected, &self->system, which, dense);
    for (int k = 0; k < d * d; ++k) {
        expect_close(dd_value(rho[k].re), creal(expected[k]), 0.0, 1e-13, "real part");
        expect_close(dd_value(rho[k].im), cimag(expected[k]), 0.0, 1e-13, "imaginary part");
    }
}

static void it_is_the_commutator_form(void **state)
{
    (void)state;
    random_source source = {301};
    for (int k = 0; k < 24; ++k) {
        trial one;
        trial_make(&one, &source, k, k % 5 == 0);
        superoperator l = superoperator_create(&one.system, &one.at);
        assert_false(l.failed);
        compare_forms(&one, &source, &l, -1);
        superoperator_free(&l);
        for (int b = 0; b < one.system.n_baths; ++b) {
            superoperator part = {.n = one.at.n};
            superoperator_add_bath(&part, &one.system, &one.at, b);
            superoperator_merge(&part);
            compare_forms(&one, &source, &part, b);
            superoperator_free(&part);
        }
        trial_free(&one);
    }
}

static void trace_is_conserved(void **state)
{
    (void)state;
    random_source source = {302};
    for (int k = 0; k < 12; ++k) {
        trial one;
        trial_make(&one, &source, k, false);
        superoperator l = superoperator_create(&one.system, &one.at);
        dd x[MOST_DIMENSION * MOST_DIMENSION], y[MOST_DIMENSION * MOST_DIMENSION];
        for (int i = 0; i < one.at.n; ++i) {
            x[i] = dd_from(one.at.places[i] % (one.at.d + 1) == 0);
        }
        superoperator_apply_transposed(&l, y, x);
        for (int i = 0; i < one.at.n; ++i) {
            expect_close(dd_value(y[i]), 0.0, 0.0, 1e-27, "change of the trace");
        }
        superoperator_free(&l);
        trial_free(&one);
    }
}

static void transposed_is_the_transpose(void **state)
{
    (void)state;
    random_source source = {303};
    trial one;
    trial_make(&one, &source, 2, false);
    superoperator l = superoperator_create(&one.system, &one.at);
    dd x[MOST_DIMENSION * MOST_DIMENSION], y[MOST_DIMENSION * MOST_DIMENSION], z[MOST_DIMENSION * MOST_DIMENSION];
    double left = 0.0, right = 0.0;
    for (int i = 0; i < one.at.n; ++i) {
        x[i] = dd_from(random_between(&source, -1.0, 1.0));
        y[i] = dd_from(random_between(&source, -1.0, 1.0));
    }
    superoperator_apply(&l, z, x);
    for (int i = 0; i < one.at.n; ++i) {
        left += dd_value(z[i]) * dd_value(y[i]);
    }
    superoperator_apply_transposed(&l, z, y);
    for (int i = 0; i < one.at.n; ++i) {
        right += dd_value(z[i]) * dd_value(x[i]);
    }
    expect_close(left, right, 1e-12, 1e-13, "y L x");
    superoperator_free(&l);
    trial_free(&one);
}

/* An exchange chain of N qubits conserves excitations up to its baths: C(2N, N) unknowns instead of 4^N. */
static void support_of_a_chain_is_small(void **state)
{
    (void)state;
    static const int expected[] = {0, 0, 6, 20, 70};
    random_source source = {304};
    for (int n = 2; n <= 4; ++n) {
        random_system chain;
        generator system;
        support at;
        random_system_make(&chain, &source, n, 2, ENT_MASTER_EQUATION_LOCAL, false);
        assert_int_equal(generator_create(&system, &chain.system), ENT_OK);
        assert_int_equal(support_find(&at, &system, false), ENT_OK);
        assert_int_equal(at.n, expected[n]);
        support_free(&at);
        assert_int_equal(support_find(&at, &system, true), ENT_OK);
        assert_int_equal(at.n, 1 << (2 * n));
        support_free(&at);
        generator_free(&system);
    }
}

static void unknowns_and_states_are_inverse(void **state)
{
    (void)state;
    random_source source = {305};
    trial one;
    trial_make(&one, &source, 1, true);
    dd x[MOST_DIMENSION * MOST_DIMENSION], y[MOST_DIMENSION * MOST_DIMENSION];
    zdd rho[MOST_DIMENSION * MOST_DIMENSION];
    entry dense[MOST_DIMENSION * MOST_DIMENSION];
    random_unknowns(&source, &one.at, x, rho, dense);
    support_unknowns(&one.at, y, rho);
    for (int k = 0; k < one.at.n; ++k) {
        assert_true(x[k].hi == y[k].hi && x[k].lo == y[k].lo);
    }
    trial_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_commutator_form),       cmocka_unit_test(trace_is_conserved),
        cmocka_unit_test(transposed_is_the_transpose),     cmocka_unit_test(support_of_a_chain_is_small),
        cmocka_unit_test(unknowns_and_states_are_inverse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
