#include "model/network_plan.h"

#include <math.h>
#include <stdlib.h>

#include "generator/local_lines.h"
#include "model/network_parts.h"
#include "model/network_state.h"

/* Numbers that are neither 0 nor so far from 1 that products of them leave the range where every digit counts. */
static const double SMALLEST = 1e-100, LARGEST = 1e100;

/* A number between 0.3 and 0.8 that is like no other. */
static double generic(size_t k)
{
    const double golden = 0.6180339887498949 * (double)(k + 1);
    return 0.3 + 0.5 * (golden - floor(golden));
}

/* What the plans are made from. */
typedef struct draft {
    const ent_network *network;
    network_values initial, any; /* any: parameters at generic values */
    dd *c;                       /* at the initial parameters; 0 where these fail */
    double *typical, *samples[ELIMINATION_MAX_SAMPLES];
    bool *used;
    int *leader;
    bool *varies; /* energies of sites that depend on parameters */
} draft;

static int draft_create(draft *self, const ent_network *network)
{
    *self = (draft){.network = network,
                    .leader = calloc(network->n_sites + 1, sizeof *self->leader),
                    .varies = calloc(network->n_sites + 1, sizeof *self->varies)};
    int status = network_values_create(&self->initial, network);
    status = status == ENT_OK ? network_values_create(&self->any, network) : status;
    return self->leader && self->varies ? status : ENT_ERROR_NO_MEMORY;
}

static void draft_free(draft *self)
{
    network_values_free(&self->initial);
    network_values_free(&self->any);
    free(self->c);
    free(self->typical);
    for (int s = 0; s < ELIMINATION_MAX_SAMPLES; ++s) {
        free(self->samples[s]);
    }
    free(self->used);
    free(self->leader);
    free(self->varies);
}

/* Coefficients at the initial parameters, all 0 if there is no state. */
static int evaluate_initial(draft *self, const network_plans *plans)
{
    const ent_network *network = self->network;
    const int n = plans->n_list;
    char problem[ENT_MESSAGE_SIZE];
    double *parameters = calloc(network->n_parameters + 1, sizeof *parameters);
    linear_rates *rates = calloc((size_t)n + 1, sizeof *rates);
    if (!parameters || !rates) {
        free(parameters);
        free(rates);
        return ENT_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < network->n_parameters; ++i) {
        if (!network->parameters[i].derived) {
            parameters[network->parameters[i].position] = network->parameters[i].initial;
        }
    }
    const open_system *system = &self->initial.system;
    int status = network_evaluate(network, parameters, &self->initial);
    status = status == ENT_OK ? open_system_check(system, problem, sizeof problem) : status;
    if (status == ENT_OK) {
        status = linear_coefficients_find(self->c, plans->list, n, system, self->leader, rates);
    }
    for (int k = 0; k < n && status != ENT_OK; ++k) {
        self->c[k] = dd_from(0.0);
    }
    free(rates);
    free(parameters);
    return ENT_OK;
}

/* Whether two sites of a bath may have one gap. */
static bool may_share_line(draft *self, const linear_coefficient *at)
{
    const open_system *system = &self->any.system;
    const system_bath *bath = &system->baths[at->owner];
    local_lines_find(self->leader, system, bath);
    return self->varies[bath->sites[at->first]] || self->varies[bath->sites[at->second]] ||
           self->leader[at->first] == self->leader[at->second];
}

/* Whether a coefficient may differ from 0 at some parameters. */
static bool may_count(draft *self, const linear_coefficient *at)
{
    const open_system *system = &self->any.system;
    switch (at->kind) {
    case LINEAR_ENERGY:
        return system->sites[at->owner].energy != 0.0;
    case LINEAR_TUNNELLING:
        return system->sites[at->owner].tunnelling != 0.0;
    case LINEAR_STRENGTH:
        return system->terms[at->owner].strength != 0.0;
    case LINEAR_STRENGTH_IM:
        return system->terms[at->owner].strength_im != 0.0;
    default:
        break;
    }
    const system_bath *bath = &system->baths[at->owner];
    const bool warm = bath->temperature != 0.0 || bath->statistics == ENT_STATISTICS_FERMION;
    return bath->rate != 0.0 && (at->kind != LINEAR_ABSORPTION || warm) &&
           (at->kind == LINEAR_DEPHASING || may_share_line(self, at));
}

static bool *copy_of(const bool *from, int n)
{
    bool *copy = calloc((size_t)n + 1, sizeof *copy);
    for (int k = 0; copy && k < n; ++k) {
        copy[k] = from[k];
    }
    return copy;
}

/* Systems that a sweep may meet, made of the typical one: with baths at temperature 0 and no sites of one gap, with
 * stronger and with weaker couplings. */
static int create_pattern(network_plan *self, draft *from)
{
    static const double couplings[ELIMINATION_MAX_SAMPLES] = {1.0, 1.0, 20.0, 0.05};
    for (int s = 0; s < ELIMINATION_MAX_SAMPLES; ++s) {
        for (int k = 0; k < self->linear.n; ++k) {
            const linear_coefficient *at = &self->linear.coefficients[k];
            const bool couples = at->kind == LINEAR_STRENGTH || at->kind == LINEAR_STRENGTH_IM;
            const bool cold = at->kind == LINEAR_ABSORPTION || at->first != at->second;
            const double factor = couples ? couplings[s] : s == 1 && cold ? 0.0 : 1.0;
            from->samples[s][k] = factor * from->typical[self->indices[k]];
        }
    }
    return stationary_pattern_create(&self->pattern, &self->linear, ELIMINATION_MAX_SAMPLES, from->samples);
}

/* Keeps the plan if there is one. */
static int add_plan(network_plans *self, draft *from)
{
    network_plan *plan = &self->plans[self->n];
    plan->used = copy_of(from->used, self->n_list);
    plan->indices = calloc((size_t)self->n_list + 1, sizeof *plan->indices);
    int status = plan->used && plan->indices ? ENT_OK : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK) {
        status = linear_generator_create(&plan->linear, &from->any.system, self->list, from->used, self->n_list);
    }
    for (int k = 0, i = 0; status == ENT_OK && k < self->n_list; ++k) {
        if (from->used[k]) {
            plan->indices[i++] = k;
        }
    }
    if (status == ENT_OK) {
        status = plan->linear.at.n > NETWORK_BEST_DENSE ? ENT_ERROR_OUT_OF_RANGE : create_pattern(plan, from);
    }
    if (status == ENT_OK && plan->pattern.order.operations <= NETWORK_PLANNED_OPERATIONS) {
        ++self->n;
        return ENT_OK;
    }
    stationary_pattern_free(&plan->pattern);
    linear_generator_free(&plan->linear);
    free(plan->used);
    free(plan->indices);
    *plan = (network_plan){.used = NULL};
    return status == ENT_ERROR_NO_MEMORY ? status : ENT_OK;
}

/* First the coefficients at the initial parameters, then all. */
static int add_plans(network_plans *self, draft *from)
{
    double scale = 0.0;
    int n_first = 0, n_all = 0;
    for (int k = 0; k < self->n_list; ++k) {
        const double size = fabs(from->c[k].hi);
        scale = self->list[k].kind != LINEAR_ENERGY && size > scale ? size : scale;
        from->used[k] = size != 0.0;
        n_first += from->used[k];
    }
    for (int k = 0; k < self->n_list; ++k) {
        from->typical[k] = from->used[k] ? from->c[k].hi : (scale > 0.0 ? scale : 1.0) * generic((size_t)k);
    }
    int status = n_first > 0 ? add_plan(self, from) : ENT_OK;
    for (int k = 0; k < self->n_list; ++k) {
        from->used[k] = from->used[k] || may_count(from, &self->list[k]);
        n_all += from->used[k];
    }
    return status == ENT_OK && n_all > n_first ? add_plan(self, from) : status;
}

int network_plans_create(network_plans *self, const ent_network *network)
{
    draft from;
    *self = (network_plans){.n = 0};
    int status = draft_create(&from, network);
    if (status != ENT_OK) {
        draft_free(&from);
        return status;
    }
    const open_system *system = &from.any.system;
    if (network->equation == ENT_MASTER_EQUATION_LOCAL && open_system_dimension(system) <= NETWORK_PLANNED_DIMENSION) {
        self->list = linear_coefficients_list(system, &self->n_list);
        const size_t room = (size_t)self->n_list + 1;
        from.c = calloc(room, sizeof *from.c);
        from.typical = calloc(room, sizeof *from.typical);
        from.used = calloc(room, sizeof *from.used);
        status = self->list && from.c && from.typical && from.used ? ENT_OK : ENT_ERROR_NO_MEMORY;
        for (int s = 0; s < ELIMINATION_MAX_SAMPLES; ++s) {
            from.samples[s] = calloc(room, sizeof(double));
            status = from.samples[s] ? status : ENT_ERROR_NO_MEMORY;
        }
    }
    if (status == ENT_OK && self->list) {
        network_set_generic(network, &from.any, from.varies, generic);
        status = evaluate_initial(&from, self);
        status = status == ENT_OK ? add_plans(self, &from) : status;
    }
    draft_free(&from);
    return status;
}

void network_plans_free(network_plans *self)
{
    for (int k = 0; k < self->n; ++k) {
        stationary_pattern_free(&self->plans[k].pattern);
        linear_generator_free(&self->plans[k].linear);
        free(self->plans[k].used);
        free(self->plans[k].indices);
    }
    free(self->list);
    *self = (network_plans){.n = 0};
}

static bool fits(const network_plan *plan, const dd *c, int n)
{
    for (int k = 0; k < n; ++k) {
        const double size = fabs(c[k].hi);
        if (size != 0.0 && (!plan->used[k] || !(size >= SMALLEST && size <= LARGEST))) {
            return false;
        }
    }
    return true;
}

int network_plan_choose(const network_plans *self, const dd *c)
{
    for (int k = 0; k < self->n; ++k) {
        if (fits(&self->plans[k], c, self->n_list)) {
            return k;
        }
    }
    return -1;
}
