/* Result files read back: CSV as RFC 4180 has it, sweeps in HDF5, and files that are neither. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <hdf5.h>

#include "entangine/entangine.h"
#include "io/file.h"
#include "io/result_file.h"
#include "scratch_folder.h"

static int set_up(void **state)
{
    *state = scratch_create();
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    scratch_free(*state);
    return 0;
}

static int read_text(result_file *file, const char *folder, const char *content, size_t size, ent_error *error)
{
    char path[SCRATCH_SIZE];
    (void)snprintf(path, sizeof path, "%s/result", folder);
    assert_int_equal(file_write(path, content, size, NULL), ENT_OK);
    return result_file_read(file, path, error);
}

static void read_good(result_file *file, const char *folder, const char *content)
{
    ent_error error = {.message = ""};
    const int status = read_text(file, folder, content, strlen(content), &error);
    assert_string_equal(error.message, "");
    assert_int_equal(status, ENT_OK);
}

static void test_grid_with_units_and_gaps(void **state)
{
    result_file file;
    read_good(
        &file, *state,
        "\xEF\xBB\xBFT_h [mK],\"delta\",Q_h [W],status\r\n100,0,1e-3,ok\r\n100,1,,undefined\r\n200,0,7,not_unique\n"
        "200,1,-4.5,ok");
    assert_int_equal(file.n_columns, 3);
    assert_int_equal(file.n_rows, 4);
    assert_int_equal(file.n_axes, 2);
    assert_string_equal(file.columns[0].name, "T_h");
    assert_string_equal(file.columns[0].unit, "mK");
    assert_string_equal(file.columns[1].name, "delta");
    assert_string_equal(file.columns[1].unit, "");
    assert_string_equal(file.columns[2].unit, "W");
    assert_true(file.columns[2].values[0] == 1e-3 && isnan(file.columns[2].values[1]));
    assert_true(isnan(file.columns[2].values[2])); /* a failed point has no value */
    assert_true(file.columns[2].values[3] == -4.5 && file.columns[0].values[2] == 200.0);
    result_file_free(&file);
}

static void test_quotes(void **state)
{
    result_file file;
    read_good(&file, *state, "\"a \"\"b\"\", c\",y\n\"1\",2\n3,4\n");
    assert_string_equal(file.columns[0].name, "a \"b\", c");
    assert_true(file.columns[0].values[0] == 1.0 && file.columns[1].values[1] == 4.0);
    result_file_free(&file);
}

static void test_boundary_and_optimum(void **state)
{
    result_file file;
    read_good(&file, *state, "T_h,delta,direction\r\n0.4,0.11,leaves\r\n0.4,0.32,enters\r\n0.5,0.2,touches\r\n");
    assert_int_equal(file.directions[0], RESULT_LEAVES);
    assert_int_equal(file.directions[1], RESULT_ENTERS);
    assert_int_equal(file.directions[2], RESULT_TOUCHES);
    assert_int_equal(file.n_axes, 0);
    result_file_free(&file);
    read_good(&file, *state, "T_h,g,negativity,place,evaluations\n1,2,3,inside,4\n2,2,3,edge,5\n");
    assert_true(file.is_optimum && file.n_columns == 4 && file.columns[3].values[1] == 5.0);
    result_file_free(&file);
}

/* Axes are told by their pattern; rows that are missing leave none. */
static void test_axes(void **state)
{
    static const struct {
        const char *text;
        size_t n_axes;
    } cases[] = {{"x,y\n1,1\n2,1\n3,1\n", 1},
                 {"a,b,c,y\n1,1,1,0\n1,1,2,0\n1,2,1,0\n1,2,2,0\n2,1,1,0\n2,1,2,0\n2,2,1,0\n2,2,2,0\n", 3},
                 {"a,b,y\n1,1,0\n1,2,0\n2,1,0\n", 0},
                 {"a,b,y\n5,1,0\n5,2,0\n5,3,0\n", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        result_file file;
        read_good(&file, *state, cases[i].text);
        assert_int_equal(file.n_axes, cases[i].n_axes);
        result_file_free(&file);
    }
}

static void test_bad_text(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"", "is empty"},
        {"1,2\n3,4\n", "'1' is no name of a column"},
        {"a,,b\n", "'' is no name of a column"},
        {"a,a\n1,2\n", "two columns are named a"},
        {"a,b\n1,x2\n", "line 2: b is 'x2': expected a finite number"},
        {"a,b\n1,inf\n", "line 2: b is 'inf'"},
        {"a,b\n1,2\n1\n", "line 3 has 1 fields, the header 2"},
        {"a,b\n1,2,3\n", "line 2 has 3 fields, the header 2"},
        {"a,b\n1,\"2\n", "a field in quotes must end in a quote"},
        {"a,b\n1,\"2\"3\n", "a field in quotes must end in a quote"},
        {"a,direction\n1,up\n", "line 2: the direction 'up' is not enters, leaves or touches"},
        {"\x89HDF\r\n\x1a\nrubbish", "the HDF5 file is damaged or cut short"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        result_file file;
        ent_error error = {.message = ""};
        assert_int_equal(read_text(&file, *state, cases[i].text, strlen(cases[i].text), &error), ENT_ERROR_FILE);
        if (!strstr(error.message, cases[i].message)) {
            fail_msg("'%s' lacks '%s'", error.message, cases[i].message);
        }
        result_file_free(&file);
    }
    result_file file;
    ent_error error;
    assert_int_equal(read_text(&file, *state, "a\0b", 3, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "is neither text nor HDF5"));
    result_file_free(&file);
    assert_int_equal(result_file_read(&file, "/nonexistent", &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "could not be read: No such file"));
    assert_int_equal(result_file_read(&file, *state, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "is no regular file"));
}

static void write_sweep(const char *path, double eps_h)
{
    const ent_model *model = ent_model_find("local");
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_axis axes[2] = {{.parameter = "T_h"}, {.parameter = "kappa_h"}};
    static const char *const observables[] = {"J_c", "Q_h"};
    assert_int_equal(ent_range_parse(&axes[0].range, "0.7,0.3,0.5", NULL), ENT_OK);
    assert_int_equal(ent_range_parse(&axes[1].range, "0,0.1", NULL), ENT_OK);
    ent_model_defaults(model, parameters);
    parameters[ent_model_parameter(model, "eps_h")] = eps_h;
    const ent_sweep sweep = {model, parameters, 2, axes, 2, observables};
    assert_int_equal(ent_sweep_write(&sweep, path, NULL, NULL), ENT_OK);
    ent_range_free(&axes[0].range);
    ent_range_free(&axes[1].range);
}

/* The same sweep through CSV and through HDF5. */
static void test_hdf5(void **state)
{
    char csv[SCRATCH_SIZE], h5[SCRATCH_SIZE];
    result_file text, binary;
    (void)snprintf(csv, sizeof csv, "%s/s.csv", (char *)*state);
    (void)snprintf(h5, sizeof h5, "%s/s.h5", (char *)*state);
    write_sweep(csv, 1.0);
    write_sweep(h5, 1.0);
    assert_int_equal(result_file_read(&text, csv, NULL), ENT_OK);
    assert_int_equal(result_file_read(&binary, h5, NULL), ENT_OK);
    assert_int_equal(binary.n_rows, 6);
    assert_int_equal(binary.n_axes, 2);
    assert_int_equal(text.n_axes, 2);
    assert_int_equal(binary.n_columns, text.n_columns);
    for (size_t k = 0; k < text.n_columns; ++k) {
        assert_string_equal(text.columns[k].name, binary.columns[k].name);
        for (size_t i = 0; i < 6; ++i) {
            const double a = text.columns[k].values[i], b = binary.columns[k].values[i];
            assert_true(a == b || (isnan(a) && isnan(b)));
        }
    }
    assert_true(isnan(binary.columns[2].values[1]) && binary.columns[2].values[0] > 0.0);
    assert_string_equal(binary.columns[1].symbol, "κ_h");
    assert_string_equal(binary.columns[0].unit, "ε_h");
    assert_string_equal(binary.columns[3].unit, "ε_h^2");
    result_file_free(&text);
    result_file_free(&binary);
    write_sweep(h5, 2.0); /* the gap is no longer the unit */
    assert_int_equal(result_file_read(&binary, h5, NULL), ENT_OK);
    assert_string_equal(binary.columns[0].unit, "");
    result_file_free(&binary);
}

static void test_bad_hdf5(void **state)
{
    char path[SCRATCH_SIZE];
    result_file file;
    ent_error error;
    (void)snprintf(path, sizeof path, "%s/s.h5", (char *)*state);
    const hid_t foreign = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(foreign >= 0 && H5Fclose(foreign) >= 0);
    assert_int_equal(result_file_read(&file, path, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "is not the HDF5 file of a sweep"));
    result_file_free(&file);
    write_sweep(path, 1.0);
    assert_int_equal(truncate(path, 3000), 0);
    assert_int_equal(result_file_read(&file, path, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "the HDF5 file is damaged"));
    result_file_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_grid_with_units_and_gaps, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_quotes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_boundary_and_optimum, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_axes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hdf5, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_hdf5, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
