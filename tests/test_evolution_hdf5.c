/* The course of an engine in HDF5, read back with the library itself. */
#include "support.h"

#include <hdf5.h>
#include <hdf5_hl.h>

#include "entangine/entangine.h"
#include "io/evolution_hdf5.h"
#include "scratch_folder.h"

enum { N_TIMES = 5, N_COLUMNS = 2, N_EVENTS = 2 };

static const char *const observables[N_COLUMNS] = {"Q_h", "J_c"};
static const double times[N_TIMES] = {0.0, 1.0, 10.0, 100.0, 1000.0};
static const ent_event events[N_EVENTS] = {{ENT_EVENT_APPEARS, 0.5, 0.0}, {ENT_EVENT_PEAKS, 20.0, 0.25}};

static double columns[N_COLUMNS][N_TIMES];

static int write_course_of(const ent_model *model, const char *path, size_t n_events, ent_error *error)
{
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    double *table[N_COLUMNS] = {columns[0], columns[1]};
    ent_model_defaults(model, parameters);
    const ent_evolution evolution = {model, parameters, "10", NULL, N_TIMES, times, N_COLUMNS, observables};
    assert_int_equal(ent_evolve(table, NULL, NULL, &evolution, NULL, NULL), ENT_OK);
    const evolution_content content = {&evolution, table, n_events, events, "10", "entangine evolve by hand"};
    return evolution_hdf5_write(path, &content, error);
}

static int write_course(const char *path, size_t n_events, ent_error *error)
{
    return write_course_of(ent_model_find("local"), path, n_events, error);
}

static void assert_text(hid_t object, const char *name, const char *expected)
{
    char text[512] = "";
    const hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    assert_true(attribute >= 0);
    const hid_t type = H5Aget_type(attribute);
    assert_true(H5Tget_size(type) <= sizeof text);
    assert_true(H5Aread(attribute, type, text) >= 0);
    assert_string_equal(text, expected);
    H5Tclose(type);
    H5Aclose(attribute);
}

static void assert_scale(hid_t file, const char *name, const char *scale)
{
    const hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT), axis = H5Dopen2(file, scale, H5P_DEFAULT);
    assert_int_equal(H5DSis_scale(axis), 1);
    assert_int_equal(H5DSis_attached(dataset, axis, 0), 1);
    H5Dclose(axis);
    H5Dclose(dataset);
}

static void arrays_over_time(void **state)
{
    char path[SCRATCH_SIZE];
    double read[N_TIMES];
    signed char status[N_TIMES];
    (void)snprintf(path, sizeof path, "%s/course.h5", (const char *)*state);
    assert_int_equal(write_course(path, N_EVENTS, NULL), ENT_OK);
    const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    assert_true(file >= 0);
    assert_true(H5LTread_dataset_double(file, "t", read) >= 0);
    assert_memory_equal(read, times, sizeof times);
    assert_true(H5LTread_dataset_double(file, "Q_h", read) >= 0);
    assert_memory_equal(read, columns[0], sizeof read);
    assert_true(read[1] != 0.0);
    assert_true(H5LTread_dataset_char(file, "status", (char *)status) >= 0);
    for (int i = 0; i < N_TIMES; ++i) {
        assert_int_equal(status[i], ENT_ERROR_UNDEFINED); /* J_c belongs to the steady state */
    }
    assert_scale(file, "Q_h", "t");
    assert_scale(file, "J_c", "t");
    assert_scale(file, "status", "t");
    const hid_t dataset = H5Dopen2(file, "Q_h", H5P_DEFAULT), axis = H5Dopen2(file, "t", H5P_DEFAULT);
    assert_text(dataset, "units", "ε_h^2");
    assert_text(dataset, "symbol", "Q_h");
    assert_text(axis, "units", "1/ε_h");
    assert_text(axis, "long_name", "time");
    H5Dclose(axis);
    H5Dclose(dataset);
    H5Fclose(file);
}

static void events_and_provenance(void **state)
{
    char path[SCRATCH_SIZE], names[N_EVENTS][16];
    double read[N_EVENTS], value;
    (void)snprintf(path, sizeof path, "%s/course.hdf5", (const char *)*state);
    assert_int_equal(write_course(path, N_EVENTS, NULL), ENT_OK);
    const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    assert_true(file >= 0);
    assert_true(H5LTread_dataset_string(file, "event", names[0]) >= 0);
    assert_string_equal(names[0], "appears");
    assert_string_equal(names[1], "peaks");
    assert_true(H5LTread_dataset_double(file, "event_time", read) >= 0);
    assert_true(read[0] == 0.5 && read[1] == 20.0);
    assert_true(H5LTread_dataset_double(file, "event_negativity", read) >= 0);
    assert_true(read[0] == 0.0 && read[1] == 0.25);
    assert_scale(file, "event_time", "event");
    assert_scale(file, "event_negativity", "event");
    assert_text(file, "model", "local");
    assert_text(file, "version", ent_version());
    assert_text(file, "command", "entangine evolve by hand");
    assert_text(file, "from", "10");
    assert_true(H5LTget_attribute_double(file, "/", "gamma_c", &value) >= 0);
    assert_true(value == 1.1e-2);
    H5Fclose(file);
}

static void nothing_happens(void **state)
{
    char path[SCRATCH_SIZE];
    hsize_t size;
    (void)snprintf(path, sizeof path, "%s/course.h5", (const char *)*state);
    assert_int_equal(write_course(path, 0, NULL), ENT_OK);
    const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    assert_true(H5LTget_dataset_info(file, "event_time", &size, NULL, NULL) >= 0);
    assert_int_equal(size, 0);
    H5Fclose(file);
}

static void units_of_a_model_in_units(void **state)
{
    static const struct {
        const char *name, *unit;
    } expected[] = {{"t", "s"}, {"event_time", "s"}, {"Q_h", "W"}, {"event_negativity", "1"}};
    static const ent_unit *const none[ENT_MODEL_MAX_PARAMETERS] = {NULL};
    char path[SCRATCH_SIZE];
    ent_model *model;
    (void)snprintf(path, sizeof path, "%s/course.h5", (const char *)*state);
    assert_int_equal(ent_model_in_units(&model, ent_model_find("local"), 1.0, ent_unit_find("Hz"), none, NULL), ENT_OK);
    assert_int_equal(write_course_of(model, path, N_EVENTS, NULL), ENT_OK);
    ent_model_in_units_free(model);
    const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; ++i) {
        const hid_t dataset = H5Dopen2(file, expected[i].name, H5P_DEFAULT);
        assert_text(dataset, "units", expected[i].unit);
        H5Dclose(dataset);
    }
    assert_text(file, "T_h_units", "K");
    assert_text(file, "gamma_c_units", "Hz");
    H5Fclose(file);
}

static void whole_or_absent(void **state)
{
    char path[SCRATCH_SIZE];
    ent_error error;
    (void)snprintf(path, sizeof path, "%s/none/course.h5", (const char *)*state);
    assert_int_equal(write_course(path, N_EVENTS, &error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "none"));
    assert_int_equal(scratch_each(*state, NULL), 0);
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
        cmocka_unit_test_setup_teardown(arrays_over_time, enter, leave),
        cmocka_unit_test_setup_teardown(events_and_provenance, enter, leave),
        cmocka_unit_test_setup_teardown(nothing_happens, enter, leave),
        cmocka_unit_test_setup_teardown(units_of_a_model_in_units, enter, leave),
        cmocka_unit_test_setup_teardown(whole_or_absent, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
