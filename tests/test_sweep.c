/* Grids: order of points, threads, checks; and the same numbers as point by point. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "entangine/entangine.h"

enum { N_T = 7, N_DELTA = 301, N = N_T * N_DELTA };

typedef struct grid {
    ent_sweep sweep;
    double parameters[16];
    ent_axis axes[2];
    const char *observables[2];
} grid;

static void make_grid(grid *g)
{
    const ent_model *model = ent_model_find("local");
    ent_model_defaults(model, g->parameters);
    g->axes[0].parameter = "T_h";
    g->axes[1].parameter = "delta";
    assert_int_equal(ent_range_linear(&g->axes[0].range, 0.2, 0.8, N_T, NULL), ENT_OK);
    assert_int_equal(ent_range_linear(&g->axes[1].range, -0.05, 0.05, N_DELTA, NULL), ENT_OK);
    g->observables[0] = "negativity";
    g->observables[1] = "J_ss";
    g->sweep = (ent_sweep){model, g->parameters, 2, g->axes, 2, g->observables};
}

static void free_grid(grid *g)
{
    ent_range_free(&g->axes[0].range);
    ent_range_free(&g->axes[1].range);
}

static void evaluate(const grid *g, double *values, int *status, size_t threads)
{
    double *columns[2] = {values, values + N};
    const ent_sweep_options options = {.threads = threads};
    assert_int_equal(ent_sweep_evaluate(&g->sweep, columns, status, 0, N, &options, NULL), ENT_OK);
}

static void test_matches_solve_with_last_axis_fastest(void **state)
{
    (void)state;
    static double values[2 * N];
    static int status[N];
    grid g;
    make_grid(&g);
    evaluate(&g, values, status, 1);
    for (size_t i = 0; i < N; i += 97) {
        double axes[2], expected;
        ent_solution *solution;
        ent_sweep_point(&g.sweep, axes, i);
        assert_true(axes[0] == ent_range_value(&g.axes[0].range, i / N_DELTA));
        assert_true(axes[1] == ent_range_value(&g.axes[1].range, i % N_DELTA));
        assert_int_equal(ent_model_set(g.sweep.model, g.parameters, "T_h", axes[0], NULL), ENT_OK);
        assert_int_equal(ent_model_set(g.sweep.model, g.parameters, "delta", axes[1], NULL), ENT_OK);
        assert_int_equal(ent_solve(&solution, g.sweep.model, g.parameters, NULL, NULL), ENT_OK);
        assert_int_equal(ent_solution_get(solution, &expected, "negativity", NULL), ENT_OK);
        assert_true(values[i] == expected);
        assert_int_equal(ent_solution_get(solution, &expected, "J_ss", NULL), ENT_OK);
        assert_true(values[N + i] == expected);
        ent_solution_free(solution);
    }
    free_grid(&g);
}

static void test_same_bytes_for_any_thread_count(void **state)
{
    (void)state;
    static double one[2 * N], many[2 * N];
    static int status_one[N], status_many[N];
    grid g;
    make_grid(&g);
    evaluate(&g, one, status_one, 1);
    for (size_t threads = 2; threads <= 5; ++threads) {
        evaluate(&g, many, status_many, threads);
        assert_memory_equal(one, many, sizeof one);
        assert_memory_equal(status_one, status_many, sizeof status_one);
    }
    free_grid(&g);
}

static void test_parts_make_the_whole(void **state)
{
    (void)state;
    static double whole[2 * N], part[2 * 100];
    static int status[N], part_status[100];
    grid g;
    make_grid(&g);
    evaluate(&g, whole, status, 2);
    double *columns[2] = {part, part + 100};
    assert_int_equal(ent_sweep_evaluate(&g.sweep, columns, part_status, 1234, 100, NULL, NULL), ENT_OK);
    assert_memory_equal(part, whole + 1234, 100 * sizeof *part);
    ent_error error;
    assert_int_equal(ent_sweep_evaluate(&g.sweep, columns, part_status, N - 50, 100, NULL, &error), ENT_ERROR_USAGE);
    free_grid(&g);
}

static void test_failed_points_keep_their_reason(void **state)
{
    (void)state;
    double parameters[16], values[3];
    int status[3];
    double *columns[1] = {values};
    const char *observables[1] = {"negativity"};
    const ent_model *model = ent_model_find("global");
    ent_model_defaults(model, parameters);
    ent_axis axis = {.parameter = "g"};
    assert_int_equal(ent_range_parse(&axis.range, "0.5,1,1.5", NULL), ENT_OK);
    const ent_sweep sweep = {model, parameters, 1, &axis, 1, observables};
    assert_int_equal(ent_sweep_evaluate(&sweep, columns, status, 0, 3, NULL, NULL), ENT_OK);
    assert_int_equal(status[0], ENT_OK);
    assert_int_equal(status[1], ENT_ERROR_ZERO_FREQUENCY);
    assert_int_equal(status[2], ENT_OK);
    assert_true(isnan(values[1]) && !isnan(values[0]) && !isnan(values[2]));
    ent_range_free(&axis.range);
}

static void expect_refused(const ent_sweep *sweep, int status, const char *part_of_message)
{
    ent_error error;
    assert_int_equal(ent_sweep_check(sweep, NULL, NULL, &error), status);
    assert_int_equal(error.status, status);
    assert_non_null(strstr(error.message, part_of_message));
}

static void test_bad_grids_are_refused(void **state)
{
    (void)state;
    grid g;
    make_grid(&g);
    g.axes[0].parameter = "T_hot";
    expect_refused(&g.sweep, ENT_ERROR_UNKNOWN_NAME, "the nearest is 'T_h'");
    g.axes[0].parameter = "delta";
    expect_refused(&g.sweep, ENT_ERROR_DUPLICATE, "delta is an axis twice");
    g.axes[0].parameter = "T_h";
    assert_int_equal(ent_range_expand(&g.axes[0].range, NULL), ENT_OK);
    g.axes[0].range.values[3] = -1.0;
    expect_refused(&g.sweep, ENT_ERROR_OUT_OF_RANGE, "T_h = -1");
    g.axes[0].range.values[3] = 0.5;
    g.observables[1] = "J_s";
    expect_refused(&g.sweep, ENT_ERROR_UNKNOWN_NAME, "the nearest is 'J_ss'");
    g.observables[1] = "negativity";
    expect_refused(&g.sweep, ENT_ERROR_DUPLICATE, "asked for twice");
    g.observables[1] = "J_ss";
    ent_axis empty[1] = {{.parameter = "T_h"}};
    ent_sweep no_points = g.sweep;
    no_points.n_axes = 1;
    no_points.axes = empty;
    expect_refused(&no_points, ENT_ERROR_USAGE, "at least one point");
    free_grid(&g);
}

static int stop_at_once(void *context, size_t done, size_t total)
{
    (void)done;
    (void)total;
    ++*(int *)context;
    return 1;
}

static void test_cancel(void **state)
{
    (void)state;
    static double values[2 * N];
    static int status[N];
    double *columns[2] = {values, values + N};
    int calls = 0;
    ent_error error;
    grid g;
    make_grid(&g);
    const ent_sweep_options options = {.threads = 1, .progress = {stop_at_once, &calls}};
    assert_int_equal(ent_sweep_evaluate(&g.sweep, columns, status, 0, N, &options, &error), ENT_INTERRUPTED);
    assert_int_equal(calls, 1);
    free_grid(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matches_solve_with_last_axis_fastest),
        cmocka_unit_test(test_same_bytes_for_any_thread_count),
        cmocka_unit_test(test_parts_make_the_whole),
        cmocka_unit_test(test_failed_points_keep_their_reason),
        cmocka_unit_test(test_bad_grids_are_refused),
        cmocka_unit_test(test_cancel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
