#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/csv.h"
#include "io/table.h"

static void test_text_of_a_table(void **state)
{
    table numbers;
    text_buffer out = {0};
    (void)state;
    assert_int_equal(table_create(&numbers, 2, 3, NULL), ENT_OK);
    numbers.columns[0] = (table_column){"T_h", "T_h", ENT_QUANTITY_TEMPERATURE};
    numbers.columns[1] = (table_column){"J_ss", "J_{ss}", ENT_QUANTITY_HEAT_CURRENT};
    table_values(&numbers, 0)[0] = 0.1;
    table_values(&numbers, 1)[0] = 1.0 / 3.0;
    table_values(&numbers, 0)[1] = -2.0;
    table_values(&numbers, 1)[1] = NAN;
    numbers.status[1] = ENT_ERROR_NOT_UNIQUE;
    table_values(&numbers, 0)[2] = 1e-300;
    csv_append(&out, &numbers);
    assert_string_equal(text_content(&out), "T_h,J_ss,status\r\n0.1,0.3333333333333333,ok\r\n-2,,not_unique\r\n"
                                            "1e-300,0,ok\r\n");
    text_free(&out);
    table_free(&numbers);
}

static void test_names_that_need_quotes(void **state)
{
    table numbers;
    text_buffer out = {0};
    (void)state;
    assert_int_equal(table_create(&numbers, 2, 0, NULL), ENT_OK);
    numbers.columns[0].name = "a,b";
    numbers.columns[1].name = "say \"c\"";
    csv_append(&out, &numbers);
    assert_string_equal(text_content(&out), "\"a,b\",\"say \"\"c\"\"\",status\r\n");
    text_free(&out);
    table_free(&numbers);
}

static void test_numbers_read_back_exactly(void **state)
{
    static const double values[] = {
        0.1, 1.0 / 3.0, 5e-324, DBL_MAX, -0.0, 8.97226381123456789e-4, 123456789012345678.0};
    enum { N = sizeof values / sizeof values[0] };
    table numbers;
    text_buffer out = {0};
    (void)state;
    assert_int_equal(table_create(&numbers, 1, N, NULL), ENT_OK);
    numbers.columns[0].name = "x";
    memcpy(table_values(&numbers, 0), values, sizeof values);
    csv_append(&out, &numbers);
    const char *line = text_content(&out);
    for (size_t i = 0; i < N; ++i) {
        line = strstr(line, "\r\n") + 2;
        const double value = strtod(line, NULL);
        assert_memory_equal(&value, &values[i], sizeof value);
    }
    text_free(&out);
    table_free(&numbers);
}

static void test_columns_by_name(void **state)
{
    table numbers;
    (void)state;
    assert_int_equal(table_create(&numbers, 2, 1, NULL), ENT_OK);
    numbers.columns[0].name = "a";
    numbers.columns[1].name = "b";
    assert_int_equal(table_find(&numbers, "b"), 1);
    assert_int_equal(table_find(&numbers, "c"), 2);
    table_free(&numbers);
}

static void test_table_that_is_too_large(void **state)
{
    table numbers;
    ent_error error;
    (void)state;
    assert_int_equal(table_create(&numbers, 16, SIZE_MAX / 32, &error), ENT_ERROR_NO_MEMORY);
    assert_string_equal(error.message, "not enough memory");
    table_free(&numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_of_a_table),           cmocka_unit_test(test_names_that_need_quotes),
        cmocka_unit_test(test_numbers_read_back_exactly), cmocka_unit_test(test_columns_by_name),
        cmocka_unit_test(test_table_that_is_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
