#include "support.h"

/* Random engines within the equations' reach. The seeds are fixed: a failure prints the engine. */

static engine random_local(random_source *source)
{
    engine e = engine_default("local");
    engine_set(&e, "delta", random_between(source, -1.0, 1.0) * random_decades(source, -5.0, -0.5));
    engine_set(&e, "g", random_decades(source, -5.0, -0.5));
    engine_set(&e, "gamma_h", random_decades(source, -5.0, -0.5));
    engine_set(&e, "gamma_c", random_decades(source, -5.0, -0.5));
    engine_set(&e, "T_h", random_decades(source, -1.0, 1.5));
    engine_set(&e, "T_c", random_decades(source, -1.0, 0.5));
    return e;
}

static engine random_tunnelling(random_source *source)
{
    engine e = random_local(source);
    engine_set(&e, "kappa_h", random_between(source, -0.2, 0.2));
    engine_set(&e, "kappa_c", random_between(source, -0.2, 0.2));
    return e;
}

static engine random_global(random_source *source)
{
    engine e = engine_default("global");
    engine_set(&e, "delta", random_between(source, -0.5, 0.5));
    engine_set(&e, "g", random_decades(source, -2.0, 0.3));
    engine_set(&e, "gamma_h", random_decades(source, -5.0, -0.5));
    engine_set(&e, "gamma_c", random_decades(source, -5.0, -0.5));
    engine_set(&e, "T_h", random_decades(source, -1.0, 1.5));
    engine_set(&e, "T_c", random_decades(source, -1.0, 0.5));
    return e;
}

/* The numerical route may call undefined what it cannot resolve: a ratio to populations below 1e-20, a sign. The rest
 * is good to ten digits, or to 28 of the largest population. */
static void compare_routes(const engine *closed, const engine *numerical)
{
    const double bound = sqrt(engine_get(closed, "r11") * engine_get(closed, "r00"));
    for (size_t k = 0; k < closed->model->n_observables; ++k) {
        const char *name = closed->model->observables[k].name;
        const bool ratio = strstr(name, "ratio") || strcmp(name, "J_c") == 0 || strcmp(name, "I_c") == 0;
        if (ratio && isnan(numerical->observables[k])) {
            assert_true(engine_get(closed, "r11") < 2e-20 || engine_get(closed, "r00") < 2e-20);
            continue;
        }
        if (strcmp(name, "negativity_signed") == 0 && isnan(numerical->observables[k])) {
            assert_true(fabs(closed->observables[k]) < 2e-20);
            continue;
        }
        engine_expect(closed, numerical->observables[k], closed->observables[k], 1e-10, ratio ? 1e-28 / bound : 1e-28,
                      name);
    }
}

static void closed_form_against_numerics(void **state)
{
    (void)state;
    random_source source = {1001};
    for (int trial = 0; trial < 2000; ++trial) {
        engine closed = trial % 2 ? random_local(&source) : random_global(&source);
        engine numerical = closed;
        engine_solve(&closed, ENT_ROUTE_CLOSED);
        engine_solve(&numerical, ENT_ROUTE_NUMERICAL);
        assert_true(isnan(closed.residual));
        engine_expect(&closed, numerical.residual, 0.0, 0.0, 1e-28, "residual");
        compare_routes(&closed, &numerical);
    }
}

/* Trace 1, rho >= 0 (X form: |c|^2 <= r10 r01), purity within 1/4 .. 1, Q_h + Q_c = 0. */
static void check_state(const engine *e)
{
    const double r11 = engine_get(e, "r11"), r10 = engine_get(e, "r10");
    const double r01 = engine_get(e, "r01"), r00 = engine_get(e, "r00");
    const double c = hypot(engine_get(e, "coherence_re"), engine_get(e, "coherence_im"));
    engine_expect(e, r11 + r10 + r01 + r00, 1.0, 1e-14, 0.0, "trace");
    assert_true(r11 >= 0.0 && r10 >= 0.0 && r01 >= 0.0 && r00 >= 0.0);
    assert_true(c * c <= r10 * r01 * (1.0 + 1e-12));
    assert_true(engine_get(e, "purity") >= 0.25 - 1e-14 && engine_get(e, "purity") <= 1.0 + 1e-14);
    assert_true(engine_get(e, "negativity") >= 0.0 && engine_get(e, "negativity") <= 0.5);
    assert_true(engine_get(e, "concurrence") >= 2.0 * engine_get(e, "negativity") * (1.0 - 1e-12));
    const double heat = engine_get(e, "Q_h");
    engine_expect(e, engine_get(e, "Q_c"), -heat, 1e-9, 1e-17, "Q_c");
    engine_expect(e, engine_get(e, "J_ss"), 2.0 * heat, 1e-9, 1e-17, "J_ss");
}

static void states_and_first_law(void **state)
{
    (void)state;
    random_source source = {1002};
    for (int trial = 0; trial < 3000; ++trial) {
        engine e = trial % 3 == 0   ? random_local(&source)
                   : trial % 3 == 1 ? random_global(&source)
                                    : random_tunnelling(&source);
        engine_solve(&e, trial % 6 < 3 ? ENT_ROUTE_NUMERICAL : ENT_ROUTE_AUTOMATIC);
        check_state(&e);
    }
}

/* J_ratio > 1 exactly where entangled; I_ratio > 1 only where entangled, and exactly there at resonance. */
static void witnesses(void **state)
{
    (void)state;
    random_source source = {1003};
    int entangled = 0;
    for (int trial = 0; trial < 4000; ++trial) {
        engine e = trial % 2 ? random_local(&source) : random_global(&source);
        if (trial % 4 == 1) {
            engine_set(&e, "delta", 0.0);
        }
        engine_solve(&e, ENT_ROUTE_AUTOMATIC);
        const bool by_negativity = engine_get(&e, "negativity") > 0.0;
        if ((engine_get(&e, "J_ratio") > 1.0) != by_negativity ||
            (engine_get(&e, "concurrence") > 0.0) != by_negativity ||
            (engine_get(&e, "I_ratio") > 1.0 && !by_negativity)) {
            engine_dump(&e);
            fail_msg("J_ratio %g, I_ratio %g, N %g", engine_get(&e, "J_ratio"), engine_get(&e, "I_ratio"),
                     engine_get(&e, "negativity"));
        }
        if (trial % 4 == 1) {
            assert_true((engine_get(&e, "I_ratio") > 1.0) == by_negativity);
        }
        entangled += by_negativity;
        engine_expect(&e, engine_get(&e, "J_ratio") * engine_get(&e, "J_c"), fabs(engine_get(&e, "J_ss")), 1e-11, 0.0,
                      "J_ratio J_c");
    }
    assert_in_range(entangled, 100, 3900);
}

/* All energies, rates and temperatures times s: the state stays, currents go as s (particles) and s^2 (heat). */
static void time_rescaling(void **state)
{
    (void)state;
    random_source source = {1004};
    for (int trial = 0; trial < 1000; ++trial) {
        engine e = trial % 3 == 0   ? random_local(&source)
                   : trial % 3 == 1 ? random_global(&source)
                                    : random_tunnelling(&source);
        const double s = trial % 2 ? 0x1p-37 : 0x1p40;
        engine scaled = e;
        for (size_t k = 0; k < e.model->n_parameters; ++k) {
            scaled.parameters[k] *= s;
        }
        engine_solve(&e, ENT_ROUTE_AUTOMATIC);
        engine_solve(&scaled, ENT_ROUTE_AUTOMATIC);
        for (size_t k = 0; k < e.model->n_observables; ++k) {
            const ent_quantity quantity = e.model->observables[k].quantity;
            const double factor = quantity == ENT_QUANTITY_HEAT_CURRENT ? s * s
                                  : quantity == ENT_QUANTITY_HEAT_NOISE ? s * s * s
                                  : quantity == ENT_QUANTITY_PARTICLE_CURRENT || quantity == ENT_QUANTITY_ENTROPY_RATE
                                      ? s
                                      : 1.0;
            engine_expect(&e, scaled.observables[k], factor * e.observables[k], 1e-13, 1e-25 * factor,
                          e.model->observables[k].name);
        }
    }
}

static void exchange(engine *e, const char *a, const char *b)
{
    const size_t i = ent_model_parameter(e->model, a), j = ent_model_parameter(e->model, b);
    const double value = e->parameters[i];
    e->parameters[i] = e->parameters[j];
    e->parameters[j] = value;
}

/* Which qubit is called hot is a name: heat changes sign, entanglement stays. */
static void relabelling(void **state)
{
    (void)state;
    random_source source = {1005};
    for (int trial = 0; trial < 1000; ++trial) {
        engine e = trial % 3 == 0   ? random_local(&source)
                   : trial % 3 == 1 ? random_global(&source)
                                    : random_tunnelling(&source);
        const char *gap = trial % 3 == 1 ? "eps" : "eps_h";
        engine_set(&e, "delta", ldexp(floor(random_between(&source, -500.0, 500.0)), -11)); /* 1 + delta is exact */
        engine other = e;
        exchange(&other, "gamma_h", "gamma_c");
        exchange(&other, "T_h", "T_c");
        if (trial % 3 != 1) {
            exchange(&other, "kappa_h", "kappa_c");
        }
        const double delta = e.parameters[ent_model_parameter(e.model, "delta")];
        engine_set(&other, gap, 1.0 + delta);
        engine_set(&other, "delta", -delta);
        engine_solve(&e, ENT_ROUTE_AUTOMATIC);
        engine_solve(&other, ENT_ROUTE_AUTOMATIC);
        const char *const same[] = {"r11",         "r00",    "coherence_re", "negativity",
                                    "concurrence", "purity", "I_c",          "entropy_production"};
        const char *const pairs[][2] = {{"r10", "r01"}, {"r01", "r10"}};
        const char *const opposite[][2] = {{"coherence_im", "coherence_im"}, {"I", "I"}, {"J_ss", "J_ss"}};
        const char *const heat[][2] = {{"Q_h", "Q_c"}, {"Q_h_bare", "Q_c_bare"}, {"Q_c_bare", "Q_h_bare"}};
        for (size_t k = 0; k < sizeof same / sizeof same[0]; ++k) {
            engine_expect(&e, engine_get(&other, same[k]), engine_get(&e, same[k]), 1e-11, 1e-18, same[k]);
        }
        for (size_t k = 0; k < 2; ++k) {
            engine_expect(&e, engine_get(&other, pairs[k][1]), engine_get(&e, pairs[k][0]), 1e-11, 1e-18, pairs[k][0]);
        }
        for (size_t k = 0; k < 3; ++k) {
            engine_expect(&e, engine_get(&other, opposite[k][1]), -engine_get(&e, opposite[k][0]), 1e-11, 1e-18,
                          opposite[k][0]);
            engine_expect(&e, engine_get(&other, heat[k][1]), engine_get(&e, heat[k][0]), 1e-11, 1e-18, heat[k][0]);
        }
    }
}

/* One temperature: the global engine is in the Gibbs state of the full H, which is the model thermal. */
static void detailed_balance(void **state)
{
    (void)state;
    random_source source = {1006};
    for (int trial = 0; trial < 500; ++trial) {
        engine e = random_global(&source), gibbs = engine_default("thermal");
        const double t = random_decades(&source, -1.0, 1.0);
        engine_set(&e, "delta", 0.0);
        engine_set(&e, "T_h", t);
        engine_set(&e, "T_c", t);
        engine_set(&gibbs, "T", t);
        engine_set(&gibbs, "g", e.parameters[ent_model_parameter(e.model, "g")]);
        engine_solve(&e, ENT_ROUTE_AUTOMATIC);
        engine_solve(&gibbs, ENT_ROUTE_AUTOMATIC);
        const char *const names[] = {"r11",        "r10",         "r01",     "r00", "coherence_re",
                                     "negativity", "concurrence", "J_ratio", "I_c"};
        for (size_t k = 0; k < sizeof names / sizeof names[0]; ++k) {
            engine_expect(&e, engine_get(&e, names[k]), engine_get(&gibbs, names[k]), 1e-11, 1e-16, names[k]);
        }
        assert_true(engine_get(&e, "Q_h") == 0.0 && engine_get(&e, "entropy_production") == 0.0);
        engine_solve(&e, ENT_ROUTE_NUMERICAL);
        engine_expect(&e, engine_get(&e, "Q_h"), 0.0, 0.0, 1e-15, "Q_h");
    }
    /* The local engine at one temperature and resonance: nothing flows. */
    engine local = engine_default("local");
    engine_set(&local, "T_c", 0.7);
    engine_solve(&local, ENT_ROUTE_AUTOMATIC);
    assert_true(engine_get(&local, "I") == 0.0 && engine_get(&local, "Q_h") == 0.0);
}

static void second_law_of_the_global_engine(void **state)
{
    (void)state;
    random_source source = {1007};
    for (int trial = 0; trial < 2000; ++trial) {
        engine e = random_global(&source);
        engine_solve(&e, ENT_ROUTE_AUTOMATIC);
        const double heat = engine_get(&e, "Q_h");
        const double t_h = e.parameters[ent_model_parameter(e.model, "T_h")];
        const double t_c = e.parameters[ent_model_parameter(e.model, "T_c")];
        if (engine_get(&e, "entropy_production") < 0.0 || heat * (t_h - t_c) < 0.0) {
            engine_dump(&e);
            fail_msg("entropy production %g, Q_h %g", engine_get(&e, "entropy_production"), heat);
        }
        engine_expect(&e, engine_get(&e, "entropy_production"), heat * (1.0 / t_c - 1.0 / t_h), 1e-11, 1e-25,
                      "production");
    }
}

/* Tunnelling acts as kappa^2 g/gamma, detuning of the global engine as delta/g. */
static void continuity(void **state)
{
    (void)state;
    random_source source = {1008};
    const char *const names[] = {"r11", "r10", "r01", "coherence_re", "coherence_im", "negativity", "Q_h", "I", "I_c"};
    for (int trial = 0; trial < 300; ++trial) {
        engine without = trial % 2 ? random_local(&source) : random_global(&source);
        engine_set(&without, "delta", 0.0);
        engine_set(&without, "gamma_h", random_decades(&source, -3.0, -1.0));
        engine_set(&without, "gamma_c", random_decades(&source, -3.0, -1.0));
        engine_set(&without, "g", random_decades(&source, -3.0, -1.0));
        engine with = without;
        engine_set(&with, trial % 2 ? "kappa_h" : "delta", trial % 2 ? 1e-7 : 1e-13);
        engine_solve(&without, ENT_ROUTE_AUTOMATIC);
        engine_solve(&with, ENT_ROUTE_AUTOMATIC);
        for (size_t k = 0; k < sizeof names / sizeof names[0]; ++k) {
            engine_expect(&with, engine_get(&with, names[k]), engine_get(&without, names[k]), 1e-5, 1e-12, names[k]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_form_against_numerics),
        cmocka_unit_test(states_and_first_law),
        cmocka_unit_test(witnesses),
        cmocka_unit_test(time_rescaling),
        cmocka_unit_test(relabelling),
        cmocka_unit_test(detailed_balance),
        cmocka_unit_test(second_law_of_the_global_engine),
        cmocka_unit_test(continuity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
