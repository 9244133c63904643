#include "micro_networks.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "entangine/entangine.h"

enum { N_TIMES = 11 };

/* NULL without memory. */
ent_network *exchange_chain(int n)
{
    ent_network *network = NULL;
    char names[2][16];
    const char *pair[2] = {names[0], names[1]};
    int failed = ent_network_create(&network, "chain", NULL, NULL);
    for (int i = 0; !failed && i < n; ++i) {
        (void)snprintf(names[i % 2], sizeof names[0], "q%d", i);
        failed = ent_network_add_site(network, &(ent_site){.name = names[i % 2], .levels = 2, .energy = "1"}, NULL);
        if (!failed && i > 0) {
            const ent_coupling bond = {ENT_COUPLING_EXCHANGE, {names[(i + 1) % 2], names[i % 2]}, "2e-3"};
            failed = ent_network_add_coupling(network, &bond, NULL);
        }
    }
    (void)snprintf(names[0], sizeof names[0], "q0");
    (void)snprintf(names[1], sizeof names[1], "q%d", n - 1);
    const ent_bath hot = {.name = "hot", .n_sites = 1, .sites = &pair[0], .temperature = "0.7", .rate = "1e-3"};
    const ent_bath cold = {.name = "cold", .n_sites = 1, .sites = &pair[1], .temperature = "0.1", .rate = "1.1e-2"};
    failed = failed || ent_network_add_bath(network, &hot, NULL) || ent_network_add_bath(network, &cold, NULL) ||
             ent_network_finish(network, NULL);
    if (failed) {
        ent_network_free(network);
        network = NULL;
    }
    return network;
}

double time_chain(int n)
{
    ent_network *network = n >= 2 && n <= 16 ? exchange_chain(n) : NULL;
    if (!network) {
        return -1.0;
    }
    const ent_model *model = ent_network_model(network);
    double **columns = calloc(model->n_observables, sizeof *columns);
    double negativity = -1.0;
    int state = ENT_OK;
    size_t rounds = 0;
    const double started = monotonic_seconds();
    double passed = 0.0;
    while (columns && state == ENT_OK && (rounds == 0 || passed < 0.3)) {
        columns[ent_model_observable(model, "negativity_q0")] = &negativity;
        const ent_points point = {1, NULL, columns, &state, NULL, ENT_ROUTE_AUTOMATIC, NULL};
        ent_model_evaluate(model, &point);
        passed = monotonic_seconds() - started;
        ++rounds;
    }
    free(columns);
    ent_network_free(network);
    return state == ENT_OK && negativity >= 0.0 ? passed / (double)rounds : -1.0;
}

double time_evolution(int n)
{
    ent_network *network = n >= 2 && n <= 16 ? exchange_chain(n) : NULL;
    if (!network) {
        return -1.0;
    }
    char name[40];
    const char *const names[1] = {name};
    double times[N_TIMES];
    double negativity[N_TIMES];
    double *columns[1] = {negativity};
    (void)snprintf(name, sizeof name, "negativity_q%d_q%d", n / 2 - 1, n / 2);
    for (int i = 0; i < N_TIMES; ++i) {
        times[i] = 10.0 * i;
    }
    const ent_evolution evolution = {.model = ent_network_model(network),
                                     .from = "gibbs",
                                     .n_times = N_TIMES,
                                     .times = times,
                                     .n_observables = 1,
                                     .observables = names};
    size_t rounds = 0;
    const double started = monotonic_seconds();
    double passed = 0.0;
    int status = ENT_OK;
    while (status == ENT_OK && (rounds == 0 || passed < 0.3)) {
        status = ent_evolve(columns, NULL, NULL, &evolution, NULL, NULL);
        passed = monotonic_seconds() - started;
        ++rounds;
    }
    ent_network_free(network);
    return status == ENT_OK && negativity[N_TIMES - 1] >= 0.0 ? passed / (double)rounds : -1.0;
}
