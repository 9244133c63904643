#include "generator/lines.h"

#include "support.h"

/* Levels 0, 1, 1 + 1e-13, 3: two lines of frequency 1 are one, and a transition between equal levels is at 0. */
static void lines_within_the_tolerance_are_one(void **state)
{
    (void)state;
    const dd energies[4] = {dd_from(0.0), dd_from(1.0), dd_two_sum(1.0, 1e-13), dd_from(3.0)};
    sparse s = {.d = 4};
    bohr_lines lines;
    sparse_add(&s, 0, 1, zdd_from(1.0, 0.0));
    sparse_add(&s, 0, 2, zdd_from(0.5, 0.0));
    sparse_add(&s, 1, 2, zdd_from(0.25, 0.0));
    sparse_add(&s, 3, 0, zdd_from(0.0, 1.0));
    sparse_add(&s, 1, 3, zdd_from(1e-16, 0.0)); /* rounding */
    sparse_merge(&s, 0.0);
    assert_int_equal(bohr_lines_find(&lines, &s, energies, &(generator){.energy_scale = 3.0, .rounding = 1e-14}),
                     ENT_OK);
    assert_int_equal(lines.n, 3);
    assert_true(lines.lines[0].frequency.hi == -3.0);
    assert_int_equal(lines.lines[0].operator.n, 1);
    assert_true(lines.lines[1].frequency.hi == 0.0);
    expect_close(dd_value(lines.lines[2].frequency), 1.0 + 0.5e-13, 1e-15, 0.0, "frequency");
    assert_int_equal(lines.lines[2].operator.n, 2);
    bohr_lines_free(&lines);
    sparse_free(&s);
}

static void distant_lines_stay_apart(void **state)
{
    (void)state;
    const dd energies[3] = {dd_from(0.0), dd_from(1.0), dd_from(1.0 + 1e-10)};
    sparse s = {.d = 3};
    bohr_lines lines;
    sparse_add(&s, 0, 1, zdd_from(1.0, 0.0));
    sparse_add(&s, 0, 2, zdd_from(1.0, 0.0));
    assert_int_equal(bohr_lines_find(&lines, &s, energies, &(generator){.energy_scale = 1.0, .rounding = 1e-14}),
                     ENT_OK);
    assert_int_equal(lines.n, 2);
    bohr_lines_free(&lines);
    sparse_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_within_the_tolerance_are_one),
        cmocka_unit_test(distant_lines_stay_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
