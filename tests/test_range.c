#include "support.h"

#include "base/number.h"
#include "base/spaced_lanes.h"
#include "entangine/range.h"

static void expect_values(const char *text, size_t n, const double *values)
{
    ent_range range;
    ent_error error;
    if (ent_range_parse(&range, text, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    assert_int_equal(range.n, n);
    for (size_t i = 0; i < n; ++i) {
        if (ent_range_value(&range, i) != values[i]) {
            fail_msg("%s: value %zu is %.17g, expected %.17g", text, i, ent_range_value(&range, i), values[i]);
        }
    }
    ent_range_free(&range);
    assert_true(range.n == 0 && !range.values);
    ent_range_free(&range);
}

static void forms(void **state)
{
    (void)state;
    expect_values("0.7", 1, (const double[]){0.7});
    expect_values("0.1:0.7:3", 3, (const double[]){0.1, 0.4, 0.7});
    expect_values("-1:1:5", 5, (const double[]){-1.0, -0.5, 0.0, 0.5, 1.0});
    expect_values("0:1:11", 11, (const double[]){0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0});
    expect_values("log:1e-3:10:5", 5, (const double[]){1e-3, 1e-2, 1e-1, 1.0, 10.0});
    expect_values("log:2:8:3", 3, (const double[]){2.0, 4.0, 8.0});
    expect_values("3,1,2", 3, (const double[]){3.0, 1.0, 2.0});
    expect_values("1e-3,-2", 2, (const double[]){1e-3, -2.0});
    expect_values("5:5:1", 1, (const double[]){5.0});
    expect_values("0.1:0.30000000000000004:2", 2, (const double[]){0.1, 0.30000000000000004});
}

static void bad_ranges(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        ",",
        "1,",
        ",1",
        "1,,2",
        "1:2",
        "1:2:3:4",
        "1:2:",
        "1::3",
        ":2:3",
        "1:2:x",
        "1:2:-3",
        "1:2:0",
        "1:2:1",
        "1:2:2.5",
        "1:2:1e3",
        "2:1:5",
        "1:1:2",
        "log:",
        "log:1:2",
        "log:0:1:3",
        "log:-1:1:3",
        "log:2:1:3",
        "log:1:2:0",
        "LOG:1:2:3",
        "nan:1:3",
        "0:inf:3",
        "1:2:99999999999999999999999",
        "1:2:9999999999999999999",
        "1,nan",
        "1,2x",
        "0x1,2",
        "1:2:+3",
        "1:2: 3",
        "1 :2:3",
        "x",
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        ent_range range = {.n = 7};
        ent_error error = {0};
        if (ent_range_parse(&range, cases[k], &error) != ENT_ERROR_BAD_NUMBER) {
            fail_msg("'%s' was read", cases[k]);
        }
        assert_true(range.n == 0 && !range.values);
        assert_int_equal(error.status, ENT_ERROR_BAD_NUMBER);
        assert_true(strlen(error.message) > 10);
        assert_int_equal(ent_range_parse(&range, cases[k], NULL), ENT_ERROR_BAD_NUMBER);
    }
}

/* A field is read whole or refused, however long. */
static void long_numbers(void **state)
{
    (void)state;
    char text[300];
    (void)snprintf(text, sizeof text, "0.%099d1e3,2", 0);
    ent_range range;
    if (ent_range_parse(&range, text, NULL) == ENT_OK) {
        expect_close(ent_range_value(&range, 0), 1e-97, 1e-12, 0.0, "a number of 105 digits");
        ent_range_free(&range);
    }
    (void)snprintf(text, sizeof text, "1.%0100de3,2", 0);
    if (ent_range_parse(&range, text, NULL) == ENT_OK) {
        expect_close(ent_range_value(&range, 0), 1000.0, 1e-12, 0.0, "a number whose exponent comes late");
        ent_range_free(&range);
    }
}

static void values_rise_between_their_ends(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
        double start, stop;
    } cases[] = {
        {"0:1:1001", 1001, 0.0, 1.0},
        {"log:1e-12:1:997", 997, 1e-12, 1.0},
        {"log:1e-200:1e200:5", 5, 1e-200, 1e200},
        {"log:1e-300:1e300:3", 3, 1e-300, 1e300},
        {"-1e308:1e308:3", 3, -1e308, 1e308},
        {"0.1234567890123456:0.1234567890123987:3", 3, 0.1234567890123456, 0.1234567890123987},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        ent_range range;
        assert_int_equal(ent_range_parse(&range, cases[k].text, NULL), ENT_OK);
        assert_int_equal(range.n, cases[k].n);
        assert_null(range.values);
        assert_int_equal(ent_range_expand(&range, NULL), ENT_OK);
        assert_true(range.values[0] == cases[k].start && range.values[range.n - 1] == cases[k].stop);
        for (size_t i = 1; i < range.n; ++i) {
            if (!(isfinite(range.values[i]) && range.values[i] > range.values[i - 1])) {
                fail_msg("%s: %.17g after %.17g", cases[k].text, range.values[i], range.values[i - 1]);
            }
        }
        ent_range_free(&range);
    }
}

static void made_in_code(void **state)
{
    (void)state;
    ent_range range;
    assert_int_equal(ent_range_linear(&range, 0.0, 1.0, 3, NULL), ENT_OK);
    assert_true(range.n == 3 && ent_range_value(&range, 1) == 0.5);
    ent_range_free(&range);
    assert_int_equal(ent_range_logarithmic(&range, 1.0, 100.0, 3, NULL), ENT_OK);
    assert_true(range.n == 3 && ent_range_value(&range, 1) == 10.0);
    ent_range_free(&range);
    assert_int_equal(ent_range_linear(&range, 0.0, 1.0, 1, NULL), ENT_ERROR_BAD_NUMBER);
    assert_int_equal(ent_range_linear(&range, 0.0, 1.0, 0, NULL), ENT_ERROR_BAD_NUMBER);
    assert_int_equal(ent_range_linear(&range, 1.0, 0.0, 3, NULL), ENT_ERROR_BAD_NUMBER);
    assert_int_equal(ent_range_linear(&range, 0.0, NAN, 3, NULL), ENT_ERROR_BAD_NUMBER);
    assert_int_equal(ent_range_linear(&range, 0.0, INFINITY, 3, NULL), ENT_ERROR_BAD_NUMBER);
    assert_int_equal(ent_range_logarithmic(&range, 0.0, 1.0, 3, NULL), ENT_ERROR_BAD_NUMBER);
    assert_int_equal(ent_range_logarithmic(&range, NAN, 1.0, 3, NULL), ENT_ERROR_BAD_NUMBER);
    assert_int_equal(ent_range_logarithmic(&range, 1.0, INFINITY, 3, NULL), ENT_ERROR_BAD_NUMBER);
    assert_true(range.n == 0 && !range.values);
    ent_range_free(NULL);
}

/* What a range was defined to hold: the formula, printed with 15 digits and read back. */
static double printed_value(bool logarithmic, double start, double stop, size_t i, size_t n)
{
    const double share = (double)i / (double)(n - 1);
    char text[64];
    (void)snprintf(text, sizeof text, "%.15g",
                   logarithmic ? pow(start, 1.0 - share) * pow(stop, share) : (1.0 - share) * start + share * stop);
    return strtod(text, NULL);
}

static void long_ranges_take_no_memory(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool logarithmic;
        size_t n;
        double start, stop;
    } cases[] = {
        {"0.1:1:1000000000", false, 1000000000, 0.1, 1.0},
        {"-2e-6:1e3:999999999999", false, 999999999999, -2e-6, 1e3},
        {"log:1e-12:3e14:1000000007", true, 1000000007, 1e-12, 3e14},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        ent_range range;
        double block[3];
        assert_int_equal(ent_range_parse(&range, cases[k].text, NULL), ENT_OK);
        assert_true(range.n == cases[k].n && !range.values);
        for (size_t i = 1; i < range.n - 1; i += range.n / 5003) {
            const double expected = printed_value(cases[k].logarithmic, cases[k].start, cases[k].stop, i, cases[k].n);
            ent_range_values(&range, block, i - 1, 3);
            if (ent_range_value(&range, i) != expected || block[1] != expected) {
                fail_msg("%s: value %zu is %.17g, expected %.17g", cases[k].text, i, block[1], expected);
            }
            assert_true(block[0] == ent_range_value(&range, i - 1) && block[2] == ent_range_value(&range, i + 1));
        }
        assert_true(ent_range_value(&range, 0) == cases[k].start);
        assert_true(ent_range_value(&range, range.n - 1) == cases[k].stop);
    }
}

/* An end of 17 digits may round to 15 digits beyond itself; values near it stay inside. */
static void values_stay_between_their_ends(void **state)
{
    (void)state;
    const double start = 0.10000000000000003, stop = 0.29999999999999993;
    ent_range range;
    assert_int_equal(ent_range_linear(&range, start, stop, (size_t)1 << 53, NULL), ENT_OK);
    assert_true(ent_range_value(&range, 1) == start);
    assert_true(ent_range_value(&range, range.n - 2) == stop);
}

static void lists_and_rules(void **state)
{
    (void)state;
    static const double values[] = {3.0, 1.0, 2.0};
    ent_range list, rule, expanded;
    double read[2];
    assert_int_equal(ent_range_list(&list, 3, values, NULL), ENT_OK);
    assert_true(list.values != values && ent_range_value(&list, 0) == 3.0);
    ent_range_values(&list, read, 1, 2);
    assert_true(read[0] == 1.0 && read[1] == 2.0);
    assert_int_equal(ent_range_expand(&list, NULL), ENT_OK);
    assert_true(list.n == 3 && list.values[2] == 2.0);
    ent_range_free(&list);
    assert_int_equal(ent_range_parse(&rule, "log:1e-3:0.7:101", NULL), ENT_OK);
    expanded = rule;
    assert_int_equal(ent_range_expand(&expanded, NULL), ENT_OK);
    assert_non_null(expanded.values);
    for (size_t i = 0; i < rule.n; ++i) {
        assert_true(expanded.values[i] == ent_range_value(&rule, i));
    }
    ent_range_free(&expanded);
}

/* Values side by side, on every instruction set, are those one by one. */
static void blocks_are_single_values(void **state)
{
    enum { N = 700 };
    static const double ends[][2] = {{0.1, 1.0},    {-0.02, 0.02}, {1e-9, 3.0}, {-5.0, -1e-3}, {0.999999, 1.000001},
                                     {0.0, 2.0e15}, {1e-8, 1e-7},  {7.0, 7e13}, {0.0, 1.0},    {9.99, 10.01}};
    random_source source = {5};
    (void)state;
    for (size_t e = 0; e < sizeof ends / sizeof ends[0]; ++e) {
        for (int trial = 0; trial < 40; ++trial) {
            const size_t n = (size_t)pow(10.0, random_between(&source, 2.9, 9.0));
            const size_t first = (size_t)random_between(&source, 0.0, (double)(n - N));
            const ent_range range = {.n = n, .spacing = ENT_SPACING_LINEAR, .start = ends[e][0], .stop = ends[e][1]};
            double values[N];
            ent_range_values(&range, values, first, N);
            for (size_t i = 0; i < N; ++i) {
                if (values[i] != ent_range_value(&range, first + i)) {
                    fail_msg("%g:%g:%zu: value %zu is %.17g, one by one %.17g", range.start, range.stop, n, first + i,
                             values[i], ent_range_value(&range, first + i));
                }
            }
            const double power = number_power_15(ent_range_value(&range, first));
            const spaced_lanes lanes = {range.start, range.stop, (double)(n - 1), power};
            for (int set = 0; set < N_INSTRUCTION_SETS; ++set) {
                unsigned char unsure[N];
                if (power == 0.0 || !instruction_set_is_available((instruction_set)set)) {
                    continue;
                }
                spaced_lanes_fill(&lanes, values, unsure, (double)first, N, (instruction_set)set);
                for (size_t i = 1; i + 1 < N; ++i) {
                    assert_true(unsure[i] || values[i] == ent_range_value(&range, first + i));
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_single_values),
        cmocka_unit_test(forms),
        cmocka_unit_test(bad_ranges),
        cmocka_unit_test(long_numbers),
        cmocka_unit_test(values_rise_between_their_ends),
        cmocka_unit_test(made_in_code),
        cmocka_unit_test(long_ranges_take_no_memory),
        cmocka_unit_test(values_stay_between_their_ends),
        cmocka_unit_test(lists_and_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
