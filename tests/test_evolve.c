/* Time evolution against reference values, the steady state, and the master equation itself. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "entangine/entangine.h"

enum { MAX_TIMES = 64, MAX_COLUMNS = 32 };

typedef struct course {
    double parameters[16], times[MAX_TIMES];
    double values[MAX_COLUMNS][MAX_TIMES];
    double *columns[MAX_COLUMNS];
    ent_evolution evolution;
} course;

static void begin(course *c, const char *model, const char *from)
{
    memset(c, 0, sizeof *c);
    c->evolution.model = ent_model_find(model);
    c->evolution.parameters = c->parameters;
    c->evolution.from = from;
    c->evolution.times = c->times;
    ent_model_defaults(c->evolution.model, c->parameters);
    for (size_t k = 0; k < MAX_COLUMNS; ++k) {
        c->columns[k] = c->values[k];
    }
}

static double value(const course *c, const char *observable, size_t i)
{
    const size_t k = ent_model_observable(c->evolution.model, observable);
    assert_true(k < c->evolution.model->n_observables);
    return c->values[k][i];
}

static void compare_point(const course *c, const json_t *point, size_t i)
{
    const char *name;
    json_t *expected;
    json_object_foreach((json_t *)point, name, expected)
    {
        if (strcmp(name, "t") == 0) {
            continue;
        }
        const double reference = json_number_value(expected);
        const double computed = value(c, name, i);
        /* The reference was made in double precision: zeros of it are rounding errors up to 1e-15. */
        if (!(fabs(computed - reference) <= 2e-9 * fabs(reference) + 1e-15)) {
            fail_msg("t = %g: %s = %.17g, reference %.17g", c->times[i], name, computed, reference);
        }
    }
}

static void test_reference(void **state)
{
    (void)state;
    json_t *root = json_load_file(ENT_TEST_DATA "/transient.json", 0, NULL);
    json_t *one, *number;
    const char *name;
    size_t index;
    assert_non_null(root);
    json_array_foreach(json_object_get(root, "cases"), index, one)
    {
        course c;
        begin(&c, "local", json_string_value(json_object_get(one, "initial")));
        json_object_foreach(json_object_get(one, "parameters"), name, number)
        {
            assert_int_equal(ent_model_set(c.evolution.model, c.parameters, name, json_number_value(number), NULL),
                             ENT_OK);
        }
        const json_t *points = json_object_get(one, "points");
        c.evolution.n_times = json_array_size(points);
        for (size_t i = 0; i < c.evolution.n_times; ++i) {
            c.times[i] = json_number_value(json_object_get(json_array_get(points, i), "t"));
        }
        assert_int_equal(ent_evolve(c.columns, NULL, NULL, &c.evolution, NULL, NULL), ENT_OK);
        for (size_t i = 0; i < c.evolution.n_times; ++i) {
            compare_point(&c, json_array_get(points, i), i);
        }
    }
    assert_true(index >= 4);
    json_decref(root);
}

/* After a long time every model reaches the steady state of its closed form, from any start. */
static void test_ends_in_the_steady_state(void **state)
{
    (void)state;
    static const char *const starts[] = {"gibbs", "11", "10", "01", "00", "steady"};
    static const char *const models[] = {"local", "global"};
    static const char *const observables[] = {"r11", "r10", "r01",        "r00",
                                              "Q_h", "Q_c", "negativity", "entropy_production"};
    for (size_t m = 0; m < 2; ++m) {
        for (size_t s = 0; s < 6; ++s) {
            course c;
            ent_solution *steady;
            begin(&c, models[m], starts[s]);
            c.evolution.n_times = 1;
            c.times[0] = 1e6;
            assert_int_equal(ent_evolve(c.columns, NULL, NULL, &c.evolution, NULL, NULL), ENT_OK);
            assert_int_equal(ent_solve(&steady, c.evolution.model, c.parameters, NULL, NULL), ENT_OK);
            for (size_t k = 0; k < sizeof observables / sizeof observables[0]; ++k) {
                double expected;
                assert_int_equal(ent_solution_get(steady, &expected, observables[k], NULL), ENT_OK);
                assert_true(fabs(value(&c, observables[k], 0) - expected) <= 1e-12 * fabs(expected) + 1e-18);
            }
            assert_true(isnan(value(&c, "J_c", 0)) && isnan(value(&c, "J_ratio", 0)));
            ent_solution_free(steady);
        }
    }
}

/* Energy balance d<H>/dt = Q_h + Q_c by differences, and entropy production at or above 0. */
static void test_first_and_second_law_in_time(void **state)
{
    (void)state;
    course c;
    begin(&c, "global", "10");
    c.evolution.n_times = 40;
    for (size_t i = 0; i < c.evolution.n_times; ++i) {
        c.times[i] = 0.5 * (double)i;
    }
    assert_int_equal(ent_evolve(c.columns, NULL, NULL, &c.evolution, NULL, NULL), ENT_OK);
    for (size_t i = 1; i < c.evolution.n_times; ++i) {
        assert_true(value(&c, "entropy_production", i) >= 0.0);
        const double trace = value(&c, "r11", i) + value(&c, "r10", i) + value(&c, "r01", i) + value(&c, "r00", i);
        assert_true(fabs(trace - 1.0) < 1e-14);
    }
    for (size_t i = 1; i + 1 < c.evolution.n_times; ++i) {
        double energy[2];
        for (size_t side = 0; side < 2; ++side) {
            const size_t j = i + 2 * side - 1;
            energy[side] = 2.0 * value(&c, "r11", j) + value(&c, "r10", j) + value(&c, "r01", j) +
                           2.0 * 0.5 * value(&c, "coherence_re", j);
        }
        const double heat = value(&c, "Q_h", i) + value(&c, "Q_c", i);
        assert_true(fabs(energy[1] - energy[0] - heat) < 1e-3 * fabs(heat) + 1e-7);
    }
}

static void test_events(void **state)
{
    (void)state;
    static const ent_event_kind expected[] = {ENT_EVENT_APPEARS, ENT_EVENT_PEAKS, ENT_EVENT_DISAPPEARS,
                                              ENT_EVENT_APPEARS, ENT_EVENT_PEAKS, ENT_EVENT_DISAPPEARS,
                                              ENT_EVENT_SETTLES};
    course c;
    ent_event *events;
    size_t n;
    begin(&c, "local", "gibbs");
    assert_int_equal(ent_model_set(c.evolution.model, c.parameters, "g", 0.02, NULL), ENT_OK);
    c.evolution.n_times = 1;
    c.times[0] = 1000.0;
    assert_int_equal(ent_evolve(c.columns, &events, &n, &c.evolution, NULL, NULL), ENT_OK);
    assert_int_equal(n, 7);
    for (size_t i = 0; i < n; ++i) {
        assert_int_equal(events[i].kind, expected[i]);
    }
    assert_true(fabs(events[1].time - 38.0) < 0.5 && fabs(events[1].negativity - 9.13e-3) < 1e-5);
    /* At the moment of appearance the negativity passes 0. */
    c.evolution.n_times = 2;
    c.times[0] = events[0].time * (1.0 - 1e-9);
    c.times[1] = events[0].time * (1.0 + 1e-9);
    assert_int_equal(ent_evolve(c.columns, NULL, NULL, &c.evolution, NULL, NULL), ENT_OK);
    assert_true(value(&c, "negativity_signed", 0) < 0.0 && value(&c, "negativity_signed", 1) > 0.0);
    free(events);
}

static void test_given_state(void **state)
{
    (void)state;
    course named, given;
    ent_complex rho[16] = {{0.0, 0.0}};
    rho[5].re = 1.0;
    begin(&named, "local", "10");
    begin(&given, "local", NULL);
    given.evolution.state = rho;
    named.evolution.n_times = given.evolution.n_times = 1;
    named.times[0] = given.times[0] = 123.0;
    assert_int_equal(ent_evolve(named.columns, NULL, NULL, &named.evolution, NULL, NULL), ENT_OK);
    assert_int_equal(ent_evolve(given.columns, NULL, NULL, &given.evolution, NULL, NULL), ENT_OK);
    assert_true(value(&named, "negativity", 0) == value(&given, "negativity", 0));
    ent_error error;
    rho[5].re = 0.9;
    assert_int_equal(ent_evolve(given.columns, NULL, NULL, &given.evolution, NULL, &error), ENT_ERROR_OUT_OF_RANGE);
    rho[5].re = 1.5;
    rho[0].re = -0.5;
    assert_int_equal(ent_evolve(given.columns, NULL, NULL, &given.evolution, NULL, &error), ENT_ERROR_OUT_OF_RANGE);
}

static int stop(void *context, size_t done, size_t total)
{
    (void)context;
    (void)done;
    (void)total;
    return 1;
}

static void test_errors(void **state)
{
    (void)state;
    course c;
    ent_error error;
    begin(&c, "local", "2");
    c.evolution.n_times = 2;
    c.times[1] = 1.0;
    assert_int_equal(ent_evolve(c.columns, NULL, NULL, &c.evolution, NULL, &error), ENT_ERROR_UNKNOWN_NAME);
    c.evolution.from = "gibbs";
    c.times[0] = 2.0;
    assert_int_equal(ent_evolve(c.columns, NULL, NULL, &c.evolution, NULL, &error), ENT_ERROR_OUT_OF_RANGE);
    c.times[0] = 0.0;
    const ent_evolve_options cancelling = {.progress = {stop, NULL}};
    assert_int_equal(ent_evolve(c.columns, NULL, NULL, &c.evolution, &cancelling, &error), ENT_INTERRUPTED);
    const char *unknown = "J_s";
    c.evolution.observables = &unknown;
    c.evolution.n_observables = 1;
    assert_int_equal(ent_evolve(c.columns, NULL, NULL, &c.evolution, NULL, &error), ENT_ERROR_UNKNOWN_NAME);
    begin(&c, "thermal", "gibbs");
    assert_int_equal(ent_evolve(c.columns, NULL, NULL, &c.evolution, NULL, &error), ENT_ERROR_UNDEFINED);
    begin(&c, "global", "gibbs");
    assert_int_equal(ent_model_set(c.evolution.model, c.parameters, "g", 1.0, NULL), ENT_OK);
    assert_int_equal(ent_evolve(c.columns, NULL, NULL, &c.evolution, NULL, &error), ENT_ERROR_ZERO_FREQUENCY);
    begin(&c, "local", "steady");
    c.parameters[ent_model_parameter(c.evolution.model, "g")] = 0.0;
    c.parameters[ent_model_parameter(c.evolution.model, "gamma_h")] = 0.0;
    assert_int_equal(ent_evolve(c.columns, NULL, NULL, &c.evolution, NULL, &error), ENT_ERROR_NOT_UNIQUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference),
        cmocka_unit_test(test_ends_in_the_steady_state),
        cmocka_unit_test(test_first_and_second_law_in_time),
        cmocka_unit_test(test_events),
        cmocka_unit_test(test_given_state),
        cmocka_unit_test(test_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
