#include "observable/register.h"

#include "base/blocks.h"
#include "support.h"

enum { D = 8 };

static const int qubits[3] = {2, 2, 2};
static const site_register three = {3, D, qubits};

/* |psi><psi| of real amplitudes */
static void pure_state(zdd *rho, const double *amplitudes)
{
    for (int i = 0; i < D; ++i) {
        for (int j = 0; j < D; ++j) {
            rho[i * D + j] = zdd_from(amplitudes[i] * amplitudes[j], 0.0);
        }
    }
}

/* (|111> + |000>)/sqrt 2: every site has N = 1/2 against the rest, and no pair is entangled. */
static void ghz(void **state)
{
    (void)state;
    const double root = sqrt(0.5);
    const double amplitudes[D] = {root, 0, 0, 0, 0, 0, 0, root};
    zdd rho[D * D], pair[16];
    bipartite result;
    pure_state(rho, amplitudes);
    for (unsigned part = 1; part < 7; ++part) {
        assert_int_equal(register_bipartite(&result, &three, rho, part), ENT_OK);
        expect_close(result.negativity, 0.5, 1e-15, 0.0, "negativity");
        expect_close(result.smallest, -0.5, 1e-15, 0.0, "smallest eigenvalue");
    }
    register_reduce(pair, &three, rho, 2, (int[]){0, 2});
    const site_register two = {2, 4, qubits};
    assert_int_equal(register_bipartite(&result, &two, pair, 1U), ENT_OK);
    assert_true(result.negativity == 0.0 && result.smallest == 0.0);
    expect_close(dd_value(pair[0].re), 0.5, 1e-15, 0.0, "population of |11>");
}

/* W: each pair has negativity (sqrt 5 - 1)/6. */
static void w(void **state)
{
    (void)state;
    const double third = sqrt(1.0 / 3.0);
    const double amplitudes[D] = {0, 0, 0, third, 0, third, third, 0};
    const site_register two = {2, 4, qubits};
    zdd rho[D * D], pair[16];
    bipartite result;
    pure_state(rho, amplitudes);
    for (int i = 0; i < 3; ++i) {
        register_reduce(pair, &three, rho, 2, (int[]){i, (i + 1) % 3});
        assert_int_equal(register_bipartite(&result, &two, pair, 2U), ENT_OK);
        expect_close(result.negativity, (sqrt(5.0) - 1.0) / 6.0, 1e-14, 0.0, "negativity of a pair");
    }
    assert_int_equal(register_bipartite(&result, &three, rho, 1U), ENT_OK);
    expect_close(result.negativity, sqrt(2.0) / 3.0, 1e-14, 0.0, "negativity of a site");
}

/* Up to six sites, k of them against the others: N = 1/2 for GHZ, sqrt(k (n - k))/n for W. */
static void all_bipartitions(void **state)
{
    (void)state;
    enum { MOST = 64 };
    static zdd ghz_state[MOST * MOST], w_state[MOST * MOST];
    const int levels[6] = {2, 2, 2, 2, 2, 2};
    for (int n = 3; n <= 6; ++n) {
        const int d = 1 << n;
        const site_register sites = {n, d, levels};
        for (int k = 0; k < d * d; ++k) {
            const int i = d - 1 - k / d, j = d - 1 - k % d;
            const bool single = (i & (i - 1)) == 0 && (j & (j - 1)) == 0 && i > 0 && j > 0;
            ghz_state[k] = zdd_from(i % (d - 1) == 0 && j % (d - 1) == 0 ? 0.5 : 0.0, 0.0);
            w_state[k] = zdd_from(single ? 1.0 / n : 0.0, 0.0);
        }
        for (unsigned part = 1; part + 1 < 1U << n; ++part) {
            int size = 0;
            bipartite result;
            for (int i = 0; i < n; ++i) {
                size += (part >> i & 1U) != 0;
            }
            assert_int_equal(register_bipartite(&result, &sites, ghz_state, part), ENT_OK);
            expect_close(result.negativity, 0.5, 1e-14, 0.0, "negativity of GHZ");
            assert_int_equal(register_bipartite(&result, &sites, w_state, part), ENT_OK);
            expect_close(result.negativity, sqrt(size * (n - size)) / n, 1e-14, 0.0, "negativity of W");
        }
    }
}

/* The order of the sites kept is that of the result: reduced to (1, 0), |10x> becomes |01>. */
static void order_of_the_kept_sites(void **state)
{
    (void)state;
    const double amplitudes[D] = {0, 0, 0.6, 0.8, 0, 0, 0, 0};
    zdd rho[D * D], pair[16];
    pure_state(rho, amplitudes);
    register_reduce(pair, &three, rho, 2, (int[]){1, 0});
    for (int k = 0; k < 16; ++k) {
        expect_close(dd_value(pair[k].re), k == 2 * 4 + 2 ? 1.0 : 0.0, 1e-15, 1e-15, "element");
    }
    assert_int_equal(register_excitation(&three, 0, 2), 1);
    assert_int_equal(register_excitation(&three, 1, 2), 0);
    assert_int_equal(register_excitation(&three, 2, 2), 1);
}

/* A matrix of 16 rows in one block takes the double route, and knows that it has fewer digits. */
static void large_blocks_have_fewer_digits(void **state)
{
    (void)state;
    enum { N = 16 };
    zdd a[N * N];
    double values[N], accuracy;
    double sum = 0.0;
    for (int k = 0; k < N * N; ++k) {
        a[k] = zdd_from(1.0 / N, 0.0);
    }
    assert_int_equal(blocks_eigenvalues(N, values, &accuracy, a), ENT_OK);
    assert_true(accuracy > 1e-17);
    for (int k = 0; k < N; ++k) {
        sum += values[k];
        assert_true(fabs(values[k]) <= accuracy || fabs(values[k] - 1.0) <= accuracy);
    }
    expect_close(sum, 1.0, 1e-14, 0.0, "trace");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ghz),
        cmocka_unit_test(w),
        cmocka_unit_test(all_bipartitions),
        cmocka_unit_test(order_of_the_kept_sites),
        cmocka_unit_test(large_blocks_have_fewer_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
