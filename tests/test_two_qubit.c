#include "support.h"

#include "observable/two_qubit.h"

/* What interface.md promises, in the order of the columns. */
static const char *const promised[] = {"r11",          "r10",
                                       "r01",          "r00",
                                       "coherence_re", "coherence_im",
                                       "Q_h",          "Q_c",
                                       "Q_h_bare",     "Q_c_bare",
                                       "J_ss",         "J_c",
                                       "J_ratio",      "I",
                                       "I_c",          "I_ratio",
                                       "negativity",   "log_negativity",
                                       "concurrence",  "entanglement_of_formation",
                                       "purity",       "entropy_production"};

static size_t index_of(const char *name)
{
    size_t k = 0;
    while (k < N_TWO_QUBIT && strcmp(two_qubit_observables[k].name, name) != 0) {
        ++k;
    }
    return k;
}

static void names_are_those_promised(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof promised / sizeof promised[0]; ++k) {
        if (index_of(promised[k]) == N_TWO_QUBIT) {
            fail_msg("no observable %s", promised[k]);
        }
    }
}

static void rows_are_complete(void **state)
{
    (void)state;
    for (size_t k = 0; k < N_TWO_QUBIT; ++k) {
        const ent_observable *row = &two_qubit_observables[k];
        assert_true(row->name && row->symbol && row->group && row->description && row->source);
        assert_true(strlen(row->description) > 5 && !strchr(row->description, '\n'));
        assert_int_equal(index_of(row->name), k); /* unique */
        if (row->continued_by) {
            assert_true(index_of(row->continued_by) < N_TWO_QUBIT);
        }
        assert_true(strcmp(row->group, "state") == 0 || strcmp(row->group, "currents") == 0 ||
                    strcmp(row->group, "entanglement") == 0 || strcmp(row->group, "fluctuations") == 0);
    }
    assert_int_equal(two_qubit_observables[HEAT_H].quantity, ENT_QUANTITY_HEAT_CURRENT);
    assert_int_equal(two_qubit_observables[PARTICLE_CURRENT].quantity, ENT_QUANTITY_PARTICLE_CURRENT);
}

static void heat_obeys_the_first_law(void **state)
{
    (void)state;
    double o[N_TWO_QUBIT];
    two_qubit_set_heat(o, 0.25, 0.2, -0.3);
    assert_true(o[HEAT_H] == 0.25 && o[HEAT_C] == -0.25 && o[J_SS] == 0.5);
    assert_true(o[HEAT_H_BARE] == 0.2 && o[HEAT_C_BARE] == -0.3);
    two_qubit_set_heat(o, 0.0, 0.0, 0.0);
    assert_false(signbit(o[HEAT_C]));
}

static void entropy_production(void **state)
{
    (void)state;
    double o[N_TWO_QUBIT];
    two_qubit_set_heat(o, 0.25, 0.25, -0.25);
    two_qubit_set_entropy_production(o, 2.0, 0.5, false);
    expect_close(o[ENTROPY_PRODUCTION], -0.25 / 2.0 + 0.25 / 0.5, 1e-15, 0.0, "entropy production");
    two_qubit_set_entropy_production(o, 0.5, 2.0, false);
    expect_close(o[ENTROPY_PRODUCTION], -0.25 / 0.5 + 0.25 / 2.0, 1e-15, 0.0, "entropy production, reversed");
    two_qubit_set_entropy_production(o, 0.7, 0.7, false);
    assert_true(o[ENTROPY_PRODUCTION] == 0.0);
    two_qubit_set_entropy_production(o, 0.7, 0.0, false);
    assert_true(isnan(o[ENTROPY_PRODUCTION]));
    two_qubit_set_heat(o, 0.0, 0.0, 0.0);
    two_qubit_set_entropy_production(o, 0.7, 0.0, true);
    assert_true(o[ENTROPY_PRODUCTION] == 0.0);
}

static void verdicts(void **state)
{
    (void)state;
    double o[N_TWO_QUBIT] = {0.0};
    o[J_RATIO] = 1.5;
    o[NEGATIVITY_SIGNED] = 0.1;
    assert_int_equal(two_qubit_entangled(NULL, NULL, o), ENT_ENTANGLED);
    o[J_RATIO] = NAN; /* with tunnelling */
    assert_int_equal(two_qubit_entangled(NULL, NULL, o), ENT_ENTANGLED);
    o[NEGATIVITY_SIGNED] = -0.1;
    assert_int_equal(two_qubit_entangled(NULL, NULL, o), ENT_SEPARABLE);
    o[J_RATIO] = 1.5;
    o[NEGATIVITY_SIGNED] = 0.0; /* too small for a double, but the ratio knows */
    assert_int_equal(two_qubit_entangled(NULL, NULL, o), ENT_ENTANGLED);
    o[J_RATIO] = 0.5;
    assert_int_equal(two_qubit_entangled(NULL, NULL, o), ENT_SEPARABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_those_promised),
        cmocka_unit_test(rows_are_complete),
        cmocka_unit_test(heat_obeys_the_first_law),
        cmocka_unit_test(entropy_production),
        cmocka_unit_test(verdicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
