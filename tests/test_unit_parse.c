#include "support.h"

#include "entangine/units.h"

static void expect_read(const char *text, ent_quantity quantity, double value, const char *symbol)
{
    double number;
    const ent_unit *unit;
    ent_error error;
    if (ent_unit_parse(&number, &unit, text, quantity, &error) != ENT_OK) {
        fail_msg("'%s': %s", text, error.message);
    }
    if (number != value || (unit ? !symbol || strcmp(unit->symbol, symbol) != 0 : symbol != NULL)) {
        fail_msg("'%s' is read as %.17g %s", text, number, unit ? unit->symbol : "without unit");
    }
}

static void numbers_with_units(void **state)
{
    (void)state;
    expect_read("170mK", ENT_QUANTITY_TEMPERATURE, 170.0, "mK");
    expect_read("5 GHz", ENT_QUANTITY_ENERGY, 5.0, "GHz");
    expect_read("-0.5MHz", ENT_QUANTITY_ENERGY, -0.5, "MHz");
    expect_read("+.5e-1ueV", ENT_QUANTITY_ENERGY, 0.05, "ueV");
    expect_read("20\302\265eV", ENT_QUANTITY_ENERGY, 20.0, "ueV");
    expect_read("1e6/s", ENT_QUANTITY_RATE, 1e6, "1/s");
    expect_read("1e6 1/s", ENT_QUANTITY_RATE, 1e6, "1/s");
    expect_read("1/us", ENT_QUANTITY_RATE, 1.0, "1/us");
    expect_read("2MHz", ENT_QUANTITY_RATE, 2.0, "MHz");
    expect_read("3.5GHz", ENT_QUANTITY_TEMPERATURE, 3.5, "GHz");
    expect_read("2us", ENT_QUANTITY_TIME, 2.0, "us");
    expect_read("20aW", ENT_QUANTITY_HEAT_CURRENT, 20.0, "aW");
    expect_read("1zW/K", ENT_QUANTITY_ENTROPY_RATE, 1.0, "zW/K");
}

/* An e that no digit follows begins a unit. */
static void exponent_or_unit(void **state)
{
    (void)state;
    expect_read("5eV", ENT_QUANTITY_ENERGY, 5.0, "eV");
    expect_read("5e3eV", ENT_QUANTITY_ENERGY, 5e3, "eV");
    expect_read("5e-3eV", ENT_QUANTITY_ENERGY, 5e-3, "eV");
    expect_read("5E2K", ENT_QUANTITY_ENERGY, 500.0, "K");
}

static void numbers_alone(void **state)
{
    (void)state;
    expect_read("0.7", ENT_QUANTITY_TEMPERATURE, 0.7, NULL);
    expect_read("0", ENT_QUANTITY_TIME, 0.0, NULL);
    expect_read("1.5", ENT_QUANTITY_NUMBER, 1.5, NULL);
}

static void expect_refused(const char *text, ent_quantity quantity, int status, const char *message)
{
    double number = 0.0;
    const ent_unit *unit;
    ent_error error;
    assert_int_equal(ent_unit_parse(&number, &unit, text, quantity, &error), status);
    assert_true(isnan(number));
    assert_null(unit);
    if (!strstr(error.message, message)) {
        fail_msg("'%s' does not say '%s' but: %s", text, message, error.message);
    }
}

static void unknown_units(void **state)
{
    (void)state;
    expect_refused("5ghz", ENT_QUANTITY_ENERGY, ENT_ERROR_UNKNOWN_NAME, "the nearest is 'GHz'; give an energy in Hz");
    expect_refused("5Ghz", ENT_QUANTITY_ENERGY, ENT_ERROR_UNKNOWN_NAME, "nearest is 'GHz'");
    expect_refused("5kelvin", ENT_QUANTITY_TEMPERATURE, ENT_ERROR_UNKNOWN_NAME, "there is no unit 'kelvin'");
    expect_refused("3mk", ENT_QUANTITY_TEMPERATURE, ENT_ERROR_UNKNOWN_NAME, "nearest is 'mK'");
    expect_refused("3sec", ENT_QUANTITY_TIME, ENT_ERROR_UNKNOWN_NAME, "nearest is 's'");
    expect_refused("3/sec", ENT_QUANTITY_RATE, ENT_ERROR_UNKNOWN_NAME, "nearest is '1/s'");
    expect_refused("3GHzz", ENT_QUANTITY_NUMBER, ENT_ERROR_UNKNOWN_NAME, "a pure number has no unit");
    expect_refused("1e-3x", ENT_QUANTITY_ENERGY, ENT_ERROR_UNKNOWN_NAME, "there is no unit 'x'");
}

static void units_of_something_else(void **state)
{
    (void)state;
    expect_refused("3W", ENT_QUANTITY_TEMPERATURE, ENT_ERROR_USAGE, "'W' is no unit of a temperature: give K");
    expect_refused("2s", ENT_QUANTITY_ENERGY, ENT_ERROR_USAGE, "'s' is no unit of an energy: give Hz");
    expect_refused("2/s", ENT_QUANTITY_ENERGY, ENT_ERROR_USAGE, "'/s' is no unit of an energy");
    expect_refused("2GHz", ENT_QUANTITY_PARTICLE_CURRENT, ENT_ERROR_USAGE, "no unit of a particle current: give 1/s");
    expect_refused("2GHz", ENT_QUANTITY_HEAT_CURRENT, ENT_ERROR_USAGE, "no unit of a heat current: give W");
    expect_refused("2W", ENT_QUANTITY_ENTROPY_RATE, ENT_ERROR_USAGE, "no unit of a rate of entropy: give W/K");
    expect_refused("2Hz", ENT_QUANTITY_TIME, ENT_ERROR_USAGE, "no unit of a time: give s");
    expect_refused("2s", ENT_QUANTITY_RATE, ENT_ERROR_USAGE, "no unit of a rate: give Hz");
    expect_refused("2K", ENT_QUANTITY_NUMBER, ENT_ERROR_USAGE, "a pure number has no unit");
}

static void no_numbers(void **state)
{
    (void)state;
    static const char *const texts[] = {"",       " ",     "mK",  "nan",  "inf",  "infK", "1..2K",
                                        "1e999K", "0x1p3", "0xK", "1,2K", "1;K",  "--1K", " 170mK",
                                        "170mK)", "1e",    ".K",  "1 2K", "170-K"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        double number;
        const ent_unit *unit;
        ent_error error;
        const int status = ent_unit_parse(&number, &unit, texts[i], ENT_QUANTITY_TEMPERATURE, &error);
        if (status == ENT_OK) {
            fail_msg("'%s' is read as %.17g", texts[i], number);
        }
        assert_true(isnan(number) && !unit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_with_units),      cmocka_unit_test(exponent_or_unit),
        cmocka_unit_test(numbers_alone),           cmocka_unit_test(unknown_units),
        cmocka_unit_test(units_of_something_else), cmocka_unit_test(no_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
