#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "io/file.h"
#include "io/gnuplot.h"
#include "scratch_folder.h"

static const char *const data = "x,y,status\r\n0,1,ok\r\n1,,undefined\r\n2,4,ok\r\n";

static const char *const script = "set datafile separator comma columnheaders\n"
                                  "set terminal svg\nset output 'test.svg'\nplot 'test.csv' using 1:2 with lines\n"
                                  "set terminal pngcairo\nset output 'test.png'\nreplot\n"
                                  "set terminal pdfcairo\nset output 'test.pdf'\nreplot\n";

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

static gnuplot_job make_job(const char *directory)
{
    return (gnuplot_job){.directory = directory, .name = "test", .script = script, .data = data};
}

/* A program that stands for gnuplot: a shell script. */
static void make_program(char path[SCRATCH_SIZE], const char *directory, const char *text)
{
    (void)snprintf(path, SCRATCH_SIZE, "%s/program", directory);
    assert_int_equal(file_write(path, text, strlen(text), NULL), ENT_OK);
    assert_int_equal(chmod(path, 0755), 0);
}

static void check_starts(const char *folder, const char *name, const char *start)
{
    char *content = scratch_read(folder, name);
    assert_non_null(content);
    assert_memory_equal(content, start, strlen(start));
    free(content);
}

static void test_three_pictures(void **state)
{
    const gnuplot_job job = make_job(*state);
    ent_error error = {.message = ""};
    assert_int_equal(gnuplot_draw(&job, &error), ENT_OK);
    check_starts(*state, "test.svg", "<?xml");
    check_starts(*state, "test.png", "\x89PNG");
    check_starts(*state, "test.pdf", "%PDF");
    assert_int_equal(scratch_each(*state, NULL), 3);
    /* Once more, over the pictures that are there. */
    assert_int_equal(gnuplot_draw(&job, NULL), ENT_OK);
    assert_int_equal(scratch_each(*state, NULL), 3);
}

static void test_awkward_directory_names(void **state)
{
    static const char *const names[] = {"it's here", "a \"b\" $HOME `date`", "~", "-e", "δ"};
    char before[SCRATCH_SIZE];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(*state), 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        const gnuplot_job job = make_job(names[i]);
        ent_error error = {.message = ""};
        assert_int_equal(file_make_directory(names[i], NULL), ENT_OK);
        const int status = gnuplot_draw(&job, &error);
        assert_string_equal(error.message, "");
        assert_int_equal(status, ENT_OK);
        assert_int_equal(scratch_each(names[i], NULL), 3);
    }
    assert_int_equal(chdir(before), 0);
}

static void test_missing_program(void **state)
{
    gnuplot_job job = make_job(*state);
    ent_error error;
    job.program = "/nonexistent";
    assert_int_equal(gnuplot_draw(&job, &error), ENT_ERROR_TOOL);
    assert_non_null(strstr(error.message, "/nonexistent could not be run: No such file or directory"));
    assert_non_null(strstr(error.message, "test.csv and test.gp are written: for the pictures install gnuplot and "
                                          "run 'gnuplot test.gp' in "));
    assert_int_equal(scratch_each(*state, NULL), 0);
}

static void test_script_with_mistake(void **state)
{
    gnuplot_job job = make_job(*state);
    ent_error error;
    job.script = "set terminal svg\nset nonsense 1\n";
    assert_int_equal(gnuplot_draw(&job, &error), ENT_ERROR_TOOL);
    assert_non_null(strstr(error.message, "gnuplot failed (exit status 1): \"test.gp\" line 2:"));
    assert_int_equal(scratch_each(*state, NULL), 0);
}

static void test_program_that_says_nothing(void **state)
{
    char program[SCRATCH_SIZE];
    gnuplot_job job = make_job(*state);
    ent_error error;
    make_program(program, *state, "#!/bin/sh\nexit 3\n");
    job.program = program;
    assert_int_equal(gnuplot_draw(&job, &error), ENT_ERROR_TOOL);
    assert_non_null(strstr(error.message, "failed (exit status 3): it gave no reason"));
    make_program(program, *state, "#!/bin/sh\nkill -9 $$\n");
    assert_int_equal(gnuplot_draw(&job, &error), ENT_ERROR_TOOL);
    assert_non_null(strstr(error.message, "failed (signal 9): it gave no reason"));
    assert_int_equal(scratch_each(*state, NULL), 1);
}

static void test_interruption(void **state)
{
    char program[SCRATCH_SIZE];
    gnuplot_job job = make_job(*state);
    ent_error error;
    make_program(program, *state, "#!/bin/sh\nkill -2 $$\n");
    job.program = program;
    assert_int_equal(gnuplot_draw(&job, &error), ENT_INTERRUPTED);
    assert_int_equal(scratch_each(*state, NULL), 1);
}

/* A gnuplot without the cairo terminals ends well and leaves nothing, or an empty file. */
static void test_missing_format(void **state)
{
    gnuplot_job job = make_job(*state);
    ent_error error;
    job.script = "set terminal svg\nset output 'test.svg'\nplot 1\nset print 'test.png'\n";
    assert_int_equal(gnuplot_draw(&job, &error), ENT_ERROR_TOOL);
    assert_non_null(strstr(error.message, "gnuplot made no test.png"));
    assert_int_equal(scratch_each(*state, NULL), 0);
}

static void test_directory_that_cannot_be_used(void **state)
{
    char path[SCRATCH_SIZE];
    gnuplot_job job = make_job(path);
    ent_error error;
    (void)snprintf(path, sizeof path, "%s/file", (char *)*state);
    assert_int_equal(file_write(path, "x", 1, NULL), ENT_OK);
    assert_int_equal(gnuplot_draw(&job, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "no temporary directory could be made in it: "));
}

static void test_name_taken_by_a_directory(void **state)
{
    char path[SCRATCH_SIZE];
    const gnuplot_job job = make_job(*state);
    ent_error error;
    (void)snprintf(path, sizeof path, "%s/test.png", (char *)*state);
    assert_int_equal(file_make_directory(path, NULL), ENT_OK);
    assert_int_equal(gnuplot_draw(&job, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "/test.png: could not be written: "));
    assert_true(scratch_each(*state, NULL) <= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_three_pictures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_awkward_directory_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing_program, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_script_with_mistake, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_program_that_says_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_interruption, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing_format, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_directory_that_cannot_be_used, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_name_taken_by_a_directory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
