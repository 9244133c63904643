#include "support.h"

#include "entangine/entanglement.h"
#include "observable/two_qubit.h"
#include "observable/x_state.h"

static x_state make(double r11, double r10, double r01, double c_re, double c_im)
{
    x_state s = {
        .r11 = r11, .r10 = r10, .r01 = r01, .r00 = 1.0 - r11 - r10 - r01, .c_re = c_re, .c_im = c_im, .scale = 1.0};
    s.c_scaled = hypot(c_re, c_im);
    s.c_im_scaled = c_im;
    s.bound_scaled = sqrt(s.r11 * s.r00);
    return s;
}

static x_state random_state(random_source *source)
{
    double p[4], sum = 0.0;
    for (int k = 0; k < 4; ++k) {
        p[k] = random_decades(source, -3.0, 0.0);
        sum += p[k];
    }
    const double size = sqrt(p[1] * p[2]) / sum * random_between(source, 0.0, 1.0);
    const double angle = random_between(source, -3.2, 3.2);
    return make(p[0] / sum, p[1] / sum, p[2] / sum, size * cos(angle), size * sin(angle));
}

static void agrees_with_the_general_measures(void **state)
{
    (void)state;
    random_source source = {41};
    int entangled = 0;
    for (int k = 0; k < 300; ++k) {
        const x_state s = random_state(&source);
        ent_complex rho[16] = {{0.0, 0.0}};
        rho[0].re = s.r11, rho[5].re = s.r10, rho[10].re = s.r01, rho[15].re = s.r00;
        rho[6] = (ent_complex){s.c_re, s.c_im};
        rho[9] = (ent_complex){s.c_re, -s.c_im};
        ent_entanglement e;
        double o[N_TWO_QUBIT];
        assert_int_equal(ent_entanglement_two_qubit(&e, rho, NULL), ENT_OK);
        x_state_observe(&s, 0.3, o);
        expect_close(o[NEGATIVITY], e.negativity, 0.0, 1e-15, "negativity");
        expect_close(o[NEGATIVITY_SIGNED], e.negativity_signed, 0.0, 1e-15, "signed negativity");
        expect_close(o[LOG_NEGATIVITY], e.log_negativity, 0.0, 3e-15, "logarithmic negativity");
        expect_close(o[CONCURRENCE], e.concurrence, 0.0, 1e-14, "concurrence");
        expect_close(o[FORMATION], e.entanglement_of_formation, 0.0, 2e-14, "entanglement of formation");
        assert_true((o[J_RATIO] > 1.0) == (o[NEGATIVITY] > 0.0));
        assert_true(o[PARTICLE_RATIO] <= o[J_RATIO] * (1.0 + 1e-15));
        entangled += o[NEGATIVITY] > 0.0;
    }
    assert_in_range(entangled, 30, 270);
}

static void plain_observables(void **state)
{
    (void)state;
    const x_state s = make(0.01, 0.5, 0.2, 0.12, -0.16);
    double o[N_TWO_QUBIT];
    x_state_observe(&s, 0.25, o);
    assert_true(o[R11] == 0.01 && o[R10] == 0.5 && o[R01] == 0.2 && o[R00] == s.r00);
    assert_true(o[COHERENCE_RE] == 0.12 && o[COHERENCE_IM] == -0.16);
    expect_close(o[PURITY], 0.0001 + 0.25 + 0.04 + 0.29 * 0.29 + 2.0 * 0.04, 1e-15, 0.0, "purity");
    expect_close(o[PARTICLE_CURRENT], 2.0 * 0.25 * -0.16, 1e-15, 0.0, "I");
    expect_close(o[PARTICLE_CRITICAL], 2.0 * 0.25 * sqrt(0.0029), 1e-15, 0.0, "I_c");
    expect_close(o[PARTICLE_RATIO], 0.16 / sqrt(0.0029), 1e-15, 0.0, "I_ratio");
    expect_close(o[J_RATIO], 0.2 / sqrt(0.0029), 1e-15, 0.0, "J_ratio");
    expect_close(o[CONCURRENCE], 2.0 * (0.2 - sqrt(0.0029)), 1e-14, 0.0, "concurrence");
}

static void bell_state(void **state)
{
    (void)state;
    const x_state s = make(0.0, 0.5, 0.5, 0.5, 0.0);
    double o[N_TWO_QUBIT];
    x_state_observe(&s, 1.0, o);
    expect_close(o[NEGATIVITY], 0.5, 1e-15, 0.0, "negativity");
    expect_close(o[CONCURRENCE], 1.0, 1e-15, 0.0, "concurrence");
    expect_close(o[FORMATION], 1.0, 1e-15, 0.0, "entanglement of formation");
    expect_close(o[LOG_NEGATIVITY], 1.0, 1e-15, 0.0, "logarithmic negativity");
    expect_close(o[PURITY], 1.0, 1e-15, 0.0, "purity");
    assert_true(isnan(o[J_RATIO]) && isnan(o[PARTICLE_RATIO]));
}

/* Far below the smallest double, ratios are still there. */
static void scale_keeps_ratios(void **state)
{
    (void)state;
    x_state s = {.r00 = 1.0, .scale = 0.0, .c_scaled = 0.3, .c_im_scaled = 0.2, .bound_scaled = 0.1};
    double o[N_TWO_QUBIT];
    x_state_observe(&s, 1.0, o);
    expect_close(o[J_RATIO], 3.0, 1e-15, 0.0, "J_ratio");
    expect_close(o[PARTICLE_RATIO], 2.0, 1e-15, 0.0, "I_ratio");
    assert_true(o[NEGATIVITY] == 0.0 && o[CONCURRENCE] == 0.0);
}

/* |c| = sqrt(r11 r00) (1 +- 1e-12): the sign survives. */
static void sign_at_the_threshold(void **state)
{
    (void)state;
    for (int sign = -1; sign <= 1; sign += 2) {
        const double bound = sqrt(0.01 * 0.39);
        const x_state s = make(0.01, 0.3, 0.3, bound * (1.0 + sign * 1e-12), 0.0);
        double o[N_TWO_QUBIT];
        x_state_observe(&s, 1.0, o);
        assert_true((o[NEGATIVITY] > 0.0) == (sign > 0));
        assert_true((o[NEGATIVITY_SIGNED] > 0.0) == (sign > 0));
        assert_true((o[CONCURRENCE] > 0.0) == (sign > 0));
        expect_close(o[NEGATIVITY_SIGNED], sign * 1e-12 * 2.0 * bound * bound / 0.4, 2e-3, 0.0, "n at the threshold");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_general_measures),
        cmocka_unit_test(plain_observables),
        cmocka_unit_test(bell_state),
        cmocka_unit_test(scale_keeps_ratios),
        cmocka_unit_test(sign_at_the_threshold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
