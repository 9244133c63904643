/* Sweeps in HDF5, read back with the library itself: arrays over the axes, labels, provenance. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include "entangine/entangine.h"
#include "scratch_folder.h"

enum { N_KAPPA = 3, N_T = 4 };

static void read_text(hid_t object, const char *name, char *text, size_t size)
{
    const hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    assert_true(attribute >= 0);
    const hid_t type = H5Aget_type(attribute);
    assert_true(H5Tget_size(type) <= size);
    assert_true(H5Aread(attribute, type, text) >= 0);
    H5Tclose(type);
    H5Aclose(attribute);
}

static void assert_text(hid_t object, const char *name, const char *expected)
{
    char text[512] = "";
    read_text(object, name, text, sizeof text);
    assert_string_equal(text, expected);
}

/* The engine with T_h and kappa_h as axes, of which kappa_h = 0 is without tunnelling, so that J_c is defined there. */
static void write_sweep(const char *path)
{
    const ent_model *model = ent_model_find("local");
    static const char *const observables[] = {"J_ss", "J_c"};
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_axis axes[2] = {{.parameter = "kappa_h"}, {.parameter = "T_h"}};
    ent_model_defaults(model, parameters);
    assert_int_equal(ent_range_linear(&axes[0].range, 0.0, 0.1, N_KAPPA, NULL), ENT_OK);
    assert_int_equal(ent_range_linear(&axes[1].range, 0.2, 0.8, N_T, NULL), ENT_OK);
    const ent_sweep sweep = {model, parameters, 2, axes, 2, observables};
    const ent_sweep_options options = {.command = "entangine sweep by hand"};
    assert_int_equal(ent_sweep_write(&sweep, path, &options, NULL), ENT_OK);
    ent_range_free(&axes[0].range);
    ent_range_free(&axes[1].range);
}

static void test_arrays_over_the_axes(void **state)
{
    char path[512];
    hsize_t sizes[2];
    double current[N_KAPPA][N_T], critical[N_KAPPA][N_T];
    signed char status[N_KAPPA][N_T];
    (void)snprintf(path, sizeof path, "%s/map.h5", (const char *)*state);
    write_sweep(path);
    const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    assert_true(file >= 0);
    assert_true(H5LTget_dataset_info(file, "J_ss", sizes, NULL, NULL) >= 0);
    assert_int_equal(sizes[0], N_KAPPA);
    assert_int_equal(sizes[1], N_T);
    assert_true(H5LTread_dataset_double(file, "J_ss", &current[0][0]) >= 0);
    assert_true(H5LTread_dataset_double(file, "J_c", &critical[0][0]) >= 0);
    assert_true(H5LTread_dataset_char(file, "status", (char *)&status[0][0]) >= 0);
    for (int i = 0; i < N_KAPPA; ++i) {
        for (int j = 0; j < N_T; ++j) {
            double parameters[ENT_MODEL_MAX_PARAMETERS], expected;
            ent_solution *solution;
            const ent_model *model = ent_model_find("local");
            ent_model_defaults(model, parameters);
            assert_int_equal(ent_model_set(model, parameters, "kappa_h", 0.05 * i, NULL), ENT_OK);
            assert_int_equal(ent_model_set(model, parameters, "T_h", (double[]){0.2, 0.4, 0.6, 0.8}[j], NULL), ENT_OK);
            assert_int_equal(ent_solve(&solution, model, parameters, NULL, NULL), ENT_OK);
            assert_int_equal(ent_solution_get(solution, &expected, "J_ss", NULL), ENT_OK);
            assert_true(current[i][j] == expected);
            assert_int_equal(status[i][j], i == 0 ? ENT_OK : ENT_ERROR_UNDEFINED);
            assert_int_equal(isnan(critical[i][j]), i != 0);
            ent_solution_free(solution);
        }
    }
    H5Fclose(file);
}

static void test_labels_and_provenance(void **state)
{
    char path[512], scale[64] = "";
    double value;
    (void)snprintf(path, sizeof path, "%s/map.hdf5", (const char *)*state);
    write_sweep(path);
    const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    assert_true(file >= 0);
    const hid_t dataset = H5Dopen2(file, "J_ss", H5P_DEFAULT);
    const hid_t axis = H5Dopen2(file, "T_h", H5P_DEFAULT);
    assert_int_equal(H5DSis_scale(axis), 1);
    assert_int_equal(H5DSis_attached(dataset, axis, 1), 1);
    assert_true(H5DSget_scale_name(axis, scale, sizeof scale) > 0);
    assert_string_equal(scale, "T_h");
    assert_text(dataset, "units", "ε_h^2");
    assert_text(dataset, "symbol", "J_{ss}");
    assert_text(axis, "long_name", "temperature of the hot bath");
    assert_text(file, "model", "local");
    assert_text(file, "version", ent_version());
    assert_text(file, "command", "entangine sweep by hand");
    assert_true(H5LTget_attribute_double(file, "/", "gamma_c", &value) >= 0);
    assert_true(value == 1.1e-2);
    H5Dclose(axis);
    H5Dclose(dataset);
    H5Fclose(file);
}

static void test_too_large_for_the_disk(void **state)
{
    char path[512];
    ent_error error;
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_axis axes[4] = {{.parameter = "T_h"}, {.parameter = "T_c"}, {.parameter = "g"}, {.parameter = "gamma_h"}};
    const ent_model *model = ent_model_find("local");
    (void)snprintf(path, sizeof path, "%s/huge.h5", (const char *)*state);
    ent_model_defaults(model, parameters);
    for (int k = 0; k < 4; ++k) {
        assert_int_equal(ent_range_linear(&axes[k].range, 0.1, 0.2, 2000, NULL), ENT_OK);
    }
    const ent_sweep sweep = {model, parameters, 4, axes, 0, NULL};
    assert_int_equal(ent_sweep_write(&sweep, path, NULL, &error), ENT_ERROR_FILE);
    for (int k = 0; k < 4; ++k) {
        ent_range_free(&axes[k].range);
    }
}

/* A model in units says its units in attributes. */
static void test_units(void **state)
{
    char path[512];
    double parameters[ENT_MODEL_MAX_PARAMETERS], values[3];
    const ent_unit *units[ENT_MODEL_MAX_PARAMETERS] = {NULL};
    static const char *const observables[] = {"J_ss", "I", "negativity", "entropy_production"};
    static const char *const expected[] = {"W", "1/s", "1", "W/K"};
    const ent_model *local = ent_model_find("local");
    ent_axis axis = {.parameter = "T_h"};
    ent_model *model;
    (void)snprintf(path, sizeof path, "%s/units.h5", (const char *)*state);
    units[ent_model_parameter(local, "T_h")] = ent_unit_find("mK");
    assert_int_equal(ent_model_in_units(&model, local, 5.0, ent_unit_find("GHz"), units, NULL), ENT_OK);
    ent_model_defaults(model, parameters);
    assert_int_equal(ent_range_linear(&axis.range, 100.0, 300.0, 3, NULL), ENT_OK);
    const ent_sweep sweep = {model, parameters, 1, &axis, 4, observables};
    assert_int_equal(ent_sweep_write(&sweep, path, NULL, NULL), ENT_OK);
    ent_range_free(&axis.range);
    ent_model_in_units_free(model);

    const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    assert_true(file >= 0);
    assert_text(file, "model", "local");
    assert_text(file, "eps_h_units", "GHz");
    assert_text(file, "T_c_units", "mK");
    assert_true(H5LTget_attribute_double(file, "/", "eps_h", values) >= 0);
    assert_true(values[0] == 5.0);
    assert_true(H5LTread_dataset_double(file, "T_h", values) >= 0);
    assert_true(values[0] == 100.0 && values[1] == 200.0 && values[2] == 300.0);
    const hid_t scale = H5Dopen2(file, "T_h", H5P_DEFAULT);
    assert_text(scale, "units", "mK");
    H5Dclose(scale);
    for (int k = 0; k < 4; ++k) {
        const hid_t dataset = H5Dopen2(file, observables[k], H5P_DEFAULT);
        assert_text(dataset, "units", expected[k]);
        H5Dclose(dataset);
    }
    H5Fclose(file);
}

/* Stops when the second block of points is about to begin. */
static int stop_later(void *context, size_t done, size_t total)
{
    (void)context, (void)total;
    return done > 0;
}

/* 1000 to 3000 mK are not 1000 to 3000 K. */
static void test_resume_in_other_units(void **state)
{
    char path[512];
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    const ent_unit *units[ENT_MODEL_MAX_PARAMETERS] = {NULL};
    static const char *const observables[] = {"J_ss"};
    const ent_model *local = ent_model_find("local");
    ent_axis axis = {.parameter = "T_h"};
    ent_error error;
    (void)snprintf(path, sizeof path, "%s/units.csv", (const char *)*state);
    assert_int_equal(ent_range_linear(&axis.range, 1000.0, 3000.0, 5000, NULL), ENT_OK);
    for (int k = 0; k < 2; ++k) {
        const ent_sweep_options options = {
            .threads = 1, .progress = {k == 0 ? stop_later : NULL, NULL}, .resume = k == 1};
        ent_model *model;
        units[ent_model_parameter(local, "T_h")] = ent_unit_find(k == 0 ? "mK" : "K");
        assert_int_equal(ent_model_in_units(&model, local, 5.0, ent_unit_find("GHz"), units, NULL), ENT_OK);
        for (size_t p = 0; p < model->n_parameters; ++p) { /* the same numbers in both */
            parameters[p] = local->parameters[p].initial;
        }
        const ent_sweep sweep = {model, parameters, 1, &axis, 1, observables};
        const int status = ent_sweep_write(&sweep, path, &options, &error);
        assert_int_equal(status, k == 0 ? ENT_INTERRUPTED : ENT_ERROR_USAGE);
        ent_model_in_units_free(model);
    }
    assert_non_null(strstr(error.message, "units"));
    ent_range_free(&axis.range);
}

static int enter(void **state)
{
    *state = scratch_create();
    return *state ? 0 : -1;
}

static int leave(void **state)
{
    scratch_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_arrays_over_the_axes, enter, leave),
        cmocka_unit_test_setup_teardown(test_labels_and_provenance, enter, leave),
        cmocka_unit_test_setup_teardown(test_units, enter, leave),
        cmocka_unit_test_setup_teardown(test_resume_in_other_units, enter, leave),
        cmocka_unit_test_setup_teardown(test_too_large_for_the_disk, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
