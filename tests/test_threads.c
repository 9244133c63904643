#include "support.h"

#include "base/blas_threads.h"
#include "entangine/threads.h"

static void only_what_there_is(void **state)
{
    (void)state;
    ent_error error;
    const size_t all = ent_threads_available();
    assert_true(all >= 1);
    assert_int_equal(ent_threads_limit(0, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_non_null(strstr(error.message, "0 threads: must be from 1 to"));
    assert_int_equal(ent_threads_limit(all + 1, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_int_equal(ent_threads_limit(all, &error), ENT_OK);
}

static void who_works_gets_no_more(void **state)
{
    (void)state;
    assert_int_equal(ent_threads_limit(1, NULL), ENT_OK);
    assert_int_equal(blas_threads_hold(), 1);
    blas_threads_release();
    const int before = blas_threads_hold();
    assert_int_equal(before, 1);
    assert_int_equal(ent_threads_limit(ent_threads_available(), NULL), ENT_OK); /* for the next holder */
    blas_threads_release();
    const int after = blas_threads_hold();
    blas_threads_release();
    assert_true(after == 1 || after == (int)ent_threads_available()); /* 1: BLAS does not tell */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_there_is),
        cmocka_unit_test(who_works_gets_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
