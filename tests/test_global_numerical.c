#include "support.h"

#include "model/global.h"
#include "observable/two_qubit.h"

static void compare(const double *p, double relative)
{
    double closed[N_TWO_QUBIT], numerical[N_TWO_QUBIT], residual = NAN;
    assert_int_equal(global_closed_form(p, closed), ENT_OK);
    assert_int_equal(global_numerical(p, numerical, &residual), ENT_OK);
    assert_true(residual >= 0.0 && residual < 1e-27);
    for (int k = 0; k < N_TWO_QUBIT; ++k) {
        expect_close(numerical[k], closed[k], relative, 1e-17, two_qubit_observables[k].name);
    }
}

static void two_routes(void **state)
{
    (void)state;
    static const double cases[][N_GLOBAL] = {
        {1.0, 0.0, 0.5, 0.01, 0.01, 0.4, 0.05}, {1.0, 0.0, 0.1, 0.01, 0.001, 1.0, 0.2},
        {1.0, 0.2, 0.5, 0.01, 0.02, 0.4, 0.1},  {1.0, -0.3, 0.05, 0.02, 0.01, 2.0, 0.3},
        {1.0, 0.0, 1.3, 0.01, 0.01, 0.4, 0.2},  {1.0, 0.4, 2.5, 0.01, 0.03, 0.9, 0.5},
        {1.0, 0.2, 0.0, 0.01, 0.02, 0.4, 0.1},  {2.5, 0.1, 0.7, 0.01, 0.02, 0.3, 1.4},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        compare(cases[k], 1e-12);
    }
}

static void zero_frequency(void **state)
{
    (void)state;
    const double resonant[N_GLOBAL] = {1.0, 0.0, 1.0, 0.01, 0.01, 0.4, 0.05};
    const double detuned[N_GLOBAL] = {1.0, 3.0, 2.0, 0.01, 0.01, 0.4, 0.05};
    double o[N_TWO_QUBIT], residual;
    assert_int_equal(global_numerical(resonant, o, &residual), ENT_ERROR_ZERO_FREQUENCY);
    assert_int_equal(global_numerical(detuned, o, &residual), ENT_ERROR_ZERO_FREQUENCY);
}

static void not_unique(void **state)
{
    (void)state;
    const double no_bath[N_GLOBAL] = {1.0, 0.0, 0.5, 0.0, 0.0, 0.4, 0.05};
    const double alone[N_GLOBAL] = {1.0, 0.1, 0.0, 0.01, 0.0, 0.4, 0.05};
    double o[N_TWO_QUBIT], residual;
    assert_int_equal(global_numerical(no_bath, o, &residual), ENT_ERROR_NOT_UNIQUE);
    assert_int_equal(global_numerical(alone, o, &residual), ENT_ERROR_NOT_UNIQUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_routes),
        cmocka_unit_test(zero_frequency),
        cmocka_unit_test(not_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
