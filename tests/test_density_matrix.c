/* What is taken for a density matrix, of any small dimension, and what is not. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "observable/density_matrix.h"

static void expect_refused(const ent_complex *rho, const char *part_of_message)
{
    zdd state[4];
    ent_error error;
    assert_int_equal(density_matrix_read(state, rho, 2, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_non_null(strstr(error.message, part_of_message));
}

static void test_one_qubit(void **state)
{
    (void)state;
    zdd read[4];
    ent_complex rho[4] = {{0.75, 0.0}, {0.1, 0.2}, {0.1, -0.2}, {0.25, 0.0}};
    assert_int_equal(density_matrix_read(read, rho, 2, NULL), ENT_OK);
    assert_true(dd_value(read[0].re) == 0.75 && dd_value(read[1].im) == 0.2 && dd_value(read[2].im) == -0.2);
    rho[1].re += 1e-12; /* within the tolerance: the hermitian part is taken */
    assert_int_equal(density_matrix_read(read, rho, 2, NULL), ENT_OK);
    assert_true(dd_value(read[1].re) == dd_value(read[2].re));
}

static void test_refused(void **state)
{
    (void)state;
    expect_refused((ent_complex[]){{0.7, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.25, 0.0}}, "off by 0.05");
    expect_refused((ent_complex[]){{0.75, 0.0}, {0.1, 0.0}, {0.2, 0.0}, {0.25, 0.0}}, "off by 0.1");
    expect_refused((ent_complex[]){{0.75, 0.5}, {0.0, 0.0}, {0.0, 0.0}, {0.25, 0.0}}, "off by 1");
    expect_refused((ent_complex[]){{1.25, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {-0.25, 0.0}}, "has -0.25");
    expect_refused((ent_complex[]){{NAN, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.25, 0.0}}, "hermitian");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_one_qubit), cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
