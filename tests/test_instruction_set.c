#include "support.h"

#include "base/instruction_set.h"

static void baseline_is_everywhere(void **state)
{
    (void)state;
    assert_true(instruction_set_is_available(INSTRUCTIONS_BASELINE));
    assert_false(instruction_set_is_available(N_INSTRUCTION_SETS));
}

static void best_is_the_widest(void **state)
{
    (void)state;
    const instruction_set best = instruction_set_best();
    assert_true(instruction_set_is_available(best));
    for (int set = (int)best + 1; set < N_INSTRUCTION_SETS; ++set) {
        assert_false(instruction_set_is_available((instruction_set)set));
    }
}

KERNEL void sum_kernel(double *out, const double *in, int n)
{
    for (int i = 0; i < n; ++i) {
        *out += in[i];
    }
}
KERNELS(sum, (double *out, const double *in, int n), (out, in, n))

static void kernels_exist_for_each(void **state)
{
    (void)state;
    const double in[] = {1.0, 2.0, 4.0};
    for (int set = 0; set < N_INSTRUCTION_SETS; ++set) {
        double out = 0.0;
        if (instruction_set_is_available((instruction_set)set)) {
            sum_variants[set](&out, in, 3);
            assert_true(out == 7.0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(baseline_is_everywhere),
        cmocka_unit_test(best_is_the_widest),
        cmocka_unit_test(kernels_exist_for_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
