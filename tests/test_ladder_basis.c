#include "support.h"

#include "generator/ladder_basis.h"
#include "generator/lindblad.h"

static void random_numbers(random_source *source, double *x)
{
    for (int k = 0; k < N_LADDER; ++k) {
        x[k] = random_between(source, -1.0, 1.0);
    }
}

static void there_and_back(void **state)
{
    (void)state;
    random_source source = {71};
    for (int trial = 0; trial < 100; ++trial) {
        double unknowns[N_LADDER], ladder[N_LADDER], back[N_LADDER];
        random_numbers(&source, unknowns);
        ladder_from_unknowns(ladder, unknowns);
        ladder_to_unknowns(back, ladder);
        for (int k = 0; k < N_LADDER; ++k) {
            expect_close(back[k], unknowns[k], 0.0, 1e-15, "unknown");
        }
    }
}

/* A product of two states has products of their expectations. */
static void product_state(void **state)
{
    (void)state;
    const double hot = 0.3, cold = 0.8, re[2] = {0.1, -0.2}, im[2] = {0.25, 0.05};
    const zdd a[4] = {zdd_from(hot, 0.0), zdd_from(re[0], im[0]), zdd_from(re[0], -im[0]), zdd_from(1.0 - hot, 0.0)};
    const zdd b[4] = {zdd_from(cold, 0.0), zdd_from(re[1], im[1]), zdd_from(re[1], -im[1]), zdd_from(1.0 - cold, 0.0)};
    zdd rho[N_LADDER];
    dd exact[N_LADDER];
    double unknowns[N_LADDER], ladder[N_LADDER];
    for (int k = 0; k < N_LADDER; ++k) {
        const int i = k / 4, j = k % 4;
        rho[k] = zdd_multiply(a[i / 2 * 2 + j / 2], b[i % 2 * 2 + j % 2]);
    }
    lindblad_unknowns(4, exact, rho);
    for (int k = 0; k < N_LADDER; ++k) {
        unknowns[k] = dd_value(exact[k]);
    }
    ladder_from_unknowns(ladder, unknowns);
    const double z_hot = 2.0 * hot - 1.0, z_cold = 2.0 * cold - 1.0;
    expect_close(ladder[LADDER_TRACE], 1.0, 1e-15, 0.0, "trace");
    expect_close(ladder[LADDER_Z_HOT], z_hot, 1e-15, 0.0, "s_z hot");
    expect_close(ladder[LADDER_Z_COLD], z_cold, 1e-15, 0.0, "s_z cold");
    expect_close(ladder[LADDER_ZZ], z_hot * z_cold, 1e-15, 0.0, "s_z s_z");
    expect_close(ladder[LADDER_HOT], re[0], 1e-15, 0.0, "coherence, hot");
    expect_close(ladder[LADDER_HOT_SIGNED + 1], im[0] * z_cold, 1e-15, 0.0, "signed coherence, hot");
    expect_close(ladder[LADDER_COLD + 1], im[1], 1e-15, 0.0, "coherence, cold");
    expect_close(ladder[LADDER_COLD_SIGNED], re[1] * z_hot, 1e-15, 0.0, "signed coherence, cold");
    expect_close(ladder[LADDER_BOTH], re[0] * re[1] - im[0] * im[1], 1e-15, 0.0, "both");
    expect_close(ladder[LADDER_EXCHANGE], re[0] * re[1] + im[0] * im[1], 1e-15, 0.0, "exchange");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(product_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
