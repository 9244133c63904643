#include "generator/open_system.h"

#include "support.h"

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
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open_system_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
