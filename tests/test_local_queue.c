#include "support.h"

#include "model/local.h"
#include "observable/two_qubit.h"

enum { POINTS = 100 };

static double p[N_LOCAL][POINTS], o[N_TWO_QUBIT][POINTS], residual[POINTS];
static int status[POINTS];

static void evaluate(const bool *wanted)
{
    const double *parameters[N_LOCAL];
    double *observables[N_TWO_QUBIT_ALL] = {NULL};
    for (int k = 0; k < N_LOCAL; ++k) {
        parameters[k] = p[k];
    }
    for (int k = 0; k < N_TWO_QUBIT; ++k) {
        observables[k] = !wanted || wanted[k] ? o[k] : NULL;
    }
    memset(status, 0, sizeof status);
    const ent_points points = {POINTS, parameters, observables, status, residual, ENT_ROUTE_NUMERICAL, NULL};
    local_numerical_block(&points, instruction_set_best());
}

/* Widely scattered engines; some without tunnelling, without a bath, or with a bath at temperature 0. */
static void scatter(random_source *source)
{
    for (int i = 0; i < POINTS; ++i) {
        p[LOCAL_EPS_H][i] = random_between(source, 0.5, 2.0);
        p[LOCAL_DELTA][i] = random_between(source, -0.2, 0.2);
        p[LOCAL_G][i] = random_decades(source, -4.0, -1.0);
        p[LOCAL_GAMMA_H][i] = i % 17 == 3 ? 0.0 : random_decades(source, -6.0, -1.0);
        p[LOCAL_GAMMA_C][i] = random_decades(source, -6.0, -1.0);
        p[LOCAL_T_H][i] = random_decades(source, -1.5, 1.0);
        p[LOCAL_T_C][i] = i % 11 == 5 ? 0.0 : random_decades(source, -2.5, 0.0);
        p[LOCAL_KAPPA_H][i] = i % 5 == 1 ? 0.0 : random_decades(source, -4.0, -0.5);
        p[LOCAL_KAPPA_C][i] = i % 3 == 1 ? 0.0 : -random_decades(source, -4.0, -0.5);
    }
}

/* What one point alone has, up to rounding: of size 1e-31 in rho, which concurrence takes the square root of, and
 * ratios divide by populations of 1e-20. */
static double rounding_of(int k)
{
    return k == CONCURRENCE || k == FORMATION ? 1e-15 : k == J_RATIO || k == PARTICLE_RATIO ? 1e-11 : 1e-27;
}

static void expect_one_by_one(void)
{
    for (int i = 0; i < POINTS; ++i) {
        double one[N_LOCAL], plain[N_TWO_QUBIT], rest;
        for (int k = 0; k < N_LOCAL; ++k) {
            one[k] = p[k][i];
        }
        assert_int_equal(status[i], local_numerical(one, plain, &rest));
        for (int k = 0; k < N_TWO_QUBIT; ++k) {
            const bool nan = isnan(plain[k]);
            assert_int_equal(nan, isnan(o[k][i]));
            if (!nan) {
                expect_close(o[k][i], plain[k], 1e-12, rounding_of(k), two_qubit_observables[k].name);
            }
        }
        assert_true(residual[i] < 1e-28);
    }
}

static void as_one_by_one(void **state)
{
    (void)state;
    random_source source = {91};
    for (int trial = 0; trial < 10; ++trial) {
        scatter(&source);
        evaluate(NULL);
        expect_one_by_one();
    }
}

/* What is wanted does not change what comes out. */
static void each_alone(void **state)
{
    (void)state;
    random_source source = {92};
    static double all[N_TWO_QUBIT][POINTS];
    scatter(&source);
    evaluate(NULL);
    memcpy(all, o, sizeof all);
    for (int k = 0; k < N_TWO_QUBIT; ++k) {
        bool wanted[N_TWO_QUBIT] = {false};
        wanted[k] = true;
        memset(o, 0, sizeof o);
        evaluate(wanted);
        assert_memory_equal(o[k], all[k], sizeof o[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_one_by_one),
        cmocka_unit_test(each_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
