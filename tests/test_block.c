#include "support.h"

#include "model/block.h"

/* A stand-in for a model: observable 0 is 10 p, observable 1 is -p; p = 3 fails; p = 4 counts as numerical. */
static int calls;

static int compute(const double *parameters, ent_route route, double *observables, double *residual)
{
    ++calls;
    assert_int_equal(route, ENT_ROUTE_CLOSED);
    assert_true(isnan(*residual));
    if (parameters[0] == 3.0) {
        return ENT_ERROR_NOT_UNIQUE;
    }
    if (parameters[0] == 4.0) {
        *residual = 1e-30;
    }
    observables[0] = 10.0 * parameters[0];
    observables[1] = -parameters[1];
    return ENT_OK;
}

static void scatters_columns(void **state)
{
    (void)state;
    const ent_model model = {.n_parameters = 2, .n_observables = 2};
    const double first[] = {1.0, 2.0, 3.0, 4.0, 5.0};
    const double second[] = {0.0, 20.0, 30.0, 40.0, 50.0};
    const double *const parameters[] = {first, second};
    double a[5] = {-7.0, -7.0, -7.0, -7.0, -7.0}, b[5], residual[5];
    double *const observables[] = {a, b};
    int status[5] = {ENT_OK, ENT_OK, ENT_OK, ENT_OK, ENT_ERROR_OUT_OF_RANGE};
    const ent_points points = {5, parameters, observables, status, residual, ENT_ROUTE_CLOSED, NULL};
    calls = 0;
    block_evaluate(&model, &points, compute);
    assert_int_equal(calls, 4); /* the last had failed before */
    assert_true(a[0] == 10.0 && a[1] == 20.0 && a[3] == 40.0);
    assert_true(b[1] == -20.0 && b[3] == -40.0);
    assert_true(b[0] == 0.0 && !signbit(b[0]));
    assert_true(a[2] == -7.0 && a[4] == -7.0);
    assert_int_equal(status[2], ENT_ERROR_NOT_UNIQUE);
    assert_int_equal(status[4], ENT_ERROR_OUT_OF_RANGE);
    assert_true(isnan(residual[0]) && residual[3] == 1e-30);
}

static void unwanted_columns_may_be_null(void **state)
{
    (void)state;
    const ent_model model = {.n_parameters = 2, .n_observables = 2};
    const double first[] = {1.0}, second[] = {2.0};
    const double *const parameters[] = {first, second};
    double b[1];
    double *const observables[] = {NULL, b};
    int status[1] = {ENT_OK};
    const ent_points points = {1, parameters, observables, status, NULL, ENT_ROUTE_CLOSED, NULL};
    block_evaluate(&model, &points, compute);
    assert_true(status[0] == ENT_OK && b[0] == -2.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scatters_columns),
        cmocka_unit_test(unwanted_columns_may_be_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
