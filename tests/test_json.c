/* The JSON writer: structure, escapes, numbers that read back exactly, null for what has no value. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "io/json.h"

static void test_reads_back(void **state)
{
    (void)state;
    static const double numbers[] = {0.1, 1.0 / 3.0, 1e-310, 1.7976931348623157e308, -0.0, 5e-324};
    text_buffer out = {0};
    json_writer json = {.out = &out};
    json_write_open(&json, NULL, '{');
    json_write_string(&json, "text \"quoted\"", "back\\slash\nnew line \x01 κ");
    json_write_open(&json, "numbers", '[');
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; ++i) {
        json_write_number(&json, NULL, numbers[i]);
    }
    json_write_close(&json, ']');
    json_write_number(&json, "nan", NAN);
    json_write_number(&json, "infinite", INFINITY);
    json_write_literal(&json, "yes", "true");
    json_write_open(&json, "empty", '[');
    json_write_close(&json, ']');
    json_write_close(&json, '}');
    assert_false(out.failed);

    json_t *root = json_loads(text_content(&out), 0, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "text \"quoted\"")), "back\\slash\nnew line \x01 κ");
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; ++i) {
        assert_true(json_number_value(json_array_get(json_object_get(root, "numbers"), i)) == numbers[i]);
    }
    assert_true(json_is_null(json_object_get(root, "nan")) && json_is_null(json_object_get(root, "infinite")));
    assert_true(json_is_true(json_object_get(root, "yes")));
    assert_int_equal(json_array_size(json_object_get(root, "empty")), 0);
    json_decref(root);
    text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reads_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
