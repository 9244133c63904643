/* What a witness computes: the observables that its verdict reads. */
#include "support.h"

#include "entangine/entangine.h"

static ent_witness_result result;

static const ent_model *watched;
static bool asked_for_noise;

static void watch(const ent_model *self, const ent_points *points)
{
    (void)self;
    asked_for_noise = asked_for_noise || points->observables[ent_model_observable(watched, "current_noise")];
    watched->evaluate(watched, points);
}

/* Fluctuations cost a solve each, and no verdict reads them. */
static void test_only_what_is_needed_is_computed(void **state)
{
    (void)state;
    engine at = engine_default("local");
    const ent_uncertain uncertain = {"T_h", 0.1};
    const ent_witness_options options = {.samples = 256, .threads = 1};
    ent_model copy = *at.model;
    ent_witness_problem problem = {at.model, at.parameters, 1, &uncertain, NULL};
    assert_int_equal(ent_witness(&result, &problem, &options, NULL), ENT_OK);
    const ent_witness_result plain = result;
    watched = at.model;
    copy.evaluate = watch;
    problem.model = &copy;
    asked_for_noise = false;
    assert_int_equal(ent_witness(&result, &problem, &options, NULL), ENT_OK);
    assert_false(asked_for_noise);
    copy.decides = NULL; /* the verdict may read anything */
    assert_int_equal(ent_witness(&result, &problem, &options, NULL), ENT_OK);
    assert_true(asked_for_noise);
    assert_memory_equal(&result.from_model, &plain.from_model, sizeof plain.from_model);
    assert_memory_equal(result.ratio[0], plain.ratio[0], sizeof plain.ratio[0]);
}

/* The verdict does not depend on observables that it is said not to read. */
static void check_deciding(const ent_model *model, const double *parameters)
{
    enum { MOST = 256 };
    double all[MOST], some[MOST];
    const double *columns[MAX_PARAMETERS];
    double *values[MOST];
    int status;
    assert_true(model->n_observables <= MOST);
    for (size_t p = 0; p < model->n_parameters; ++p) {
        columns[p] = &parameters[p];
    }
    for (size_t k = 0; k < model->n_observables; ++k) {
        values[k] = &all[k];
    }
    const ent_points point = {.n = 1, .parameters = columns, .observables = values, .status = &status};
    ent_model_evaluate(model, &point);
    assert_int_equal(status, ENT_OK);
    for (size_t k = 0; k < model->n_observables; ++k) {
        some[k] = model->decides(model, k) ? all[k] : NAN;
    }
    assert_int_equal(model->entangled(model, parameters, some), model->entangled(model, parameters, all));
}

static void test_deciding_observables(void **state)
{
    (void)state;
    static const ent_unit *const units[ENT_MODEL_MAX_PARAMETERS] = {NULL};
    engine local = engine_default("local"), global = engine_default("global"), thermal = engine_default("thermal");
    ent_model *in_units;
    ent_network *chain;
    double parameters[MAX_PARAMETERS];
    for (int k = 0; k < 8; ++k) { /* entangled and not */
        engine_set(&local, "delta", 0.01 * k);
        engine_set(&global, "g", 0.1 * k + 0.05);
        engine_set(&thermal, "T", 0.1 * k + 0.1);
        check_deciding(local.model, local.parameters);
        check_deciding(global.model, global.parameters);
        check_deciding(thermal.model, thermal.parameters);
    }
    assert_int_equal(ent_model_in_units(&in_units, local.model, 5.0, ent_unit_find("GHz"), units, NULL), ENT_OK);
    ent_model_defaults(in_units, parameters);
    check_deciding(in_units, parameters);
    ent_model_in_units_free(in_units);
    assert_int_equal(ent_network_read(&chain, ENT_TEST_DATA "/../../models/chain-3.yaml", NULL), ENT_OK);
    const ent_model *model = ent_network_model(chain);
    ent_model_defaults(model, parameters);
    check_deciding(model, parameters);
    ent_network_free(chain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_what_is_needed_is_computed),
        cmocka_unit_test(test_deciding_observables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
