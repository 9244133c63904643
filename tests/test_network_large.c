/* Fluctuations of networks that are too large for the dense route, against what must hold of them. */
#include "large_chain.h"
#include "model/network_state.h"
#include "solver/steady_large.h"

static const char *const counted[] = {"noise", "cumulant", "covariance", "fano", "tur", "kur", "activity", NULL};

/* Couplings that exchange quanta conserve them: what the hot bath gives the cold one takes, at long times to every
 * order. */
static void quanta_are_conserved_in_every_cumulant(void **state)
{
    (void)state;
    for (int k = 0; k < 3; ++k) { /* in a real gauge; detuned; cold, and with heat flowing backwards */
        ent_network *network = start();
        double at[MOST_PARAMETERS], values[MOST_OBSERVABLES];
        add_chain(network, 'q', k == 0 ? 8 : 7);
        const ent_model *model = finish(network);
        ent_model_defaults(model, at);
        at[ent_model_parameter(model, "detuning")] = k == 1 ? 0.02 : 0.0;
        at[ent_model_parameter(model, "T")] = k == 2 ? 0.1 : 0.7;
        assert_string_equal(observe(model, at, counted, values), "blocks");
        const double noise = named(model, values, "current_noise_hot_q");
        assert_true(noise > 0.0);
        expect_close(named(model, values, "current_noise_cold_q"), noise, 1e-13, 0.0, "noise");
        expect_close(named(model, values, "covariance_hot_q_cold_q"), -noise, 1e-13, 0.0, "covariance");
        expect_close(named(model, values, "third_cumulant_cold_q"), -named(model, values, "third_cumulant_hot_q"),
                     1e-13, 0.0, "third cumulant");
        expect_close(named(model, values, "fourth_cumulant_cold_q"), named(model, values, "fourth_cumulant_hot_q"),
                     1e-13, 0.0, "fourth cumulant");
        expect_close(named(model, values, "fano_cold_q"), named(model, values, "fano_hot_q"), 1e-13, 0.0, "fano");
        expect_close(named(model, values, "kur_ratio_cold_q"), named(model, values, "kur_ratio_hot_q"), 1e-13, 0.0,
                     "kur");
        expect_close(named(model, values, "heat_noise_hot_q"), noise, 1e-13, 0.0, "heat noise at gap 1");
        ent_network_free(network);
    }
}

/* Two chains side by side are what each is alone, and know nothing of each other. */
static void independent_parts_add_up(void **state)
{
    (void)state;
    static const char *const ends[] = {"hot", "cold"};
    ent_network *both = start();
    ent_network *alone[2] = {start(), start()};
    const ent_model *models[3];
    double at[MOST_PARAMETERS], values[3][MOST_OBSERVABLES];
    char name[64];
    for (int k = 0; k < 2; ++k) {
        add_chain(both, (char)('a' + k), 3 + k);
        add_chain(alone[k], (char)('a' + k), 3 + k);
        models[k] = finish(alone[k]);
    }
    models[2] = finish(both);
    ent_model_defaults(models[2], at);
    at[ent_model_parameter(models[2], "tunnelling")] = 0.03;
    at[ent_model_parameter(models[2], "detuning")] = 0.01;
    for (int k = 0; k < 3; ++k) {
        assert_string_equal(observe(models[k], at, counted, values[k]), k < 2 ? "dense" : "blocks");
    }
    for (size_t k = 0; k < models[2]->n_observables; ++k) {
        const char *given = models[2]->observables[k].name;
        const bool across = strstr(given, "_a") && strstr(given, "_b");
        if (isnan(values[2][k]) || strncmp(given, "kur", 3) == 0 || strcmp(given, "activity") == 0) {
            continue;
        }
        if (across) {
            expect_close(values[2][k], 0.0, 0.0, 1e-18, given);
        } else if (strncmp(given, "tur", 3) != 0) { /* the entropy of both */
            const int part = strstr(given, "_a") ? 0 : 1;
            expect_close(values[2][k], named(models[part], values[part], given), 1e-12, 0.0, given);
        }
    }
    const double activity = named(models[0], values[0], "activity") + named(models[1], values[1], "activity");
    expect_close(named(models[2], values[2], "activity"), activity, 1e-13, 0.0, "activity");
    for (int b = 0; b < 2; ++b) {
        (void)snprintf(name, sizeof name, "current_noise_%s_b", ends[b]);
        assert_true(named(models[2], values[2], name) > 0.0);
    }
    for (int k = 0; k < 2; ++k) {
        ent_network_free(alone[k]);
    }
    ent_network_free(both);
}

/* Where no current flows its ratios are undefined, not noise over rounding. */
static void ratios_to_no_current_are_undefined(void **state)
{
    (void)state;
    ent_network *network = start();
    double at[MOST_PARAMETERS], values[MOST_OBSERVABLES];
    add_chain(network, 'q', 7);
    const ent_model *model = finish(network);
    ent_model_defaults(model, at);
    at[ent_model_parameter(model, "T")] = 0.2;
    assert_string_equal(observe(model, at, counted, values), "blocks");
    assert_true(named(model, values, "current_noise_hot_q") > 0.0);
    expect_close(named(model, values, "third_cumulant_hot_q"), 0.0, 0.0, 1e-16, "third cumulant in equilibrium");
    assert_true(isnan(named(model, values, "fano_hot_q")));
    assert_true(isnan(named(model, values, "tur_ratio_hot_q")));
    assert_true(isnan(named(model, values, "kur_ratio_hot_q")));
    assert_true(isnan(named(model, values, "heat_fano_hot_q")));
    ent_network_free(network);
}

/* Twelve qubits have more unknowns than fluctuations are computed for: the state is solved without, and the reason says
 * so. */
static void fluctuations_beyond_the_limit_are_refused(void **state)
{
    (void)state;
    ent_network *network = start();
    network_values values;
    network_state large;
    double at[MOST_PARAMETERS];
    add_chain(network, 'q', 12);
    const ent_model *model = finish(network);
    ent_model_defaults(model, at);
    assert_int_equal(network_values_create(&values, network), ENT_OK);
    assert_int_equal(network_evaluate(network, at, &values), ENT_OK);
    assert_int_equal(network_state_create_steady(&large, &values.system, NETWORK_WISH_FLUCTUATIONS), ENT_OK);
    assert_true(large.large && large.blocks.n_unknowns > NETWORK_COUNTED_BLOCKS);
    assert_int_equal(large.wish, NETWORK_WISH_VALUES);
    assert_true(large.report.memory == steady_large_memory(&large.blocks));
    network_state_free(&large);
    network_values_free(&values);
    const char *why = model->why_undefined(model, at, ent_model_observable(model, "current_noise_hot_q"));
    assert_non_null(strstr(why, "more than 1000000 unknowns"));
    why = model->why_undefined(model, at, ent_model_observable(model, "fano_hot_q"));
    assert_non_null(strstr(why, "the current vanishes, or the state has more than 1000000 unknowns"));
    ent_network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quanta_are_conserved_in_every_cumulant),
        cmocka_unit_test(independent_parts_add_up),
        cmocka_unit_test(ratios_to_no_current_are_undefined),
        cmocka_unit_test(fluctuations_beyond_the_limit_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
