#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entangine/figure.h"
#include "figure_drawing.h"
#include "scratch_folder.h"

enum { MAX_ROWS = 400, MAX_COLUMNS = 10 };

/* A CSV read back: names, numbers and the text of the status. */
typedef struct numbers {
    size_t n_rows, n_columns;
    char names[MAX_COLUMNS][32];
    double values[MAX_ROWS][MAX_COLUMNS];
    char status[MAX_ROWS][32];
} numbers;

static int set_up(void **state)
{
    *state = scratch_create();
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    scratch_free(*state);
    return 0;
}

/* The numbers alone, without pictures: gnuplot is a program that does not exist. */
static void compute(numbers *result, const char *figure, const char *folder, const char *const *pairs)
{
    char name[16];
    assert_int_equal(draw(figure, folder, pairs, "/nonexistent", (ent_progress){NULL, NULL}, NULL), ENT_ERROR_TOOL);
    (void)snprintf(name, sizeof name, "%s.csv", figure);
    char *content = scratch_read(folder, name);
    assert_non_null(content);
    memset(result, 0, sizeof *result);
    size_t row = 0, column = 0;
    for (char *field = content; *field;) {
        const size_t length = strcspn(field, ",\r");
        const char end = field[length];
        field[length] = '\0';
        assert_true(row <= MAX_ROWS && column < MAX_COLUMNS);
        if (row == 0) {
            (void)snprintf(result->names[column], sizeof result->names[column], "%s", field);
        } else if (end == '\r') {
            (void)snprintf(result->status[row - 1], sizeof result->status[row - 1], "%s", field);
        } else {
            result->values[row - 1][column] = *field ? strtod(field, NULL) : NAN;
        }
        ++column;
        field += length + 1;
        if (end == '\r') {
            assert_int_equal(*field, '\n');
            ++field;
            ++row;
            result->n_columns = column;
            column = 0;
        }
    }
    result->n_rows = row - 1;
    free(content);
}

/* The value in a named column of the row whose first columns hold these numbers. */
static double value(const numbers *from, const char *column, size_t n, const double *where)
{
    size_t k = 0;
    while (k < from->n_columns && strcmp(from->names[k], column) != 0) {
        ++k;
    }
    assert_true(k < from->n_columns);
    for (size_t i = 0; i < from->n_rows; ++i) {
        if (memcmp(from->values[i], where, n * sizeof *where) == 0) {
            return from->values[i][k];
        }
    }
    fail_msg("no row for %s at %g", column, where[0]);
    return NAN;
}

#define VALUE(from, column, n, ...) value(from, column, n, (const double[]){__VA_ARGS__})

/* Equal to the digits given. */
static void check_close(double computed, double expected, double relative)
{
    if (!(fabs(computed / expected - 1.0) <= relative)) {
        fail_msg("%.17g instead of %.17g", computed, expected);
    }
}

static void test_figure_2(void **state)
{
    static numbers n;
    compute(&n, "2a", *state, SETTINGS("T_h", "0.7", "delta", "0,0.01"));
    assert_int_equal(n.n_rows, 2);
    assert_string_equal(n.names[0], "T_h");
    assert_string_equal(n.names[1], "delta");
    assert_string_equal(n.names[2], "J_ss");
    assert_string_equal(n.names[3], "status");
    assert_string_equal(n.status[0], "ok");
    check_close(VALUE(&n, "J_ss", 2, 0.7, 0.0), 1.994807894e-4, 1e-9);
    check_close(VALUE(&n, "J_ss", 2, 0.7, 0.01), 7.694555256e-5, 1e-9);
    compute(&n, "2b", *state, SETTINGS("T_h", "1,0.7", "delta", "0.01,0"));
    assert_int_equal(n.n_rows, 4);
    assert_true(n.values[0][0] == 0.7 && n.values[0][1] == 0.0); /* sorted */
    check_close(VALUE(&n, "negativity", 2, 0.7, 0.0), 8.97226381e-4, 1e-9);
    check_close(VALUE(&n, "negativity", 2, 0.7, 0.01), 5.169091663e-4, 1e-9);
}

static void test_figure_3(void **state)
{
    static numbers n;
    compute(&n, "3a", *state, SETTINGS("T_h", "0.7", "delta", "0,0.01"));
    assert_int_equal(n.n_columns, 4);
    check_close(VALUE(&n, "J_ratio", 1, 0.0), 2.205134655, 1e-9);
    check_close(VALUE(&n, "J_ratio", 1, 0.01), 2.547237067, 1e-9);
    /* Default settings: the crossing is in the script, refined beyond the grid. */
    compute(&n, "3a", *state, NULL);
    char *script = scratch_read(*state, "3a.gp");
    const char *place = strstr(script, "set arrow from first ");
    assert_non_null(place);
    assert_true(fabs(strtod(place + strlen("set arrow from first "), NULL) - 0.0353808) < 1e-7);
    free(script);
    compute(&n, "3b", *state, NULL);
    script = scratch_read(*state, "3b.gp");
    place = strstr(script, "set arrow from first ");
    assert_true(fabs(strtod(place + strlen("set arrow from first "), NULL) - 0.174860) < 5e-7);
    free(script);
}

static void test_figure_4(void **state)
{
    static numbers n;
    compute(&n, "4a", *state, SETTINGS("T_h", "0.7", "kappa_h", "0,0.07087"));
    check_close(VALUE(&n, "J_ss", 2, 0.7, 0.0), 7.694555256e-5, 1e-9);
    check_close(VALUE(&n, "J_ss_resonant", 2, 0.7, 0.07087), 1.994807894e-4, 1e-9);
    check_close(VALUE(&n, "J_ss", 2, 0.7, 0.07087) / 1.994807894e-4, 0.9998, 1e-4);
    compute(&n, "4b", *state, SETTINGS("T_h", "0.7", "kappa_h", "0,0.07046"));
    check_close(VALUE(&n, "negativity", 2, 0.7, 0.07046) / VALUE(&n, "negativity_resonant", 2, 0.7, 0.0), 0.992, 1e-3);
}

static void test_figure_5(void **state)
{
    static numbers n;
    compute(&n, "5a", *state, SETTINGS("delta", "0:0.05:3", "kappa_h", "0:0.2:5"));
    assert_int_equal(n.n_rows, 15);
    assert_string_equal(n.names[0], "delta");
    assert_string_equal(n.names[1], "kappa_h");
    check_close(VALUE(&n, "J_ss", 2, 0.0, 0.0), 1.994807894e-4, 1e-9);
    compute(&n, "5b", *state, SETTINGS("delta", "0,0.01", "kappa_h", "0,0.05"));
    check_close(VALUE(&n, "negativity", 2, 0.01, 0.0), 5.169091663e-4, 1e-9);
}

static void test_figure_6a(void **state)
{
    static numbers n;
    compute(&n, "6a", *state, SETTINGS("g", "0.8", "T_h", "0.9076,0.9077,1,10"));
    assert_string_equal(n.names[2], "gamma_c");
    assert_string_equal(n.names[3], "negativity");
    assert_true(VALUE(&n, "negativity_thermal", 2, 0.8, 0.9076) > 0.0);
    assert_true(VALUE(&n, "negativity_thermal", 2, 0.8, 0.9077) == 0.0);
    check_close(VALUE(&n, "negativity_local", 2, 0.8, 1.0), 2.3728e-3, 3e-5);
    check_close(VALUE(&n, "g_local", 2, 0.8, 1.0), 1.464e-3, 5e-4);
    check_close(VALUE(&n, "gamma_c_local", 2, 0.8, 1.0), 7.086e-3, 1e-4);
    check_close(VALUE(&n, "negativity_local", 2, 0.8, 10.0), 1.0648e-2, 5e-5);
}

static void test_figure_6b(void **state)
{
    static numbers n;
    compute(&n, "6b", *state, SETTINGS("gamma_c", "0.001", "g", "0.5,0.8,1"));
    check_close(VALUE(&n, "negativity", 2, 0.001, 0.5), 7.1532278e-3, 1e-8);
    check_close(VALUE(&n, "negativity", 2, 0.001, 0.8), 4.503e-2, 2e-4);
    check_close(VALUE(&n, "negativity_thermal", 2, 0.001, 0.5), 7.898e-3, 1e-4);
    check_close(VALUE(&n, "negativity_thermal", 2, 0.001, 0.8), 4.694e-2, 2e-4);
    /* At g = eps a transition has frequency zero: no number, and the reason. */
    assert_true(isnan(VALUE(&n, "negativity", 2, 0.001, 1.0)));
    assert_string_equal(n.status[2], "zero_frequency");
}

static void test_undefined_points_say_so(void **state)
{
    static numbers n;
    compute(&n, "3a", *state, SETTINGS("kappa_h", "0.01", "delta", "0,0.01"));
    assert_true(isnan(VALUE(&n, "J_ratio", 1, 0.0)));
    assert_true(VALUE(&n, "negativity", 1, 0.0) > 0.0);
    assert_string_equal(n.status[0], "undefined");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_figure_2),
        TEST(test_figure_3),
        TEST(test_figure_4),
        TEST(test_figure_5),
        TEST(test_figure_6a),
        TEST(test_figure_6b),
        TEST(test_undefined_points_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
