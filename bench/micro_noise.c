#include "micro_noise.h"

#include <stdlib.h>

#include "base/clock.h"
#include "entangine/entangine.h"

double micro_noise(ent_network *network)
{
    if (!network) {
        return -1.0;
    }
    const ent_model *model = ent_network_model(network);
    const size_t wanted = ent_model_observable(model, "current_noise_hot");
    double **columns = calloc(model->n_observables, sizeof *columns);
    double noise = -1.0;
    int state = wanted < model->n_observables ? ENT_OK : ENT_ERROR_UNKNOWN_NAME;
    size_t rounds = 0;
    const double started = monotonic_seconds();
    double passed = 0.0;
    while (columns && state == ENT_OK && (rounds == 0 || passed < 0.3)) {
        columns[wanted] = &noise;
        const ent_points point = {1, NULL, columns, &state, NULL, ENT_ROUTE_AUTOMATIC, NULL};
        ent_model_evaluate(model, &point);
        passed = monotonic_seconds() - started;
        ++rounds;
    }
    free(columns);
    ent_network_free(network);
    return state == ENT_OK && noise >= 0.0 ? passed / (double)rounds : -1.0;
}
