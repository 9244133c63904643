#include "support.h"

static const char *const parameters[][10] = {
    {"local", "eps_h", "delta", "g", "gamma_h", "gamma_c", "T_h", "T_c", "kappa_h", "kappa_c"},
    {"global", "eps", "delta", "g", "gamma_h", "gamma_c", "T_h", "T_c"},
    {"thermal", "eps", "g", "T"},
};

static void models_are_found_by_name(void **state)
{
    (void)state;
    assert_int_equal(ent_model_count(), 3);
    for (size_t m = 0; m < 3; ++m) {
        const ent_model *model = ent_model_find(parameters[m][0]);
        assert_non_null(model);
        assert_ptr_equal(model, ent_model_at(m));
        size_t n = 0;
        while (n + 1 < 10 && parameters[m][n + 1]) {
            assert_int_equal(ent_model_parameter(model, parameters[m][n + 1]), n);
            ++n;
        }
        assert_int_equal(model->n_parameters, n);
    }
    assert_null(ent_model_at(3));
    assert_null(ent_model_find("Local"));
    assert_null(ent_model_find(""));
}

static void tables_are_complete(void **state)
{
    (void)state;
    for (size_t m = 0; m < ent_model_count(); ++m) {
        const ent_model *model = ent_model_at(m);
        assert_true(model->title && model->citation && model->energy_unit && model->evaluate && model->entangled &&
                    model->why_undefined);
        for (size_t k = 0; k < model->n_parameters; ++k) {
            const ent_parameter *p = &model->parameters[k];
            assert_true(strlen(p->symbol) > 0 && strlen(p->description) > 5);
            assert_int_equal(ent_model_parameter(model, p->name), k);
            assert_int_equal(ent_model_observable(model, p->name), model->n_observables); /* one name space */
            assert_true(p->lower < p->upper);
        }
        for (size_t k = 0; k < model->n_observables; ++k) {
            assert_int_equal(ent_model_observable(model, model->observables[k].name), k);
            assert_int_equal(ent_model_parameter(model, model->observables[k].name), model->n_parameters);
            assert_non_null(model->why_undefined(model, engine_default(model->name).parameters, k));
        }
        for (size_t k = 0; k < model->n_constraints; ++k) {
            assert_true(ent_model_parameter(model, model->constraints[k].parameter) < model->n_parameters);
        }
        for (size_t k = 0; k < model->n_validity; ++k) {
            const ent_validity *v = &model->validity[k];
            assert_true(v->name && v->condition && v->text && v->compare && v->limit > 0.0);
        }
    }
}

static void default_values_are_admissible(void **state)
{
    (void)state;
    for (size_t m = 0; m < ent_model_count(); ++m) {
        engine e = engine_default(ent_model_at(m)->name);
        assert_int_equal(ent_model_check(e.model, e.parameters, NULL), ENT_OK);
        engine_solve(&e, ENT_ROUTE_AUTOMATIC);
        for (size_t k = 0; k < e.model->n_observables; ++k) {
            assert_true(isfinite(e.observables[k]) || isnan(e.observables[k]));
        }
        assert_true(engine_get(&e, "negativity") >= 0.0);
    }
}

static void setting_by_name(void **state)
{
    (void)state;
    engine e = engine_default("local");
    ent_error error = {0};
    assert_int_equal(ent_model_set(e.model, e.parameters, "T_h", 2.0, &error), ENT_OK);
    assert_true(e.parameters[5] == 2.0);
    static const struct {
        const char *name, *nearest;
    } unknown[] = {{"Th", "T_h"}, {"gama_c", "gamma_c"}, {"kappa", "kappa_h"}, {"detla", "delta"}, {"eps", "eps_h"}};
    for (size_t k = 0; k < sizeof unknown / sizeof unknown[0]; ++k) {
        char expected[64];
        assert_int_equal(ent_model_set(e.model, e.parameters, unknown[k].name, 1.0, &error), ENT_ERROR_UNKNOWN_NAME);
        assert_int_equal(error.status, ENT_ERROR_UNKNOWN_NAME);
        (void)snprintf(expected, sizeof expected, "the nearest is '%s'", unknown[k].nearest);
        assert_non_null(strstr(error.message, expected));
        (void)snprintf(expected, sizeof expected, "'%s'", unknown[k].name);
        assert_non_null(strstr(error.message, expected));
        assert_int_equal(ent_model_set(e.model, e.parameters, unknown[k].name, 1.0, NULL), ENT_ERROR_UNKNOWN_NAME);
    }
}

static void values_out_of_range(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double value;
        const char *text;
    } cases[] = {
        {"T_h", -1.0, "at or above 0"},  {"eps_h", 0.0, "above 0"},        {"eps_h", -1.0, "above 0"},
        {"g", -1e-300, "at or above 0"}, {"gamma_c", INFINITY, "finite"},  {"gamma_h", -1.0, "at or above 0"},
        {"delta", NAN, "finite"},        {"kappa_h", -INFINITY, "finite"}, {"T_c", NAN, "finite"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        engine e = engine_default("local");
        ent_error error = {0};
        const size_t index = ent_model_parameter(e.model, cases[k].name);
        const double before = e.parameters[index];
        assert_int_equal(ent_model_set(e.model, e.parameters, cases[k].name, cases[k].value, &error),
                         ENT_ERROR_OUT_OF_RANGE);
        assert_true(strstr(error.message, cases[k].name) && strstr(error.message, cases[k].text));
        assert_true(e.parameters[index] == before);
        e.parameters[index] = cases[k].value;
        assert_int_equal(ent_model_check(e.model, e.parameters, &error), ENT_ERROR_OUT_OF_RANGE);
        assert_true(strstr(error.message, cases[k].name) && strstr(error.message, cases[k].text));
        assert_int_equal(ent_model_check(e.model, e.parameters, NULL), ENT_ERROR_OUT_OF_RANGE);
        engine_evaluate(&e, ENT_ROUTE_AUTOMATIC);
        assert_int_equal(e.status, ENT_ERROR_OUT_OF_RANGE);
        for (size_t o = 0; o < e.model->n_observables; ++o) {
            assert_true(isnan(e.observables[o]));
        }
    }
}

static void gaps_stay_positive(void **state)
{
    (void)state;
    const char *const names[] = {"local", "global"};
    for (int k = 0; k < 2; ++k) {
        engine e = engine_default(names[k]);
        ent_error error = {0};
        engine_set(&e, "delta", -1.0); /* alone it is a fine number */
        assert_int_equal(ent_model_check(e.model, e.parameters, &error), ENT_ERROR_OUT_OF_RANGE);
        assert_true(strstr(error.message, "delta = -1") && strstr(error.message, "above -eps"));
        engine_set(&e, "delta", -0.999);
        assert_int_equal(ent_model_check(e.model, e.parameters, &error), ENT_OK);
    }
}

/* A block: bad points among good ones, unwanted columns, no residual. */
static void blocks(void **state)
{
    (void)state;
    const ent_model *model = ent_model_find("thermal");
    const double eps[] = {1.0, -1.0, 1.0, 1.0}, g[] = {0.8, 0.8, 0.1, NAN}, t[] = {0.3, 0.3, 0.3, 0.3};
    const double *const columns[] = {eps, g, t};
    double negativity[4], *observables[MAX_OBSERVABLES_TESTED] = {NULL};
    int status[4];
    observables[ent_model_observable(model, "negativity")] = negativity;
    const ent_points points = {4, columns, observables, status, NULL, ENT_ROUTE_AUTOMATIC, NULL};
    ent_model_evaluate(model, &points);
    assert_int_equal(status[0], ENT_OK);
    assert_int_equal(status[1], ENT_ERROR_OUT_OF_RANGE);
    assert_int_equal(status[2], ENT_OK);
    assert_int_equal(status[3], ENT_ERROR_OUT_OF_RANGE);
    assert_true(negativity[0] > 0.0 && isnan(negativity[1]) && negativity[2] == 0.0 && isnan(negativity[3]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models_are_found_by_name),
        cmocka_unit_test(tables_are_complete),
        cmocka_unit_test(default_values_are_admissible),
        cmocka_unit_test(setting_by_name),
        cmocka_unit_test(values_out_of_range),
        cmocka_unit_test(gaps_stay_positive),
        cmocka_unit_test(blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
