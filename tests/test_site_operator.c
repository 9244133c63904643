#include "generator/hamiltonian.h"
#include "generator/site_operator.h"

#include "random_system.h"

/* A ladder of 3 levels and a qubit: |21>, |20>, |11>, |10>, |01>, |00>. */
static const system_site sites[2] = {{.levels = 3, .kind = ENT_SITE_LADDER, .energy = 1.0, .tunnelling = 0.25},
                                     {.levels = 2, .kind = ENT_SITE_LADDER, .energy = 2.0}};
static const open_system ladder = {.n_sites = 2, .sites = sites};

static const system_site qubit[1] = {{.levels = 2, .kind = ENT_SITE_LADDER, .energy = 1.0}};
static const open_system one_qubit = {.n_sites = 1, .sites = qubit};

static void expect_elements(sparse *a, const entry *expected)
{
    entry dense[36];
    dense_from_sparse(dense, a);
    for (int k = 0; k < a->d * a->d; ++k) {
        expect_close(cabs(dense[k] - expected[k]), 0.0, 0.0, 1e-16, "difference of elements");
    }
    sparse_free(a);
}

static void pauli_matrices_of_a_qubit(void **state)
{
    (void)state;
    const entry x[] = {0, 1, 1, 0}, y[] = {0, -I, I, 0}, z[] = {1, 0, 0, -1}, lower[] = {0, 0, 1, 0};
    const struct {
        local_operator kind;
        const entry *expected;
    } cases[] = {{LOCAL_X, x}, {LOCAL_Y, y}, {LOCAL_Z, z}, {LOCAL_LOWER, lower}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        sparse a = site_operator(&one_qubit, 0, cases[k].kind);
        expect_elements(&a, cases[k].expected);
    }
}

static void order_of_the_basis(void **state)
{
    (void)state;
    static const int first[] = {2, 2, 1, 1, 0, 0}, second[] = {1, 0, 1, 0, 1, 0};
    for (int i = 0; i < 6; ++i) {
        assert_int_equal(site_excitation(&ladder, 0, i), first[i]);
        assert_int_equal(site_excitation(&ladder, 1, i), second[i]);
    }
}

/* raise x lower: |2,0><1,1| + |1,0><0,1| */
static void product_of_two_sites(void **state)
{
    (void)state;
    const system_factor factors[2] = {{0, LOCAL_RAISE, 0}, {1, LOCAL_LOWER, 0}};
    entry expected[36] = {0};
    sparse a = {.d = 6};
    expected[1 * 6 + 2] = expected[3 * 6 + 4] = 0.5 * I;
    site_product_add(&a, &ladder, zdd_from(0.0, 0.5), 2, factors);
    sparse_merge(&a, 0.0);
    expect_elements(&a, expected);
}

static void oscillators_have_square_roots(void **state)
{
    (void)state;
    const system_site oscillator[1] = {{.levels = 4, .kind = ENT_SITE_OSCILLATOR, .energy = 1.0}};
    const open_system system = {.n_sites = 1, .sites = oscillator};
    entry expected[16] = {0};
    expected[1 * 4 + 0] = sqrt(3.0);
    expected[2 * 4 + 1] = sqrt(2.0);
    expected[3 * 4 + 2] = 1.0;
    sparse a = site_operator(&system, 0, LOCAL_LOWER);
    expect_elements(&a, expected);
}

static void projectors_and_hamiltonian(void **state)
{
    (void)state;
    const system_factor level_one = {0, LOCAL_PROJECTOR, 1};
    entry expected[36] = {0};
    sparse a = {.d = 6};
    expected[2 * 6 + 2] = expected[3 * 6 + 3] = 1.0;
    site_product_add(&a, &ladder, zdd_from(1.0, 0.0), 1, &level_one);
    expect_elements(&a, expected);
    const double energies[] = {4, 2, 3, 1, 2, 0};
    entry h[36] = {0};
    for (int i = 0; i < 6; ++i) {
        h[i * 6 + i] = energies[i];
        if (i + 2 < 6) {
            h[i * 6 + i + 2] = h[(i + 2) * 6 + i] = 0.25;
        }
    }
    sparse b = site_hamiltonian(&ladder);
    expect_elements(&b, h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pauli_matrices_of_a_qubit),  cmocka_unit_test(order_of_the_basis),
        cmocka_unit_test(product_of_two_sites),       cmocka_unit_test(oscillators_have_square_roots),
        cmocka_unit_test(projectors_and_hamiltonian),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
