#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#include <cmocka.h>

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

static void check_content(const char *folder, const char *name, const char *expected)
{
    char *content = scratch_read(folder, name);
    assert_non_null(content);
    assert_string_equal(content, expected);
    free(content);
}

static void test_file_path(void **state)
{
    char *path = file_path("some/folder", "2a", ".csv");
    (void)state;
    assert_string_equal(path, "some/folder/2a.csv");
    free(path);
}

static void test_make_nested_directory(void **state)
{
    char path[SCRATCH_SIZE];
    struct stat properties;
    (void)snprintf(path, sizeof path, "%s/one//two/three/", (char *)*state);
    assert_int_equal(file_make_directory(path, NULL), ENT_OK);
    assert_int_equal(stat(path, &properties), 0);
    assert_true(S_ISDIR(properties.st_mode));
    assert_int_equal(file_make_directory(path, NULL), ENT_OK);
    assert_int_equal(file_make_directory("/", NULL), ENT_OK);
    assert_int_equal(file_make_directory(".", NULL), ENT_OK);
}

static void test_directory_below_file(void **state)
{
    char file[SCRATCH_SIZE], path[SCRATCH_SIZE + 8];
    ent_error error;
    (void)snprintf(file, sizeof file, "%s/file", (char *)*state);
    (void)snprintf(path, sizeof path, "%s/below", file);
    assert_int_equal(file_write(file, "x", 1, NULL), ENT_OK);
    assert_int_equal(file_make_directory(file, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "/file: is not a directory"));
    assert_int_equal(file_make_directory(path, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "is not a directory"));
    assert_int_equal(file_make_directory("/proc/none", &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "/proc/none: the directory could not be made: "));
}

static void test_write_and_replace(void **state)
{
    char path[SCRATCH_SIZE];
    (void)snprintf(path, sizeof path, "%s/text", (char *)*state);
    assert_int_equal(file_write(path, "first", 5, NULL), ENT_OK);
    check_content(*state, "text", "first");
    assert_int_equal(file_write(path, "second one", 10, NULL), ENT_OK);
    check_content(*state, "text", "second one");
    assert_int_equal(file_write(path, "", 0, NULL), ENT_OK);
    check_content(*state, "text", "");
    assert_int_equal(scratch_each(*state, NULL), 1);
}

static void test_permissions_follow_umask(void **state)
{
    char path[SCRATCH_SIZE];
    struct stat properties;
    const mode_t before = umask(027);
    (void)snprintf(path, sizeof path, "%s/text", (char *)*state);
    assert_int_equal(file_write(path, "x", 1, NULL), ENT_OK);
    (void)umask(before);
    assert_int_equal(stat(path, &properties), 0);
    assert_int_equal(properties.st_mode & 0777, 0640);
}

static void test_leftover_of_another_run(void **state)
{
    char path[SCRATCH_SIZE], leftover[SCRATCH_SIZE + 32];
    (void)snprintf(path, sizeof path, "%s/text", (char *)*state);
    (void)snprintf(leftover, sizeof leftover, "%s.%ld-0.tmp", path, (long)getpid());
    assert_int_equal(file_write(leftover, "old", 3, NULL), ENT_OK);
    assert_int_equal(file_write(path, "new", 3, NULL), ENT_OK);
    check_content(*state, "text", "new");
    assert_int_equal(scratch_each(*state, NULL), 2);
}

static void test_failures_leave_nothing(void **state)
{
    char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 8];
    ent_error error;
    (void)snprintf(folder, sizeof folder, "%s/folder", (char *)*state);
    assert_int_equal(file_make_directory(folder, NULL), ENT_OK);
    /* The name is that of a directory: only the last step fails. */
    assert_int_equal(file_write(folder, "x", 1, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "/folder: could not be written: "));
    assert_int_equal(scratch_each(*state, NULL), 1);
    (void)snprintf(path, sizeof path, "%s/a/b", folder);
    assert_int_equal(file_write(path, "x", 1, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "/a/b: could not be written: No such file"));
    assert_int_equal(scratch_each(folder, NULL), 0);
}

/* A limit on the size of files stands for a full disk: the write stops half way. */
static void test_write_that_stops_half_way(void **state)
{
    static char content[100000];
    char path[SCRATCH_SIZE];
    ent_error error;
    struct rlimit before, small;
    (void)snprintf(path, sizeof path, "%s/text", (char *)*state);
    assert_int_equal(file_write(path, "old", 3, NULL), ENT_OK);
    memset(content, 'x', sizeof content);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){4096, before.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const int status = file_write(path, content, sizeof content, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "/text: could not be written: "));
    check_content(*state, "text", "old");
    assert_int_equal(scratch_each(*state, NULL), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file_path),
        cmocka_unit_test_setup_teardown(test_make_nested_directory, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_directory_below_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_write_and_replace, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_permissions_follow_umask, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_leftover_of_another_run, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_failures_leave_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_write_that_stops_half_way, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
