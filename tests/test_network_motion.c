/* Networks in time. */
#include "entangine/evolve.h"
#include "entangine/network.h"
#include "support.h"

static ent_network *read_network(const char *text)
{
    char path[] = "/tmp/entangine-motion-XXXXXX";
    ent_network *self = NULL;
    ent_error error;
    const int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *out = fdopen(file, "w");
    assert_non_null(out);
    (void)fputs(text, out);
    (void)fclose(out);
    const int status = ent_network_read(&self, path, &error);
    (void)remove(path);
    if (status != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return self;
}

static const char *const twin = "parameters: {delta: 0.01, g: 1.6e-3}\n"
                                "sites: [{name: h, energy: 1}, {name: c, energy: 1 + delta}]\n"
                                "couplings: [{sites: [h, c], exchange: g}]\n"
                                "baths:\n"
                                "  - {name: h, site: h, temperature: 0.7, rate: 1e-3}\n"
                                "  - {name: c, site: c, temperature: 0.1, rate: 1.1e-2}\n";

enum { N_TIMES = 4, N_COLUMNS = 4 };

static const double times[N_TIMES] = {0.0, 25.0, 365.0, 2000.0};

static void evolve(const ent_model *model, const double *parameters, const char *from, const char *const *names,
                   double values[N_COLUMNS][N_TIMES], ent_event **events, size_t *n_events)
{
    double *columns[N_COLUMNS];
    ent_error error;
    const ent_evolution evolution = {.model = model,
                                     .parameters = parameters,
                                     .from = from,
                                     .n_times = N_TIMES,
                                     .times = times,
                                     .n_observables = N_COLUMNS,
                                     .observables = names};
    for (int k = 0; k < N_COLUMNS; ++k) {
        columns[k] = values[k];
    }
    if (ent_evolve(columns, events, n_events, &evolution, NULL, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
}

static void twins_move_alike(void **state)
{
    (void)state;
    static const char *const starts[] = {"gibbs", "10", "01", "steady"};
    static const char *const names[] = {"negativity", "I", "Q_h", "entropy_production"};
    static const char *const network_names[] = {"negativity_h", "I_h_c", "Q_h", "entropy_production"};
    engine local = engine_default("local");
    ent_network *network = read_network(twin);
    double parameters[2];
    engine_set(&local, "delta", 0.01);
    ent_model_defaults(ent_network_model(network), parameters);
    for (size_t s = 0; s < sizeof starts / sizeof starts[0]; ++s) {
        double expected[N_COLUMNS][N_TIMES], values[N_COLUMNS][N_TIMES];
        ent_event *expected_events, *events;
        size_t n_expected, n_events;
        evolve(local.model, local.parameters, starts[s], names, expected, &expected_events, &n_expected);
        evolve(ent_network_model(network), parameters, starts[s], network_names, values, &events, &n_events);
        for (int k = 0; k < N_COLUMNS; ++k) {
            for (int i = 0; i < N_TIMES; ++i) {
                expect_close(values[k][i], expected[k][i], 1e-11, 1e-15, network_names[k]);
            }
        }
        assert_int_equal(n_events, n_expected);
        for (size_t e = 0; e < n_events; ++e) {
            assert_int_equal(events[e].kind, expected_events[e].kind);
            expect_close(events[e].time, expected_events[e].time, 1e-7, 1e-12, "time of an event");
        }
        free(events);
        free(expected_events);
    }
    ent_network_free(network);
}

/* The sites start in the states of their baths; the one in the middle in that of its colder neighbour. */
static void gibbs_of_a_chain(void **state)
{
    (void)state;
    static const char *const names[] = {"excitation_a", "excitation_b", "excitation_c", "temperature_b"};
    ent_network *network =
        read_network("sites: [{name: a, energy: 1}, {name: b, levels: 3, energy: 1},\n"
                     "        {name: c, energy: 1.2}]\n"
                     "couplings: [{sites: [a, b], exchange: 0.01}, {sites: [b, c], exchange: 0.01}]\n"
                     "baths:\n"
                     "  - {name: hot, site: a, temperature: 2, rate: 1e-3}\n"
                     "  - {name: cold, site: c, temperature: 0.5, rate: 1e-2, statistics: fermion,\n"
                     "     chemical_potential: 0.3}\n");
    double values[N_COLUMNS][N_TIMES];
    ent_event *events;
    size_t n_events;
    evolve(ent_network_model(network), NULL, "gibbs", names, values, &events, &n_events);
    const double x = exp(-(1.0 - 0.3) / 0.5);
    expect_close(values[0][0], 1.0 / (exp(0.5) + 1.0), 1e-14, 0.0, "excitation of a");
    expect_close(values[1][0], (x + 2.0 * x * x) / (1.0 + x + x * x), 1e-14, 0.0, "excitation of b");
    expect_close(values[2][0], 1.0 / (exp((1.2 - 0.3) / 0.5) + 1.0), 1e-14, 0.0, "excitation of c");
    free(events);
    ent_network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twins_move_alike),
        cmocka_unit_test(gibbs_of_a_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
