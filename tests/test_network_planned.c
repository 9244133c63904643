/* Points solved by the plan of a network against the plain route, which sees one point and its whole algebra at a time.
 */
#include "model/network_planned.h"

#include "entangine/entangine.h"
#include "model/network_fluctuations.h"
#include "model/network_parts.h"
#include "random_network.h"

enum { POINTS = 21, MOST_OBSERVABLES = 512, N = RANDOM_NETWORK_PARAMETERS };

/* Results of a block of points of one network. */
typedef struct block {
    double parameters[N][POINTS];
    double observables[MOST_OBSERVABLES][POINTS];
    double residual[POINTS];
    int status[POINTS];
} block;

static block one, other;

static void fill(block *self, random_source *source)
{
    for (int i = 0; i < POINTS; ++i) {
        double values[N];
        random_network_point(values, source);
        for (int p = 0; p < N; ++p) {
            self->parameters[p][i] = values[p];
        }
    }
}

/* n points from the first on; with a report, by the plain route. */
static void evaluate(block *self, const ent_network *network, int first, int n, bool plain)
{
    const ent_model *model = ent_network_model(network);
    const double *parameters[N];
    double *observables[MOST_OBSERVABLES];
    ent_solver_report report;
    assert_true(model->n_observables <= MOST_OBSERVABLES && model->n_parameters == N);
    for (int p = 0; p < N; ++p) {
        parameters[p] = &self->parameters[p][first];
    }
    for (size_t k = 0; k < model->n_observables; ++k) {
        const bool counted = network_is_fluctuation(network->table.entries[k].quantity);
        observables[k] = counted ? NULL : &self->observables[k][first];
    }
    const ent_points points = {.n = (size_t)n,
                               .parameters = parameters,
                               .observables = observables,
                               .status = &self->status[first],
                               .residual = &self->residual[first],
                               .report = plain ? &report : NULL};
    ent_model_evaluate(model, &points);
}

/* The observable of a quantity of site or bond a at point i. */
static double quantity_of(const ent_network *network, const block *of, network_quantity quantity, int a, int i)
{
    for (size_t k = 0; k < network->table.n; ++k) {
        if (network->table.entries[k].quantity == quantity && network->table.entries[k].a == a) {
            return of->observables[k][i];
        }
    }
    return NAN;
}

/* Whether an observable is made of numbers of rounding size at a point: a logarithm or a root of an occupation near 0,
 * or heat near 0 over a temperature of 0. */
static bool is_rounding(const ent_network *network, size_t observable, int i)
{
    const network_entry *entry = &network->table.entries[observable];
    const double a = one.observables[observable][i], b = other.observables[observable][i];
    switch (entry->quantity) {
    case NETWORK_TEMPERATURE:
        return quantity_of(network, &one, NETWORK_EXCITATION, entry->a, i) < 1e-24;
    case NETWORK_BOND_RATIO:
        return quantity_of(network, &one, NETWORK_BOND_CRITICAL, entry->a, i) < 1e-20;
    case NETWORK_BOND_CRITICAL:
    case NETWORK_GME_X:
    case NETWORK_GME_W:
        return fabs(a) < 1e-20 && fabs(b) < 1e-20;
    case NETWORK_ENTROPY_PRODUCTION:
        return (isnan(a) && fabs(b) < 1e-20) || (isnan(b) && fabs(a) < 1e-20);
    default:
        return false;
    }
}

static void expect_point(const ent_network *network, int i)
{
    const ent_model *model = ent_network_model(network);
    if (one.status[i] != other.status[i]) {
        fail_msg("point %d: %s by the plan, %s plainly", i, ent_status_name(one.status[i]),
                 ent_status_name(other.status[i]));
    }
    for (size_t k = 0; k < model->n_observables && one.status[i] == ENT_OK; ++k) {
        if (!network_is_fluctuation(network->table.entries[k].quantity) && !is_rounding(network, k, i)) {
            expect_close(one.observables[k][i], other.observables[k][i], 1e-15, 1e-27, model->observables[k].name);
        }
    }
    assert_true(one.status[i] != ENT_OK || one.residual[i] < 1e-27);
}

static void as_the_plain_route(void **state)
{
    (void)state;
    random_source source = {7};
    int failed = 0;
    for (int trial = 0; trial < 60; ++trial) {
        ent_network *network = random_network(&source, 1 + trial % 4);
        fill(&one, &source);
        other = one;
        evaluate(&one, network, 0, POINTS, false);
        evaluate(&other, network, 0, POINTS, true);
        for (int i = 0; i < POINTS; ++i) {
            expect_point(network, i);
            failed += one.status[i] != ENT_OK;
        }
        ent_network_free(network);
    }
    assert_true(failed > 20); /* no bath, no coupling: what has no steady state, or several, was among them */
}

/* Any part of a block, alone or with others, gives the same bits. */
static void position_changes_nothing(void **state)
{
    (void)state;
    random_source source = {8};
    for (int trial = 0; trial < 20; ++trial) {
        ent_network *network = random_network(&source, 2 + trial % 3);
        fill(&one, &source);
        other = one;
        evaluate(&one, network, 0, POINTS, false);
        for (int first = 0, n = 1; first < POINTS; first += n, n = n % 7 + 1) {
            evaluate(&other, network, first, n < POINTS - first ? n : POINTS - first, false);
        }
        assert_memory_equal(&one, &other, sizeof one);
        ent_network_free(network);
    }
}

/* What the plan makes of points, and how many it takes and solves. */
typedef struct outcome {
    int taken, solved, n;
    dd x[POINTS][256];
} outcome;

static outcome first_outcome, next_outcome;

static void keep(void *context, size_t point, const network_state *state)
{
    outcome *self = context;
    if (state) {
        ++self->solved;
        self->n = state->at.n;
        memcpy(self->x[point], state->x, (size_t)state->at.n * sizeof *state->x);
    }
}

static void solve_points(outcome *self, const ent_network *network, instruction_set set)
{
    network_planned *planned;
    const network_planned_options options = {set, false, keep, self};
    memset(self, 0, sizeof *self);
    assert_int_equal(network_planned_create(&planned, network, &options), ENT_OK);
    assert_non_null(planned);
    for (size_t i = 0; i < POINTS; ++i) {
        double values[N];
        bool taken;
        for (int p = 0; p < N; ++p) {
            values[p] = one.parameters[p][i];
        }
        assert_int_equal(network_planned_take(planned, i, values, &taken), ENT_OK);
        self->taken += taken;
    }
    network_planned_finish(planned);
    network_planned_free(planned);
}

static void instruction_sets_change_nothing(void **state)
{
    (void)state;
    random_source source = {9};
    for (int trial = 0; trial < 20; ++trial) {
        ent_network *network = random_network(&source, 1 + trial % 4);
        fill(&one, &source);
        solve_points(&first_outcome, network, INSTRUCTIONS_BASELINE);
        for (int set = 1; set < N_INSTRUCTION_SETS; ++set) {
            if (instruction_set_is_available((instruction_set)set)) {
                solve_points(&next_outcome, network, (instruction_set)set);
                assert_memory_equal(&first_outcome, &next_outcome, sizeof next_outcome);
            }
        }
        ent_network_free(network);
    }
}

/* Nearly all points whose state is unique are solved by the plan, though parameters range over decades; the state is
 * that of the plain route. */
static void plans_solve(void **state)
{
    (void)state;
    random_source source = {10};
    int unique = 0, solved = 0;
    for (int trial = 0; trial < 40; ++trial) {
        ent_network *network = random_network(&source, 2 + trial % 3);
        fill(&one, &source);
        evaluate(&one, network, 0, POINTS, true);
        solve_points(&first_outcome, network, instruction_set_best());
        for (int i = 0; i < POINTS; ++i) {
            unique += one.status[i] == ENT_OK;
        }
        solved += first_outcome.solved;
        assert_true(first_outcome.solved <= first_outcome.taken && first_outcome.taken <= POINTS);
        ent_network_free(network);
    }
    print_message("%d of %d by the plan\n", solved, unique);
    assert_true(solved <= unique && solved > 0.95 * unique);
}

enum { SWEPT = 150 };

static void sweep(const ent_network *network, size_t threads, size_t first, double *currents, int *status)
{
    static const char *const names[] = {"I_q0_q1"};
    const ent_model *model = ent_network_model(network);
    double parameters[N];
    double *columns[] = {currents + first};
    ent_axis axis = {.parameter = "g"};
    ent_error error;
    ent_model_defaults(model, parameters);
    good(ent_range_linear(&axis.range, 1e-3, 1e-2, SWEPT, &error), &error);
    const ent_sweep self = {
        .model = model, .parameters = parameters, .n_axes = 1, .axes = &axis, .n_observables = 1, .observables = names};
    const ent_sweep_options options = {.threads = threads};
    good(ent_sweep_evaluate(&self, columns, status + first, first, SWEPT - first, &options, &error), &error);
    ent_range_free(&axis.range);
}

/* Any number of threads, from any point on. */
static void threads_change_nothing(void **state)
{
    (void)state;
    static double alone[SWEPT], together[SWEPT];
    static int status[SWEPT], other_status[SWEPT];
    random_source source = {12};
    ent_network *network = random_network(&source, 3);
    while (ent_model_observable(ent_network_model(network), "I_q0_q1") == ent_network_model(network)->n_observables) {
        ent_network_free(network);
        network = random_network(&source, 3);
    }
    sweep(network, 1, 0, alone, status);
    for (int i = 0; i < SWEPT; ++i) {
        assert_true(status[i] == ENT_OK && alone[i] != 0.0);
    }
    for (size_t threads = 1; threads <= 4; ++threads) {
        memset(together, 0, sizeof together);
        sweep(network, threads, 0, together, other_status);
        sweep(network, threads, 7 * threads, together, other_status);
        assert_memory_equal(alone, together, sizeof alone);
        assert_memory_equal(status, other_status, sizeof status);
    }
    ent_network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_the_plain_route),
        cmocka_unit_test(position_changes_nothing),
        cmocka_unit_test(instruction_sets_change_nothing),
        cmocka_unit_test(plans_solve),
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
