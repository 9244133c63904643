/* What is said where HDF5 cannot be loaded. */
static const char *library_name;
#define ENT_HDF5_LIBRARY library_name
#include "../src/io/hdf5_library.c"

#include "support.h"

static void fails(const char *name, const char *because)
{
    library_name = name;
    load();
    assert_false(is_loaded);
    assert_non_null(strstr(problem, because));
}

static void an_absent_library(void **state)
{
    (void)state;
    fails("libabsent_hdf5.so.1", "libabsent_hdf5.so.1");
}

static void another_library(void **state)
{
    (void)state;
    fails("libm.so.6", "it has no H5open");
}

static void the_message_offers_csv(void **state)
{
    ent_error error;
    (void)state;
    library_name = "libabsent_hdf5.so.1";
    assert_int_equal(hdf5_load(&error), ENT_ERROR_FILE);
    assert_non_null(strstr(error.message, "the HDF5 library libabsent_hdf5.so.1 cannot be used: "));
    assert_non_null(strstr(error.message, "write CSV instead"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_absent_library),
        cmocka_unit_test(another_library),
        cmocka_unit_test(the_message_offers_csv),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
