/* Fluctuations of the two-qubit engines. */
#include "support.h"

/* The numbers of the paper's engine at T_h = 0.7, to the digits published. */
static void defaults(void **state)
{
    (void)state;
    engine e = engine_default("local");
    engine_solve(&e, ENT_ROUTE_AUTOMATIC);
    expect_close(engine_get(&e, "current_noise"), 8.92834e-5, 6e-7, 0.0, "noise");
    expect_close(engine_get(&e, "fano"), 0.895158, 6e-7, 0.0, "Fano factor");
    expect_close(engine_get(&e, "tur_ratio"), 7.6728, 6e-6, 0.0, "TUR ratio");
    expect_close(engine_get(&e, "kur_ratio"), 4.9188, 1e-5, 0.0, "KUR ratio");
}

/* D = fano |I|, TUR = fano sigma/|I|: the ratios belong together, with the closed form's current and entropy. */
static void ratios_belong_together(void **state)
{
    (void)state;
    random_source source = {381};
    engine e = engine_default("local");
    for (int k = 0; k < 20; ++k) {
        engine_set(&e, "delta", random_between(&source, -0.05, 0.05));
        engine_set(&e, "g", random_decades(&source, -3.0, -2.0));
        engine_set(&e, "T_h", random_between(&source, 0.3, 3.0));
        engine_solve(&e, ENT_ROUTE_AUTOMATIC);
        const double current = engine_get(&e, "I");
        const double fano = engine_get(&e, "fano");
        engine_expect(&e, engine_get(&e, "current_noise"), fano * fabs(current), 1e-12, 0.0, "noise");
        engine_expect(&e, engine_get(&e, "tur_ratio"), fano * engine_get(&e, "entropy_production") / fabs(current),
                      1e-12, 0.0, "TUR ratio");
    }
}

/* Twice the rates in every process is twice as fast: noise doubles, ratios stay. */
static void time_rescales(void **state)
{
    (void)state;
    static const char *const scaled[] = {"eps", "delta", "g", "gamma_h", "gamma_c", "T_h", "T_c"};
    engine slow = engine_default("global");
    engine_set(&slow, "delta", 0.1);
    engine fast = slow;
    for (size_t k = 0; k < sizeof scaled / sizeof scaled[0]; ++k) {
        const size_t p = ent_model_parameter(slow.model, scaled[k]);
        engine_set(&fast, scaled[k], 2.0 * slow.parameters[p]);
    }
    engine_solve(&slow, ENT_ROUTE_AUTOMATIC);
    engine_solve(&fast, ENT_ROUTE_AUTOMATIC);
    expect_close(engine_get(&fast, "current_noise"), 2.0 * engine_get(&slow, "current_noise"), 1e-13, 0.0, "noise");
    expect_close(engine_get(&fast, "fano"), engine_get(&slow, "fano"), 1e-13, 0.0, "Fano factor");
    expect_close(engine_get(&fast, "kur_ratio"), engine_get(&slow, "kur_ratio"), 1e-13, 0.0, "KUR ratio");
}

/* In equilibrium the net current vanishes and its noise does not. */
static void equilibrium_has_noise_only(void **state)
{
    (void)state;
    engine e = engine_default("local");
    engine_set(&e, "T_c", 0.7);
    engine_solve(&e, ENT_ROUTE_AUTOMATIC);
    assert_true(engine_get(&e, "current_noise") > 0.0);
    assert_true(isnan(engine_get(&e, "fano")));
    assert_true(isnan(engine_get(&e, "tur_ratio")));
    const char *why = e.model->why_undefined(e.model, e.parameters, ent_model_observable(e.model, "fano"));
    assert_non_null(strstr(why, "current"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults),
        cmocka_unit_test(ratios_belong_together),
        cmocka_unit_test(time_rescales),
        cmocka_unit_test(equilibrium_has_noise_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
