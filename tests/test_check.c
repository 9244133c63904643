/* The report of checks: what passes, and what each broken thing is called. */
#include "support.h"

#include "entangine/check.h"

/* Two qubits between two baths. */
static ent_network *engine_of(ent_master_equation equation)
{
    static const char *const sites[2] = {"h", "c"}, *const rates[2] = {"gamma", "1.1e-2"};
    static const char *const temperatures[2] = {"T_h", "T_c"};
    static const char *const parameters[][2] = {{"g", "0.03"}, {"gamma", "1e-3"}, {"T_h", "0.7"}, {"T_c", "0.1"}};
    ent_network *self;
    assert_int_equal(ent_network_create(&self, "pair", NULL, NULL), ENT_OK);
    ent_network_set_master_equation(self, equation);
    for (int k = 0; k < 4; ++k) {
        assert_int_equal(ent_network_add_parameter(self, parameters[k][0], parameters[k][1], NULL), ENT_OK);
    }
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

static const ent_check_line *line_of(const ent_check_report *report, const char *name)
{
    for (size_t k = 0; k < ent_check_count(report); ++k) {
        if (strcmp(ent_check_at(report, k)->name, name) == 0) {
            return ent_check_at(report, k);
        }
    }
    fail_msg("no check %s", name);
    return NULL;
}

static ent_check_report *checked(const ent_network *network, const double *parameters)
{
    ent_check_report *report;
    assert_int_equal(ent_check(&report, ent_network_model(network), network, parameters, NULL), ENT_OK);
    return report;
}

static void test_sound_engine(void **state)
{
    (void)state;
    static const char *const names[] = {"uniqueness",
                                        "first_law",
                                        "hermiticity",
                                        "trace",
                                        "positivity",
                                        "residual",
                                        "detailed_balance_h",
                                        "detailed_balance_c",
                                        "local_against_global",
                                        "equilibrium",
                                        "negative_entropy_production"};
    static const double parameters[] = {0.5, 1e-3, 0.7, 0.3};
    ent_network *network = engine_of(ENT_MASTER_EQUATION_GLOBAL);
    ent_check_report *report = checked(network, parameters);
    for (size_t k = 0; k < sizeof names / sizeof names[0]; ++k) {
        assert_int_equal(line_of(report, names[k])->verdict, ENT_CHECK_PASS);
    }
    assert_true(ent_check_passed(report));
    assert_null(ent_check_at(report, ent_check_count(report)));
    ent_check_free(report);
    ent_check_free(NULL);
    ent_network_free(network);
}

/* A coupling 30 times the smaller rate. */
static void test_limits(void **state)
{
    (void)state;
    static const double strong[] = {0.03, 1e-3, 0.7, 0.1};
    ent_network *network = engine_of(ENT_MASTER_EQUATION_LOCAL);
    ent_check_report *report = checked(network, strong);
    const ent_check_line *line = line_of(report, "coupling_above_rates");
    assert_int_equal(line->verdict, ENT_CHECK_WARN);
    expect_close(line->value, 30.0, 1e-12, 0.0, "ratio");
    assert_true(line->tolerance == 5.0);
    assert_non_null(strstr(line->text, "coupling h - c"));
    assert_false(ent_check_passed(report));
    ent_check_free(report);
    ent_network_free(network);
}

static void test_positivity(void **state)
{
    (void)state;
    static const double parameters[] = {0.3, 0.1, 0.05, 0.02};
    ent_network *network = engine_of(ENT_MASTER_EQUATION_REDFIELD);
    ent_check_report *report = checked(network, parameters);
    const double smallest = line_of(report, "positivity")->value;
    assert_true(smallest >= 0.0);
    assert_int_equal(line_of(report, "positivity")->verdict, smallest > 1e-12 ? ENT_CHECK_FAIL : ENT_CHECK_PASS);
    assert_int_equal(line_of(report, "negative_state")->verdict, line_of(report, "positivity")->verdict);
    ent_check_free(report);
    ent_network_free(network);
}

static void test_failures(void **state)
{
    (void)state;
    static const double uncoupled[] = {0.0, 0.0, 0.7, 0.1}, wrong[] = {NAN, 0.0, 0.7, 0.1},
                        zero[] = {1.0, 0.1, 0.7, 0.1};
    ent_network *network = engine_of(ENT_MASTER_EQUATION_GLOBAL);
    ent_check_report *report = checked(network, uncoupled);
    assert_int_equal(ent_check_count(report), 1);
    assert_int_equal(line_of(report, "uniqueness")->verdict, ENT_CHECK_FAIL);
    assert_non_null(strstr(line_of(report, "uniqueness")->text, "site 'h'"));
    ent_check_free(report);
    assert_int_equal(ent_check(&report, ent_network_model(network), network, wrong, NULL), ENT_ERROR_OUT_OF_RANGE);
    assert_null(report);
    assert_int_equal(ent_check(&report, ent_network_model(network), network, zero, NULL), ENT_ERROR_ZERO_FREQUENCY);
    ent_network_free(network);
}

static void test_built_in_models(void **state)
{
    (void)state;
    engine model = engine_default("local");
    ent_check_report *report;
    assert_int_equal(ent_check(&report, model.model, NULL, model.parameters, NULL), ENT_OK);
    assert_true(ent_check_passed(report));
    assert_true(line_of(report, "routes")->value < 1e-12);
    ent_check_free(report);
    engine_set(&model, "delta", 0.05); /* from cold to hot: Levy and Kosloff (2014) */
    engine_set(&model, "T_h", 0.1);
    engine_set(&model, "T_c", 0.102);
    assert_int_equal(ent_check(&report, model.model, NULL, model.parameters, NULL), ENT_OK);
    assert_int_equal(line_of(report, "negative_entropy_production")->verdict, ENT_CHECK_FAIL);
    assert_false(ent_check_passed(report));
    ent_check_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound_engine), cmocka_unit_test(test_limits),          cmocka_unit_test(test_positivity),
        cmocka_unit_test(test_failures),     cmocka_unit_test(test_built_in_models),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
