/* Large networks in time, against solutions that need no master equation. */
#include <complex.h>

#include "entangine/evolve.h"
#include "entangine/network.h"
#include "entangine/solve.h"
#include "support.h"

enum { MOST = 8, MOST_NAMES = 12, MOST_TIMES = 8, MOST_ELEMENTS = 1 << (2 * MOST) };

/* A chain of n qubits with a bath at each end. */
typedef struct chain {
    int n;
    double energies[MOST];
    double coupling, rates[2], temperatures[2];
} chain;

static const char *const labels[MOST] = {"q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7"};

static ent_network *build(const chain *self)
{
    ent_network *network = NULL;
    ent_error error;
    char text[3][32];
    int status = ent_network_create(&network, "chain", NULL, &error);
    (void)snprintf(text[0], sizeof text[0], "%.17g", self->coupling);
    for (int i = 0; status == ENT_OK && i < self->n; ++i) {
        (void)snprintf(text[1], sizeof text[1], "%.17g", self->energies[i]);
        status = ent_network_add_site(network, &(ent_site){.name = labels[i], .levels = 2, .energy = text[1]}, &error);
        if (status == ENT_OK && i > 0) {
            const ent_coupling bond = {ENT_COUPLING_EXCHANGE, {labels[i - 1], labels[i]}, text[0]};
            status = ent_network_add_coupling(network, &bond, &error);
        }
    }
    for (int k = 0; status == ENT_OK && k < 2; ++k) {
        const char *site = labels[k == 0 ? 0 : self->n - 1];
        (void)snprintf(text[1], sizeof text[1], "%.17g", self->temperatures[k]);
        (void)snprintf(text[2], sizeof text[2], "%.17g", self->rates[k]);
        const ent_bath bath = {
            .name = k == 0 ? "hot" : "cold", .n_sites = 1, .sites = &site, .temperature = text[1], .rate = text[2]};
        status = ent_network_add_bath(network, &bath, &error);
    }
    status = status == ENT_OK ? ent_network_finish(network, &error) : status;
    if (status != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return network;
}

/* One evolution, and room for it. */
typedef struct course {
    double values[MOST_NAMES][MOST_TIMES];
    double *columns[MOST_NAMES];
    ent_error error;
} course;

static void evolve(course *self, const ent_network *network, const char *from, const ent_complex *state,
                   const double *times, size_t n_times, const char *const *names, size_t n_names)
{
    const ent_evolution asked = {.model = ent_network_model(network),
                                 .from = from,
                                 .state = state,
                                 .n_times = n_times,
                                 .times = times,
                                 .n_observables = n_names,
                                 .observables = names};
    for (size_t k = 0; k < MOST_NAMES; ++k) {
        self->columns[k] = self->values[k];
    }
    if (ent_evolve(self->columns, NULL, NULL, &asked, NULL, &self->error) != ENT_OK) {
        fail_msg("%s", self->error.message);
    }
}

/* Amplitudes of one excitation, which baths at temperature 0 take away and never give: i a' = (H - i gamma/2) a. */
static void amplitudes(double complex *a, const chain *self, double t)
{
    const int steps = 20000;
    const double h = t / steps;
    for (int s = 0; s < steps; ++s) {
        double complex term[MOST], next[MOST];
        memcpy(term, a, sizeof term);
        for (int k = 1; k <= 8; ++k) {
            for (int i = 0; i < self->n; ++i) {
                const double decay = (i == 0 ? self->rates[0] : 0.0) + (i == self->n - 1 ? self->rates[1] : 0.0);
                next[i] = (self->energies[i] - 0.5 * decay * I) * term[i];
                next[i] += self->coupling * ((i > 0 ? term[i - 1] : 0.0) + (i + 1 < self->n ? term[i + 1] : 0.0));
            }
            for (int i = 0; i < self->n; ++i) {
                term[i] = -I * h / k * next[i];
                a[i] += term[i];
            }
        }
    }
}

static const double no_parameters[1] = {0.0};

static const chain cold_chain = {.n = 8, .energies = {1, 1, 1, 1, 1, 1, 1, 1}, .coupling = 0.05, .rates = {0.01, 0.02}};

/* Resonant, where the state is real in a gauge, and detuned, where it is not. */
static void one_excitation_moves_as_a_wave(void **state)
{
    (void)state;
    static const double times[] = {10.0, 55.0, 200.0};
    static const char *const names[] = {"excitation_q0", "excitation_q1", "excitation_q2", "excitation_q3",
                                        "excitation_q4", "excitation_q5", "excitation_q6", "excitation_q7"};
    for (int k = 0; k < 2; ++k) {
        chain one = cold_chain;
        course found;
        double complex a[MOST] = {[2] = 1.0};
        one.energies[4] += k == 0 ? 0.0 : 0.03;
        ent_network *network = build(&one);
        evolve(&found, network, "00100000", NULL, times, 3, names, 8);
        for (int t = 0; t < 3; ++t) {
            amplitudes(a, &one, times[t] - (t > 0 ? times[t - 1] : 0.0));
            for (int i = 0; i < MOST; ++i) {
                const double expected = creal(a[i]) * creal(a[i]) + cimag(a[i]) * cimag(a[i]);
                expect_close(found.values[i][t], expected, 0.0, 1e-12, names[i]);
            }
        }
        ent_network_free(network);
    }
}

/* (sqrt(p) |0...0> + sqrt(1 - p) |W of the first two sites>), with places 2^i from the last basis state, all down. */
static ent_complex *superposition(int n, double p)
{
    const size_t d = (size_t)1 << n;
    ent_complex *rho = calloc(d * d, sizeof *rho);
    assert_non_null(rho);
    const size_t places[3] = {d - 1, d - 1 - d / 2, d - 1 - d / 4};
    const double parts[3] = {sqrt(p), sqrt(0.5 * (1.0 - p)), sqrt(0.5 * (1.0 - p))};
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
            rho[places[i] * d + places[j]].re = parts[i] * parts[j];
        }
    }
    return rho;
}

/* A start with a coherence between neighbours, which is not real in the gauge, and one between sectors, which the
 * blocks linked with the populations do not have: what is left of the pure state, and what has decayed to the ground
 * state. */
static void given_states_may_have_any_coherence(void **state)
{
    (void)state;
    static const double times[] = {40.0};
    static const char *const names[] = {"purity", "excitation_q3", "Q_hot"};
    chain one = cold_chain;
    one.n = 6;
    ent_network *network = build(&one);
    for (int k = 0; k < 2; ++k) {
        const double p = k == 0 ? 0.0 : 0.4;
        double complex a[MOST] = {sqrt(0.5 * (1.0 - p)), sqrt(0.5 * (1.0 - p))};
        double rest = 0.0;
        course found;
        ent_complex *rho = superposition(one.n, p);
        evolve(&found, network, NULL, rho, times, 1, names, 3);
        amplitudes(a, &one, times[0]);
        for (int i = 0; i < one.n; ++i) {
            rest += creal(a[i]) * creal(a[i]) + cimag(a[i]) * cimag(a[i]);
        }
        const double lost = 1.0 - p - rest;
        const double purity = (p + rest) * (p + rest) + lost * lost + 2.0 * lost * p;
        const double flow = 1.0 * creal(a[0] * conj(a[0])) + one.coupling * creal(conj(a[0]) * a[1]);
        expect_close(found.values[0][0], purity, 0.0, 1e-12, "purity");
        expect_close(found.values[1][0], creal(a[3] * conj(a[3])), 0.0, 1e-12, "excitation of q3");
        expect_close(found.values[2][0], -one.rates[0] * flow, 0.0, 1e-12, "heat current");
        free(rho);
    }
    ent_network_free(network);
}

static const chain warm_chain = {
    .n = 7, .energies = {1, 1, 1, 1, 1, 1, 1}, .coupling = 0.05, .rates = {0.08, 0.1}, .temperatures = {0.7, 0.1}};

static void late_states_are_the_steady_one(void **state)
{
    (void)state;
    static const double times[] = {6e3};
    static const char *const names[] = {"Q_hot",  "I_q2_q3", "negativity_q1_q2", "excitation_q6",    "Q_cold_bare",
                                        "purity", "I_cold",  "negativity_q0_q1", "concurrence_q0_q1"};
    enum { N = sizeof names / sizeof names[0] };
    for (int k = 0; k < 2; ++k) {
        chain one = warm_chain;
        course found;
        ent_solution *steady;
        one.energies[3] += k == 0 ? 0.0 : 0.02;
        ent_network *network = build(&one);
        evolve(&found, network, "gibbs", NULL, times, 1, names, N);
        assert_int_equal(ent_solve(&steady, ent_network_model(network), no_parameters, NULL, NULL), ENT_OK);
        for (size_t i = 0; i < N; ++i) {
            double expected;
            assert_int_equal(ent_solution_get(steady, &expected, names[i], NULL), ENT_OK);
            expect_close(found.values[i][0], expected, 0.0, 1e-12, names[i]);
        }
        ent_solution_free(steady);
        ent_network_free(network);
    }
}

/* From there nothing moves, and entropy is produced as solve says. */
static void the_steady_state_stays(void **state)
{
    (void)state;
    static const double times[] = {0.0, 500.0};
    static const char *const names[] = {"Q_hot", "entropy_production", "excitation_q0", "I_q4_q5"};
    course found;
    ent_solution *steady;
    ent_network *network = build(&warm_chain);
    evolve(&found, network, "steady", NULL, times, 2, names, 4);
    assert_int_equal(ent_solve(&steady, ent_network_model(network), no_parameters, NULL, NULL), ENT_OK);
    for (size_t i = 0; i < 4; ++i) {
        double expected;
        assert_int_equal(ent_solution_get(steady, &expected, names[i], NULL), ENT_OK);
        expect_close(found.values[i][0], expected, 0.0, 1e-12, names[i]);
        expect_close(found.values[i][1], expected, 0.0, 1e-12, names[i]);
    }
    ent_solution_free(steady);
    ent_network_free(network);
}

/* d<N>/dt = sum of the particle currents, by differences of the fourth order; entropy is produced, never consumed. */
static void particles_are_conserved_at_any_time(void **state)
{
    (void)state;
    static const char *const names[] = {"excitation_q0", "excitation_q1",     "excitation_q2", "excitation_q3",
                                        "excitation_q4", "excitation_q5",     "excitation_q6", "I_hot",
                                        "I_cold",        "entropy_production"};
    const double h = 0.5;
    const double times[] = {30.0 - 2.0 * h, 30.0 - h, 30.0, 30.0 + h, 30.0 + 2.0 * h};
    course found;
    ent_network *network = build(&warm_chain);
    double n[5] = {0.0};
    evolve(&found, network, "gibbs", NULL, times, 5, names, 10);
    for (int t = 0; t < 5; ++t) {
        for (int i = 0; i < 7; ++i) {
            n[t] += found.values[i][t];
        }
        assert_true(found.values[9][t] > 0.0);
    }
    const double slope = (8.0 * (n[3] - n[1]) - (n[4] - n[0])) / (12.0 * h);
    assert_true(fabs(slope) > 1e-5);
    expect_close(found.values[7][2] + found.values[8][2], slope, 1e-6, 1e-12, "particle currents");
    ent_network_free(network);
}

/* Counts down, and stops at 0. */
static int stop_at(void *context, size_t done, size_t total)
{
    int *left = context;
    (void)done, (void)total;
    return --*left == 0;
}

/* Events of a state with more than 6000 unknowns are found only where samples are asked for. */
static void events_of_large_states_are_found_if_asked_for(void **state)
{
    (void)state;
    const double times[] = {30.0};
    const char *const names[] = {"excitation_q0"};
    ent_network *network = build(&cold_chain);
    double value;
    double *column = &value;
    ent_event *events;
    size_t n_events;
    ent_error error;
    const ent_evolution asked = {.model = ent_network_model(network),
                                 .from = "10000000",
                                 .n_times = 1,
                                 .times = times,
                                 .n_observables = 1,
                                 .observables = names};
    ent_evolve_options options = {.n_samples = 0};
    assert_int_equal(ent_evolve(&column, &events, &n_events, &asked, &options, &error), ENT_OK);
    assert_true(!events && n_events == 0);
    int count = 0;
    options.n_samples = 9;
    options.progress = (ent_progress){stop_at, &count};
    assert_int_equal(ent_evolve(&column, &events, &n_events, &asked, &options, &error), ENT_OK);
    assert_true(n_events > 0 && events[0].kind == ENT_EVENT_APPEARS && events[0].time == 0.0);
    free(events);
    const int last = -count;
    assert_true(last > 60);
    for (int k = 0; k < 5; ++k) { /* in the evolution, and then among the looks */
        count = 1 + k * (last - 1) / 4;
        assert_int_equal(ent_evolve(&column, &events, &n_events, &asked, &options, &error), ENT_INTERRUPTED);
        assert_string_equal(error.message, "interrupted");
        assert_null(events);
    }
    ent_network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_excitation_moves_as_a_wave),
        cmocka_unit_test(given_states_may_have_any_coherence),
        cmocka_unit_test(late_states_are_the_steady_one),
        cmocka_unit_test(the_steady_state_stays),
        cmocka_unit_test(particles_are_conserved_at_any_time),
        cmocka_unit_test(events_of_large_states_are_found_if_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
