#include "support.h"

#include "model/global.h"
#include "observable/two_qubit.h"

typedef struct global_engine {
    double p[N_GLOBAL];
    double o[N_TWO_QUBIT];
} global_engine;

static global_engine make(double delta, double g, double t_h, double t_c)
{
    return (global_engine){.p = {1.0, delta, g, 0.01, 0.001, t_h, t_c}};
}

static void solve(global_engine *self)
{
    assert_int_equal(global_closed_form(self->p, self->o), ENT_OK);
}

/* eps_+- = eps + delta/2 +- sqrt(g^2 + delta^2/4); weights from the eigenvectors (g, E - eps). */
static void lines(void **state)
{
    (void)state;
    random_source source = {101};
    for (int trial = 0; trial < 1000; ++trial) {
        const global_engine e = make(random_between(&source, -0.9, 2.0), random_decades(&source, -4.0, 1.0), 1.0, 1.0);
        const global_lines l = global_find_lines(e.p);
        const double half = 0.5 * e.p[GLOBAL_DELTA], g = e.p[GLOBAL_G];
        const double root = hypot(g, half);
        expect_close(l.plus, 1.0 + half + root, 1e-15, 0.0, "eps_+");
        expect_close(l.minus, 1.0 + half - root, 0.0, 1e-14, "eps_-");
        expect_close(l.minus * l.plus, 1.0 + e.p[GLOBAL_DELTA] - g * g, 1e-14, 1e-14, "eps_- eps_+");
        expect_close(l.spacing, 2.0 * root, 1e-15, 0.0, "spacing");
        expect_close(l.cos2 + l.sin2, 1.0, 1e-15, 0.0, "cos^2 + sin^2");
        expect_close(l.cos2 - l.sin2, l.cos_double, 0.0, 1e-15, "cos^2 - sin^2");
        expect_close(l.sin_cos * l.sin_cos, l.sin2 * l.cos2, 1e-14, 0.0, "sin cos");
        const double shift = half + root; /* E_+ - eps_h, no cancellation for delta > 0 */
        if (half > 0.0) {
            expect_close(l.cos2, g * g / (g * g + shift * shift), 1e-14, 0.0, "cos^2");
        }
    }
    const global_engine bare = make(0.0, 0.0, 1.0, 1.0);
    const global_lines l = global_find_lines(bare.p);
    assert_true(l.cos2 == 1.0 && l.sin2 == 0.0 && l.spacing == 0.0 && l.plus == 1.0 && l.minus == 1.0);
}

/* Eqs (23), (24) at resonance: products of s_+- = (gamma_h n_h + gamma_c n_c)/(sum gamma (1 + 2n)). */
static void product_form_at_resonance(void **state)
{
    (void)state;
    global_engine e = make(0.0, 0.3, 0.8, 0.2);
    double p[2];
    for (int line = 0; line < 2; ++line) {
        const double w = line == 0 ? 0.7 : 1.3;
        const double n_h = 1.0 / expm1(w / 0.8), n_c = 1.0 / expm1(w / 0.2);
        p[line] = (0.01 * n_h + 0.001 * n_c) / (0.01 * (1.0 + 2.0 * n_h) + 0.001 * (1.0 + 2.0 * n_c));
    }
    solve(&e);
    expect_close(e.o[R11], p[0] * p[1], 1e-14, 0.0, "r11");
    expect_close(e.o[R00], (1.0 - p[0]) * (1.0 - p[1]), 1e-14, 0.0, "r00");
    expect_close(e.o[R10], 0.5 * (p[0] + p[1]) - p[0] * p[1], 1e-14, 0.0, "r10");
    expect_close(e.o[R01], e.o[R10], 1e-15, 0.0, "r01");
    expect_close(e.o[COHERENCE_RE], 0.5 * (p[1] - p[0]), 1e-13, 0.0, "d");
    assert_true(e.o[COHERENCE_IM] == 0.0);
}

/* With |d| in eq (27); as printed it is negative. */
static void critical_current_is_positive(void **state)
{
    (void)state;
    global_engine e = {.p = {1.0, 0.0, 0.1, 0.01, 0.01, 1.0, 0.01}};
    solve(&e);
    expect_close(e.o[J_SS] / e.o[J_CRITICAL], 0.123, 5e-3, 0.0, "J/J_c");
    expect_close(e.o[J_RATIO], e.o[J_SS] / e.o[J_CRITICAL], 1e-13, 0.0, "J_ratio");
    assert_true(e.o[J_CRITICAL] > 0.0 && e.o[COHERENCE_RE] < 0.0);
}

static void equilibrium(void **state)
{
    (void)state;
    for (int trial = 0; trial < 3; ++trial) {
        const double g = 0.2 + 0.6 * trial; /* the last lies above the gap */
        global_engine e = make(0.0, g, 0.3, 0.3);
        solve(&e);
        assert_true(e.o[HEAT_H] == 0.0 && e.o[J_SS] == 0.0 && e.o[ENTROPY_PRODUCTION] == 0.0);
        expect_close(e.o[J_RATIO], sinh(g / 0.3), 1e-12, 0.0, "sinh(g/T)");
        expect_close(e.o[R11] / e.o[R00], exp(-2.0 / 0.3), 1e-12, 0.0, "r11/r00");
    }
}

static void ground_states_at_zero_temperature(void **state)
{
    (void)state;
    global_engine e = make(0.0, 0.3, 0.0, 0.0);
    solve(&e);
    assert_true(e.o[R00] == 1.0 && e.o[NEGATIVITY] == 0.0 && e.o[COHERENCE_RE] == 0.0);
    e = make(0.0, 1.3, 0.0, 0.0);
    solve(&e);
    expect_close(e.o[R10], 0.5, 1e-15, 0.0, "r10");
    expect_close(e.o[COHERENCE_RE], -0.5, 1e-15, 0.0, "d");
    expect_close(e.o[CONCURRENCE], 1.0, 1e-15, 0.0, "concurrence");
    expect_close(e.o[NEGATIVITY], 0.5, 1e-15, 0.0, "negativity");
    assert_true(isnan(e.o[J_RATIO]) && e.o[PURITY] == 1.0);
}

static void failures(void **state)
{
    (void)state;
    global_engine e = make(0.0, 1.0, 0.4, 0.1);
    assert_int_equal(global_closed_form(e.p, e.o), ENT_ERROR_ZERO_FREQUENCY);
    e = make(3.0, 2.0, 0.4, 0.1); /* g^2 = eps_h eps_c = 4 */
    assert_int_equal(global_closed_form(e.p, e.o), ENT_ERROR_ZERO_FREQUENCY);
    e = make(0.0, 0.5, 0.4, 0.1);
    e.p[GLOBAL_GAMMA_H] = e.p[GLOBAL_GAMMA_C] = 0.0;
    assert_int_equal(global_closed_form(e.p, e.o), ENT_ERROR_NOT_UNIQUE);
    e = make(0.0, 0.0, 0.4, 0.1);
    e.p[GLOBAL_GAMMA_C] = 0.0;
    assert_int_equal(global_closed_form(e.p, e.o), ENT_ERROR_NOT_UNIQUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(product_form_at_resonance),
        cmocka_unit_test(critical_current_is_positive),
        cmocka_unit_test(equilibrium),
        cmocka_unit_test(ground_states_at_zero_temperature),
        cmocka_unit_test(failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
