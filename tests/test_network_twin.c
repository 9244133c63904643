/* The two-qubit models and their twins as networks agree. */
#include "entangine/network.h"
#include "support.h"

static const struct {
    const char *model, *network;
} names[] = {
    {"Q_h", "Q_hot"},
    {"Q_c", "Q_cold"},
    {"Q_h_bare", "Q_hot_bare"},
    {"Q_c_bare", "Q_cold_bare"},
    {"I", "I_h_c"},
    {"I_c", "I_c_h_c"},
    {"I_ratio", "I_ratio_h_c"},
    {"negativity", "negativity_h"},
    {"negativity", "negativity_h_c"},
    {"negativity_signed", "negativity_signed_c"},
    {"concurrence", "concurrence_h_c"},
    {"purity", "purity"},
    {"entropy_production", "entropy_production"},
    {"r11", "population_11"},
    {"r10", "population_10"},
    {"r01", "population_01"},
    {"r00", "population_00"},
    {"current_noise", "current_noise_hot"},
    {"fano", "fano_hot"},
    {"third_cumulant", "third_cumulant_hot"},
    {"fourth_cumulant", "fourth_cumulant_hot"},
    {"heat_noise", "heat_noise_hot"},
};

static void compare(const engine *model, const engine *twin)
{
    for (size_t k = 0; k < sizeof names / sizeof names[0]; ++k) {
        /* In the global model I vanishes, and what is left of it is rounding. */
        const double absolute = strncmp(names[k].model, "I", 1) == 0 ? 1e-25 : 1e-30;
        engine_expect(model, engine_get(twin, names[k].network), engine_get(model, names[k].model), 1e-12, absolute,
                      names[k].network);
    }
}

/* Derivatives that both have; those of one parameter are of the size of value / parameter. */
static void compare_gradients(const engine *model, const engine *twin)
{
    static double expected[MAX_OBSERVABLES_TESTED * MAX_PARAMETERS], found[MAX_OBSERVABLES_TESTED * MAX_PARAMETERS];
    ent_error error;
    int n = 0;
    assert_int_equal(ent_model_gradient(model->model, model->parameters, ENT_ROUTE_AUTOMATIC, expected, &error),
                     ENT_OK);
    assert_int_equal(ent_model_gradient(twin->model, twin->parameters, ENT_ROUTE_AUTOMATIC, found, &error), ENT_OK);
    for (size_t k = 0; k < sizeof names / sizeof names[0]; ++k) {
        const size_t row = ent_model_observable(model->model, names[k].model);
        const size_t twin_row = ent_model_observable(twin->model, names[k].network);
        for (size_t p = 0; p < twin->model->n_parameters; ++p) {
            const size_t column = ent_model_parameter(model->model, twin->model->parameters[p].name);
            const double x = expected[row * model->model->n_parameters + column];
            const double y = found[twin_row * twin->model->n_parameters + p];
            const double size = twin->parameters[p] == 0.0 ? 1.0 : twin->parameters[p];
            const double scale = fabs(x) + fabs(model->observables[row] / size);
            if (isnan(x) || isnan(y)) {
                continue;
            }
            ++n;
            if (!(fabs(x - y) <= 1e-11 * scale + 1e-14)) {
                fail_msg("d %s / d %s = %.17g, the twin has %.17g", names[k].model, twin->model->parameters[p].name, x,
                         y);
            }
        }
    }
    assert_true(n > 80);
}

/* The qubits hold a finite energy, so in the long run what one bath gives the other takes: the noise of the sum of both
 * counts vanishes. Of quanta that holds without tunnelling, of energy where the lines are those of the Hamiltonian. */
static void expect_conservation(const engine *twin, const char *noise, const char *covariance)
{
    char cold[32], hot[32];
    (void)snprintf(hot, sizeof hot, "%s_hot", noise);
    (void)snprintf(cold, sizeof cold, "%s_cold", noise);
    const double own = engine_get(twin, hot) + engine_get(twin, cold);
    engine_expect(twin, -2.0 * engine_get(twin, covariance), own, 1e-12, 0.0, covariance);
}

static void choose_local(engine *model, random_source *source)
{
    engine_set(model, "delta", random_between(source, -0.1, 0.1));
    engine_set(model, "g", random_decades(source, -4.0, -1.0));
    engine_set(model, "gamma_h", random_decades(source, -4.0, -1.5));
    engine_set(model, "gamma_c", random_decades(source, -4.0, -1.5));
    engine_set(model, "T_h", random_between(source, 0.2, 3.0));
    engine_set(model, "T_c", random_between(source, 0.05, 0.2));
}

static void choose_tunnelling(engine *model, random_source *source)
{
    choose_local(model, source);
    engine_set(model, "kappa_h", random_between(source, -0.1, 0.1));
    engine_set(model, "kappa_c", random_between(source, -0.1, 0.1));
}

static void choose_global(engine *model, random_source *source)
{
    engine_set(model, "delta", random_between(source, -0.2, 0.2));
    engine_set(model, "g", random_between(source, 0.01, 0.8));
    engine_set(model, "gamma_h", random_decades(source, -4.0, -1.5));
    engine_set(model, "gamma_c", random_decades(source, -4.0, -1.5));
    engine_set(model, "T_h", random_between(source, 0.2, 3.0));
    engine_set(model, "T_c", random_between(source, 0.05, 0.2));
}

static void run(const char *model_name, void (*choose)(engine *, random_source *))
{
    random_source source = {361};
    engine model = engine_default(model_name);
    ent_error error;
    ent_network *network = NULL;
    if (ent_network_two_qubit(&network, model_name, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    engine twin = {.model = ent_network_model(network)};
    assert_true(twin.model->n_observables <= MAX_OBSERVABLES_TESTED);
    for (int k = 0; k < 60; ++k) {
        choose(&model, &source);
        for (size_t p = 0; p < twin.model->n_parameters; ++p) {
            const char *name = twin.model->parameters[p].name;
            twin.parameters[p] = model.parameters[ent_model_parameter(model.model, name)];
        }
        engine_solve(&model, ENT_ROUTE_AUTOMATIC);
        engine_solve(&twin, ENT_ROUTE_AUTOMATIC);
        assert_true(twin.residual < 1e-25);
        compare(&model, &twin);
        if (choose != choose_tunnelling) {
            expect_conservation(&twin, "current_noise", "covariance_hot_cold");
        }
        if (choose == choose_global) {
            expect_conservation(&twin, "heat_noise", "heat_covariance_hot_cold");
        }
        compare_gradients(&model, &twin);
    }
    ent_network_free(network);
}

static void local_twins(void **state)
{
    (void)state;
    run("local", choose_local);
}

static void tunnelling_twins(void **state)
{
    (void)state;
    run("local", choose_tunnelling);
}

static void global_twins(void **state)
{
    (void)state;
    run("global", choose_global);
}

static void other_models_have_none(void **state)
{
    static const char *const others[] = {"thermal", "locl"};
    (void)state;
    for (size_t k = 0; k < 2; ++k) {
        ent_error error;
        ent_network *network = (ent_network *)&error;
        assert_int_equal(ent_network_two_qubit(&network, others[k], &error), ENT_ERROR_UNKNOWN_NAME);
        assert_null(network);
        assert_non_null(strstr(error.message, others[k]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(local_twins),
        cmocka_unit_test(tunnelling_twins),
        cmocka_unit_test(global_twins),
        cmocka_unit_test(other_models_have_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
