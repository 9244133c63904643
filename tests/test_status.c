#include "support.h"

#include "base/error.h"

static void one_list_of_codes(void **state)
{
    (void)state;
    assert_true(ent_status_count() >= 14);
    for (size_t i = 0; i < ent_status_count(); ++i) {
        const int status = ent_status_at(i);
        assert_true(strlen(ent_status_name(status)) > 1 && strlen(ent_status_text(status)) > 3);
        assert_true(strcmp(ent_status_name(status), "unknown_status") != 0);
        for (const char *c = ent_status_name(status); *c; ++c) {
            assert_true((*c >= 'a' && *c <= 'z') || *c == '_');
        }
        for (size_t j = 0; j < i; ++j) {
            assert_true(status != ent_status_at(j));
            assert_true(strcmp(ent_status_name(status), ent_status_name(ent_status_at(j))) != 0);
            assert_true(strcmp(ent_status_text(status), ent_status_text(ent_status_at(j))) != 0);
        }
    }
    assert_int_equal(ent_status_at(ent_status_count()), ENT_OK);
}

/* 0 done, 2 bad input, 3 could not compute, 4 file, 130 interrupted: by the tens of the code. */
static void exits(void **state)
{
    (void)state;
    assert_int_equal(ent_status_exit(ENT_OK), 0);
    for (size_t i = 0; i < ent_status_count(); ++i) {
        static const int exits_by_tens[] = {0, 2, 3, 3, 4, 130};
        const int status = ent_status_at(i);
        assert_int_equal(ent_status_exit(status), exits_by_tens[-status / 10]);
    }
    assert_int_equal(ent_status_exit(ENT_INTERRUPTED), 130);
}

static void names_in_files(void **state)
{
    (void)state;
    assert_string_equal(ent_status_name(ENT_OK), "ok");
    assert_string_equal(ent_status_name(ENT_ERROR_NOT_UNIQUE), "not_unique");
    assert_string_equal(ent_status_name(ENT_ERROR_OUT_OF_RANGE), "out_of_range");
    assert_string_equal(ent_status_name(ENT_ERROR_ZERO_FREQUENCY), "zero_frequency");
}

static void unknown_codes(void **state)
{
    (void)state;
    const int codes[] = {1, -1, -99, -13000};
    for (int k = 0; k < 4; ++k) {
        assert_string_equal(ent_status_name(codes[k]), "unknown_status");
        assert_non_null(ent_status_text(codes[k]));
        assert_true(ent_status_exit(codes[k]) != 0);
    }
}

static void error_objects(void **state)
{
    (void)state;
    ent_error error = {0};
    assert_int_equal(error_set(&error, ENT_ERROR_FILE, "%s: %d", "a", 7), ENT_ERROR_FILE);
    assert_int_equal(error.status, ENT_ERROR_FILE);
    assert_string_equal(error.message, "a: 7");
    assert_int_equal(error_set(NULL, ENT_ERROR_USAGE, "%d", 1), ENT_ERROR_USAGE);
    assert_int_equal(error_no_memory(&error), ENT_ERROR_NO_MEMORY);
    assert_string_equal(error.message, "not enough memory");
    /* A long message is cut, never overflows. */
    char text[2000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(error_set(&error, ENT_ERROR_FILE, "%s", text), ENT_ERROR_FILE);
    assert_int_equal(strlen(error.message), ENT_MESSAGE_SIZE - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_list_of_codes), cmocka_unit_test(exits),         cmocka_unit_test(names_in_files),
        cmocka_unit_test(unknown_codes),     cmocka_unit_test(error_objects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
