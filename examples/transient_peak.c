/* How much more entanglement does an engine show on its way to the steady state?
 *
 * For each coupling g, from the moment the qubits, each in the Gibbs state of its bath, are coupled: the largest
 * negativity, when it occurs, and what is left in the steady state. CSV on standard output. */
#include <entangine/entangine.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* The largest negativity among the events of one engine; *time is when. */
static double largest_peak(const ent_model *model, const double *parameters, double *time)
{
    const double last = 5000.0;
    ent_event *events = NULL;
    size_t n_events = 0;
    double peak = 0.0, end;
    double *column = &end;
    const char *observable = "negativity";
    const ent_evolution evolution = {model, parameters, "gibbs", NULL, 1, &last, 1, &observable};
    ent_error error;
    if (ent_evolve(&column, &events, &n_events, &evolution, NULL, &error) != ENT_OK) {
        fprintf(stderr, "%s\n", error.message);
        exit(EXIT_FAILURE);
    }
    *time = NAN;
    for (size_t i = 0; i < n_events; ++i) {
        if (events[i].kind == ENT_EVENT_PEAKS && events[i].negativity > peak) {
            peak = events[i].negativity;
            *time = events[i].time;
        }
    }
    free(events);
    return peak;
}

int main(void)
{
    const ent_model *model = ent_model_find("local");
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_range couplings;
    ent_model_defaults(model, parameters);
    if (ent_range_logarithmic(&couplings, 1e-4, 1e-1, 61, NULL) != ENT_OK) {
        return EXIT_FAILURE;
    }
    printf("g,peak_negativity,peak_time,steady_negativity\n");
    for (size_t i = 0; i < couplings.n; ++i) {
        ent_solution *steady;
        double negativity, time;
        const double g = ent_range_value(&couplings, i);
        if (ent_model_set(model, parameters, "g", g, NULL) != ENT_OK ||
            ent_solve(&steady, model, parameters, NULL, NULL) != ENT_OK ||
            ent_solution_get(steady, &negativity, "negativity", NULL) != ENT_OK) {
            return EXIT_FAILURE;
        }
        const double peak = largest_peak(model, parameters, &time);
        printf("%.6g,%.6g,%.6g,%.6g\n", g, peak, time, negativity);
        ent_solution_free(steady);
        if (peak > 0.0 && peak < negativity) {
            return EXIT_FAILURE; /* a course that ends in the steady state cannot stay below it */
        }
    }
    ent_range_free(&couplings);
    return EXIT_SUCCESS;
}
