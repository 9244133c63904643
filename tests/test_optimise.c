/* Optima against the paper's engine, a closed form, and constraints. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "entangine/entangine.h"

typedef struct setup {
    double parameters[16], best[4];
    ent_problem problem;
    ent_optimum optimum;
} setup;

static void begin(setup *s, const char *model, const char *objective, size_t n, const ent_interval *variables)
{
    memset(s, 0, sizeof *s);
    s->problem.model = ent_model_find(model);
    s->problem.parameters = s->parameters;
    s->problem.objective = objective;
    s->problem.n_variables = n;
    s->problem.variables = variables;
    ent_model_defaults(s->problem.model, s->parameters);
}

static void set(setup *s, const char *name, double value)
{
    assert_int_equal(ent_model_set(s->problem.model, s->parameters, name, value, NULL), ENT_OK);
}

static int solve(setup *s)
{
    return ent_optimise(s->best, &s->optimum, &s->problem, NULL, NULL);
}

/* The last row of the table of claims: the best local engine at T_h = 1 and 10. */
static void test_best_local_engine(void **state)
{
    (void)state;
    const ent_interval box[] = {{"g", 1e-5, 0.1}, {"gamma_c", 1e-4, 0.5}};
    setup s;
    begin(&s, "local", "negativity", 2, box);
    set(&s, "T_c", 0.01);
    set(&s, "T_h", 1.0);
    assert_int_equal(solve(&s), ENT_OK);
    assert_true(fabs(s.optimum.value - 2.3728e-3) < 5e-8);
    assert_true(fabs(s.best[0] - 1.464e-3) < 1e-6 && fabs(s.best[1] - 7.086e-3) < 1e-6);
    assert_true(s.optimum.feasible && !s.optimum.at_edge && !s.optimum.flat && s.optimum.evaluations > 10);
    set(&s, "T_h", 10.0);
    assert_int_equal(solve(&s), ENT_OK);
    assert_true(fabs(s.optimum.value - 1.0648e-2) < 5e-7);
}

/* The engine's negativity falls with gamma_c at strong coupling: the optimum sits on the lower edge. */
static void test_edge(void **state)
{
    (void)state;
    const ent_interval box[] = {{"gamma_c", 1e-3, 0.1}};
    setup s;
    begin(&s, "global", "negativity", 1, box);
    assert_int_equal(solve(&s), ENT_OK);
    assert_true(s.optimum.at_edge && s.best[0] == 1e-3);
}

static void test_flat_and_minimum(void **state)
{
    (void)state;
    const ent_interval g[] = {{"g", 1e-5, 0.1}}, t[] = {{"T", 0.1, 1.0}};
    setup s;
    begin(&s, "local", "negativity", 1, g);
    set(&s, "T_h", 0.101);
    assert_int_equal(solve(&s), ENT_OK);
    assert_true(s.optimum.flat && s.optimum.value == 0.0);
    begin(&s, "thermal", "J_ratio", 1, t);
    s.problem.minimise = true;
    assert_int_equal(solve(&s), ENT_OK);
    assert_true(s.best[0] == 1.0 && s.optimum.at_edge);
    assert_true(fabs(s.optimum.value - sinh(0.8)) < 1e-14);
}

/* J_ratio = sinh(g/T): the coldest thermal state with J_ratio < 2 has T = g/arcsinh 2. */
static void test_constraints(void **state)
{
    (void)state;
    const ent_interval t[] = {{"T", 0.1, 2.0}};
    const ent_constraint_on below = {"J_ratio", true, 2.0}, impossible = {"purity", false, 2.0};
    setup s;
    begin(&s, "thermal", "negativity", 1, t);
    s.problem.constraints = &below;
    s.problem.n_constraints = 1;
    assert_int_equal(solve(&s), ENT_OK);
    assert_true(s.optimum.feasible);
    assert_true(fabs(s.best[0] - 0.8 / asinh(2.0)) < 1e-6);
    s.problem.constraints = &impossible;
    assert_int_equal(solve(&s), ENT_OK);
    assert_true(!s.optimum.feasible && isnan(s.optimum.value));
}

static int stop(void *context, size_t done, size_t total)
{
    (void)context;
    (void)total;
    return done > 20;
}

static void test_errors(void **state)
{
    (void)state;
    const ent_interval g[] = {{"g", 1e-5, 0.1}}, twice[] = {{"g", 1e-5, 0.1}, {"g", 1e-5, 0.1}},
                       outside[] = {{"g", -1.0, 0.1}}, reversed[] = {{"g", 0.1, 0.01}};
    const ent_constraint_on unknown = {"J_s", false, 1.0};
    setup s;
    begin(&s, "local", "negativty", 1, g);
    assert_int_equal(solve(&s), ENT_ERROR_UNKNOWN_NAME);
    begin(&s, "local", "negativity", 2, twice);
    assert_int_equal(solve(&s), ENT_ERROR_DUPLICATE);
    begin(&s, "local", "negativity", 1, outside);
    assert_int_equal(solve(&s), ENT_ERROR_OUT_OF_RANGE);
    begin(&s, "local", "negativity", 1, reversed);
    assert_int_equal(solve(&s), ENT_ERROR_USAGE);
    begin(&s, "local", "negativity", 0, g);
    assert_int_equal(solve(&s), ENT_ERROR_USAGE);
    begin(&s, "local", "J_c", 1, g);
    set(&s, "kappa_h", 0.1);
    assert_int_equal(solve(&s), ENT_ERROR_UNDEFINED);
    begin(&s, "local", "negativity", 1, g);
    s.problem.constraints = &unknown;
    s.problem.n_constraints = 1;
    assert_int_equal(solve(&s), ENT_ERROR_UNKNOWN_NAME);
    begin(&s, "local", "negativity", 1, g);
    const ent_optimise_options cancelling = {.progress = {stop, NULL}};
    assert_int_equal(ent_optimise(s.best, &s.optimum, &s.problem, &cancelling, NULL), ENT_INTERRUPTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_best_local_engine),
        cmocka_unit_test(test_edge),
        cmocka_unit_test(test_flat_and_minimum),
        cmocka_unit_test(test_constraints),
        cmocka_unit_test(test_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
