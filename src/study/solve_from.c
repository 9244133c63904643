#include "study/solve_from.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entangine/units.h"
#include "solver/long_time.h"
#include "study/evolve_start.h"

static int explain(int status, const ent_model *model, const evolve_start *start, const long_time *found,
                   ent_error *error)
{
    switch (status) {
    case ENT_OK:
        return ENT_OK;
    case ENT_ERROR_UNDEFINED:
        return error_set(error, ENT_ERROR_UNDEFINED,
                         "model %s: from this start the state never settles: a coherence that no bath reaches goes on "
                         "oscillating at frequency %.6g; start without it, or follow it with evolve",
                         model->name, found->frequency);
    case ENT_ERROR_OUT_OF_RANGE:
        return error_set(error, ENT_ERROR_OUT_OF_RANGE,
                         "model %s: the state has %d unknowns, and limits for long times are found up to %d: leave the "
                         "start away, which a unique steady state does not need, or use fewer sites or levels",
                         model->name, (int)start->system.flow.n, LONG_TIME_MAX_UNKNOWNS);
    default:
        return error_set(error, (ent_status)status, "model %s: %s", model->name, ent_status_text(status));
    }
}

/* Of a model in natural units. */
static int find(double *observables, double *residual, bool *selected, const ent_model *model, const double *parameters,
                const ent_solve_options *options, ent_error *error)
{
    evolve_start start;
    long_time found = {.nullity = 0};
    int status = evolve_start_open(&start, model, parameters, options->from, options->state, true, error);
    if (status == ENT_OK) {
        dd *limit = calloc(start.system.flow.n + 1, sizeof *limit);
        status = limit ? long_time_limit(limit, &found, start.system.flow.matrix, start.x) : ENT_ERROR_NO_MEMORY;
        *selected = status == ENT_OK && found.nullity > 1;
        if (*selected) {
            *residual = found.residual;
            const moving_state last = {.x = limit};
            status = start.system.observe(&start.system, observables, NULL, &last);
        }
        free(limit);
        status = explain(status, model, &start, &found, error);
    }
    evolve_start_close(&start);
    return status;
}

int solve_from(double *observables, double *residual, bool *selected, const ent_model *model, const double *parameters,
               const ent_solve_options *options, ent_error *error)
{
    double in_natural_units[ENT_MODEL_MAX_PARAMETERS];
    const ent_model *natural = ent_model_natural(model, in_natural_units, parameters);
    *selected = false;
    if (!natural->dynamics) {
        return error_set(error, ENT_ERROR_UNDEFINED,
                         "model %s is a state of equilibrium: it does not depend on where it comes from", model->name);
    }
    const int status = find(observables, residual, selected, natural, in_natural_units, options, error);
    for (size_t k = 0; *selected && model->units && k < model->n_observables; ++k) {
        observables[k] *= model->units->observable_factors[k];
    }
    return status;
}

const char *solve_from_why_undefined(const ent_observable *observable)
{
    return strncmp(observable->name, "J_", 2) == 0 ? "it belongs to a steady state that is unique" : NULL;
}
