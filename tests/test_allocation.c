#include "failing_allocation.h"

#include "base/error.h"
#include "entangine/evolve.h"
#include "entangine/network.h"
#include "entangine/range.h"
#include "entangine/solve.h"
#include "entangine/units.h"

static int solve_engine(const char *model_name, const double *changes, ent_error *error)
{
    const ent_model *model = ent_model_find(model_name);
    double parameters[MAX_PARAMETERS];
    ent_model_defaults(model, parameters);
    for (; changes && changes[0] >= 0.0; changes += 2) {
        parameters[(size_t)changes[0]] = changes[1];
    }
    ent_solution *solution;
    const int status = ent_solve(&solution, model, parameters, NULL, error);
    if ((solution != NULL) != (status == ENT_OK)) {
        return ENT_ERROR_USAGE;
    }
    ent_solution_free(solution);
    return status;
}

static int solve_default(ent_error *error)
{
    return solve_engine("local", NULL, error);
}

/* Strong coupling, detuning, cold bath at 0: warnings of both kinds. */
static int solve_with_warnings(ent_error *error)
{
    static const double changes[] = {1.0, -0.5, 2.0, 0.5, 6.0, 0.0, 7.0, 0.4, -1.0};
    return solve_engine("local", changes, error);
}

static int solve_thermal(ent_error *error)
{
    static const double changes[] = {2.0, 0.0, -1.0};
    return solve_engine("thermal", changes, error);
}

static int solve_global(ent_error *error)
{
    static const double changes[] = {2.0, 1.3, 6.0, 0.0, -1.0};
    return solve_engine("global", changes, error);
}

/* A model in units, solved. */
static int solve_in_units(ent_error *error)
{
    static const ent_unit *const units[ENT_MODEL_MAX_PARAMETERS] = {NULL};
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_model *model;
    ent_solution *solution = NULL;
    int status = ent_model_in_units(&model, ent_model_find("local"), 5.0, ent_unit_find("GHz"), units, error);
    if (status == ENT_OK) {
        ent_model_defaults(model, parameters);
        status = ent_solve(&solution, model, parameters, NULL, error);
    }
    ent_solution_free(solution);
    ent_model_in_units_free(model);
    return status;
}

static int parse_range(const char *text, ent_error *error)
{
    ent_range range;
    const int status = ent_range_parse(&range, text, error);
    ent_range_free(&range);
    return status;
}

static int parse_linear(ent_error *error)
{
    return parse_range("0:1:100", error);
}

static int parse_logarithmic(ent_error *error)
{
    return parse_range("log:1e-3:1:100", error);
}

static int parse_list(ent_error *error)
{
    return parse_range("1,2,3", error);
}

static int expand(ent_error *error)
{
    ent_range range;
    int status = ent_range_parse(&range, "log:1e-3:1:100", error);
    status = status == ENT_OK ? ent_range_expand(&range, error) : status;
    ent_range_free(&range);
    return status;
}

static ent_network *rotor; /* four qubits whose state has 256 unknowns: in time it comes in blocks */

static void make_rotor(void)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    int status = ent_network_create(&rotor, "rotor", NULL, NULL);
    for (int i = 0; status == ENT_OK && i < 4; ++i) {
        const ent_site site = {.name = names[i], .levels = 2, .energy = "1", .tunnelling = i == 0 ? "0.1" : NULL};
        const ent_coupling bond = {ENT_COUPLING_EXCHANGE, {names[i > 0 ? i - 1 : 0], names[i]}, "0.05"};
        status = ent_network_add_site(rotor, &site, NULL);
        status = status == ENT_OK && i > 0 ? ent_network_add_coupling(rotor, &bond, NULL) : status;
    }
    const ent_bath hot = {.name = "hot", .n_sites = 1, .sites = names, .temperature = "1", .rate = "0.01"};
    status = status == ENT_OK ? ent_network_add_bath(rotor, &hot, NULL) : status;
    assert_int_equal(status == ENT_OK ? ent_network_finish(rotor, NULL) : status, ENT_OK);
}

static int evolve_rotor(ent_error *error)
{
    static const char *const names[] = {"excitation_d"};
    static const double times[] = {1.0, 2.0};
    double values[2];
    double *columns[] = {values};
    const ent_evolution evolution = {.model = ent_network_model(rotor),
                                     .from = "gibbs",
                                     .n_times = 2,
                                     .times = times,
                                     .n_observables = 1,
                                     .observables = names};
    return ent_evolve(columns, NULL, NULL, &evolution, NULL, error);
}

static void evolving(void **state)
{
    (void)state;
    make_rotor();
    for (int k = 0; k < 2; ++k) { /* what a network keeps from its second state on stays with it */
        assert_int_equal(evolve_rotor(NULL), ENT_OK);
    }
    fail_each(evolve_rotor, ENT_OK, 100);
    ent_network_free(rotor);
}

static int build_network(ent_network **network, ent_error *error)
{
    static const char *const a[] = {"a"}, *const both[] = {"a", "b"};
    static const ent_site sites[] = {{.name = "a", .levels = 2, .energy = "1"},
                                     {.name = "b", .levels = 2, .energy = "1", .tunnelling = "k"}};
    static const ent_bath baths[] = {
        {.name = "hot", .n_sites = 1, .sites = a, .temperature = "0.7", .rate = "1e-3"},
        {.name = "cold", .n_sites = 2, .sites = both, .temperature = "0.1", .rate = "1e-2"}};
    static const ent_coupling bond = {ENT_COUPLING_EXCHANGE, {"a", "b"}, "g"};
    int status = ent_network_create(network, "two", NULL, error);
    status = status == ENT_OK ? ent_network_add_parameter(*network, "g", "2e-3", error) : status;
    status = status == ENT_OK ? ent_network_add_parameter(*network, "k", "0", error) : status;
    for (int i = 0; i < 2 && status == ENT_OK; ++i) {
        status = ent_network_add_site(*network, &sites[i], error);
    }
    status = status == ENT_OK ? ent_network_add_coupling(*network, &bond, error) : status;
    for (int i = 0; i < 2 && status == ENT_OK; ++i) {
        status = ent_network_add_bath(*network, &baths[i], error);
    }
    return status == ENT_OK ? ent_network_finish(*network, error) : status;
}

/* A few points, with and without tunnelling: each of the two plans of the network takes some. */
static int evaluate_network(const ent_network *network, ent_error *error)
{
    enum { POINTS = 3 };
    static const double g[POINTS] = {1e-3, 2e-3, 3e-3}, k[POINTS] = {0.0, 0.01, 0.0};
    static const double *const parameters[] = {g, k};
    const ent_model *model = ent_network_model(network);
    double heat[POINTS], *columns[128] = {NULL};
    int states[POINTS];
    assert_true(model->n_observables <= 128);
    columns[ent_model_observable(model, "Q_hot")] = heat;
    const ent_points points = {.n = POINTS, .parameters = parameters, .observables = columns, .status = states};
    ent_model_evaluate(model, &points);
    for (int i = 0; i < POINTS; ++i) {
        if (states[i] != ENT_OK) {
            return error_set(error, (ent_status)states[i], "point %d", i);
        }
        assert_true(heat[i] > 0.0);
    }
    return ENT_OK;
}

static int solve_network(ent_error *error)
{
    ent_network *network = NULL;
    int status = build_network(&network, error);
    status = status == ENT_OK ? evaluate_network(network, error) : status;
    ent_network_free(network);
    return status;
}

static void networks(void **state)
{
    (void)state;
    fail_each(solve_network, ENT_OK, 300);
}

static void solving(void **state)
{
    (void)state;
    fail_each(solve_default, ENT_OK, 4);
    fail_each(solve_in_units, ENT_OK, 10);
    fail_each(solve_with_warnings, ENT_OK, 8);
    fail_each(solve_thermal, ENT_OK, 5);
    fail_each(solve_global, ENT_OK, 5);
}

static void ranges(void **state)
{
    (void)state;
    fail_each(parse_linear, ENT_OK, 1);
    fail_each(parse_logarithmic, ENT_OK, 1);
    fail_each(parse_list, ENT_OK, 1);
    fail_each(expand, ENT_OK, 2);
}

/* The message about an unknown name lists the names; without memory for the list it still names the nearest. */
static int set_unknown(ent_error *error)
{
    double parameters[MAX_PARAMETERS];
    const ent_model *model = ent_model_find("local");
    ent_model_defaults(model, parameters);
    return ent_model_set(model, parameters, "Th", 1.0, error);
}

static int read_bad_list(ent_error *error)
{
    return parse_range("1,2,x", error);
}

static void failures_keep_their_status(void **state)
{
    (void)state;
    ent_error error = {0};
    assert_int_equal(run_with_failure(set_unknown, 1, &error), ENT_ERROR_UNKNOWN_NAME);
    assert_int_equal(live, 0);
    assert_non_null(strstr(error.message, "'T_h'"));
    assert_int_equal(run_with_failure(read_bad_list, 0, &error), ENT_ERROR_BAD_NUMBER);
    assert_int_equal(live, 0);
}

/* The observables of a two-qubit state are evaluated without memory; fluctuations come from a solver. */
static void points_need_no_memory(void **state)
{
    (void)state;
    engine e = engine_default("local");
    for (int route = ENT_ROUTE_AUTOMATIC; route <= ENT_ROUTE_NUMERICAL; ++route) {
        allocations = countdown = 0;
        const double *parameters[MAX_PARAMETERS];
        double *observables[MAX_OBSERVABLES_TESTED] = {NULL};
        for (size_t k = 0; k < e.model->n_parameters; ++k) {
            parameters[k] = &e.parameters[k];
        }
        for (size_t k = 0; k < ent_model_observable(e.model, "current_noise"); ++k) {
            observables[k] = &e.observables[k];
        }
        const ent_points point = {1, parameters, observables, &e.status, &e.residual, (ent_route)route, NULL};
        watching = true;
        ent_model_evaluate(e.model, &point);
        watching = false;
        assert_int_equal(e.status, ENT_OK);
        assert_int_equal(allocations, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(solving),
        cmocka_unit_test(evolving),
        cmocka_unit_test(networks),
        cmocka_unit_test(ranges),
        cmocka_unit_test(failures_keep_their_status),
        cmocka_unit_test(points_need_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
