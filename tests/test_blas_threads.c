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

/* At rest BLAS has one thread; the first holder still has all. Last, since it stays so. */
static void at_rest(void **state)
{
    (void)state;
    const int threads = blas_threads_hold();
    blas_threads_release();
    blas_threads_rest();
    blas_threads_rest();
    for (int round = 0; round < 3; ++round) {
        assert_int_equal(blas_threads_hold(), threads);
        assert_int_equal(blas_threads_hold(), 1);
        blas_threads_release();
        blas_threads_allow(threads);
        blas_threads_release();
    }
    if (threads > 1) { /* there is something to limit */
        blas_threads_limit(1);
        assert_int_equal(blas_threads_hold(), 1);
        blas_threads_release();
        blas_threads_limit(threads);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_holder_has_the_threads),
        cmocka_unit_test(at_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
