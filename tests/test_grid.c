#include "support.h"

#include "base/grid.h"

/* The digits of a point's number in the mixed base of the grid, found by division: another route than stepping. */
static void expect_columns(const ent_range *ranges, size_t n_ranges, size_t first, size_t n)
{
    double column[600];
    size_t stride = 1;
    assert_true(n < sizeof column / sizeof column[0]);
    for (size_t k = n_ranges; k-- > 0;) {
        column[n] = -7.0;
        grid_column(column, &ranges[k], stride, first, n);
        for (size_t i = 0; i < n; ++i) {
            const double expected = ent_range_value(&ranges[k], (first + i) / stride % ranges[k].n);
            if (column[i] != expected) {
                fail_msg("range %zu, point %zu: %.17g, expected %.17g", k, first + i, column[i], expected);
            }
        }
        assert_true(column[n] == -7.0);
        stride *= ranges[k].n;
    }
}

static void columns_of_a_grid(void **state)
{
    (void)state;
    ent_range ranges[4];
    assert_int_equal(ent_range_parse(&ranges[0], "log:1e-3:1:5", NULL), ENT_OK);
    assert_int_equal(ent_range_parse(&ranges[1], "3,1,2", NULL), ENT_OK);
    assert_int_equal(ent_range_parse(&ranges[2], "0.5", NULL), ENT_OK);
    assert_int_equal(ent_range_parse(&ranges[3], "0:1:7", NULL), ENT_OK);
    for (size_t first = 0; first < 105; ++first) {
        expect_columns(ranges, 4, first, 105 - first);
        expect_columns(ranges, 4, first, first % 9);
        expect_columns(&ranges[1], 3, first % 21, 500); /* goes on from the start after its end */
    }
    for (size_t k = 0; k < 4; ++k) {
        ent_range_free(&ranges[k]);
    }
}

static void long_ranges(void **state)
{
    (void)state;
    ent_range ranges[2];
    assert_int_equal(ent_range_parse(&ranges[0], "0:1:1000000000", NULL), ENT_OK);
    assert_int_equal(ent_range_parse(&ranges[1], "log:1e-5:1:2000000000", NULL), ENT_OK);
    expect_columns(ranges, 2, 0, 300);
    expect_columns(ranges, 2, 1999999900, 300);
    expect_columns(ranges, 2, 1999999999999999800, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_of_a_grid),
        cmocka_unit_test(long_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
