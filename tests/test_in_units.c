#include "support.h"

#include "entangine/evolve.h"
#include "entangine/units.h"

static const double H = 6.62607015e-34, K_B = 1.380649e-23, HBAR = 1.0545718176461563912624280e-34;

/* SI per natural unit, for E in joule: written out here once more, apart from the library. */
static double natural_size(ent_quantity quantity, double e)
{
    const double sizes[] = {
        1.0, e, e / K_B, e / HBAR, e / HBAR, e * e / HBAR, K_B * e / HBAR, HBAR / e, e * e * e / HBAR};
    return sizes[quantity];
}

static ent_model *make(const char *name, double value, const char *unit, const ent_unit *const *units)
{
    static const ent_unit *const none[ENT_MODEL_MAX_PARAMETERS] = {NULL};
    ent_model *model;
    ent_error error;
    if (ent_model_in_units(&model, ent_model_find(name), value, ent_unit_find(unit), units ? units : none, &error) !=
        ENT_OK) {
        fail_msg("%s", error.message);
    }
    return model;
}

static engine engine_of(const ent_model *model)
{
    engine self = {.model = model};
    ent_model_defaults(model, self.parameters);
    return self;
}

/* A model in units gives what the natural model gives, times the unit of each observable. */
static void expect_scaled(const engine *dimensional, const engine *natural, double e, double absolute)
{
    assert_int_equal(dimensional->status, natural->status);
    for (size_t k = 0; k < natural->model->n_observables; ++k) {
        const double unit = natural_size(natural->model->observables[k].quantity, e);
        engine_expect(dimensional, dimensional->observables[k], natural->observables[k] * unit, 1e-13, absolute * unit,
                      natural->model->observables[k].name);
    }
}

static void defaults_are_multiples_of_the_unit(void **state)
{
    (void)state;
    static const char *const units[] = {"GHz", "ueV", "K", "J"};
    for (size_t m = 0; m < ent_model_count(); ++m) {
        for (size_t u = 0; u < 4; ++u) {
            const ent_model *natural = ent_model_at(m);
            ent_model *model = make(natural->name, 5.0, units[u], NULL);
            const double e = 5.0 * ent_unit_size(ent_unit_find(units[u]), ENT_QUANTITY_ENERGY);
            for (size_t p = 0; p < natural->n_parameters; ++p) {
                const ent_quantity quantity = natural->parameters[p].quantity;
                const double si = model->parameters[p].initial * ent_unit_size(model->units->parameters[p], quantity);
                expect_close(si, natural->parameters[p].initial * natural_size(quantity, e), 1e-14, 0.0,
                             natural->parameters[p].name);
            }
            engine dimensional = engine_of(model), plain = engine_default(natural->name);
            engine_solve(&dimensional, ENT_ROUTE_AUTOMATIC);
            engine_solve(&plain, ENT_ROUTE_AUTOMATIC);
            expect_scaled(&dimensional, &plain, e, 1e-300);
            ent_model_in_units_free(model);
        }
    }
}

/* Every parameter in a unit of its own, on both routes. */
static void covariance(void **state)
{
    (void)state;
    static const char *const units[] = {"Hz", "MHz", "neV", "ueV", "mK", "J", "nK", "1/s", "1/us", "THz", "K"};
    enum { N_UNITS = sizeof units / sizeof units[0] };
    random_source source = {20};
    for (size_t m = 0; m < ent_model_count(); ++m) {
        const ent_model *natural = ent_model_at(m);
        for (int i = 0; i < 40; ++i) {
            const ent_unit *chosen[ENT_MODEL_MAX_PARAMETERS] = {NULL};
            const double value = random_decades(&source, -3.0, 3.0);
            const double e = value * ent_unit_size(ent_unit_find("GHz"), ENT_QUANTITY_ENERGY);
            engine plain = engine_default(natural->name);
            for (size_t p = 0; p < natural->n_parameters; ++p) {
                const ent_quantity quantity = natural->parameters[p].quantity;
                do {
                    chosen[p] = ent_unit_find(units[(size_t)random_between(&source, 0.0, N_UNITS)]);
                } while (!ent_unit_fits(chosen[p], quantity));
                plain.parameters[p] *= p > 0 ? random_decades(&source, -0.2, 0.2) : 1.0;
            }
            ent_model *model = make(natural->name, value, "GHz", chosen);
            engine dimensional = engine_of(model);
            for (size_t p = 0; p < natural->n_parameters; ++p) {
                const ent_quantity quantity = natural->parameters[p].quantity;
                dimensional.parameters[p] =
                    plain.parameters[p] * natural_size(quantity, e) / ent_unit_size(chosen[p], quantity);
            }
            for (int route = ENT_ROUTE_CLOSED; route <= ENT_ROUTE_NUMERICAL; ++route) {
                engine_evaluate(&dimensional, (ent_route)route);
                engine_evaluate(&plain, (ent_route)route);
                /* Below 1e-20 the numerical route gives rounding. */
                expect_scaled(&dimensional, &plain, e, route == ENT_ROUTE_NUMERICAL ? 1e-20 : 1e-300);
            }
            ent_model_in_units_free(model);
        }
    }
}

/* Exactly the same digits where the scale is a power of two: eps = 4 GHz is computed as 1. */
static void powers_of_two_are_exact(void **state)
{
    (void)state;
    ent_model *model = make("local", 4.0, "GHz", NULL);
    engine plain = engine_default("local"), dimensional = engine_of(model);
    engine_solve(&plain, ENT_ROUTE_AUTOMATIC);
    dimensional.parameters[ent_model_parameter(model, "T_h")] = 0.7 * 4.0 * H * 1e9 / K_B;
    engine_solve(&dimensional, ENT_ROUTE_AUTOMATIC);
    assert_true(dimensional.parameters[0] == 4.0 && dimensional.parameters[2] == 0.0064);
    assert_true(model->units->parameter_factors[0] == 0.25);
    expect_close(engine_get(&dimensional, "negativity"), engine_get(&plain, "negativity"), 1e-15, 0.0, "negativity");
    ent_model_in_units_free(model);
}

/* More points than are converted at a time, a column that is not wanted, and points that fail. */
static void blocks_of_points(void **state)
{
    (void)state;
    enum { N = 3000, BAD = 1234 };
    ent_model *model = make("thermal", 5.0, "GHz", NULL);
    static double values[3][N], negativity[N], q[N];
    static int status[N];
    const double *parameters[3] = {values[0], values[1], values[2]};
    double *observables[64] = {NULL};
    for (int i = 0; i < N; ++i) {
        values[0][i] = 5.0;
        values[1][i] = 1e-3 * (1.0 + i);
        values[2][i] = 0.07;
    }
    values[2][BAD] = -1.0;
    observables[ent_model_observable(model, "negativity")] = negativity;
    observables[ent_model_observable(model, "I_c")] = q;
    const ent_points points = {N, parameters, observables, status, NULL, ENT_ROUTE_AUTOMATIC, NULL};
    ent_model_evaluate(model, &points);
    for (int i = 0; i < N; ++i) {
        engine one = engine_default("thermal");
        engine_set(&one, "g", 1e-3 * (1.0 + i) / 5.0);
        engine_set(&one, "T", 0.07 * K_B / (5e9 * H));
        engine_solve(&one, ENT_ROUTE_AUTOMATIC);
        if (i == BAD) {
            assert_int_equal(status[i], ENT_ERROR_OUT_OF_RANGE);
            assert_true(isnan(negativity[i]) && isnan(q[i]));
            continue;
        }
        assert_int_equal(status[i], ENT_OK);
        expect_close(negativity[i], engine_get(&one, "negativity"), 1e-12, 1e-18, "negativity");
        expect_close(q[i], engine_get(&one, "I_c") * 5e9 * H / HBAR, 1e-13, 0.0, "I_c");
    }
    ent_model_in_units_free(model);
}

/* 25 natural times of a 5 GHz engine are 25 hbar/E seconds. */
static void evolution_in_seconds(void **state)
{
    (void)state;
    enum { N = 3 };
    ent_model *model = make("local", 5.0, "GHz", NULL);
    const double unit = HBAR / (5e9 * H);
    const double natural_times[N] = {0.0, 25.0, 400.0};
    const double times[N] = {0.0, 25.0 * unit, 400.0 * unit};
    const char *const names[] = {"J_ss", "negativity", "I"};
    double p[ENT_MODEL_MAX_PARAMETERS], q[ENT_MODEL_MAX_PARAMETERS], a[3][N], b[3][N];
    double *columns_a[] = {a[0], a[1], a[2]}, *columns_b[] = {b[0], b[1], b[2]};
    ent_event *events_a, *events_b;
    size_t n_a, n_b;
    ent_error error;
    ent_model_defaults(ent_model_find("local"), p);
    ent_model_defaults(model, q);
    const ent_evolution natural = {ent_model_find("local"), p, "gibbs", NULL, N, natural_times, 3, names};
    const ent_evolution dimensional = {model, q, "gibbs", NULL, N, times, 3, names};
    assert_int_equal(ent_evolve(columns_a, &events_a, &n_a, &natural, NULL, &error), ENT_OK);
    assert_int_equal(ent_evolve(columns_b, &events_b, &n_b, &dimensional, NULL, &error), ENT_OK);
    for (size_t k = 0; k < 3; ++k) {
        const double size[] = {5e9 * H * 5e9 * H / HBAR, 1.0, 5e9 * H / HBAR};
        for (size_t i = 1; i < N; ++i) {
            expect_close(b[k][i], a[k][i] * size[k], 1e-13, 0.0, names[k]);
        }
    }
    assert_int_equal(n_a, n_b);
    assert_true(n_a > 0);
    for (size_t i = 0; i < n_a; ++i) {
        assert_int_equal(events_a[i].kind, events_b[i].kind);
        expect_close(events_b[i].time, events_a[i].time * unit, events_a[i].kind == ENT_EVENT_PEAKS ? 1e-6 : 1e-12, 0.0,
                     "time of an event");
    }
    free(events_a);
    free(events_b);
    ent_model_in_units_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_multiples_of_the_unit),
        cmocka_unit_test(covariance),
        cmocka_unit_test(powers_of_two_are_exact),
        cmocka_unit_test(blocks_of_points),
        cmocka_unit_test(evolution_in_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
