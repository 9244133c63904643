#include "support.h"

#include "model/check_lanes.h"

enum { N = 37 };

/* Each value at each place, on each instruction set: as ent_model_check says. */
static void agrees_with_the_check_of_a_point(void **state)
{
    (void)state;
    static const double values[] = {0.0,     -0.0,     1.0, -1.0,     DBL_MIN,   0x1p-1074, -0x1p-1074,
                                    DBL_MAX, -DBL_MAX, NAN, INFINITY, -INFINITY, 2.0,       2.0000000000000004};
    const ent_parameter kinds[] = {
        {.name = "a", .lower = 0.0, .upper = INFINITY},
        {.name = "a", .lower = 0.0, .upper = INFINITY, .lower_open = true},
        {.name = "a", .lower = -INFINITY, .upper = INFINITY},
        {.name = "a", .lower = -1.0, .upper = 2.0, .lower_open = true},
    };
    for (int set = 0; set < N_INSTRUCTION_SETS; ++set) {
        for (size_t k = 0; instruction_set_is_available((instruction_set)set) && k < 4; ++k) {
            const ent_model model = {.n_parameters = 1, .parameters = &kinds[k]};
            for (size_t v = 0; v < sizeof values / sizeof values[0]; ++v) {
                double column[N];
                for (size_t i = 0; i < N; ++i) {
                    column[i] = 1.0;
                }
                const size_t place = (v * 5 + k * 11) % N;
                column[place] = values[v];
                const bool good = ent_model_check(&model, &values[v], NULL) == ENT_OK;
                assert_int_equal(all_in_range(&kinds[k], column, N, (instruction_set)set), good);
                assert_true(all_in_range(&kinds[k], column, place, (instruction_set)set));
            }
        }
    }
}

static void sums(void **state)
{
    (void)state;
    for (int set = 0; set < N_INSTRUCTION_SETS; ++set) {
        double a[N], b[N];
        for (size_t i = 0; i < N; ++i) {
            a[i] = 1.0;
            b[i] = -0.999999;
        }
        if (instruction_set_is_available((instruction_set)set)) {
            assert_true(all_sums_positive(a, b, N, (instruction_set)set));
            b[20] = -1.0;
            assert_false(all_sums_positive(a, b, N, (instruction_set)set));
            assert_true(all_sums_positive(a, b, 20, (instruction_set)set));
            b[20] = NAN;
            assert_false(all_sums_positive(a, b, N, (instruction_set)set));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_check_of_a_point),
        cmocka_unit_test(sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
