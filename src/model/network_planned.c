#include "model/network_planned.h"

#include <math.h>
#include <stdlib.h>

#include "model/network_parts.h"

enum { W = STATIONARY_LANES };

typedef struct waiting_point {
    bool has_values;
    network_values values;
    size_t point;
} waiting_point;

/* Points of one plan. */
typedef struct queue {
    int n;
    stationary_lanes lanes;
    waiting_point waiting[W];
    network_planned_view view;
    dd *x;
} queue;

struct network_planned {
    const ent_network *network;
    network_planned_options options;
    bool has_next;
    network_values next; /* of the point being looked at */
    dd *c;
    int *leader, *levels;
    linear_rates *rates;
    queue queues[NETWORK_MAX_PLANS];
};

int network_planned_create(network_planned **self, const ent_network *network, const network_planned_options *options)
{
    *self = NULL;
    if (network->plans.n == 0) {
        return ENT_OK;
    }
    const size_t n = (size_t)network->plans.n_list + 1;
    *self = calloc(1, sizeof **self);
    if (!*self) {
        return ENT_ERROR_NO_MEMORY;
    }
    **self = (network_planned){.network = network,
                               .options = *options,
                               .c = malloc(n * sizeof(dd)),
                               .leader = malloc(network->n_sites * sizeof(int)),
                               .levels = malloc(network->n_sites * sizeof(int)),
                               .rates = calloc(n, sizeof(linear_rates))};
    if (!(*self)->c || !(*self)->leader || !(*self)->levels || !(*self)->rates) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < network->n_sites; ++i) {
        (*self)->levels[i] = network->sites[i].levels;
    }
    return ENT_OK;
}

static void forget(queue *self)
{
    stationary_lanes_free(&self->lanes);
    free(self->view.c);
    free(self->view.change);
    free(self->x);
    self->view.c = self->view.change = self->x = NULL;
}

void network_planned_free(network_planned *self)
{
    if (!self) {
        return;
    }
    for (int k = 0; k < self->network->plans.n; ++k) {
        queue *at = &self->queues[k];
        for (int l = 0; l < W; ++l) {
            network_values_free(&at->waiting[l].values);
        }
        forget(at);
    }
    network_values_free(&self->next);
    free(self->c);
    free(self->leader);
    free(self->levels);
    free(self->rates);
    free(self);
}

/* Once, when the first point comes. */
static int prepare(queue *self, const network_plan *plan)
{
    const size_t n = (size_t)plan->linear.at.n;
    if (self->x) {
        return ENT_OK;
    }
    self->view.linear = &plan->linear;
    self->view.c = malloc((size_t)(plan->linear.n + 1) * sizeof *self->view.c);
    self->view.change = malloc(n * sizeof *self->view.change);
    self->x = malloc(n * sizeof *self->x);
    const int status = stationary_lanes_create(&self->lanes, &plan->pattern);
    if (status != ENT_OK || !self->view.c || !self->view.change || !self->x) {
        forget(self);
        return ENT_ERROR_NO_MEMORY;
    }
    return ENT_OK;
}

static void set_lane(queue *self, const network_plan *plan, int lane, const dd *c)
{
    for (int k = 0; k < plan->linear.n; ++k) {
        self->lanes.c_hi[k][lane] = c[plan->indices[k]].hi;
        self->lanes.c_lo[k][lane] = c[plan->indices[k]].lo;
    }
}

static void tell(network_planned *self, queue *at, const network_plan *plan, int lane)
{
    const waiting_point *waiting = &at->waiting[lane];
    const linear_generator *linear = &plan->linear;
    if (!at->lanes.solved[lane]) {
        self->options.done(self->options.context, waiting->point, NULL);
        return;
    }
    for (int k = 0; k < linear->at.n; ++k) {
        at->x[k] = (dd){at->lanes.x_hi[k][lane], at->lanes.x_lo[k][lane]};
    }
    for (int k = 0; k < linear->n; ++k) {
        at->view.c[k] = (dd){at->lanes.c_hi[k][lane], at->lanes.c_lo[k][lane]};
    }
    const network_state state = {.system = &waiting->values.system,
                                 .master = {.d = linear->at.d},
                                 .at = linear->at,
                                 .x = at->x,
                                 .planned = &at->view,
                                 .levels = self->levels,
                                 .sites = {waiting->values.system.n_sites, linear->at.d, self->levels},
                                 .steady = true,
                                 .residual = self->options.residuals ? at->lanes.residual[lane] : NAN,
                                 .nullity = 1};
    self->options.done(self->options.context, waiting->point, &state);
}

static void run(network_planned *self, int index)
{
    queue *at = &self->queues[index];
    const network_plan *plan = &self->network->plans.plans[index];
    for (int k = 0; k < plan->linear.n; ++k) {
        for (int l = at->n; l < W; ++l) {
            at->lanes.c_hi[k][l] = at->lanes.c_hi[k][0];
            at->lanes.c_lo[k][l] = at->lanes.c_lo[k][0];
        }
    }
    stationary_lanes_solve(&at->lanes, &plan->pattern, self->options.set);
    if (self->options.residuals) {
        stationary_lanes_residual(&at->lanes, &plan->pattern, self->options.set);
    }
    for (int l = 0; l < at->n; ++l) {
        tell(self, at, plan, l);
    }
    at->n = 0;
}

/* The plan of the point in next, with its coefficients; -1: none. */
static int choose(network_planned *self, const double *parameters)
{
    char problem[ENT_MESSAGE_SIZE];
    const network_plans *plans = &self->network->plans;
    const open_system *system = &self->next.system;
    const bool good =
        network_evaluate(self->network, parameters, &self->next) == ENT_OK &&
        open_system_check(system, problem, sizeof problem) == ENT_OK &&
        linear_coefficients_find(self->c, plans->list, plans->n_list, system, self->leader, self->rates) == ENT_OK;
    return good ? network_plan_choose(plans, self->c) : -1;
}

int network_planned_take(network_planned *self, size_t point, const double *parameters, bool *taken)
{
    *taken = false;
    if (!self->has_next) {
        const int status = network_values_create(&self->next, self->network);
        if (status != ENT_OK) {
            network_values_free(&self->next);
            return status;
        }
        self->has_next = true;
    }
    const int index = choose(self, parameters);
    if (index < 0) {
        return ENT_OK;
    }
    queue *at = &self->queues[index];
    const network_plan *plan = &self->network->plans.plans[index];
    const int status = prepare(at, plan);
    if (status != ENT_OK) {
        return status;
    }
    waiting_point *waiting = &at->waiting[at->n];
    const network_values before = waiting->values;
    set_lane(at, plan, at->n, self->c);
    waiting->values = self->next;
    waiting->point = point;
    self->has_next = waiting->has_values;
    self->next = before;
    waiting->has_values = true;
    *taken = true;
    if (++at->n == W) {
        run(self, index);
    }
    return ENT_OK;
}

void network_planned_finish(network_planned *self)
{
    for (int k = 0; self && k < self->network->plans.n; ++k) {
        if (self->queues[k].n > 0) {
            run(self, k);
        }
    }
}

/* rho_ij */
zdd network_planned_element(const void *data, int i, int j)
{
    const network_state *state = data;
    const size_t d = (size_t)state->at.d;
    const int re = state->at.index[(size_t)(i < j ? i : j) * d + (size_t)(i < j ? j : i)];
    if (re < 0 || i == j) {
        return (zdd){re < 0 ? dd_from(0.0) : state->x[re], dd_from(0.0)};
    }
    const dd im = state->x[state->at.index[(size_t)(i < j ? j : i) * d + (size_t)(i < j ? i : j)]];
    return (zdd){state->x[re], i < j ? im : dd_negate(im)};
}

dd network_planned_current(const network_state *state, bool bare, int bath)
{
    const network_planned_view *view = state->planned;
    const linear_generator *linear = view->linear;
    dd sum = dd_from(0.0);
    for (int k = 0; k < linear->at.n; ++k) {
        view->change[k] = dd_from(0.0);
    }
    for (int k = 0; k < linear->n; ++k) {
        const linear_coefficient *at = &linear->coefficients[k];
        if (linear_is_hamiltonian(at) || at->owner != bath || view->c[k].hi == 0.0) {
            continue;
        }
        const superoperator *action = &linear->actions[k];
        for (size_t e = 0; e < action->n_elements; ++e) {
            const superoperator_element *x = &action->elements[e];
            const dd value = dd_multiply(dd_multiply(view->c[k], x->value), state->x[x->column]);
            view->change[x->row] = dd_add(view->change[x->row], value);
        }
    }
    for (int k = 0; k < linear->n; ++k) {
        const linear_kind kind = linear->coefficients[k].kind;
        if (view->c[k].hi != 0.0 && kind <= (bare ? LINEAR_TUNNELLING : LINEAR_STRENGTH_IM)) {
            const dd part = network_expectation(&linear->at, &linear->operators[k], view->change);
            sum = dd_add(sum, dd_multiply(view->c[k], part));
        }
    }
    return sum;
}

dd network_planned_quanta(const network_state *state, int bath)
{
    const network_planned_view *view = state->planned;
    const linear_generator *linear = view->linear;
    dd sum = dd_from(0.0);
    for (int k = 0; k < linear->n; ++k) {
        const linear_coefficient *at = &linear->coefficients[k];
        if (at->owner == bath && (at->kind == LINEAR_EMISSION || at->kind == LINEAR_ABSORPTION)) {
            const dd jumps = dd_multiply(view->c[k], network_expectation(&linear->at, &linear->operators[k], state->x));
            sum = at->kind == LINEAR_ABSORPTION ? dd_add(sum, jumps) : dd_subtract(sum, jumps);
        }
    }
    return sum;
}
