/* Files that grow under another name and can be taken up again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "io/part_file.h"

static char folder[] = "/tmp/part_file_XXXXXX";
static char path[64], part[80], journal[80];

static int enter(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) {
        return -1;
    }
    (void)snprintf(path, sizeof path, "%s/result", folder);
    (void)snprintf(part, sizeof part, "%s.part", path);
    (void)snprintf(journal, sizeof journal, "%s.resume", path);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    (void)unlink(path);
    (void)unlink(part);
    (void)unlink(journal);
    return rmdir(folder);
}

static bool exists(const char *name)
{
    return access(name, F_OK) == 0;
}

static void test_whole_or_absent(void **state)
{
    (void)state;
    part_file file;
    char content[8] = "";
    assert_int_equal(part_file_open(&file, path, "a: 1\n", false, NULL), ENT_OK);
    assert_int_equal(part_file_write(&file, "hello", 5, 0, NULL), ENT_OK);
    assert_false(exists(path));
    assert_int_equal(part_file_finish(&file, NULL), ENT_OK);
    part_file_close(&file);
    assert_true(exists(path) && !exists(part) && !exists(journal));
    FILE *stream = fopen(path, "r");
    assert_non_null(stream);
    assert_int_equal(fread(content, 1, 8, stream), 5);
    (void)fclose(stream);
    assert_string_equal(content, "hello");
}

static void leave_unfinished(const char *description)
{
    part_file file;
    assert_int_equal(part_file_open(&file, path, description, false, NULL), ENT_OK);
    assert_int_equal(part_file_write(&file, "hel", 3, 0, NULL), ENT_OK);
    assert_int_equal(part_file_commit(&file, 3, 3, true, NULL), ENT_OK);
    part_file_close(&file);
}

static void test_resume(void **state)
{
    (void)state;
    part_file file;
    leave_unfinished("entangine: 1\nb: 2\n");
    assert_int_equal(part_file_open(&file, path, "entangine: 1\nb: 2\n", true, NULL), ENT_OK);
    assert_int_equal(file.done, 3);
    assert_int_equal(file.size, 3);
    part_file_close(&file);
    /* Without resume it starts anew. */
    assert_int_equal(part_file_open(&file, path, "entangine: 1\nb: 2\n", false, NULL), ENT_OK);
    assert_int_equal(file.done, 0);
    part_file_close(&file);
}

static void test_resume_of_other_work_is_refused(void **state)
{
    (void)state;
    part_file file;
    ent_error error;
    leave_unfinished("entangine: 1\nb: 2\n");
    assert_int_equal(part_file_open(&file, path, "entangine: 1\nb: 3\n", true, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "it has 'b: 2', now 'b: 3'"));
    assert_true(exists(part));
}

static void expect_damaged(const char *what)
{
    part_file file;
    ent_error error;
    assert_int_equal(part_file_open(&file, path, "entangine: 1\n", true, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, what));
    assert_non_null(strstr(error.message, "run without --resume"));
    assert_true(exists(part)); /* nothing is lost by asking */
}

static void test_shortened_file_is_refused(void **state)
{
    (void)state;
    leave_unfinished("entangine: 1\n");
    assert_int_equal(truncate(part, 2), 0);
    expect_damaged("lost bytes");
}

static void write_journal(const void *bytes, size_t n)
{
    FILE *stream = fopen(journal, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, n, stream), n);
    assert_int_equal(fclose(stream), 0);
}

static void test_damaged_journals_are_refused(void **state)
{
    (void)state;
    leave_unfinished("entangine: 1\n");
    write_journal("\x89HDF\r\n\x1a\n\0\0\0\0", 12);
    expect_damaged("not one of entangine");
    write_journal("a letter to a friend\n", 21);
    expect_damaged("not one of entangine");
    write_journal("entangine: 1\ndone: 3", 20);
    expect_damaged("record of what is finished");
    write_journal("entangine: 1\ndone: x0000000000000000003 00000000000000000003 0000000000000000\n", 78);
    expect_damaged("record of what is finished");
}

/* Every change of the record or of a finished byte is noticed. */
static void test_changes_are_noticed(void **state)
{
    (void)state;
    part_file file;
    ent_error error;
    leave_unfinished("entangine: 1\n");
    assert_int_equal(part_file_open(&file, path, "entangine: 1\n", true, NULL), ENT_OK);
    assert_int_equal(part_file_recall(&file, 2, 1, NULL), ENT_OK);
    assert_int_equal(part_file_recall(&file, 1, 0, NULL), ENT_OK);
    assert_int_equal(part_file_check(&file, NULL), ENT_OK);
    file.done = 4;
    assert_int_equal(part_file_check(&file, &error), ENT_ERROR_FILE);
    file.done = 3;
    file.size = 2;
    assert_int_equal(part_file_check(&file, &error), ENT_ERROR_FILE);
    file.size = 3;
    file.sum = 0;
    assert_int_equal(pwrite(file.data, "hal", 3, 0), 3);
    assert_int_equal(part_file_recall(&file, 3, 0, NULL), ENT_OK);
    assert_int_equal(part_file_check(&file, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "damaged or another file"));
    assert_int_equal(part_file_recall(&file, 3, 1, &error), ENT_ERROR_FILE);
    part_file_close(&file);
}

static void test_what_is_not_finished_is_cut(void **state)
{
    (void)state;
    part_file file;
    struct stat properties;
    leave_unfinished("entangine: 1\n");
    assert_int_equal(truncate(part, 1000), 0);
    assert_int_equal(part_file_open(&file, path, "entangine: 1\n", true, NULL), ENT_OK);
    assert_int_equal(part_file_recall(&file, file.size, 0, NULL), ENT_OK);
    assert_int_equal(part_file_check(&file, NULL), ENT_OK);
    part_file_close(&file);
    assert_int_equal(stat(part, &properties), 0);
    assert_int_equal(properties.st_size, 3);
}

static void test_journal_cut_short_starts_anew(void **state)
{
    (void)state;
    part_file file;
    leave_unfinished("entangine: 1\nb: 2\n");
    assert_int_equal(truncate(journal, 7), 0);
    assert_int_equal(part_file_open(&file, path, "entangine: 1\nb: 2\n", true, NULL), ENT_OK);
    assert_int_equal(file.done, 0);
    part_file_close(&file);
}

static void test_errors(void **state)
{
    (void)state;
    part_file file;
    ent_error error;
    assert_int_equal(part_file_open(&file, "/dev/null/result", "a: 1\n", false, &error), ENT_ERROR_FILE);
    assert_int_equal(part_file_open(&file, folder, "a: 1\n", false, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, folder));
    assert_int_equal(part_file_open(&file, path, "a: 1\n", false, NULL), ENT_OK);
    assert_int_equal(part_file_check_room(&file, (size_t)1 << 62, &error), ENT_ERROR_FILE);
    assert_int_equal(part_file_check_room(&file, 4096, &error), ENT_OK);
    part_file_close(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_or_absent),
        cmocka_unit_test(test_resume),
        cmocka_unit_test(test_resume_of_other_work_is_refused),
        cmocka_unit_test(test_shortened_file_is_refused),
        cmocka_unit_test(test_damaged_journals_are_refused),
        cmocka_unit_test(test_changes_are_noticed),
        cmocka_unit_test(test_what_is_not_finished_is_cut),
        cmocka_unit_test(test_journal_cut_short_starts_anew),
        cmocka_unit_test(test_errors),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
