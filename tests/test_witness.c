/* Probabilities against closed forms and quadrature, and everything that must be refused. */
#include "support.h"

#include "base/normal.h"
#include "entangine/entangine.h"

static ent_witness_result result;

static double boundary_in_t_h(const engine *at)
{
    const ent_interval interval = {"T_h", 0.1, 0.3};
    ent_root *roots;
    size_t n;
    assert_int_equal(ent_boundary_find(&roots, &n, at->model, at->parameters, &interval, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(n, 1);
    const double root = roots[0].parameter;
    free(roots);
    return root;
}

/* Entangled above T_h = x alone, so P = Phi((centre - x)/sigma). */
static void test_one_parameter(void **state)
{
    (void)state;
    engine at = engine_default("local");
    ent_error error;
    engine_set(&at, "delta", 0.018);
    engine_set(&at, "T_h", 0.21);
    const double critical = boundary_in_t_h(&at);
    const ent_uncertain uncertain = {"T_h", 0.015};
    const ent_witness_problem problem = {at.model, at.parameters, 1, &uncertain, NULL};
    if (ent_witness(&result, &problem, NULL, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    const double expected = normal_cdf((0.21 - critical) / 0.015);
    assert_true(expected > 0.6 && expected < 0.95);
    expect_close(result.from_model.value, expected, 0.0, 5e-5, "probability");
    assert_true(result.from_model.error >= 1.0 / 65536 && result.from_model.error < 5e-5);
    assert_true(result.entangled);
    /* For a probability of 95 %, (centre - x)/sigma must be its quantile. */
    assert_int_equal(result.influences[0].reach[0], ENT_REACH_NEEDED);
    expect_close(result.influences[0].needed[0], (0.21 - critical) / normal_quantile(0.95), 2e-3, 0.0, "for 95 %");
    expect_close(result.influences[0].needed[1], (0.21 - critical) / normal_quantile(0.997), 3e-3, 0.0, "for 99.7 %");
    expect_close(result.influences[0].share, 1.0, 1e-15, 0.0, "share");
    /* Monotonic in T_h: the quantiles of J_ratio are J_ratio at the quantiles of T_h. */
    static const double z[] = {-1.959963984540054, -0.994457883209753, 0.0, 0.994457883209753, 1.959963984540054};
    for (int q = 0; q < ENT_WITNESS_QUANTILES; ++q) {
        engine_set(&at, "T_h", 0.21 + 0.015 * z[q]);
        engine_solve(&at, ENT_ROUTE_AUTOMATIC);
        expect_close(result.ratio[0][q], engine_get(&at, "J_ratio"), 2e-4, 0.0, "quantile of J_ratio");
        expect_close(result.negativity[0][q], engine_get(&at, "negativity"), 5e-3, 1e-12, "quantile of negativity");
    }
}

/* Both statements with a measured current, and the weighted one, by the trapezoidal rule in one parameter. */
static void check_measured(const char *current, const char *critical, double factor, double value, double sigma)
{
    enum { GRID = 20001 };
    engine at = engine_default("local");
    engine_set(&at, "delta", 0.018);
    engine_set(&at, "T_h", 0.20);
    const ent_uncertain uncertain = {"T_h", 0.015};
    const ent_measured measured = {current, value, sigma};
    const ent_witness_problem problem = {at.model, at.parameters, 1, &uncertain, &measured};
    const ent_witness_options options = {.skip_needed = true, .seed = 11};
    ent_error error;
    if (ent_witness(&result, &problem, &options, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    double prior = 0.0, above = 0.0, both = 0.0, evidence = 0.0, mean = 0.0, square = 0.0;
    for (int i = 0; i < GRID; ++i) {
        const double z = -6.0 + 12.0 * i / (GRID - 1), density = exp(-0.5 * z * z);
        engine_set(&at, "T_h", 0.20 + 0.015 * z);
        engine_solve(&at, ENT_ROUTE_AUTOMATIC);
        const double j = engine_get(&at, current), off = (value - j) / sigma;
        const double likelihood = density * exp(-0.5 * off * off);
        prior += density;
        above += density * (normal_cdf((value - factor * engine_get(&at, critical)) / sigma) +
                            normal_cdf((-value - factor * engine_get(&at, critical)) / sigma));
        evidence += likelihood;
        both += engine_get(&at, "J_ratio") > 1.0 ? likelihood : 0.0;
        mean += density * j;
        square += density * j * j;
    }
    mean /= prior;
    const double spread = sqrt(square / prior - mean * mean);
    expect_close(result.from_current.value, above / prior, 0.0, 5.0 * result.from_current.error + 1e-7,
                 "from the current");
    assert_true(result.from_current.error < 1e-4);
    expect_close(result.from_both.value, both / evidence, 0.0, 1e-3, "from both");
    assert_true(fabs(result.from_both.value - both / evidence) < 5.0 * result.from_both.error + 2e-4);
    /* Samples leave the last 1/4096 of the tail uneven. */
    expect_close(result.predicted, mean, 1e-4, 0.0, "predicted");
    expect_close(result.spread, spread, 1e-3, 0.0, "spread");
    expect_close(result.tension, fabs(value - mean) / hypot(spread, sigma), 1e-3, 0.0, "tension");
    assert_true(result.effective_samples > 100.0 && result.effective_samples < (double)result.samples);
}

static void test_measured_currents(void **state)
{
    (void)state;
    check_measured("J_ss", "J_c", 1.0, 1.2e-6, 2e-7);
    check_measured("Q_h", "J_c", 0.5, 6e-7, 1e-7);
    check_measured("I", "I_c", 1.0, 6e-7, 1e-7);
}

static void test_incompatible_measurement(void **state)
{
    (void)state;
    engine at = engine_default("local");
    const ent_uncertain uncertain = {"T_h", 0.01};
    const ent_measured measured = {"J_ss", 1e-3, 1e-6};
    const ent_witness_problem problem = {at.model, at.parameters, 1, &uncertain, &measured};
    const ent_witness_options options = {.skip_needed = true, .samples = 4096};
    assert_int_equal(ent_witness(&result, &problem, &options, NULL), ENT_OK);
    assert_true(result.tension > 10.0);
    assert_true(result.effective_samples < 10.0);
}

static void test_threads_and_seeds(void **state)
{
    (void)state;
    static ent_witness_result other;
    engine at = engine_default("local");
    engine_set(&at, "T_h", 0.17);
    const ent_uncertain uncertain[] = {{"T_h", 0.02}, {"g", 2e-4}, {"T_c", 0.005}};
    const ent_witness_problem problem = {at.model, at.parameters, 3, uncertain, NULL};
    ent_witness_options options = {.samples = 3000, .threads = 1, .seed = 1};
    assert_int_equal(ent_witness(&result, &problem, &options, NULL), ENT_OK);
    assert_int_equal(result.samples, 4096);
    options.threads = 5;
    assert_int_equal(ent_witness(&other, &problem, &options, NULL), ENT_OK);
    assert_memory_equal(&other.from_model, &result.from_model, sizeof result.from_model);
    assert_memory_equal(other.ratio[0], result.ratio[0], sizeof result.ratio[0]);
    for (int k = 0; k < 3; ++k) {
        assert_true(other.influences[k].reach[0] == result.influences[k].reach[0]);
        assert_true(agrees(other.influences[k].needed[0], result.influences[k].needed[0], 0.0, 0.0));
    }
    options.seed = 2;
    assert_int_equal(ent_witness(&other, &problem, &options, NULL), ENT_OK);
    assert_true(other.from_model.value != result.from_model.value);
    assert_true(fabs(other.from_model.value - result.from_model.value) <
                6.0 * hypot(other.from_model.error, result.from_model.error));
}

/* A coupling known as 0.001 +- 0.01 stays at or above 0: half-normal, nearly. Tunnelling has no J_ratio but a verdict.
 */
static void test_truncation_and_tunnelling(void **state)
{
    (void)state;
    engine at = engine_default("local");
    const ent_uncertain wide = {"gamma_h", 0.01}, tunnelling = {"kappa_h", 0.01};
    const ent_witness_options options = {.samples = 1024};
    ent_witness_problem problem = {at.model, at.parameters, 1, &wide, NULL};
    assert_int_equal(ent_witness(&result, &problem, &options, NULL), ENT_OK);
    assert_int_equal(result.failed, 0);
    engine_set(&at, "kappa_h", 0.05);
    problem.uncertain = &tunnelling;
    assert_int_equal(ent_witness(&result, &problem, &options, NULL), ENT_OK);
    assert_true(isnan(result.ratio[0][2]) && result.negativity[0][2] > 0.0);
    assert_string_equal(result.sensitivity_of, "negativity_signed");
    expect_close(result.from_model.value, 1.0, 0.0, 0.0, "probability");
}

/* Cold gaps below 0 have no state: they are counted. */
static void test_failed_points_are_counted(void **state)
{
    (void)state;
    engine at = engine_default("local");
    engine_set(&at, "delta", -0.9);
    const ent_uncertain uncertain = {"delta", 0.1};
    const ent_witness_problem problem = {at.model, at.parameters, 1, &uncertain, NULL};
    const ent_witness_options options = {.samples = 16384, .skip_needed = true};
    assert_int_equal(ent_witness(&result, &problem, &options, NULL), ENT_OK);
    expect_close((double)result.failed / (double)result.samples, normal_cdf(-1.0), 2e-3, 0.0, "share of failures");
}

static void expect_refusal(const ent_witness_problem *problem, const ent_witness_options *options, int status)
{
    ent_error error = {.message = ""};
    assert_int_equal(ent_witness(&result, problem, options, &error), status);
    assert_true(error.message[0] != '\0');
}

static int stop(void *context, size_t done, size_t total)
{
    (void)context, (void)done, (void)total;
    return 1;
}

static void test_refusals(void **state)
{
    (void)state;
    engine at = engine_default("local"), thermal = engine_default("thermal");
    const ent_uncertain good = {"T_h", 0.01}, none = {"T_h", 0.0}, negative = {"T_h", -1.0}, unknown = {"T_x", 0.1},
                        twice[] = {{"g", 1e-4}, {"g", 1e-4}}, hot = {"T", 0.01};
    const ent_measured exact = {"J_ss", 1e-4, 0.0}, purity = {"purity", 0.5, 0.1}, nothing = {"J_x", 1.0, 0.1},
                       current = {"J_ss", 1e-4, 1e-5};
    ent_witness_problem problem = {at.model, at.parameters, 0, NULL, NULL};
    expect_refusal(&problem, NULL, ENT_ERROR_USAGE);
    problem.n_uncertain = 1;
    problem.uncertain = &none;
    expect_refusal(&problem, NULL, ENT_ERROR_OUT_OF_RANGE);
    problem.uncertain = &negative;
    expect_refusal(&problem, NULL, ENT_ERROR_OUT_OF_RANGE);
    problem.uncertain = &unknown;
    expect_refusal(&problem, NULL, ENT_ERROR_UNKNOWN_NAME);
    problem.uncertain = &good;
    problem.measured = &exact;
    expect_refusal(&problem, NULL, ENT_ERROR_OUT_OF_RANGE);
    problem.measured = &purity;
    expect_refusal(&problem, NULL, ENT_ERROR_USAGE);
    problem.measured = &nothing;
    expect_refusal(&problem, NULL, ENT_ERROR_UNKNOWN_NAME);
    problem.measured = NULL;
    expect_refusal(&problem, &(ent_witness_options){.samples = (size_t)1 << 29}, ENT_ERROR_OUT_OF_RANGE);
    expect_refusal(&problem, &(ent_witness_options){.progress = {stop, NULL}}, ENT_INTERRUPTED);
    problem.uncertain = twice;
    problem.n_uncertain = 2;
    expect_refusal(&problem, NULL, ENT_ERROR_DUPLICATE);
    const ent_witness_problem equilibrium = {thermal.model, thermal.parameters, 1, &hot, &current};
    expect_refusal(&equilibrium, NULL, ENT_ERROR_UNDEFINED);
    at.parameters[0] = -1.0;
    expect_refusal(&problem, NULL, ENT_ERROR_OUT_OF_RANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_parameter),
        cmocka_unit_test(test_measured_currents),
        cmocka_unit_test(test_incompatible_measurement),
        cmocka_unit_test(test_threads_and_seeds),
        cmocka_unit_test(test_truncation_and_tunnelling),
        cmocka_unit_test(test_failed_points_are_counted),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
