#include "support.h"

#include "entangine/units.h"

/* Sizes in SI, from h, k_B and e by 40-digit arithmetic. */
static const struct {
    const char *symbol;
    ent_quantity quantity;
    double size;
} sizes[] = {
    {"Hz", ENT_QUANTITY_ENERGY, 6.6260701500000000000e-34},
    {"kHz", ENT_QUANTITY_ENERGY, 6.6260701500000000000e-31},
    {"MHz", ENT_QUANTITY_ENERGY, 6.6260701500000000000e-28},
    {"GHz", ENT_QUANTITY_ENERGY, 6.6260701500000000000e-25},
    {"THz", ENT_QUANTITY_ENERGY, 6.6260701500000000000e-22},
    {"eV", ENT_QUANTITY_ENERGY, 1.6021766340000000000e-19},
    {"meV", ENT_QUANTITY_ENERGY, 1.6021766340000000000e-22},
    {"ueV", ENT_QUANTITY_ENERGY, 1.6021766340000000000e-25},
    {"neV", ENT_QUANTITY_ENERGY, 1.6021766340000000000e-28},
    {"J", ENT_QUANTITY_ENERGY, 1.0000000000000000000},
    {"K", ENT_QUANTITY_ENERGY, 1.3806490000000000000e-23},
    {"mK", ENT_QUANTITY_ENERGY, 1.3806490000000000000e-26},
    {"uK", ENT_QUANTITY_ENERGY, 1.3806490000000000000e-29},
    {"nK", ENT_QUANTITY_ENERGY, 1.3806490000000000000e-32},
    {"Hz", ENT_QUANTITY_TEMPERATURE, 4.7992430733662212481e-11},
    {"kHz", ENT_QUANTITY_TEMPERATURE, 4.7992430733662212481e-8},
    {"MHz", ENT_QUANTITY_TEMPERATURE, 0.000047992430733662212481},
    {"GHz", ENT_QUANTITY_TEMPERATURE, 0.047992430733662212481},
    {"THz", ENT_QUANTITY_TEMPERATURE, 47.992430733662212481},
    {"eV", ENT_QUANTITY_TEMPERATURE, 11604.518121550082606},
    {"meV", ENT_QUANTITY_TEMPERATURE, 11.604518121550082606},
    {"ueV", ENT_QUANTITY_TEMPERATURE, 0.011604518121550082606},
    {"neV", ENT_QUANTITY_TEMPERATURE, 0.000011604518121550082606},
    {"J", ENT_QUANTITY_TEMPERATURE, 7.2429705160399203563e+22},
    {"K", ENT_QUANTITY_TEMPERATURE, 1.0000000000000000000},
    {"mK", ENT_QUANTITY_TEMPERATURE, 0.0010000000000000000000},
    {"uK", ENT_QUANTITY_TEMPERATURE, 1.0000000000000000000e-6},
    {"nK", ENT_QUANTITY_TEMPERATURE, 1.0000000000000000000e-9},
    {"Hz", ENT_QUANTITY_RATE, 6.2831853071795864769},
    {"kHz", ENT_QUANTITY_RATE, 6283.1853071795864769},
    {"MHz", ENT_QUANTITY_RATE, 6283185.3071795864769},
    {"GHz", ENT_QUANTITY_RATE, 6283185307.1795864769},
    {"THz", ENT_QUANTITY_RATE, 6283185307179.5864769},
    {"eV", ENT_QUANTITY_RATE, 1519267447878626.2013},
    {"meV", ENT_QUANTITY_RATE, 1519267447878.6262013},
    {"ueV", ENT_QUANTITY_RATE, 1519267447.8786262013},
    {"neV", ENT_QUANTITY_RATE, 1519267.4478786262013},
    {"J", ENT_QUANTITY_RATE, 9.4825215624672891170e+33},
    {"K", ENT_QUANTITY_RATE, 130920339126.98900252},
    {"mK", ENT_QUANTITY_RATE, 130920339.12698900252},
    {"uK", ENT_QUANTITY_RATE, 130920.33912698900252},
    {"nK", ENT_QUANTITY_RATE, 130.92033912698900252},
    {"1/s", ENT_QUANTITY_RATE, 1.0000000000000000000},
    {"1/s", ENT_QUANTITY_PARTICLE_CURRENT, 1.0000000000000000000},
    {"s", ENT_QUANTITY_TIME, 1.0000000000000000000},
    {"1/ms", ENT_QUANTITY_RATE, 1000.0000000000000000},
    {"1/ms", ENT_QUANTITY_PARTICLE_CURRENT, 1000.0000000000000000},
    {"ms", ENT_QUANTITY_TIME, 0.0010000000000000000000},
    {"1/us", ENT_QUANTITY_RATE, 1000000.0000000000000},
    {"1/us", ENT_QUANTITY_PARTICLE_CURRENT, 1000000.0000000000000},
    {"us", ENT_QUANTITY_TIME, 1.0000000000000000000e-6},
    {"1/ns", ENT_QUANTITY_RATE, 1000000000.0000000000},
    {"1/ns", ENT_QUANTITY_PARTICLE_CURRENT, 1000000000.0000000000},
    {"ns", ENT_QUANTITY_TIME, 1.0000000000000000000e-9},
    {"1/ps", ENT_QUANTITY_RATE, 1000000000000.0000000},
    {"1/ps", ENT_QUANTITY_PARTICLE_CURRENT, 1000000000000.0000000},
    {"ps", ENT_QUANTITY_TIME, 1.0000000000000000000e-12},
    {"W", ENT_QUANTITY_HEAT_CURRENT, 1.0000000000000000000},
    {"mW", ENT_QUANTITY_HEAT_CURRENT, 0.0010000000000000000000},
    {"uW", ENT_QUANTITY_HEAT_CURRENT, 1.0000000000000000000e-6},
    {"nW", ENT_QUANTITY_HEAT_CURRENT, 1.0000000000000000000e-9},
    {"pW", ENT_QUANTITY_HEAT_CURRENT, 1.0000000000000000000e-12},
    {"fW", ENT_QUANTITY_HEAT_CURRENT, 1.0000000000000000000e-15},
    {"aW", ENT_QUANTITY_HEAT_CURRENT, 1.0000000000000000000e-18},
    {"zW", ENT_QUANTITY_HEAT_CURRENT, 1.0000000000000000000e-21},
    {"yW", ENT_QUANTITY_HEAT_CURRENT, 1.0000000000000000000e-24},
    {"W/K", ENT_QUANTITY_ENTROPY_RATE, 1.0000000000000000000},
    {"pW/K", ENT_QUANTITY_ENTROPY_RATE, 1.0000000000000000000e-12},
    {"fW/K", ENT_QUANTITY_ENTROPY_RATE, 1.0000000000000000000e-15},
    {"aW/K", ENT_QUANTITY_ENTROPY_RATE, 1.0000000000000000000e-18},
    {"zW/K", ENT_QUANTITY_ENTROPY_RATE, 1.0000000000000000000e-21},
    {"yW/K", ENT_QUANTITY_ENTROPY_RATE, 1.0000000000000000000e-24},
};

static void each_size(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; ++i) {
        const ent_unit *unit = ent_unit_find(sizes[i].symbol);
        assert_non_null(unit);
        assert_true(ent_unit_fits(unit, sizes[i].quantity));
        expect_close(ent_unit_size(unit, sizes[i].quantity), sizes[i].size, 1e-15, 0.0, sizes[i].symbol);
    }
}

/* Every unit stands in the table above for every quantity it fits, and fits no other. */
static void nothing_else_fits(void **state)
{
    (void)state;
    for (size_t i = 0; i < ent_unit_count(); ++i) {
        const ent_unit *unit = ent_unit_at(i);
        assert_ptr_equal(ent_unit_find(unit->symbol), unit);
        for (int q = ENT_QUANTITY_NUMBER; q <= ENT_QUANTITY_TIME; ++q) {
            bool listed = false;
            for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; ++k) {
                listed = listed || (strcmp(sizes[k].symbol, unit->symbol) == 0 && (int)sizes[k].quantity == q);
            }
            assert_int_equal(ent_unit_fits(unit, (ent_quantity)q), listed);
            assert_int_equal(isnan(ent_unit_size(unit, (ent_quantity)q)), !listed);
        }
    }
    assert_null(ent_unit_at(ent_unit_count()));
}

static void other_spellings(void **state)
{
    (void)state;
    assert_string_equal(ent_unit_find("\302\265eV")->symbol, "ueV"); /* micro sign */
    assert_string_equal(ent_unit_find("\316\274K")->symbol, "uK");   /* Greek mu */
    assert_string_equal(ent_unit_find("/s")->symbol, "1/s");
    assert_string_equal(ent_unit_find("/\302\265s")->symbol, "1/us");
    assert_null(ent_unit_find(""));
    assert_null(ent_unit_find("\302"));
    assert_null(ent_unit_find("ghz"));
    assert_null(ent_unit_find("GHzGHzGHzGHzGHzGHzGHz"));
}

static void results_are_told_in_si(void **state)
{
    (void)state;
    static const char *const symbols[] = {NULL, "J", "K", "1/s", "1/s", "W", "W/K", "s"};
    assert_null(ent_unit_si(ENT_QUANTITY_NUMBER));
    for (int q = ENT_QUANTITY_ENERGY; q <= ENT_QUANTITY_TIME; ++q) {
        const ent_unit *unit = ent_unit_si((ent_quantity)q);
        assert_string_equal(unit->symbol, symbols[q]);
        assert_true(ent_unit_size(unit, (ent_quantity)q) == 1.0);
    }
}

/* 5 GHz: a rate of 2 pi 5e9 per second, a heat current of E^2/hbar, and so on; from 40-digit arithmetic. */
static void natural_units_of_5_ghz(void **state)
{
    (void)state;
    static const double expected[] = {1.0,
                                      3.313035075e-24,
                                      0.23996215366831106241,
                                      31415926535.897932385,
                                      31415926535.897932385,
                                      1.0408206652705309661e-13,
                                      4.3374367555860944449e-13,
                                      3.1830988618379067154e-11};
    const double energy = 5.0 * ent_unit_size(ent_unit_find("GHz"), ENT_QUANTITY_ENERGY);
    for (int q = ENT_QUANTITY_NUMBER; q <= ENT_QUANTITY_TIME; ++q) {
        expect_close(ent_quantity_size((ent_quantity)q, energy), expected[q], 1e-15, 0.0, "natural unit");
    }
}

static double convert(double value, const char *from, const char *to, ent_quantity quantity)
{
    return ent_unit_convert(value, ent_unit_find(from), ent_unit_find(to), quantity);
}

/* Within one base the result is the double of the decimal number: 7 us is 7e-6 s, not 6.9999999999999999e-06 s. */
static void conversion_moves_the_point(void **state)
{
    (void)state;
    for (int i = -1000; i <= 1000; ++i) {
        char text[32];
        (void)snprintf(text, sizeof text, "%de-6", i);
        assert_true(convert(i, "us", "s", ENT_QUANTITY_TIME) == strtod(text, NULL));
    }
    assert_true(convert(0.1, "K", "mK", ENT_QUANTITY_TEMPERATURE) == 100.0);
    assert_true(convert(1.7e-5, "GHz", "Hz", ENT_QUANTITY_ENERGY) == 17000.0);
    assert_true(convert(1.0 / 3.0, "s", "s", ENT_QUANTITY_TIME) == 1.0 / 3.0);
    assert_true(convert(3.0, "1/us", "1/s", ENT_QUANTITY_RATE) == 3e6);
}

static void conversion_between_bases(void **state)
{
    (void)state;
    expect_close(convert(1.0, "meV", "GHz", ENT_QUANTITY_ENERGY), 241.79892420849184, 1e-15, 0.0, "meV in GHz");
    expect_close(convert(1.0, "K", "GHz", ENT_QUANTITY_TEMPERATURE), 20.836619123327566, 1e-15, 0.0, "K in GHz");
    expect_close(convert(1.0, "MHz", "1/s", ENT_QUANTITY_RATE), 6283185.307179586, 1e-15, 0.0, "MHz in 1/s");
    assert_true(isnan(convert(1.0, "MHz", "1/s", ENT_QUANTITY_ENERGY)));
    assert_true(isnan(convert(1.0, "W", "s", ENT_QUANTITY_TIME)));
    assert_true(isnan(convert(NAN, "K", "mK", ENT_QUANTITY_TEMPERATURE)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_size),
        cmocka_unit_test(nothing_else_fits),
        cmocka_unit_test(other_spellings),
        cmocka_unit_test(results_are_told_in_si),
        cmocka_unit_test(natural_units_of_5_ghz),
        cmocka_unit_test(conversion_moves_the_point),
        cmocka_unit_test(conversion_between_bases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
