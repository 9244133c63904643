/* One network by three master equations: each column is what the network gives with that equation as its own. */
#include "support.h"

#include "entangine/compare.h"

static const char *const equations[] = {"local", "global", "redfield"};

/* Two qubits between two baths, exchange g. */
static ent_network *engine_of(ent_master_equation equation, const char *g)
{
    static const char *const sites[2] = {"h", "c"};
    static const char *const rates[2] = {"1e-3", "1.1e-2"}, *const temperatures[2] = {"0.7", "0.1"};
    ent_network *self;
    assert_int_equal(ent_network_create(&self, "pair", NULL, NULL), ENT_OK);
    ent_network_set_master_equation(self, equation);
    assert_int_equal(ent_network_add_parameter(self, "g", g, NULL), ENT_OK);
    for (int k = 0; k < 2; ++k) {
        const ent_bath bath = {
            .name = sites[k], .n_sites = 1, .sites = &sites[k], .temperature = temperatures[k], .rate = rates[k]};
        assert_int_equal(ent_network_add_site(self, &(ent_site){.name = sites[k], .levels = 2, .energy = "1"}, NULL),
                         ENT_OK);
        assert_int_equal(ent_network_add_bath(self, &bath, NULL), ENT_OK);
    }
    assert_int_equal(ent_network_add_coupling(self, &(ent_coupling){ENT_COUPLING_EXCHANGE, {"h", "c"}, "g"}, NULL),
                     ENT_OK);
    assert_int_equal(ent_network_finish(self, NULL), ENT_OK);
    return self;
}

static void test_columns(void **state)
{
    (void)state;
    const double g = 0.03;
    ent_network *network = engine_of(ENT_MASTER_EQUATION_GLOBAL, "0.03");
    ent_comparison *comparison;
    assert_int_equal(ent_compare(&comparison, network, &g, NULL), ENT_OK);
    double heat[3];
    for (int e = 0; e < ENT_MASTER_EQUATION_COUNT; ++e) {
        const ent_master_equation equation = (ent_master_equation)e;
        ent_network *own = engine_of(equation, "0.03");
        ent_solution *solution;
        double value;
        assert_int_equal(ent_solve(&solution, ent_network_model(own), &g, NULL, NULL), ENT_OK);
        assert_string_equal(ent_master_equation_name(equation), equations[e]);
        assert_int_equal(ent_comparison_status(comparison, equation), ENT_OK);
        assert_string_equal(ent_comparison_message(comparison, equation), "");
        assert_int_equal(ent_solution_get(solution, &value, "Q_h", NULL), ENT_OK);
        assert_int_equal(ent_solution_get(ent_comparison_solution(comparison, equation), &heat[e], "Q_h", NULL),
                         ENT_OK);
        assert_true(heat[e] == value);
        assert_int_equal(ent_comparison_is_valid(comparison, equation), ent_solution_limit_count(solution) == 0);
        ent_solution_free(solution);
        ent_network_free(own);
    }
    assert_null(ent_master_equation_name((ent_master_equation)3));
    const double difference =
        ent_comparison_difference(comparison, ENT_MASTER_EQUATION_LOCAL, ENT_MASTER_EQUATION_GLOBAL);
    expect_close(difference, fabs(heat[0] - heat[1]) / fmax(heat[0], heat[1]), 1e-12, 0.0, "difference");
    ent_comparison_free(comparison);
    ent_network_free(network);
}

/* The same engine by the built-in models. */
static void test_built_in_models(void **state)
{
    (void)state;
    const double g = 0.03;
    ent_network *network = engine_of(ENT_MASTER_EQUATION_LOCAL, "0.03");
    ent_comparison *comparison;
    assert_int_equal(ent_compare(&comparison, network, &g, NULL), ENT_OK);
    for (int e = 0; e < 2; ++e) {
        engine model = engine_default(equations[e]);
        double value;
        engine_set(&model, "g", g);
        engine_set(&model, "gamma_h", 1e-3);
        engine_set(&model, "gamma_c", 1.1e-2);
        engine_set(&model, "T_h", 0.7);
        engine_set(&model, "T_c", 0.1);
        engine_evaluate(&model, ENT_ROUTE_CLOSED);
        assert_int_equal(
            ent_solution_get(ent_comparison_solution(comparison, (ent_master_equation)e), &value, "Q_h", NULL), ENT_OK);
        expect_close(value, model.observables[ent_model_observable(model.model, "Q_h")], 1e-12, 0.0, "Q_h");
    }
    ent_comparison_free(comparison);
    ent_network_free(network);
}

/* At g = 1 the lower line has frequency 0: only the local equation is left. */
static void test_failure(void **state)
{
    (void)state;
    const double g = 1.0;
    const double wrong = NAN;
    ent_network *network = engine_of(ENT_MASTER_EQUATION_LOCAL, "1");
    ent_comparison *comparison;
    assert_int_equal(ent_compare(&comparison, network, &g, NULL), ENT_OK);
    assert_int_equal(ent_comparison_status(comparison, ENT_MASTER_EQUATION_LOCAL), ENT_OK);
    assert_false(ent_comparison_is_valid(comparison, ENT_MASTER_EQUATION_LOCAL));
    for (int e = 1; e < 3; ++e) {
        assert_int_equal(ent_comparison_status(comparison, (ent_master_equation)e), ENT_ERROR_ZERO_FREQUENCY);
        assert_non_null(strstr(ent_comparison_message(comparison, (ent_master_equation)e), "bath 'h'"));
        assert_null(ent_comparison_solution(comparison, (ent_master_equation)e));
        assert_false(ent_comparison_is_valid(comparison, (ent_master_equation)e));
        assert_true(isnan(ent_comparison_difference(comparison, ENT_MASTER_EQUATION_LOCAL, (ent_master_equation)e)));
    }
    ent_comparison_free(comparison);
    assert_int_equal(ent_compare(&comparison, network, &wrong, NULL), ENT_ERROR_OUT_OF_RANGE);
    assert_null(comparison);
    ent_comparison_free(NULL);
    ent_network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_built_in_models),
        cmocka_unit_test(test_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
