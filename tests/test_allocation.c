#include "support.h"

#include "base/error.h"
#include "entangine/network.h"
#include "entangine/range.h"
#include "entangine/solve.h"
#include "entangine/units.h"

/* Every allocation fails once: the call before must end with no_memory, leave nothing behind, and work when repeated.
 */

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

/* Counts only while watching is on: cmocka allocates too. */
static bool watching;
static int countdown; /* the allocation of this number fails; 0: none */
static int allocations, live;

static bool fails(void)
{
    ++allocations;
    return countdown > 0 && --countdown == 0;
}

void *__wrap_malloc(size_t size)
{
    if (!watching) {
        return __real_malloc(size);
    }
    void *block = fails() ? NULL : __real_malloc(size);
    live += block != NULL;
    return block;
}

void *__wrap_calloc(size_t n, size_t size)
{
    if (!watching) {
        return __real_calloc(n, size);
    }
    void *block = fails() ? NULL : __real_calloc(n, size);
    live += block != NULL;
    return block;
}

void *__wrap_realloc(void *block, size_t size)
{
    if (!watching) {
        return __real_realloc(block, size);
    }
    void *moved = fails() ? NULL : __real_realloc(block, size);
    live += moved != NULL && block == NULL;
    return moved;
}

void __wrap_free(void *block)
{
    live -= watching && block != NULL;
    __real_free(block);
}

/* One call and its undoing; returns the status of the call. */
typedef int (*operation)(ent_error *error);

static int run_with_failure(operation call, int n, ent_error *error)
{
    countdown = n;
    allocations = live = 0;
    watching = true;
    const int status = call(error);
    watching = false;
    return status;
}

static void fail_each(operation call, int expected, int fewest)
{
    ent_error error = {0};
    assert_int_equal(run_with_failure(call, 0, &error), expected);
    const int needed = allocations;
    assert_true(needed >= fewest);
    assert_int_equal(live, 0);
    for (int n = 1; n <= needed; ++n) {
        error = (ent_error){0};
        const int status = run_with_failure(call, n, &error);
        assert_int_equal(countdown, 0);
        if (status != ENT_ERROR_NO_MEMORY || live != 0) {
            fail_msg("allocation %d of %d: status %s, %d blocks left", n, needed, ent_status_name(status), live);
        }
        assert_int_equal(error.status, ENT_ERROR_NO_MEMORY);
        assert_true(strlen(error.message) > 0);
    }
    assert_int_equal(run_with_failure(call, needed + 1, &error), expected);
    assert_int_equal(live, 0);
}

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
        cmocka_unit_test(networks),
        cmocka_unit_test(ranges),
        cmocka_unit_test(failures_keep_their_status),
        cmocka_unit_test(points_need_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
