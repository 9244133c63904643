#include "generator/hamiltonian.h"

#include "random_system.h"

static zdd element_of(const sparse *a, int row, int column)
{
    zdd value = zdd_from(0.0, 0.0);
    for (size_t k = 0; k < a->n; ++k) {
        if (a->elements[k].row == row && a->elements[k].column == column) {
            value = zdd_add(value, a->elements[k].value);
        }
    }
    return value;
}

static void expect_element(const sparse *a, int row, int column, double re, double im)
{
    const zdd value = element_of(a, row, column);
    assert_true(dd_value(value.re) == re && dd_value(value.im) == im);
}

/* |11>, |10>, |01>, |00>, as the order of the basis is. */
static void two_qubits(void **state)
{
    (void)state;
    random_source source = {991};
    random_system pair;
    random_system_make(&pair, &source, 2, 2, ENT_MASTER_EQUATION_LOCAL, false);
    pair.sites[0].energy = 1.5;
    pair.sites[1].energy = 0.25;
    pair.sites[0].tunnelling = 0.125;
    pair.terms[0].strength = 0.5;
    pair.terms[0].strength_im = 0.75;
    sparse bare = site_hamiltonian(&pair.system), coupling = coupling_hamiltonian(&pair.system);
    assert_int_equal(bare.n, 7);
    expect_element(&bare, 0, 0, 1.75, 0.0);
    expect_element(&bare, 1, 1, 1.5, 0.0);
    expect_element(&bare, 2, 2, 0.25, 0.0);
    expect_element(&bare, 0, 2, 0.125, 0.0);
    expect_element(&bare, 2, 0, 0.125, 0.0);
    expect_element(&bare, 1, 3, 0.125, 0.0);
    expect_element(&bare, 3, 1, 0.125, 0.0);
    assert_int_equal(coupling.n, 2); /* (g + i h) a_0^dag a_1 and its adjoint */
    expect_element(&coupling, 1, 2, 0.5, 0.75);
    expect_element(&coupling, 2, 1, 0.5, -0.75);
    assert_true(sparse_is_hermitian(&coupling, 0.0));
    sparse_free(&bare);
    sparse_free(&coupling);
}

/* A sum of operators of sites, each with its strength; 0 adds nothing. */
static void operators_add_up(void **state)
{
    (void)state;
    random_source source = {992};
    random_system pair;
    random_system_make(&pair, &source, 2, 2, ENT_MASTER_EQUATION_LOCAL, false);
    sparse sum = {.d = 4};
    site_operator_add(&sum, &pair.system, 0.0, 1, LOCAL_X);
    assert_int_equal(sum.n, 0);
    site_operator_add(&sum, &pair.system, 2.0, 0, LOCAL_LOWER);
    site_operator_add(&sum, &pair.system, 3.0, 1, LOCAL_LOWER);
    expect_element(&sum, 2, 0, 2.0, 0.0);
    expect_element(&sum, 3, 1, 2.0, 0.0);
    expect_element(&sum, 1, 0, 3.0, 0.0);
    expect_element(&sum, 3, 2, 3.0, 0.0);
    assert_int_equal(sum.n, 4);
    sparse_free(&sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_qubits),
        cmocka_unit_test(operators_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
