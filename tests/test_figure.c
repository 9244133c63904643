#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entangine/figure.h"
#include "figure_drawing.h"
#include "io/file.h"
#include "scratch_folder.h"

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

static void test_table_of_figures(void **state)
{
    static const char *const names[] = {"2a", "2b", "3a", "3b", "4a", "4b", "5a", "5b", "6a", "6b"};
    (void)state;
    assert_int_equal(ent_figure_count(), 10);
    for (size_t i = 0; i < 10; ++i) {
        assert_string_equal(ent_figure_name(i), names[i]);
        assert_int_equal(ent_figure_find(names[i]), i);
        assert_true(strlen(ent_figure_description(i)) > 20);
    }
    assert_null(ent_figure_name(10));
    assert_null(ent_figure_description(10));
    assert_int_equal(ent_figure_find("7a"), 10);
}

static void test_what_figures_accept(void **state)
{
    (void)state;
    assert_string_equal(ent_figure_model(ent_figure_find("2a"))->name, "local");
    assert_string_equal(ent_figure_model(ent_figure_find("6a"))->name, "global");
    assert_null(ent_figure_model(10));
    assert_true(ent_figure_accepts(ent_figure_find("2a"), "T_h"));
    assert_true(ent_figure_accepts(ent_figure_find("2a"), "delta"));
    assert_false(ent_figure_accepts(ent_figure_find("2a"), "eps"));
    assert_true(ent_figure_accepts(ent_figure_find("6a"), "eps"));
    assert_false(ent_figure_accepts(ent_figure_find("6a"), "gamma_c"));
    assert_false(ent_figure_accepts(ent_figure_find("6b"), "T_h"));
    assert_false(ent_figure_accepts(ent_figure_find("6b"), "delta"));
    assert_false(ent_figure_accepts(10, "T_h"));
}

static void test_all_files_of_every_kind(void **state)
{
    static const char *const figures[] = {"2a", "3b", "4b", "5a", "6b"};
    static const char *const axes[] = {"delta", "T_h", "kappa_h", "kappa_h", "g"};
    static const char *const endings[] = {".csv", ".gp", ".svg", ".png", ".pdf"};
    for (size_t i = 0; i < 5; ++i) {
        ent_error error = {.message = ""};
        const char *const rows = i == 3 ? "delta" : NULL;
        const int status = draw(figures[i], *state, SETTINGS(axes[i], "0.1:0.9:9", rows, "0:0.05:4"), NULL,
                                (ent_progress){NULL, NULL}, &error);
        assert_string_equal(error.message, "");
        assert_int_equal(status, ENT_OK);
        for (size_t k = 0; k < 5; ++k) {
            char name[16];
            (void)snprintf(name, sizeof name, "%s%s", figures[i], endings[k]);
            assert_true(scratch_has(*state, name));
        }
    }
    assert_int_equal(scratch_each(*state, NULL), 25);
}

/* PNG keeps its width and height in bytes 16 to 23, most significant first. */
static void test_size_of_png(void **state)
{
    assert_int_equal(draw("2a", *state, SETTINGS("delta", "0:0.05:6"), NULL, (ent_progress){NULL, NULL}, NULL), ENT_OK);
    char *png = scratch_read(*state, "2a.png");
    const unsigned char *bytes = (const unsigned char *)png;
    const unsigned width = (unsigned)bytes[16] << 24 | (unsigned)bytes[17] << 16 | (unsigned)bytes[18] << 8 | bytes[19];
    assert_true(width >= 1600);
    free(png);
}

/* Uneven values cannot be the pixels of an image; one value of the family, or many, must not break the script. */
static void test_unusual_settings_draw(void **state)
{
    ent_error error = {.message = ""};
    const ent_progress none = {NULL, NULL};
    (void)draw("5b", *state, SETTINGS("kappa_h", "log:0.01:0.2:5", "delta", "0,0.01,0.05"), NULL, none, &error);
    assert_string_equal(error.message, "");
    (void)draw("2b", *state, SETTINGS("T_h", "0.1:2:12", "eps_h", "2"), NULL, none, &error);
    assert_string_equal(error.message, "");
    /* Everything drawn is zero, or has no value. */
    (void)draw("2a", *state, SETTINGS("g", "0"), NULL, none, &error);
    assert_string_equal(error.message, "");
    (void)draw("3a", *state, SETTINGS("kappa_c", "0.01", "delta", "0,0.01"), NULL, none, &error);
    assert_string_equal(error.message, "");
    (void)draw("6a", *state, SETTINGS("g", "1", "T_h", "0.1,0.2"), NULL, none, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(scratch_each(*state, NULL), 25);
}

static void check_refused(const char *folder, const char *figure, const char *const *pairs, int expected,
                          const char *text)
{
    ent_error error = {.message = ""};
    assert_int_equal(draw(figure, folder, pairs, NULL, (ent_progress){NULL, NULL}, &error), expected);
    if (!strstr(error.message, text)) {
        fail_msg("'%s' is not in '%s'", text, error.message);
    }
    assert_int_equal(error.status, expected);
    assert_int_equal(scratch_each(folder, NULL), 0);
}

static void test_settings_that_are_refused(void **state)
{
    const char *f = *state;
    check_refused(f, "2a", SETTINGS("gama_h", "1"), ENT_ERROR_UNKNOWN_NAME,
                  "figure 2a has no parameter 'gama_h': the nearest is 'gamma_h'; it has eps_h, delta (the axis), g,");
    check_refused(f, "6b", SETTINGS("gama_c", "1"), ENT_ERROR_UNKNOWN_NAME, "gamma_c (one or several values)");
    check_refused(f, "5a", SETTINGS("kapa", "1"), ENT_ERROR_UNKNOWN_NAME, "delta (the vertical axis)");
    check_refused(f, "6a", SETTINGS("gamma_c", "0.1"), ENT_ERROR_USAGE,
                  "figure 6a finds the best gamma_c, so gamma_c cannot be set; what can be set is eps,");
    check_refused(f, "6a", SETTINGS("delta", "0.1"), ENT_ERROR_USAGE, "at resonance, so delta cannot be set");
    check_refused(f, "2a", SETTINGS("g", "0.001,0.002"), ENT_ERROR_USAGE,
                  "g takes one value in figure 2a, not 2; only delta and T_h may have several");
    check_refused(f, "3a", SETTINGS("T_h", "0.1,0.2"), ENT_ERROR_USAGE, "only delta may have");
    check_refused(f, "2a", SETTINGS("delta", "0.01"), ENT_ERROR_USAGE, "a range of at least 2 values");
    check_refused(f, "5b", SETTINGS("delta", "0.01"), ENT_ERROR_USAGE, "a range of at least 2 values");
    check_refused(f, "2a", SETTINGS("T_h", "-1"), ENT_ERROR_OUT_OF_RANGE, "T_h = -1");
    check_refused(f, "2a", SETTINGS("delta", "-2:0:5"), ENT_ERROR_OUT_OF_RANGE, "must be above -eps_h");
    check_refused(f, "2a", SETTINGS("eps_h", "0"), ENT_ERROR_OUT_OF_RANGE, "eps_h = 0");
    check_refused(f, "2a", SETTINGS("T_h", "0.3,0.5,0.3"), ENT_ERROR_DUPLICATE, "T_h has the value 0.3 twice");
    check_refused(f, "2a", SETTINGS("g", "0.1", "g", "0.2"), ENT_ERROR_DUPLICATE, "g is set twice");
}

static void test_setting_without_values(void **state)
{
    const ent_figure_setting setting = {"T_h", {.n = 0, .values = NULL}};
    const ent_figure_options options = {.directory = *state, .n_settings = 1, .settings = &setting};
    ent_error error;
    assert_int_equal(ent_figure_draw(0, &options, &error), ENT_ERROR_USAGE);
    assert_string_equal(error.message, "T_h of figure 2a has no value");
}

static void test_index_beyond_the_last(void **state)
{
    ent_error error;
    (void)state;
    assert_int_equal(ent_figure_draw(10, NULL, &error), ENT_ERROR_UNKNOWN_NAME);
    assert_string_equal(error.message, "there is no figure of index 10: there are 10");
}

static void test_directory_that_cannot_be_made(void **state)
{
    char file[SCRATCH_SIZE], below[SCRATCH_SIZE + 8];
    ent_error error;
    (void)snprintf(file, sizeof file, "%s/file", (char *)*state);
    (void)snprintf(below, sizeof below, "%s/figures", file);
    assert_int_equal(file_write(file, "x", 1, NULL), ENT_OK);
    assert_int_equal(draw("2a", below, NULL, NULL, (ent_progress){NULL, NULL}, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "is not a directory"));
    assert_int_equal(draw("2a", file, NULL, NULL, (ent_progress){NULL, NULL}, &error), ENT_ERROR_FILE);
    assert_int_equal(scratch_each(*state, NULL), 1);
}

static void test_missing_gnuplot_leaves_numbers_and_script(void **state)
{
    ent_error error;
    assert_int_equal(draw("2a", *state, NULL, "/nonexistent", (ent_progress){NULL, NULL}, &error), ENT_ERROR_TOOL);
    assert_non_null(strstr(error.message, "install gnuplot and run 'gnuplot 2a.gp' in "));
    assert_true(scratch_has(*state, "2a.csv") && scratch_has(*state, "2a.gp"));
    assert_int_equal(scratch_each(*state, NULL), 2);
}

/* The script alone, where the CSV is, draws the same three pictures. */
static void test_script_stands_alone(void **state)
{
    char command[SCRATCH_SIZE + 64];
    assert_int_equal(draw("3a", *state, NULL, "/nonexistent", (ent_progress){NULL, NULL}, NULL), ENT_ERROR_TOOL);
    (void)snprintf(command, sizeof command, "cd '%s' && gnuplot 3a.gp", (char *)*state);
    assert_int_equal(system(command), 0);
    assert_true(scratch_has(*state, "3a.svg") && scratch_has(*state, "3a.png") && scratch_has(*state, "3a.pdf"));
}

static int stop_at(void *context, size_t done, size_t total)
{
    return done >= *(const size_t *)context && done < total;
}

static void test_cancellation(void **state)
{
    static const char *const figures[] = {"5a", "2a", "6a"};
    static const size_t places[] = {0, 200};
    for (size_t i = 0; i < 3; ++i) {
        for (size_t k = 0; k < 2; ++k) {
            size_t place = places[k];
            ent_error error;
            assert_int_equal(draw(figures[i], *state, NULL, NULL, (ent_progress){stop_at, &place}, &error),
                             ENT_INTERRUPTED);
            assert_non_null(strstr(error.message, "was interrupted"));
            assert_int_equal(scratch_each(*state, NULL), 0);
        }
    }
}

static int see_end(void *context, size_t done, size_t total)
{
    *(bool *)context = done == total;
    return 0;
}

static void test_progress_reaches_the_end(void **state)
{
    bool ended = false;
    assert_int_equal(draw("2a", *state, NULL, "/nonexistent", (ent_progress){see_end, &ended}, NULL), ENT_ERROR_TOOL);
    assert_true(ended);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_of_figures),  cmocka_unit_test(test_what_figures_accept),
        TEST(test_all_files_of_every_kind),       TEST(test_size_of_png),
        TEST(test_unusual_settings_draw),         TEST(test_settings_that_are_refused),
        TEST(test_setting_without_values),        cmocka_unit_test(test_index_beyond_the_last),
        TEST(test_directory_that_cannot_be_made), TEST(test_missing_gnuplot_leaves_numbers_and_script),
        TEST(test_script_stands_alone),           TEST(test_cancellation),
        TEST(test_progress_reaches_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
