/* Derivatives of networks that are too large for the dense route, against differences and symmetries. */
#include "large_chain.h"
#include "model/network_state.h"

/* Richardson's table of central differences. */
static void differences(const ent_model *model, const double *at, size_t parameter, double step,
                        const char *const *texts, double *slopes)
{
    enum { ORDER = 4 };
    static double table[ORDER][MOST_OBSERVABLES];
    double above[MOST_OBSERVABLES], below[MOST_OBSERVABLES], p[MOST_PARAMETERS];
    for (int k = 0; k < ORDER; ++k) {
        const double h = step / (double)(1 << k);
        memcpy(p, at, model->n_parameters * sizeof *p);
        p[parameter] = at[parameter] + h;
        (void)observe(model, p, texts, above);
        p[parameter] = at[parameter] - h;
        (void)observe(model, p, texts, below);
        for (size_t i = 0; i < model->n_observables; ++i) {
            table[k][i] = (above[i] - below[i]) / (2.0 * h);
        }
    }
    for (int round = 1; round < ORDER; ++round) {
        const double factor = (double)(1 << 2 * round);
        for (int k = 0; k + round < ORDER; ++k) {
            for (size_t i = 0; i < model->n_observables; ++i) {
                table[k][i] = (factor * table[k + 1][i] - table[k][i]) / (factor - 1.0);
            }
        }
    }
    memcpy(slopes, table[0], sizeof table[0]);
}

/* A chain in a real gauge, whose detuning leaves it: derivatives by four parameters. */
static void derivatives_are_limits_of_differences(void **state)
{
    (void)state;
    static const char *const texts[] = {"Q_",     "I_",    "excitation", "negativity_q0", "entropy", "fidelity_w",
                                        "purity", "ratio", NULL};
    static const char *const along[] = {"g", "T", "rate", "detuning"};
    ent_network *network = start();
    ent_error error;
    double at[MOST_PARAMETERS], values[MOST_OBSERVABLES], slopes[MOST_OBSERVABLES];
    int n = 0;
    add_chain(network, 'q', 7);
    const ent_model *model = finish(network);
    double *gradients = calloc(model->n_observables * model->n_parameters, sizeof *gradients);
    assert_non_null(gradients);
    assert_true(model->n_observables <= MOST_OBSERVABLES);
    ent_model_defaults(model, at);
    assert_string_equal(observe(model, at, texts, values), "blocks");
    must(ent_model_gradient(model, at, ENT_ROUTE_AUTOMATIC, gradients, &error), &error);
    for (int k = 0; k < 4; ++k) {
        const size_t p = ent_model_parameter(model, along[k]);
        const double step = k == 3 ? 0.004 : 0.04 * at[p];
        differences(model, at, p, step, texts, slopes);
        for (size_t i = 0; i < model->n_observables; ++i) {
            const double exact = gradients[i * model->n_parameters + p];
            if (isnan(values[i]) || isnan(exact)) {
                continue;
            }
            ++n;
            expect_close(exact, slopes[i], 1e-8, 1e-9 * fabs(values[i]) / step + 1e-11, model->observables[i].name);
        }
    }
    assert_true(n > 150);
    free(gradients);
    ent_network_free(network);
}

/* Rotating the phase of all quanta turns tunnelling into its negative: observables are even in it, so their derivatives
 * at 0 are 0. The change leads out of the support of the state, which is found anew on the whole one. */
static void derivatives_by_what_breaks_a_symmetry_vanish(void **state)
{
    (void)state;
    static const char *const names[] = {"Q_hot_q", "I_hot_q", "excitation_q5", "purity", "entropy_production"};
    ent_network *network = start();
    ent_error error;
    double at[MOST_PARAMETERS];
    add_chain(network, 'q', 6);
    const ent_model *model = finish(network);
    double *gradients = calloc(model->n_observables * model->n_parameters, sizeof *gradients);
    assert_non_null(gradients);
    ent_model_defaults(model, at);
    must(ent_model_gradient(model, at, ENT_ROUTE_AUTOMATIC, gradients, &error), &error);
    for (size_t k = 0; k < sizeof names / sizeof *names; ++k) {
        const double *row = &gradients[ent_model_observable(model, names[k]) * model->n_parameters];
        assert_true(fabs(row[ent_model_parameter(model, "T")]) > 1e-9);
        expect_close(row[ent_model_parameter(model, "tunnelling")], 0.0, 0.0, 1e-15, names[k]);
    }
    free(gradients);
    ent_network_free(network);
}

/* Without couplings ten qubits have no coherence, and their whole support is too large to have some. Derivatives by the
 * coupling and by tunnelling are told as far as coherences do not matter, and none else suffers from it. */
static void derivatives_beyond_the_limit_are_refused(void **state)
{
    (void)state;
    ent_network *network = start();
    network_values values;
    network_state large;
    ent_error error;
    double at[MOST_PARAMETERS];
    add_chain(network, 'q', 10);
    for (int i = 1; i < 9; ++i) {
        char names[2][8];
        const char *site = names[0];
        (void)snprintf(names[0], sizeof names[0], "q%d", i);
        (void)snprintf(names[1], sizeof names[1], "bath_%d", i);
        const ent_bath bath = {.name = names[1], .n_sites = 1, .sites = &site, .temperature = "T", .rate = "rate"};
        must(ent_network_add_bath(network, &bath, &error), &error);
    }
    const ent_model *model = finish(network);
    double *gradients = calloc(model->n_observables * model->n_parameters, sizeof *gradients);
    assert_non_null(gradients);
    ent_model_defaults(model, at);
    at[ent_model_parameter(model, "g")] = 0.0;
    must(ent_model_gradient(model, at, ENT_ROUTE_AUTOMATIC, gradients, &error), &error);
    const double *row = &gradients[ent_model_observable(model, "excitation_q3") * model->n_parameters];
    const double n = 1.0 / expm1(1.0 / 0.7);
    const double slope = n * (1.0 + n) / (0.49 * (1.0 + 2.0 * n) * (1.0 + 2.0 * n)); /* of n/(1 + 2n) */
    expect_close(row[ent_model_parameter(model, "T")], slope, 1e-12, 0.0, "excitation by temperature");
    expect_close(row[ent_model_parameter(model, "detuning")], 0.0, 0.0, 1e-15, "excitation by another's energy");
    expect_close(row[ent_model_parameter(model, "g")], 0.0, 0.0, 1e-20, "excitation by the coupling");
    expect_close(row[ent_model_parameter(model, "tunnelling")], 0.0, 0.0, 1e-20, "excitation by tunnelling");
    row = &gradients[ent_model_observable(model, "negativity_q3") * model->n_parameters];
    assert_true(isnan(row[ent_model_parameter(model, "g")]));
    row = &gradients[ent_model_observable(model, "I_q3_q4") * model->n_parameters];
    assert_true(isnan(row[ent_model_parameter(model, "g")]));
    free(gradients);
    assert_int_equal(network_values_create(&values, network), ENT_OK);
    assert_int_equal(network_evaluate(network, at, &values), ENT_OK);
    /* What is taken already leaves no room. */
    assert_int_equal(network_state_create_blocks(&large, &values.system, NETWORK_BLOCKS_COMPLEX, 1e18),
                     ENT_ERROR_NO_MEMORY);
    assert_non_null(large.problem);
    network_state_free(&large);
    network_values_free(&values);
    ent_network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(derivatives_are_limits_of_differences),
        cmocka_unit_test(derivatives_by_what_breaks_a_symmetry_vanish),
        cmocka_unit_test(derivatives_beyond_the_limit_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
