#include "support.h"

#include "base/number.h"
#include "entangine/range.h"

static void whole_numbers_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } cases[] = {{"0.7", 0.7}, {"1.6e-3", 1.6e-3}, {"-2", -2.0}, {"+3E2", 300.0},  {".5", 0.5},
                 {"5.", 5.0},  {"-0", -0.0},       {"007", 7.0}, {"1e308", 1e308}, {"1e-320", 1e-320}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        double value;
        assert_int_equal(ent_number_parse(&value, cases[k].text, NULL), ENT_OK);
        assert_true(value == cases[k].value && !signbit(value) == !signbit(cases[k].value));
    }
}

static void everything_else_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {"",       " ",      "1e-3x", "nan",    "inf",   "-inf", "INFINITY", "0x10",
                                        "-0x1p3", " 1",     "1 ",    "1,5",    "--1",   "+-1",  "e5",       ".",
                                        "-",      "1e",     "1e400", "-1e999", "0.7T",  "1\n",  "one",      "1_000",
                                        ".e1",    "NAN(1)", "1..2",  "+.",     "1e5.0", "\t1"};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        double value = 1.0;
        ent_error error = {0};
        if (ent_number_parse(&value, cases[k], &error) != ENT_ERROR_BAD_NUMBER) {
            fail_msg("'%s' was read", cases[k]);
        }
        assert_true(isnan(value));
        assert_int_equal(error.status, ENT_ERROR_BAD_NUMBER);
        assert_non_null(strstr(error.message, "finite decimal number"));
        assert_true(strlen(cases[k]) == 0 || strstr(error.message, cases[k]));
        assert_int_equal(ent_number_parse(&value, cases[k], NULL), ENT_ERROR_BAD_NUMBER);
    }
}

static void texts_are_short(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0.1, "0.1"},
                 {1.0, "1"},
                 {1.6e-3, "0.0016"},
                 {0.0, "0"},
                 {1e22, "1e+22"},
                 {1.0 / 3.0, "0.3333333333333333"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {-2.5, "-2.5"},
                 {NAN, ""}};
    char text[NUMBER_SIZE];
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        assert_string_equal(number_format(text, cases[k].value), cases[k].text);
    }
}

static void every_double_survives(void **state)
{
    (void)state;
    random_source source = {111};
    char text[NUMBER_SIZE];
    for (int k = 0; k < 20000; ++k) {
        const double sign = k % 2 ? 1.0 : -1.0;
        const double value = sign * random_decades(&source, -323.0, 308.0);
        double back;
        assert_true(number_format(text, value) == text);
        assert_int_equal(ent_number_parse(&back, text, NULL), ENT_OK);
        assert_true(back == value);
        assert_true(strlen(text) < NUMBER_SIZE - 1);
    }
    const double extremes[] = {DBL_MAX, -DBL_MAX, DBL_MIN, -DBL_TRUE_MIN, DBL_EPSILON};
    for (size_t k = 0; k < sizeof extremes / sizeof extremes[0]; ++k) {
        double back;
        assert_int_equal(ent_number_parse(&back, number_format(text, extremes[k]), NULL), ENT_OK);
        assert_true(back == extremes[k]);
    }
}

static void expect_rounded(double value)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%.15g", value);
    const double expected = strtod(text, NULL), found = number_round_15(value);
    if (memcmp(&found, &expected, sizeof found) != 0) {
        fail_msg("%.17g is rounded to %.17g instead of %.17g", value, found, expected);
    }
}

/* The fast route against printing and reading back, most of all near the half of the last digit and powers of ten. */
static void rounded_to_15_digits(void **state)
{
    (void)state;
    random_source source = {15};
    for (int k = 0; k < 300000; ++k) {
        expect_rounded(random_between(&source, -1.0, 1.0));
        expect_rounded(random_decades(&source, -12.0, 18.0));
    }
    for (int k = 0; k < 100000; ++k) {
        char text[64];
        const int decade = k % 34 - 15;
        (void)snprintf(text, sizeof text, "%.15g5e%d", floor(random_between(&source, 1e14, 1e15)), decade - 15);
        const double half = strtod(text, NULL);
        expect_rounded(half);
        expect_rounded(nextafter(half, INFINITY));
        expect_rounded(nextafter(half, 0.0));
    }
    for (int decade = -320; decade <= 308; ++decade) {
        char text[64];
        (void)snprintf(text, sizeof text, "-1e%d", decade);
        double value = strtod(text, NULL);
        expect_rounded(value);
        for (int k = 0; k < 9; ++k) {
            value = nextafter(value, 0.0);
            expect_rounded(value);
        }
    }
    expect_rounded(0.0);
    expect_rounded(-0.0);
    expect_rounded(DBL_TRUE_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_are_read), cmocka_unit_test(everything_else_is_refused),
        cmocka_unit_test(texts_are_short),        cmocka_unit_test(every_double_survives),
        cmocka_unit_test(rounded_to_15_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
