/* The builder: what comes out as numbers and derivatives, and every refusal. */
#include "support.h"

#include "generator/open_system.h"
#include "model/network.h"

static const char *const a[] = {"a"}, *const both[] = {"a", "b"}, *const twice[] = {"a", "a"},
                         *const nowhere[] = {"aa_"};

static const ent_bath hot = {.name = "hot", .n_sites = 1, .sites = a, .temperature = "T", .rate = "1e-3"};

static void must(int status, const ent_error *error)
{
    if (status != ENT_OK) {
        fail_msg("%s", error->message);
    }
}

/* Sites a (2 levels) and b (3), parameters g, T, half (follows g). */
static ent_network *start(void)
{
    ent_network *self;
    ent_error error;
    must(ent_network_create(&self, "test", NULL, &error), &error);
    must(ent_network_add_parameter(self, "half", "g/2", &error), &error);
    must(ent_network_add_parameter(self, "g", "0.25", &error), &error);
    must(ent_network_add_parameter(self, "T", "3*0.1", &error), &error);
    must(ent_network_add_site(self, &(ent_site){.name = "a", .levels = 2, .energy = "1 + g^2"}, &error), &error);
    must(ent_network_add_site(
             self,
             &(ent_site){.name = "b", .kind = ENT_SITE_OSCILLATOR, .levels = 3, .energy = "2", .tunnelling = "half*T"},
             &error),
         &error);
    return self;
}

static void finish(ent_network *self)
{
    ent_error error;
    must(ent_network_finish(self, &error), &error);
}

static void couple(ent_network *self, ent_coupling_kind kind, const char *strength)
{
    ent_error error;
    must(ent_network_add_coupling(self, &(ent_coupling){kind, {"b", "a"}, strength}, &error), &error);
}

static ent_network *complete(void)
{
    static const ent_factor factors[] = {{"a", "raise"}, {"b", "p2"}};
    const ent_product product = {"exp(-T)", "-g", true, 2, factors};
    const ent_bath cold = {.name = "cold",
                           .n_sites = 2,
                           .sites = both,
                           .temperature = "T/3",
                           .rate = "g",
                           .statistics = ENT_STATISTICS_FERMION,
                           .chemical_potential = "0.5",
                           .spectrum = ENT_SPECTRUM_OHMIC,
                           .frequency = "1",
                           .cutoff = "10*T",
                           .dipole = true};
    ent_network *self = start();
    ent_error error;
    must(ent_network_add_dephasing(self, &(ent_dephasing){"noise", "b", "half"}, &error), &error);
    couple(self, ENT_COUPLING_EXCHANGE, "2*g");
    couple(self, ENT_COUPLING_ZZ, "half");
    must(ent_network_add_product(self, &product, &error), &error);
    must(ent_network_add_bath(self, &hot, &error), &error);
    must(ent_network_add_bath(self, &cold, &error), &error);
    ent_network_set_master_equation(self, ENT_MASTER_EQUATION_GLOBAL);
    finish(self);
    return self;
}

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

#define REFUSED(call, code, text)                                                                                      \
    do {                                                                                                               \
        ent_error error = {0};                                                                                         \
        assert_int_equal(call, code);                                                                                  \
        assert_int_equal(error.status, code);                                                                          \
        assert_string_equal(error.message, text);                                                                      \
    } while (0)

static void test_refused_parts(void **state)
{
    (void)state;
    ent_network *self = start();
    static const ent_factor none_such[] = {{"a", "lover"}}, level[] = {{"a", "p2"}}, lowering[] = {{"b", "lower"}},
                            same[] = {{"a", "x"}, {"a", "y"}}, fine[] = {{"a", "x"}};
    couple(self, ENT_COUPLING_DIPOLE, "g");
    REFUSED(ent_network_add_parameter(self, "g", "1", &error), ENT_ERROR_DUPLICATE, "parameter 'g' is given twice");
    REFUSED(ent_network_add_parameter(self, "sin", "1", &error), ENT_ERROR_USAGE,
            "parameter 'sin': the name means something else in expressions");
    REFUSED(ent_network_add_parameter(self, "2g", "1", &error), ENT_ERROR_USAGE,
            "parameter '2g': a name is a letter, then letters, digits and _, at most 63 in all");
    REFUSED(ent_network_add_parameter(self, "x", "1e-3x", &error), ENT_ERROR_BAD_NUMBER,
            "parameter x: '1e-3x', character 5: expected an operator after the number, found 'x'");
    REFUSED(ent_network_add_site(self, &(ent_site){.name = "a", .levels = 2}, &error), ENT_ERROR_DUPLICATE,
            "site 'a' is given twice");
    REFUSED(ent_network_add_site(self, &(ent_site){.name = "c", .levels = 1}, &error), ENT_ERROR_OUT_OF_RANGE,
            "site 'c', levels: 1: must be from 2 to 4096");
    REFUSED(ent_network_add_site(self, &(ent_site){.name = "c", .levels = 2, .energy = "1+"}, &error),
            ENT_ERROR_BAD_NUMBER,
            "site 'c', energy: '1+', character 3: expected a number, a name or '(', found the end");
    REFUSED(ent_network_add_coupling(self, &(ent_coupling){.sites = {"a", "c"}}, &error), ENT_ERROR_UNKNOWN_NAME,
            "coupling of 'a' and 'c': there is no site 'c': the nearest is 'a'");
    REFUSED(ent_network_add_coupling(self, &(ent_coupling){.sites = {"a", "a"}}, &error), ENT_ERROR_USAGE,
            "coupling of 'a' and 'a': couples site 'a' to itself");
    REFUSED(ent_network_add_coupling(self, &(ent_coupling){ENT_COUPLING_DIPOLE, {"a", "b"}, "1"}, &error),
            ENT_ERROR_DUPLICATE, "coupling of 'a' and 'b': these sites have such a coupling already");
    REFUSED(ent_network_add_product(self, &(ent_product){.strength = "1"}, &error), ENT_ERROR_USAGE,
            "product: it has no factor");
    REFUSED(ent_network_add_product(self, &(ent_product){"1", NULL, false, 1, none_such}, &error),
            ENT_ERROR_UNKNOWN_NAME,
            "product: there is no operator 'lover' of site 'a': the nearest is 'lower'; there are lower, raise, "
            "number, x, y, z and p0 to p1");
    REFUSED(ent_network_add_product(self, &(ent_product){"1", NULL, false, 1, level}, &error), ENT_ERROR_OUT_OF_RANGE,
            "product, operator 'p2' of site 'a': it has levels 0 to 1");
    REFUSED(ent_network_add_product(self, &(ent_product){"1", NULL, false, 1, lowering}, &error), ENT_ERROR_USAGE,
            "product: with 'lower' of site 'b' it is not hermitian: its adjoint must be added (add_adjoint: true)");
    REFUSED(ent_network_add_product(self, &(ent_product){"1", "g", false, 1, fine}, &error), ENT_ERROR_USAGE,
            "product, strength_im: with an imaginary strength it is not hermitian: its adjoint must be added "
            "(add_adjoint: true)");
    REFUSED(ent_network_add_product(self, &(ent_product){"1", NULL, false, 2, same}, &error), ENT_ERROR_DUPLICATE,
            "product: site 'a' is given twice");
    ent_error error;
    must(ent_network_add_product(self, &(ent_product){"1", "0*2", false, 1, fine}, &error), &error);
    ent_network_free(self);
}

static void test_refused_baths(void **state)
{
    (void)state;
    ent_network *self = start();
    ent_bath bath = hot;
    ent_error added;
    must(ent_network_add_bath(self, &hot, &added), &added);
    REFUSED(ent_network_add_bath(self, &bath, &error), ENT_ERROR_DUPLICATE,
            "bath 'hot': another bath or dephasing has this name");
    REFUSED(ent_network_add_dephasing(self, &(ent_dephasing){"hot", "a", "1"}, &error), ENT_ERROR_DUPLICATE,
            "dephasing 'hot': another bath or dephasing has this name");
    REFUSED(ent_network_add_dephasing(self, &(ent_dephasing){"noise", "c", "1"}, &error), ENT_ERROR_UNKNOWN_NAME,
            "dephasing 'noise': there is no site 'c': the nearest is 'a'");
    bath.name = "hot_bare";
    REFUSED(ent_network_add_bath(self, &bath, &error), ENT_ERROR_USAGE,
            "bath 'hot_bare': a name must not end in _bare, which observables do");
    bath.name = "warm";
    bath.sites = nowhere;
    REFUSED(ent_network_add_bath(self, &bath, &error), ENT_ERROR_UNKNOWN_NAME,
            "bath 'warm': there is no site 'aa_': the nearest is 'a'");
    bath.sites = twice;
    bath.n_sites = 2;
    REFUSED(ent_network_add_bath(self, &bath, &error), ENT_ERROR_DUPLICATE, "bath 'warm': site 'a' is given twice");
    bath.n_sites = 0;
    REFUSED(ent_network_add_bath(self, &bath, &error), ENT_ERROR_USAGE, "bath 'warm': couples to no site");
    bath.n_sites = 1;
    bath.width = "1";
    REFUSED(ent_network_add_bath(self, &bath, &error), ENT_ERROR_USAGE, "bath 'warm', width: a flat spectrum has none");
    bath.spectrum = ENT_SPECTRUM_LORENTZIAN;
    REFUSED(ent_network_add_bath(self, &bath, &error), ENT_ERROR_USAGE,
            "bath 'warm', frequency: a lorentzian spectrum needs one");
    ent_network_free(self);
}

static void test_refused_whole(void **state)
{
    (void)state;
    ent_network *self;
    ent_error made;
    must(ent_network_create(&self, "empty", NULL, &made), &made);
    REFUSED(ent_network_finish(self, &error), ENT_ERROR_USAGE, "empty: the network has no site");
    ent_network_free(self);
    self = start();
    REFUSED(ent_network_finish(self, &error), ENT_ERROR_USAGE,
            "test: the network has no bath, so that nothing selects a steady state");
    must(ent_network_add_bath(self, &hot, &made), &made);
    REFUSED(ent_network_finish(self, &error), ENT_ERROR_USAGE,
            "site b is connected to no bath: every part of a network needs one");
    REFUSED(ent_network_finish(self, &error), ENT_ERROR_USAGE, "test: the network is finished already");
    REFUSED(ent_network_add_parameter(self, "x", "1", &error), ENT_ERROR_USAGE,
            "test: the network is finished: nothing can be added");
    REFUSED(ent_network_add_product(self, &(ent_product){0}, &error), ENT_ERROR_USAGE,
            "test: the network is finished: nothing can be added");
    REFUSED(ent_network_add_coupling(self, &(ent_coupling){0}, &error), ENT_ERROR_USAGE,
            "test: the network is finished: nothing can be added");
    REFUSED(ent_network_add_site(self, &(ent_site){0}, &error), ENT_ERROR_USAGE,
            "test: the network is finished: nothing can be added");
    REFUSED(ent_network_add_bath(self, &(ent_bath){0}, &error), ENT_ERROR_USAGE,
            "test: the network is finished: nothing can be added");
    ent_network_free(self);

    self = start();
    ent_bath bath = hot;
    bath.sites = both;
    bath.n_sites = 2;
    bath.chemical_potential = "1.1"; /* above 1 + g^2 = 1.0625 */
    must(ent_network_add_bath(self, &bath, &made), &made);
    REFUSED(ent_network_finish(self, &error), ENT_ERROR_OUT_OF_RANGE,
            "bath 'hot': its chemical_potential is 1.1, which must be below 1.0625, the transition of site 'a': it "
            "holds bosons");
    ent_network_free(self);
}

/* One more parameter or part, and how finishing fails. */
static void refuse_parameters(const char *first, const char *second, ent_status status, const char *message)
{
    ent_network *self = start();
    ent_error added;
    must(ent_network_add_parameter(self, "u", first, &added), &added);
    must(ent_network_add_parameter(self, "v", second, &added), &added);
    couple(self, ENT_COUPLING_EXCHANGE, "u + v");
    must(ent_network_add_bath(self, &hot, &added), &added);
    REFUSED(ent_network_finish(self, &error), status, message);
    ent_network_free(self);
}

static void test_refused_parameters(void **state)
{
    (void)state;
    refuse_parameters("v*2", "sin(u)", ENT_ERROR_USAGE, "parameter u: follows itself: u -> v -> u");
    refuse_parameters("u", "1", ENT_ERROR_USAGE, "parameter u: follows itself: u -> u");
    refuse_parameters("1/0", "1", ENT_ERROR_OUT_OF_RANGE, "parameter u: its value is not a finite number");
    refuse_parameters("gg", "1", ENT_ERROR_UNKNOWN_NAME,
                      "parameter u: 'gg', character 1: there is no parameter 'gg': the nearest is 'g'");
    refuse_parameters("log(g - 1)", "1", ENT_ERROR_OUT_OF_RANGE,
                      "coupling of 'b' and 'a', exchange 'u + v' is not a finite number");
}

static void test_ambiguous_names(void **state)
{
    (void)state;
    static const char *const names[][4] = {{"x", "y_z", "x_y", "z"}, {"x", "y", "x_y", "w"}, {"c_x", "y", "c", "x_y"}};
    for (size_t k = 0; k < 3; ++k) {
        ent_network *self;
        ent_error error;
        must(ent_network_create(&self, "test", NULL, &error), &error);
        for (size_t i = 0; i < 4; ++i) {
            must(ent_network_add_site(self, &(ent_site){.name = names[k][i], .levels = 2, .energy = "1"}, &error),
                 &error);
        }
        const ent_bath bath = {.name = "all", .n_sites = 4, .sites = names[k], .temperature = "1", .rate = "1"};
        must(ent_network_add_bath(self, &bath, &error), &error);
        assert_int_equal(ent_network_finish(self, &error), ENT_ERROR_USAGE);
        assert_non_null(strstr(error.message, k == 1 ? "the name that observables give" : "the same name"));
        ent_network_free(self);
    }
}

static void test_open_system_check(void **state)
{
    (void)state;
    static const int site_0[] = {0};
    system_site site = {.levels = 2, .energy = 1.0};
    system_bath bath = {.n_sites = 1, .sites = site_0, .temperature = 1.0, .rate = 1.0, .cutoff = INFINITY};
    const open_system system = {.n_sites = 1, .n_baths = 1, .sites = &site, .baths = &bath};
    char problem[200];
#define BAD(assignment, undo, text)                                                                                    \
    assignment;                                                                                                        \
    assert_int_equal(open_system_check(&system, problem, sizeof problem), ENT_ERROR_OUT_OF_RANGE);                     \
    assert_string_equal(problem, text);                                                                                \
    undo
    BAD(site.energy = -1.0, site.energy = 1.0, "site 0: its energy is -1, which must be at or above 0");
    BAD(bath.rate = -2.0, bath.rate = 1.0, "bath 0: its rate is -2, which must be at or above 0");
    BAD(bath.temperature = NAN, bath.temperature = 1.0, "bath 0: its temperature is nan, which must be at or above 0");
    BAD(bath.chemical_potential = 1.0, bath.chemical_potential = 0.0,
        "bath 0: its chemical_potential is 1, which must be below 1, the transition of site 0: it holds bosons");
    bath.spectrum = ENT_SPECTRUM_OHMIC;
    BAD(bath.frequency = 0.0, bath.frequency = 1.0, "bath 0: its frequency is 0, which must be above 0");
    BAD(bath.cutoff = 0.0, bath.cutoff = INFINITY, "bath 0: its cutoff is 0, which must be above 0");
    bath.spectrum = ENT_SPECTRUM_LORENTZIAN;
    BAD(bath.width = 0.0, bath.width = 1.0, "bath 0: its width is 0, which must be above 0");
#undef BAD
    assert_int_equal(open_system_check(&system, problem, sizeof problem), ENT_OK);
    system_site many[64];
    for (int i = 0; i < 64; ++i) {
        many[i] = (system_site){.levels = 4};
    }
    assert_true(open_system_dimension(&(open_system){.n_sites = 64, .sites = many}) == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_numbers),
                                       cmocka_unit_test(test_tangent),
                                       cmocka_unit_test(test_parameters),
                                       cmocka_unit_test(test_undefined_number),
                                       cmocka_unit_test(test_fingerprint),
                                       cmocka_unit_test(test_refused_parts),
                                       cmocka_unit_test(test_refused_baths),
                                       cmocka_unit_test(test_refused_whole),
                                       cmocka_unit_test(test_refused_parameters),
                                       cmocka_unit_test(test_ambiguous_names),
                                       cmocka_unit_test(test_open_system_check)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
