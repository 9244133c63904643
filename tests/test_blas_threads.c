/* The number of threads of BLAS while threads of our own work. */
#include "base/blas_threads.h"
#include "support.h"

static void the_first_holder_has_the_threads(void **state)
{
    (void)state;
    const int threads = blas_threads_hold();
    assert_true(threads >= 1);
    assert_int_equal(blas_threads_hold(), 1); /* they are given away */
    blas_threads_allow(threads);              /* not while two hold */
    blas_threads_release();
    blas_threads_allow(threads);
    blas_threads_release();
    assert_int_equal(blas_threads_hold(), threads); /* what was before is back */
    blas_threads_release();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_holder_has_the_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
