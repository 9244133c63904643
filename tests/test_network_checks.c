/* The builder: every refusal. */
#include "network_builder.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused_parts),   cmocka_unit_test(test_refused_baths),
        cmocka_unit_test(test_refused_whole),   cmocka_unit_test(test_refused_parameters),
        cmocka_unit_test(test_ambiguous_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
