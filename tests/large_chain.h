/* Chains of qubits that are too large for the dense route. */
#ifndef TESTS_LARGE_CHAIN_H
#define TESTS_LARGE_CHAIN_H

#include "entangine/network.h"
#include "model/network_parts.h"
#include "support.h"

enum { MOST_OBSERVABLES = 500, MOST_PARAMETERS = 8 };

static inline void must(int status, const ent_error *error)
{
    if (status != ENT_OK) {
        fail_msg("%s", error->message);
    }
}

static inline ent_network *start(void)
{
    static const char *const parameters[][2] = {
        {"g", "0.05"}, {"T", "0.7"}, {"rate", "0.01"}, {"detuning", "0"}, {"tunnelling", "0"}};
    ent_network *self = NULL;
    ent_error error;
    must(ent_network_create(&self, "chain", NULL, &error), &error);
    for (size_t k = 0; k < sizeof parameters / sizeof *parameters; ++k) {
        must(ent_network_add_parameter(self, parameters[k][0], parameters[k][1], &error), &error);
    }
    return self;
}

/* n qubits, named by a letter, with a bath at each end; the last one is detuned and tunnels. */
static inline void add_chain(ent_network *self, char letter, int n)
{
    char names[2][8];
    char baths[2][8];
    ent_error error;
    for (int i = 0; i < n; ++i) {
        char *name = names[i % 2];
        (void)snprintf(name, sizeof names[0], "%c%d", letter, i);
        const bool last = i == n - 1;
        const ent_site site = {
            .name = name, .levels = 2, .energy = last ? "1 + detuning" : "1", .tunnelling = last ? "tunnelling" : NULL};
        must(ent_network_add_site(self, &site, &error), &error);
        if (i > 0) {
            const ent_coupling bond = {ENT_COUPLING_EXCHANGE, {names[(i + 1) % 2], name}, i % 2 ? "g" : "1.2*g"};
            must(ent_network_add_coupling(self, &bond, &error), &error);
        }
    }
    (void)snprintf(names[0], sizeof names[0], "%c0", letter);
    (void)snprintf(names[1], sizeof names[1], "%c%d", letter, n - 1);
    for (int b = 0; b < 2; ++b) {
        const char *site = names[b];
        (void)snprintf(baths[b], sizeof baths[b], "%s_%c", b ? "cold" : "hot", letter);
        const ent_bath bath = {.name = baths[b],
                               .n_sites = 1,
                               .sites = &site,
                               .temperature = b ? "0.2" : "T",
                               .rate = b ? "1.5*rate" : "rate"};
        must(ent_network_add_bath(self, &bath, &error), &error);
    }
}

static inline const ent_model *finish(ent_network *self)
{
    ent_error error;
    must(ent_network_finish(self, &error), &error);
    return ent_network_model(self);
}

/* The observables whose names hold one of the texts; NaN for the others. Returns the route. */
static inline const char *observe(const ent_model *model, const double *at, const char *const *texts, double *values)
{
    const double *p[MOST_PARAMETERS];
    double *o[MOST_OBSERVABLES] = {NULL};
    int status;
    ent_solver_report report;
    for (size_t k = 0; k < model->n_parameters; ++k) {
        p[k] = &at[k];
    }
    for (size_t k = 0; k < model->n_observables; ++k) {
        values[k] = NAN;
        for (size_t t = 0; texts[t]; ++t) {
            o[k] = strstr(model->observables[k].name, texts[t]) ? &values[k] : o[k];
        }
    }
    const ent_points point = {1, p, o, &status, NULL, ENT_ROUTE_AUTOMATIC, &report};
    ent_model_evaluate(model, &point);
    assert_int_equal(status, ENT_OK);
    return report.route;
}

static inline double named(const ent_model *model, const double *values, const char *name)
{
    const size_t k = ent_model_observable(model, name);
    assert_true(k < model->n_observables);
    return values[k];
}

#endif
