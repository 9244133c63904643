/* The builder: what comes out as numbers and derivatives. */
#include "model/network_observables.h"
#include "network_builder.h"

static void test_numbers(void **state)
{
    (void)state;
    const double parameters[] = {0.5, 0.4}; /* g, T */
    ent_network *self = complete();
    network_values values;
    assert_int_equal(network_values_create(&values, self), ENT_OK);
    assert_int_equal(network_evaluate(self, parameters, &values), ENT_OK);
    const open_system *system = &values.system;
    assert_int_equal(system->equation, ENT_MASTER_EQUATION_GLOBAL);
    assert_int_equal(open_system_dimension(system), 6);
    assert_int_equal(system->n_sites, 2);
    assert_int_equal(system->n_terms, 3);
    assert_int_equal(system->n_baths, 3);
    expect_close(system->sites[0].energy, 1.25, 0.0, 0.0, "energy of a");
    expect_close(system->sites[1].tunnelling, 0.1, 1e-15, 0.0, "tunnelling of b");
    assert_int_equal(system->sites[1].kind, ENT_SITE_OSCILLATOR);
    assert_int_equal(system->sites[1].levels, 3);
    expect_close(system->terms[0].strength, 1.0, 0.0, 0.0, "exchange");
    assert_true(system->terms[0].add_adjoint && !system->terms[1].add_adjoint);
    assert_int_equal(system->terms[0].factors[0].site, 1);
    assert_int_equal(system->terms[0].factors[0].kind, LOCAL_RAISE);
    assert_int_equal(system->terms[0].factors[1].kind, LOCAL_LOWER);
    assert_int_equal(system->terms[1].factors[1].kind, LOCAL_Z);
    expect_close(system->terms[2].strength, exp(-0.4), 0.0, 0.0, "strength");
    expect_close(system->terms[2].strength_im, -0.5, 0.0, 0.0, "strength_im");
    assert_int_equal(system->terms[2].factors[1].kind, LOCAL_PROJECTOR);
    assert_int_equal(system->terms[2].factors[1].level, 2);
    assert_true(isinf(system->baths[0].cutoff) && system->baths[0].temperature == 0.4);
    assert_int_equal(system->baths[1].n_sites, 2);
    assert_true(system->baths[1].cutoff == 4.0 && system->baths[1].rate == 0.5 && system->baths[1].dipole);
    assert_true(system->baths[1].chemical_potential == 0.5 && system->baths[1].frequency == 1.0);
    assert_true(system->baths[2].dephasing && system->baths[2].rate == 0.25 && system->baths[2].sites[0] == 1);
    assert_string_equal(network_bath_name(self, 2), "noise");
    assert_int_equal(network_bond_count(self), 2);
    assert_int_equal(network_bond_at(self, 0)->sites[0], 1);
    assert_int_equal(network_bond_at(self, 1)->term, 1);
    network_values_free(&values);
    ent_network_free(self);
}

/* Every number of the struct against central differences. */
static void test_tangent(void **state)
{
    (void)state;
    const double step = 1e-5;
    ent_network *self = complete();
    network_values tangent, up, down;
    assert_int_equal(network_values_create(&tangent, self), ENT_OK);
    assert_int_equal(network_values_create(&up, self), ENT_OK);
    assert_int_equal(network_values_create(&down, self), ENT_OK);
    for (size_t p = 0; p < 2; ++p) {
        double parameters[] = {0.5, 0.4};
        assert_int_equal(network_tangent(self, parameters, p, &tangent), ENT_OK);
        parameters[p] += step;
        assert_int_equal(network_evaluate(self, parameters, &up), ENT_OK);
        parameters[p] -= 2.0 * step;
        assert_int_equal(network_evaluate(self, parameters, &down), ENT_OK);
#define EXPECT(part) expect_close(tangent.part, (up.part - down.part) / (2.0 * step), 1e-8, 1e-10, #part)
        EXPECT(sites[0].energy);
        EXPECT(sites[1].tunnelling);
        EXPECT(terms[0].strength);
        EXPECT(terms[1].strength);
        EXPECT(terms[2].strength);
        EXPECT(terms[2].strength_im);
        EXPECT(baths[0].temperature);
        EXPECT(baths[0].rate);
        EXPECT(baths[1].temperature);
        EXPECT(baths[1].rate);
        EXPECT(baths[1].cutoff);
        EXPECT(baths[2].rate);
#undef EXPECT
        assert_true(tangent.baths[0].cutoff == 0.0 && tangent.sites[1].levels == 3);
    }
    network_values_free(&tangent);
    network_values_free(&up);
    network_values_free(&down);
    ent_network_free(self);
}

static void test_parameters(void **state)
{
    (void)state;
    ent_network *self = complete();
    const ent_model *model = ent_network_model(self);
    double parameters[2];
    ent_error error;
    assert_int_equal(model->n_parameters, 2);
    assert_string_equal(model->parameters[0].name, "g");
    expect_close(model->parameters[1].initial, 3 * 0.1, 0.0, 0.0, "T");
    assert_int_equal(model->parameters[1].quantity, ENT_QUANTITY_TEMPERATURE);
    ent_model_defaults(model, parameters);
    assert_int_equal(ent_model_set(model, parameters, "T", -1.0, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_int_equal(ent_model_set(model, parameters, "half", 1.0, &error), ENT_ERROR_UNKNOWN_NAME);
    assert_string_equal(error.message, "half follows other parameters and cannot be set: it is g/2 in test");
    ent_network_free(self);

    self = start();
    assert_null(ent_network_model(self));
    ent_network_free(self);
}

static void test_undefined_number(void **state)
{
    (void)state;
    const double zero[] = {0.0, 0.4};
    ent_network *self = start();
    network_values values;
    couple(self, ENT_COUPLING_EXCHANGE, "sqrt(g)/g");
    ent_error error;
    must(ent_network_add_bath(self, &hot, &error), &error);
    finish(self);
    assert_int_equal(network_values_create(&values, self), ENT_OK);
    assert_int_equal(network_evaluate(self, zero, &values), ENT_ERROR_OUT_OF_RANGE);
    assert_string_equal(network_number_text(self, values.undefined), "coupling of 'b' and 'a', exchange 'sqrt(g)/g'");
    assert_int_equal(network_tangent(self, zero, 0, &values), ENT_ERROR_UNDEFINED);
    assert_int_equal(network_tangent(self, zero, 1, &values), ENT_OK);
    network_values_free(&values);
    ent_network_free(self);
}

static void test_fingerprint(void **state)
{
    (void)state;
    ent_network *same[] = {complete(), complete()}, *other = start();
    ent_error error;
    must(ent_network_add_bath(other, &hot, &error), &error);
    couple(other, ENT_COUPLING_ZZ, "1");
    finish(other);
    assert_string_equal(ent_network_model(same[0])->fingerprint, ent_network_model(same[1])->fingerprint);
    assert_string_not_equal(ent_network_model(same[0])->fingerprint, ent_network_model(other)->fingerprint);
    ent_network_free(same[0]);
    ent_network_free(same[1]);
    ent_network_free(other);
}

/* Every bipartition has one set that stands for it. */
static void parts_stand_for_bipartitions(void **state)
{
    (void)state;
    for (int n = 2; n <= NETWORK_MAX_SITES_OF_PARTS; ++n) {
        const unsigned all = (1U << n) - 1U;
        assert_false(network_names_part(n, 0U));
        assert_false(network_names_part(n, all));
        for (unsigned part = 1; part < all; ++part) {
            assert_true(network_names_part(n, part) != network_names_part(n, all - part));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_stand_for_bipartitions),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_tangent),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_undefined_number),
        cmocka_unit_test(test_fingerprint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
