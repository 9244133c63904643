#include "support.h"

static engine thermal(double eps, double g, double t)
{
    engine e = engine_default("thermal");
    engine_set(&e, "eps", eps);
    engine_set(&e, "g", g);
    engine_set(&e, "T", t);
    engine_solve(&e, ENT_ROUTE_AUTOMATIC);
    return e;
}

/* Boltzmann factors of 0, eps - g, eps + g, 2 eps, below and above g = eps. */
static void gibbs_state(void **state)
{
    (void)state;
    const double couplings[] = {0.0, 0.1, 0.8, 1.0, 1.3, 2.0};
    for (int k = 0; k < 6; ++k) {
        const double g = couplings[k], t = 0.4;
        const double sum = 1.0 + exp(-(1.0 - g) / t) + exp(-(1.0 + g) / t) + exp(-2.0 / t);
        const engine e = thermal(1.0, g, t);
        const double r11 = exp(-2.0 / t) / sum, r00 = 1.0 / sum;
        const double r10 = exp(-1.0 / t) * cosh(g / t) / sum, c = -exp(-1.0 / t) * sinh(g / t) / sum;
        engine_expect(&e, engine_get(&e, "r11"), r11, 1e-13, 0.0, "r11");
        engine_expect(&e, engine_get(&e, "r00"), r00, 1e-13, 0.0, "r00");
        engine_expect(&e, engine_get(&e, "r10"), r10, 1e-13, 0.0, "r10");
        engine_expect(&e, engine_get(&e, "r01"), r10, 1e-13, 0.0, "r01");
        engine_expect(&e, engine_get(&e, "coherence_re"), c, 1e-13, 0.0, "c");
        engine_expect(&e, engine_get(&e, "J_ratio"), sinh(g / t), 1e-13, 0.0, "sinh(g/T)");
        engine_expect(&e, engine_get(&e, "concurrence"), 2.0 * fmax(0.0, -c - sqrt(r11 * r00)), 1e-12, 0.0, "C");
        const double n = sqrt(c * c + 0.25 * (r11 - r00) * (r11 - r00)) - 0.5 * (r11 + r00);
        engine_expect(&e, engine_get(&e, "negativity"), fmax(0.0, n), 1e-12, 1e-16, "N");
        engine_expect(&e, engine_get(&e, "I_c"), 2.0 * g * sqrt(r11 * r00), 1e-13, 0.0, "I_c");
        assert_true(engine_get(&e, "Q_h") == 0.0 && engine_get(&e, "J_ss") == 0.0 && engine_get(&e, "I") == 0.0);
        assert_true(engine_get(&e, "entropy_production") == 0.0);
    }
}

/* Entangled iff sinh(g/T) > 1: T < g/arcsinh 1, .907674 at g = .8. */
static void threshold(void **state)
{
    (void)state;
    const double t = 0.8 / asinh(1.0);
    expect_close(t, 0.907674, 1e-6, 0.0, "threshold");
    const engine below = thermal(1.0, 0.8, t * (1.0 - 1e-12)), above = thermal(1.0, 0.8, t * (1.0 + 1e-12));
    assert_true(engine_get(&below, "negativity") > 0.0 && engine_get(&below, "J_ratio") > 1.0);
    assert_true(engine_get(&above, "negativity") == 0.0 && engine_get(&above, "J_ratio") < 1.0);
    assert_int_equal(below.model->entangled(below.model, below.parameters, below.observables), ENT_ENTANGLED);
    assert_int_equal(above.model->entangled(above.model, above.parameters, above.observables), ENT_SEPARABLE);
}

static void zero_temperature(void **state)
{
    (void)state;
    const engine ground = thermal(1.0, 0.8, 0.0);
    assert_true(engine_get(&ground, "r00") == 1.0 && engine_get(&ground, "negativity") == 0.0);
    assert_true(isnan(engine_get(&ground, "J_ratio")));
    assert_non_null(
        ground.model->why_undefined(ground.model, ground.parameters, ent_model_observable(ground.model, "J_ratio")));
    const engine singlet = thermal(1.0, 1.2, 0.0);
    assert_true(engine_get(&singlet, "coherence_re") == -0.5 && engine_get(&singlet, "concurrence") == 1.0);
    const engine crossing = thermal(1.0, 1.0, 0.0); /* |00> and the singlet alike */
    assert_true(engine_get(&crossing, "r00") == 0.5 && engine_get(&crossing, "coherence_re") == -0.25);
    engine_expect(&crossing, engine_get(&crossing, "negativity"), 0.25 * (sqrt(2.0) - 1.0), 1e-14, 0.0, "N");
}

static void no_overflow(void **state)
{
    (void)state;
    const double temperatures[] = {1e-300, 1e-3, 1e6, 1e300};
    const double couplings[] = {1e-300, 0.5, 1.0, 3.0, 1e300};
    for (int k = 0; k < 20; ++k) {
        const engine e = thermal(1.0, couplings[k % 5], temperatures[k / 5]);
        const double trace =
            engine_get(&e, "r11") + engine_get(&e, "r10") + engine_get(&e, "r01") + engine_get(&e, "r00");
        engine_expect(&e, trace, 1.0, 1e-14, 0.0, "trace");
        assert_true(engine_get(&e, "negativity") >= 0.0 && engine_get(&e, "negativity") <= 0.5);
    }
    const engine hot = thermal(1.0, 0.5, 1e300);
    engine_expect(&hot, engine_get(&hot, "J_ratio"), 0.5e-300, 1e-14, 0.0, "sinh of nothing");
}

static void has_no_numerical_route(void **state)
{
    (void)state;
    engine e = engine_default("thermal");
    engine_evaluate(&e, ENT_ROUTE_NUMERICAL);
    assert_int_equal(e.status, ENT_ERROR_UNDEFINED);
    assert_non_null(strstr(e.model->why_failed(e.model, e.parameters, e.status, NULL, 0), "closed form only"));
    assert_null(e.model->why_failed(e.model, e.parameters, ENT_ERROR_NO_MEMORY, NULL, 0));
    engine_solve(&e, ENT_ROUTE_CLOSED);
}

static void coupling_above_the_gap_is_warned_of(void **state)
{
    (void)state;
    const ent_validity *rule = &ent_model_find("thermal")->validity[0];
    for (int outside = 0; outside < 2; ++outside) {
        const engine e = thermal(2.0, outside ? 2.0 : 1.999, 0.3);
        double left, right;
        rule->compare(e.model, rule, e.parameters, e.observables, &left, &right);
        assert_int_equal(left > rule->limit * right, outside);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gibbs_state),
        cmocka_unit_test(threshold),
        cmocka_unit_test(zero_temperature),
        cmocka_unit_test(no_overflow),
        cmocka_unit_test(has_no_numerical_route),
        cmocka_unit_test(coupling_above_the_gap_is_warned_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
