/* Modes of the two-qubit engine against closed forms. */
#include "support.h"

#include <complex.h>

#include "entangine/entangine.h"

static ent_modes *modes_of(const engine *e)
{
    ent_modes *modes = NULL;
    ent_error error;
    if (ent_modes_find(&modes, e->model, e->parameters, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return modes;
}

/* Exactly one mode with these numbers among those not yet found. */
static void expect_mode(const ent_modes *modes, bool *used, double decay, double frequency)
{
    for (size_t k = 0; k < modes->n_modes; ++k) {
        const ent_mode *m = &modes->modes[k];
        if (!used[k] && fabs(m->decay_rate - decay) <= 1e-13 && fabs(m->frequency - frequency) <= 1e-13) {
            used[k] = true;
            return;
        }
    }
    fail_msg("there is no mode %.17g +- i %.17g", decay, frequency);
}

static double width(const engine *e, size_t gamma, double eps, size_t temperature)
{
    return e->parameters[gamma] * (1.0 + 2.0 * ent_bose_einstein(eps, e->parameters[temperature]));
}

static double width_of(const engine *e, bool hot)
{
    const ent_model *m = e->model;
    return width(e, ent_model_parameter(m, hot ? "gamma_h" : "gamma_c"), 1.0,
                 ent_model_parameter(m, hot ? "T_h" : "T_c"));
}

/* Coherences of one quantum at resonance, in the frame that turns with eps. With x = lambda + (G_h + G_c)/2 the
 * Heisenberg equations of s_h, s_c, sz_h s_c and sz_c s_h give x^4 + (2 k - q^2) x^2 + k^2 + g^2 gamma_h gamma_c = 0,
 * q = (G_h - G_c)/2, k = g^2 - G_h G_c/4. */
static void expect_coherences(const ent_modes *modes, bool *used, const engine *e, double g)
{
    const double h = width_of(e, true);
    const double c = width_of(e, false);
    const double product = e->parameters[ent_model_parameter(e->model, "gamma_h")] *
                           e->parameters[ent_model_parameter(e->model, "gamma_c")];
    const double q = (h - c) / 2.0;
    const double k = g * g - h * c / 4.0;
    const double half = (q * q - 2.0 * k) / 2.0;
    const double complex root = csqrt(half * half - k * k - g * g * product);
    for (int n = 0; n < 4; ++n) {
        const double complex x = (n % 2 ? 1.0 : -1.0) * csqrt(half + (n / 2 ? root : -root));
        expect_mode(modes, used, (h + c) / 2.0 - creal(x), 1.0 + cimag(x));
    }
}

/* At resonance the even operators are those of free fermions: 0, 2 a, 2 a -+ 2 s, 4 a with a = (G_h + G_c)/4,
 * s = sqrt((G_h - G_c)^2/16 - g^2). */
static void test_resonance(void **state)
{
    (void)state;
    for (int oscillates = 0; oscillates < 2; ++oscillates) {
        const double g = oscillates ? 4e-3 : 1e-3;
        engine e = engine_default("local");
        engine_set(&e, "g", g);
        const double a = (width_of(&e, true) + width_of(&e, false)) / 4.0;
        const double s = sqrt(fabs(pow((width_of(&e, true) - width_of(&e, false)) / 4.0, 2) - g * g));
        ent_modes *modes = modes_of(&e);
        bool used[16] = {false};
        assert_int_equal(modes->n_eigenvalues, 16);
        assert_int_equal(modes->n_steady, 1);
        expect_mode(modes, used, 0.0, 0.0);
        expect_mode(modes, used, 4.0 * a, 0.0);
        expect_mode(modes, used, 2.0 * a, 0.0);
        expect_mode(modes, used, 2.0 * a, 0.0);
        expect_mode(modes, used, 2.0 * a, 2.0);
        if (oscillates) {
            expect_mode(modes, used, 2.0 * a, 2.0 * s);
        } else {
            expect_mode(modes, used, 2.0 * (a - s), 0.0);
            expect_mode(modes, used, 2.0 * (a + s), 0.0);
        }
        expect_coherences(modes, used, &e, g);
        for (size_t k = 0; k < modes->n_modes; ++k) {
            assert_true(used[k]);
        }
        assert_true(modes->residual < 1e-14);
        ent_modes_free(modes);
    }
}

/* Uncoupled, every qubit has the rates G and G/2 +- i eps, and orthogonal coherences. */
static void test_single_qubit(void **state)
{
    (void)state;
    engine e = engine_default("local");
    bool used[16] = {false};
    engine_set(&e, "g", 0.0);
    ent_modes *modes = modes_of(&e);
    for (int hot = 0; hot < 2; ++hot) {
        expect_mode(modes, used, width_of(&e, hot), 0.0);
        expect_mode(modes, used, width_of(&e, hot) / 2.0, 1.0);
    }
    ent_modes_free(modes);
}

/* Where 4 g = |G_h - G_c| the eigenvectors coalesce; away from there they do not. */
static void test_exceptional_point(void **state)
{
    (void)state;
    engine e = engine_default("local");
    const double critical = fabs(width_of(&e, true) - width_of(&e, false)) / 4.0;
    double worst[2] = {0.0, 0.0};
    for (int at = 0; at < 2; ++at) {
        engine_set(&e, "g", at ? critical : 1.5 * critical);
        ent_modes *modes = modes_of(&e);
        for (size_t k = 0; k < modes->n_modes; ++k) {
            worst[at] = fmax(worst[at], modes->modes[k].block_size > 1 ? modes->modes[k].condition : 0.0);
        }
        ent_modes_free(modes);
    }
    assert_true(worst[0] < 100.0);
    assert_true(worst[1] > 1e4);
}

/* The coherences of one quantum have theirs at g^2 = q^2 (q^2 + G_h G_c) / (4 (q^2 + gamma_h gamma_c)). */
static void test_exceptional_coherences(void **state)
{
    (void)state;
    engine e = engine_default("local");
    const double h = width_of(&e, true);
    const double c = width_of(&e, false);
    const double q = (h - c) / 2.0;
    engine_set(&e, "g", sqrt(q * q * (q * q + h * c) / (4.0 * (q * q + 1e-3 * 1.1e-2))));
    ent_modes *modes = modes_of(&e);
    size_t n = 0;
    for (size_t k = 0; k < modes->n_modes; ++k) {
        n += !modes->modes[k].populations && modes->modes[k].condition > 1e3;
    }
    assert_int_equal(n, 4);
    ent_modes_free(modes);
}

/* The trace is conserved and nothing grows, in both models. */
static void test_random_engines(void **state)
{
    (void)state;
    random_source source = {UINT64_C(20261123)};
    for (int k = 0; k < 100; ++k) {
        engine e = engine_default(k % 2 ? "local" : "global");
        engine_set(&e, "g", random_decades(&source, -3.0, -0.5));
        engine_set(&e, "delta", random_between(&source, -0.1, 0.1));
        engine_set(&e, "T_h", random_decades(&source, -1.0, 1.0));
        ent_modes *modes = modes_of(&e);
        size_t n = 0;
        assert_int_equal(modes->n_steady, 1);
        for (size_t m = 0; m < modes->n_modes; ++m) {
            n += modes->modes[m].n_eigenvalues;
            assert_true(modes->modes[m].decay_rate >= -modes->modes[m].error);
        }
        assert_int_equal(n, 16);
        ent_modes_free(modes);
    }
}

static void test_refusals(void **state)
{
    (void)state;
    engine e = engine_default("thermal");
    ent_modes *modes = NULL;
    ent_error error;
    assert_int_equal(ent_modes_find(&modes, e.model, e.parameters, &error), ENT_ERROR_UNDEFINED);
    assert_null(modes);
    e = engine_default("local");
    e.parameters[0] = -1.0;
    assert_int_equal(ent_modes_find(&modes, e.model, e.parameters, &error), ENT_ERROR_OUT_OF_RANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resonance),         cmocka_unit_test(test_single_qubit),
        cmocka_unit_test(test_exceptional_point), cmocka_unit_test(test_exceptional_coherences),
        cmocka_unit_test(test_random_engines),    cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
