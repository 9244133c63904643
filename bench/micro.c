/* Micro-benchmarks: the time a point takes in each kernel and each route. Alone it prints a table for developers; with
 * `--seconds NAME` it prints one number, for bench/run.py. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/blas_threads.h"
#include "base/clock.h"
#include "base/exponential.h"
#include "entangine/entangine.h"
#include "micro_kernels.h"
#include "micro_neighbour.h"
#include "micro_network_sweep.h"
#include "micro_networks.h"
#include "model/check_lanes.h"
#include "model/global.h"
#include "model/local.h"
#include "observable/two_qubit.h"
#include "physics/bose_lanes.h"

enum { N = 504, MAX_PARAMETERS = 16 };

/* A block of engines scattered around the defaults, and room for results. */
static double parameters[MAX_PARAMETERS][N], results[N_TWO_QUBIT][N];
static const double *parameter_columns[MAX_PARAMETERS];
static double *result_columns[N_TWO_QUBIT_ALL]; /* those of fluctuations are never asked for */
static int status[N];

static double random_share(void)
{
    static unsigned long long state = 88172645463325252ULL;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (double)(state >> 11) * 0x1p-53;
}

static const ent_model *fill(const char *name, double kappa)
{
    const ent_model *model = ent_model_find(name);
    double defaults[MAX_PARAMETERS];
    ent_model_defaults(model, defaults);
    if (strcmp(name, "local") == 0) {
        defaults[LOCAL_DELTA] = 0.01;
        defaults[LOCAL_KAPPA_H] = defaults[LOCAL_KAPPA_C] = kappa;
    }
    if (strcmp(name, "global") == 0) {
        defaults[GLOBAL_G] = 0.2;
        defaults[GLOBAL_T_C] = 0.05;
    }
    if (strcmp(name, "thermal") == 0) {
        defaults[1] = 0.2;
    }
    memset(result_columns, 0, sizeof result_columns);
    for (size_t p = 0; p < model->n_parameters; ++p) {
        parameter_columns[p] = parameters[p];
        for (size_t i = 0; i < N; ++i) {
            parameters[p][i] = defaults[p] * (0.5 + random_share());
        }
    }
    return model;
}

/* Repeats for a third of a second; returns seconds a point. */
#define TIME(seconds, call)                                                                                            \
    do {                                                                                                               \
        size_t rounds_ = 0;                                                                                            \
        double started_ = monotonic_seconds(), passed_ = 0.0;                                                          \
        while (passed_ < 0.3) {                                                                                        \
            for (int inner_ = 0; inner_ < 16; ++inner_) {                                                              \
                call;                                                                                                  \
            }                                                                                                          \
            rounds_ += 16;                                                                                             \
            passed_ = monotonic_seconds() - started_;                                                                  \
        }                                                                                                              \
        (seconds) = passed_ / (double)rounds_ / N;                                                                     \
    } while (0)

static double time_model(const char *name, double kappa, ent_route route, bool all)
{
    const ent_model *model = fill(name, kappa);
    for (size_t k = 0; k < N_TWO_QUBIT; ++k) {
        result_columns[k] = all || k == J_RATIO || k == NEGATIVITY ? results[k] : NULL;
    }
    const ent_points points = {N, parameter_columns, result_columns, status, NULL, route, NULL};
    double seconds;
    TIME(seconds, ent_model_evaluate(model, &points));
    return seconds;
}

static double local_two(void)
{
    return time_model("local", 0.0, ENT_ROUTE_AUTOMATIC, false);
}

static double local_all(void)
{
    return time_model("local", 0.0, ENT_ROUTE_AUTOMATIC, true);
}

static double global_two(void)
{
    return time_model("global", 0.0, ENT_ROUTE_AUTOMATIC, false);
}

static double thermal_two(void)
{
    return time_model("thermal", 0.0, ENT_ROUTE_AUTOMATIC, false);
}

static double tunnelling(void)
{
    return time_model("local", 0.05, ENT_ROUTE_AUTOMATIC, false);
}

static double numerical(void)
{
    return time_model("local", 0.0, ENT_ROUTE_NUMERICAL, false);
}

static double check(void)
{
    const ent_model *model = fill("local", 0.0);
    bool good = true;
    double seconds;
    TIME(seconds, for (size_t p = 0; p < model->n_parameters; ++p) good =
                      all_in_range(&model->parameters[p], parameters[p], N, instruction_set_best()) && good);
    return good ? seconds : -1.0;
}

static double occupations(void)
{
    static bose_lanes lanes;
    for (size_t i = 0; i < LANES; ++i) {
        lanes.x_h[i] = 1.0 + random_share();
        lanes.x_c[i] = 10.0 + random_share();
        lanes.difference[i] = lanes.x_c[i] - lanes.x_h[i];
    }
    double seconds;
    TIME(seconds, bose_lanes_fill(&lanes, LANES, instruction_set_best()));
    return seconds * N / LANES;
}

/* A sweep in memory, by so many threads; with tunnelling, of fewer points. */
static double threads(size_t n_threads, double kappa)
{
    enum { POINTS = 2000000, SHARE = 10 };
    const size_t points = kappa == 0.0 ? POINTS : POINTS / SHARE;
    static const char *const wanted[] = {"J_ratio", "negativity"};
    const ent_model *model = ent_model_find("local");
    double defaults[MAX_PARAMETERS], seconds = -1.0;
    ent_axis axes[2] = {{.parameter = "delta"}, {.parameter = "g"}};
    double *columns[2] = {calloc(POINTS, sizeof(double)), calloc(POINTS, sizeof(double))};
    int *states = calloc(POINTS, sizeof *states);
    ent_model_defaults(model, defaults);
    defaults[LOCAL_KAPPA_H] = kappa;
    const ent_sweep_options options = {.threads = n_threads};
    if (columns[0] && columns[1] && states &&
        ent_range_linear(&axes[0].range, -0.02, 0.02, points / 1000, NULL) == ENT_OK &&
        ent_range_linear(&axes[1].range, 1e-4, 1e-2, 1000, NULL) == ENT_OK) {
        const ent_sweep sweep = {.model = model,
                                 .parameters = defaults,
                                 .n_axes = 2,
                                 .axes = axes,
                                 .n_observables = 2,
                                 .observables = wanted};
        for (int k = 0; k < 4; ++k) {
            const double started = monotonic_seconds();
            if (ent_sweep_evaluate(&sweep, columns, states, 0, points, &options, NULL) != ENT_OK) {
                break;
            }
            const double passed = (monotonic_seconds() - started) / (double)points;
            seconds = seconds < 0.0 || passed < seconds ? passed : seconds;
        }
    }
    ent_range_free(&axes[0].range);
    ent_range_free(&axes[1].range);
    free(columns[0]);
    free(columns[1]);
    free(states);
    return seconds;
}

static const struct {
    const char *name, *what;
    double (*seconds)(void);
} kernels[] = {
    {"local", "local, closed form, J_ratio and negativity", local_two},
    {"local-all", "local, closed form, all observables", local_all},
    {"global", "global, closed form, J_ratio and negativity", global_two},
    {"thermal", "thermal, closed form, J_ratio and negativity", thermal_two},
    {"tunnelling", "local with tunnelling, J_ratio and negativity", tunnelling},
    {"numerical", "local without tunnelling, numerical route", numerical},
    {"check", "check of the parameters of local", check},
    {"occupations", "occupations of two baths", occupations},
};

static double seconds_of(const char *name)
{
    for (size_t k = 0; k < sizeof kernels / sizeof kernels[0]; ++k) {
        if (strcmp(kernels[k].name, name) == 0) {
            return kernels[k].seconds();
        }
    }
    if (strncmp(name, "network-", 8) == 0) {
        return network_sweep_seconds(name);
    }
    if (strncmp(name, "threads-", 8) == 0) {
        return threads((size_t)strtoul(name + 8, NULL, 10), 0.0);
    }
    if (strncmp(name, "tunnelling-threads-", 19) == 0) {
        return threads((size_t)strtoul(name + 19, NULL, 10), 0.05);
    }
    return network_seconds(name);
}

int main(int argc, char **argv)
{
    blas_threads_rest(); /* as the program does */
    if (argc == 3 && strcmp(argv[1], "--seconds") == 0) {
        const double seconds = seconds_of(argv[2]);
        (void)printf("%.6e\n", seconds);
        return seconds > 0.0 ? 0 : 1;
    }
    if (argc == 3 && strcmp(argv[1], "--report") == 0) {
        return network_report(argv[2]) ? 0 : 1;
    }
    if (argc != 1) {
        (void)fprintf(stderr, "usage: micro [--seconds NAME | --report NAME]\n");
        return 2;
    }
    for (size_t k = 0; k < sizeof kernels / sizeof kernels[0]; ++k) {
        (void)printf("%-14s %10.1f ns a point  %s\n", kernels[k].name, kernels[k].seconds() * 1e9, kernels[k].what);
    }
    kernels_print();
    static const struct {
        const char *name, *what;
    } problems[] = {
        {"chain", "steady state of a chain of qubits, one negativity"},
        {"nosym", "the same without symmetry, one current"},
        {"noise", "current noise of a chain of qubits"},
        {"evolve", "a chain of qubits at eleven times, one negativity"},
        {"network-sweep", "a sweep of a chain of qubits, one current"},
        {"network-threads", "such a sweep of three qubits, on so many threads"},
        {"threads", "closed form, a sweep in memory on so many threads"},
        {"tunnelling-threads", "the same with tunnelling"},
    };
    for (size_t k = 0; k < sizeof problems / sizeof problems[0]; ++k) {
        const bool counts_threads = strstr(problems[k].name, "threads") != NULL;
        for (int n = counts_threads ? 1 : 2; n <= (counts_threads ? 2 : 7); ++n) {
            char name[40];
            (void)snprintf(name, sizeof name, "%s-%d", problems[k].name, n);
            (void)printf("%-20s %12.3f us  %s\n", name, seconds_of(name) * 1e6, problems[k].what);
        }
    }
    neighbour_print();
    return 0;
}
