#include "model/x_block.h"

#include <math.h>

#include "observable/two_qubit.h"

/* The n points from first on. */
static ent_points slice(const ent_model *self, const ent_points *points, size_t first, size_t n,
                        const double **parameters, double **observables)
{
    ent_points part = *points;
    for (size_t p = 0; p < self->n_parameters; ++p) {
        parameters[p] = points->parameters[p] + first;
    }
    for (size_t k = 0; k < self->n_observables; ++k) {
        observables[k] = points->observables[k] ? points->observables[k] + first : NULL;
    }
    part.n = n;
    part.parameters = parameters;
    part.observables = observables;
    part.status = points->status + first;
    part.residual = points->residual ? points->residual + first : NULL;
    return part;
}

/* Whether more is wanted than follows from populations and the size of the coherence. */
static bool wants_currents(double *const *columns)
{
    static const int currents[] = {COHERENCE_RE,
                                   COHERENCE_IM,
                                   HEAT_H,
                                   HEAT_C,
                                   HEAT_H_BARE,
                                   HEAT_C_BARE,
                                   J_SS,
                                   J_CRITICAL,
                                   PURITY,
                                   PARTICLE_CURRENT,
                                   PARTICLE_CRITICAL,
                                   PARTICLE_RATIO,
                                   ENTROPY_PRODUCTION};
    bool wanted = false;
    for (size_t k = 0; k < sizeof currents / sizeof currents[0]; ++k) {
        wanted = wanted || columns[currents[k]];
    }
    return wanted;
}

/* Returns whether points are left to the model. */
static bool evaluate_part(const ent_model *self, const ent_points *part, const x_lanes *lanes, block_point compute,
                          instruction_set set)
{
    x_states states;
    double odd[LANES];
    const double *const *p = part->parameters;
    const x_settings settings = {p[lanes->g], p[lanes->t_h], p[lanes->t_c]};
    lanes->states(p, part->n, wants_currents(part->observables), &states, odd, set);
    x_states_observe(&states, part->n, &settings, part->observables, set);
    for (size_t i = 0; part->residual && i < part->n; ++i) {
        part->residual[i] = NAN;
    }
    const bool any = any_lane(odd, part->n);
    bool left = false;
    for (size_t i = 0; any && i < part->n; ++i) {
        left = left || odd[i] == X_BLOCK_OTHER;
        if (part->status[i] == ENT_OK && odd[i] == X_BLOCK_PLAIN) {
            block_evaluate_one(self, part, i, compute);
        }
    }
    return left;
}

bool x_block_evaluate(const ent_model *self, const ent_points *points, const x_lanes *lanes, block_point compute,
                      instruction_set set)
{
    const double *parameters[ENT_MODEL_MAX_PARAMETERS];
    double *observables[N_TWO_QUBIT_ALL] = {NULL};
    bool left = false;
    for (size_t first = 0; first < points->n; first += LANES) {
        const size_t rest = points->n - first;
        const size_t n = rest < LANES ? rest : LANES;
        const ent_points part = slice(self, points, first, n, parameters, observables);
        left = evaluate_part(self, &part, lanes, compute, set) || left;
    }
    return left;
}
