#include "micro_networks.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "entangine/entangine.h"

enum { N_TIMES = 11, MOST_QUBITS = 16 };

static const double COUPLING = 2e-3;

static int add_sites(ent_network *network, int n, const char *tunnelling)
{
    char names[2][16];
    int failed = ent_network_add_parameter(network, "g", "2e-3", NULL);
    for (int i = 0; !failed && i < n; ++i) {
        const char *here = names[i % 2], *before = names[(i + 1) % 2];
        (void)snprintf(names[i % 2], sizeof names[0], "q%d", i);
        const ent_site site = {.name = here, .levels = 2, .energy = "1", .tunnelling = tunnelling};
        failed = ent_network_add_site(network, &site, NULL);
        if (!failed && i > 0) {
            const ent_coupling bond = {ENT_COUPLING_EXCHANGE, {before, here}, "g"};
            failed = ent_network_add_coupling(network, &bond, NULL);
        }
    }
    return failed;
}

ent_network *exchange_chain(int n, const char *tunnelling)
{
    ent_network *network = NULL;
    char last[16];
    const char *first = "q0", *end = last;
    (void)snprintf(last, sizeof last, "q%d", n - 1);
    const ent_bath hot = {.name = "hot", .n_sites = 1, .sites = &first, .temperature = "0.7", .rate = "1e-3"};
    const ent_bath cold = {.name = "cold", .n_sites = 1, .sites = &end, .temperature = "0.1", .rate = "1.1e-2"};
    const bool failed = n < 2 || n > MOST_QUBITS || ent_network_create(&network, "chain", NULL, NULL) ||
                        add_sites(network, n, tunnelling) || ent_network_add_bath(network, &hot, NULL) ||
                        ent_network_add_bath(network, &cold, NULL) || ent_network_finish(network, NULL);
    if (failed) {
        ent_network_free(network);
        network = NULL;
    }
    return network;
}

/* One observable of the steady state; NaN after a failure. */
static double solve(const ent_network *network, const char *observable, ent_solver_report *report)
{
    const double *const parameters[] = {&COUPLING};
    const ent_model *model = ent_network_model(network);
    const size_t wanted = ent_model_observable(model, observable);
    double **columns = calloc(model->n_observables, sizeof *columns);
    double value = NAN;
    int status = ENT_OK;
    if (columns && wanted < model->n_observables) {
        columns[wanted] = &value;
        const ent_points point = {1, parameters, columns, &status, NULL, ENT_ROUTE_AUTOMATIC, report};
        ent_model_evaluate(model, &point);
    }
    free(columns);
    return status == ENT_OK ? value : NAN;
}

static double seconds_of_steady_state(ent_network *network, const char *observable)
{
    size_t rounds = 0;
    double value = 0.0, passed = 0.0;
    const double started = monotonic_seconds();
    while (network && isfinite(value) && (rounds == 0 || passed < 0.3)) {
        value = solve(network, observable, NULL);
        passed = monotonic_seconds() - started;
        ++rounds;
    }
    const bool done = network && isfinite(value);
    ent_network_free(network);
    return done ? passed / (double)rounds : -1.0;
}

static double seconds_of_evolution(ent_network *network, int n)
{
    char name[40];
    const char *const names[1] = {name};
    double times[N_TIMES], negativity[N_TIMES];
    double *columns[1] = {negativity};
    (void)snprintf(name, sizeof name, "negativity_q%d_q%d", n / 2 - 1, n / 2);
    for (int i = 0; i < N_TIMES; ++i) {
        times[i] = 10.0 * i;
    }
    const ent_evolution evolution = {.model = network ? ent_network_model(network) : NULL,
                                     .parameters = &COUPLING,
                                     .from = "gibbs",
                                     .n_times = N_TIMES,
                                     .times = times,
                                     .n_observables = 1,
                                     .observables = names};
    size_t rounds = 0;
    double passed = 0.0;
    int status = network ? ENT_OK : ENT_ERROR_NO_MEMORY;
    const double started = monotonic_seconds();
    while (status == ENT_OK && (rounds == 0 || passed < 0.3)) {
        status = ent_evolve(columns, NULL, NULL, &evolution, NULL, NULL);
        passed = monotonic_seconds() - started;
        ++rounds;
    }
    ent_network_free(network);
    return status == ENT_OK && negativity[N_TIMES - 1] >= 0.0 ? passed / (double)rounds : -1.0;
}

/* The number behind the prefix; 0 for another name. */
static int number_after(const char *name, const char *prefix)
{
    const size_t length = strlen(prefix);
    return strncmp(name, prefix, length) == 0 ? (int)strtol(name + length, NULL, 10) : 0;
}

static const char TUNNELLING[] = "0.05";

double network_seconds(const char *name)
{
    int n;
    if ((n = number_after(name, "chain-")) > 0) {
        return seconds_of_steady_state(exchange_chain(n, NULL), "negativity_q0");
    }
    if ((n = number_after(name, "nosym-")) > 0) {
        return seconds_of_steady_state(exchange_chain(n, TUNNELLING), "I_q0_q1");
    }
    if ((n = number_after(name, "noise-")) > 0) {
        return seconds_of_steady_state(exchange_chain(n, NULL), "current_noise_hot");
    }
    n = number_after(name, "evolve-");
    return n > 0 ? seconds_of_evolution(exchange_chain(n, NULL), n) : -1.0;
}

bool network_report(const char *name)
{
    const int even = number_after(name, "chain-"), odd = number_after(name, "nosym-");
    ent_network *network = exchange_chain(even > 0 ? even : odd, even > 0 ? NULL : TUNNELLING);
    ent_solver_report report = {.route = NULL};
    const double started = monotonic_seconds();
    const double value = network ? solve(network, "I_q0_q1", &report) : NAN;
    const double passed = monotonic_seconds() - started;
    struct rusage use;
    const bool done = isfinite(value) && getrusage(RUSAGE_SELF, &use) == 0;
    if (done) {
        (void)printf("%.6e %zu %d %.3e %.6e\n", passed, report.unknowns, report.iterations, report.residual,
                     1024.0 * (double)use.ru_maxrss);
    }
    ent_network_free(network);
    return done;
}
