#include "model/two_qubit_fluctuations.h"

#include <math.h>
#include <stdbool.h>

#include "model/network_state.h"
#include "observable/two_qubit.h"
#include "solver/fluctuations.h"

/* A current below this share of the jumps that make it is rounding. */
static const double RESOLVED = 1e-20;

typedef struct fluctuation_values {
    double noise, fano, tur, kur, third, fourth, heat_noise;
} fluctuation_values;

static double ratio(double numerator, double denominator)
{
    const double value = numerator / denominator;
    return isfinite(value) ? value : NAN;
}

/* sum of -Q/T over the two baths; heat that does not flow counts nothing, also at temperature 0. NaN without memory. */
static double entropy_production(const network_state *state)
{
    double sum = 0.0;
    for (int b = 0; b < 2; ++b) {
        const double heat = dd_value(network_state_current(state, &state->master.hamiltonian, b));
        sum -= heat == 0.0 ? 0.0 : heat / state->system->baths[b].temperature;
    }
    return sum;
}

static int count(fluctuation_values *values, const network_state *state, fluctuations *counting)
{
    const fluctuations_counter hot = {0, FLUCTUATIONS_QUANTA};
    const fluctuations_counter heat = {0, FLUCTUATIONS_ENERGY};
    dd cumulants[FLUCTUATIONS_MAX_ORDER], heat_cumulants[2];
    dd activity, jumps;
    int status = fluctuations_cumulants(cumulants, FLUCTUATIONS_MAX_ORDER, counting, hot);
    status = status == ENT_OK ? fluctuations_cumulants(heat_cumulants, 2, counting, heat) : status;
    status = status == ENT_OK ? fluctuations_activity(&activity, counting, -1) : status;
    status = status == ENT_OK ? fluctuations_activity(&jumps, counting, 0) : status;
    if (status == ENT_OK) {
        const double current = dd_value(cumulants[0]);
        const double production = entropy_production(state);
        const double noise = dd_value(cumulants[1]);
        const bool flows = fabs(current) > RESOLVED * jumps.hi;
        values->noise = noise;
        values->third = dd_value(cumulants[2]);
        values->fourth = dd_value(cumulants[3]);
        values->heat_noise = dd_value(heat_cumulants[1]);
        values->fano = flows ? ratio(noise, fabs(current)) : NAN;
        values->tur = flows ? ratio(values->fano * production, fabs(current)) : NAN;
        status = isnan(production) ? ENT_ERROR_NO_MEMORY : ENT_OK;
        values->kur = flows ? ratio(values->fano * dd_value(activity), fabs(current)) : NAN;
    }
    return status;
}

/* Returns ENT_OK, also where nothing can be told, or ENT_ERROR_NO_MEMORY. */
static int compute(fluctuation_values *values, const two_qubit_sites *engine)
{
    static const int hot[] = {0}, cold[] = {1};
    static const system_factor exchange[] = {{0, LOCAL_RAISE, 0}, {1, LOCAL_LOWER, 0}};
    const system_term coupling = {.strength = engine->g, .add_adjoint = true, .n_factors = 2, .factors = exchange};
    system_site sites[2];
    system_bath baths[2];
    network_state state;
    stationary workspace;
    fluctuations counting = {.series = NULL};
    for (int k = 0; k < 2; ++k) {
        sites[k] = (system_site){.levels = 2, .energy = engine->eps[k], .tunnelling = engine->kappa[k]};
        baths[k] = (system_bath){.n_sites = 1,
                                 .sites = k == 0 ? hot : cold,
                                 .temperature = engine->temperature[k],
                                 .rate = engine->rate[k],
                                 .cutoff = INFINITY};
    }
    const open_system system = {.equation = engine->equation,
                                .n_sites = 2,
                                .n_terms = 1,
                                .n_baths = 2,
                                .sites = sites,
                                .terms = &coupling,
                                .baths = baths};
    int status = network_state_create(&state, &system, false);
    status = status == ENT_OK ? network_state_solve(&state) : status;
    *values = (fluctuation_values){NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    if (status == ENT_OK) {
        const responder answers = network_state_responder(&state, &workspace);
        status = fluctuations_create(&counting, &answers);
    }
    status = status == ENT_OK ? count(values, &state, &counting) : status;
    fluctuations_free(&counting);
    network_state_free(&state);
    return status == ENT_ERROR_NO_MEMORY ? status : ENT_OK;
}

static void set(const ent_points *points, size_t i, const fluctuation_values *values)
{
    const double columns[] = {values->noise, values->fano,   values->tur,       values->kur,
                              values->third, values->fourth, values->heat_noise};
    for (size_t k = 0; k < sizeof columns / sizeof columns[0]; ++k) {
        if (points->observables[CURRENT_NOISE + k]) {
            points->observables[CURRENT_NOISE + k][i] = columns[k];
        }
    }
}

static bool is_wanted(const ent_points *points)
{
    bool wanted = false;
    for (size_t k = CURRENT_NOISE; k < N_TWO_QUBIT_ALL; ++k) {
        wanted = wanted || points->observables[k];
    }
    return wanted;
}

void two_qubit_fluctuations(const ent_model *self, const ent_points *points, two_qubit_reader read)
{
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    two_qubit_sites sites;
    for (size_t i = 0; is_wanted(points) && i < points->n; ++i) {
        if (points->status[i] != ENT_OK) {
            continue;
        }
        for (size_t p = 0; p < self->n_parameters; ++p) {
            parameters[p] = points->parameters[p][i];
        }
        read(parameters, &sites);
        fluctuation_values values;
        points->status[i] = compute(&values, &sites);
        set(points, i, &values);
    }
}

const char *two_qubit_why_no_fluctuation(void)
{
    return "no net current flows, or the numerical steady state does not resolve it";
}
