#include "entangine/spectrum.h"

#include "support.h"

enum { N_POINTS = 41, N_EIGENVALUES = 16 };

/* From 0 to 0.04 across the exceptional points of the local engine. */
static ent_mode_paths *paths_along_g(double *values)
{
    const ent_model *model = ent_model_find("local");
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_mode_paths *paths = NULL;
    ent_error error;
    ent_model_defaults(model, parameters);
    for (int p = 0; p < N_POINTS; ++p) {
        values[p] = 1e-3 * p;
    }
    assert_int_equal(
        ent_mode_paths_find(&paths, model, parameters, ent_model_parameter(model, "g"), values, N_POINTS, &error),
        ENT_OK);
    assert_int_equal(paths->n_points, N_POINTS);
    assert_int_equal(paths->n_eigenvalues, N_EIGENVALUES);
    return paths;
}

/* The trace of the generator is -8 (G_h + G_c), G = gamma (1 + 2 n), whatever g is. */
static void eigenvalues_are_complete(void **state)
{
    (void)state;
    double values[N_POINTS];
    ent_mode_paths *paths = paths_along_g(values);
    const double trace = -8.0 * (1e-3 / tanh(0.5 / 0.7) + 1.1e-2 / tanh(0.5 / 0.1));
    for (int p = 0; p < N_POINTS; ++p) {
        double re = 0.0;
        double im = 0.0;
        for (int k = 0; k < N_EIGENVALUES; ++k) {
            re += paths->re[p * N_EIGENVALUES + k];
            im += paths->im[p * N_EIGENVALUES + k];
        }
        expect_close(re, trace, 1e-10, 0.0, "trace");
        expect_close(im, 0.0, 0.0, 1e-10, "imaginary part of the trace");
    }
    ent_mode_paths_free(paths);
}

/* Without coupling the slowest modes are those of the hot qubit: 0, -G_h/2 with frequencies -1 and 1, -G_h. */
static void slowest_come_first(void **state)
{
    (void)state;
    double values[N_POINTS];
    ent_mode_paths *paths = paths_along_g(values);
    const double rate = 1e-3 / tanh(0.5 / 0.7);
    expect_close(paths->gap[0], rate / 2.0, 1e-10, 0.0, "gap");
    expect_close(paths->re[0], 0.0, 0.0, 1e-15, "steady state");
    expect_close(paths->re[1], -rate / 2.0, 1e-10, 0.0, "coherence");
    expect_close(fabs(paths->im[1]), 1.0, 1e-10, 0.0, "coherence");
    expect_close(paths->im[2], -paths->im[1], 1e-10, 0.0, "its conjugate");
    expect_close(paths->re[3], -rate, 1e-10, 0.0, "population");
    ent_mode_paths_free(paths);
}

/* Far above the exceptional points each eigenvalue moves by at most 2 |dg|, the norm of the commutator's change. */
static void paths_do_not_jump(void **state)
{
    (void)state;
    double values[N_POINTS];
    ent_mode_paths *paths = paths_along_g(values);
    for (int p = 11; p < N_POINTS; ++p) {
        for (int k = 0; k < N_EIGENVALUES; ++k) {
            const int at = p * N_EIGENVALUES + k;
            const double step =
                hypot(paths->re[at] - paths->re[at - N_EIGENVALUES], paths->im[at] - paths->im[at - N_EIGENVALUES]);
            assert_true(step < 2.2e-3);
        }
    }
    ent_mode_paths_free(paths);
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    const ent_model *model = ent_model_find("local");
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    const double values[] = {0.1, -1.0};
    ent_mode_paths *paths;
    ent_error error;
    ent_model_defaults(model, parameters);
    const size_t g = ent_model_parameter(model, "g");
    assert_int_equal(ent_mode_paths_find(&paths, model, parameters, model->n_parameters, values, 1, &error),
                     ENT_ERROR_USAGE);
    assert_int_equal(ent_mode_paths_find(&paths, model, parameters, g, values, 0, &error), ENT_ERROR_USAGE);
    assert_int_equal(ent_mode_paths_find(&paths, model, parameters, g, values, 2, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_null(paths);
    ent_mode_paths_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eigenvalues_are_complete),
        cmocka_unit_test(slowest_come_first),
        cmocka_unit_test(paths_do_not_jump),
        cmocka_unit_test(bad_calls_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
