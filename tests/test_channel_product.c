#include "solver/channel_product.h"

#include "base/blas_threads.h"
#include "chain_blocks.h"
#include "solver/block_solver.h"
#include "solver/steady_start.h"

static double *random_vector(random_source *source, size_t n)
{
    double *x = calloc(n, sizeof *x);
    assert_non_null(x);
    for (size_t k = 0; k < n; ++k) {
        x[k] = random_between(source, -1.0, 1.0);
    }
    return x;
}

static void expect_near(size_t n, const double *a, const double *b)
{
    for (size_t k = 0; k < n; ++k) {
        expect_close(a[k], b[k], 0.0, 1e-9, "element of a vector");
    }
}

/* With b = x + K x found on the whole: what GMRES is given, what it multiplies by, and what completes its solution. */
static void expect_halves(channel_product *product, random_source *source)
{
    const size_t n = product->l->n_unknowns, first = product->l->n_first;
    double *x = random_vector(source, n), *b = calloc(n, sizeof *b), *y = calloc(n, sizeof *y);
    assert_true(b && y && product->halved && channel_product_size(product) == first);
    product->halved = false;
    assert_true(channel_product_apply(product, b, x));
    product->halved = true;
    double *reduced = calloc(n, sizeof *reduced);
    assert_non_null(reduced);
    memcpy(reduced, b, n * sizeof *b);
    channel_product_reduce(product, reduced);
    expect_near(n - first, &reduced[first], &b[first]); /* the rest stays */
    assert_true(channel_product_apply(product, y, x));
    expect_near(first, y, reduced);
    memcpy(y, x, first * sizeof *x);
    channel_product_complete(product, y, b);
    expect_near(n, y, x);
    free(reduced);
    free(y);
    free(b);
    free(x);
}

static void halves_are_the_whole(void **state)
{
    (void)state;
    random_source source = {79};
    for (int threads = 1; threads <= 3; threads += 2) {
        blas_threads_limit(threads);
        for (int n = 4; n <= 8; ++n) {
            for (int real = 0; real < 2; ++real) {
                chain one;
                channel_product product;
                chain_create(&one, n, real ? 0.0 : 0.01, 0.0, real);
                assert_int_equal(channel_product_create(&product, &one.blocks), ENT_OK);
                channel_product_hold(&product);
                expect_halves(&product, &source);
                channel_product_release(&product);
                channel_product_free(&product);
                chain_free(&one);
            }
        }
    }
}

/* Without halves GMRES has all unknowns, and nothing is to be reduced or completed. */
static void one_block_has_no_halves(void **state)
{
    (void)state;
    random_source source = {80};
    chain one;
    channel_product product;
    chain_create(&one, 5, 0.01, 0.1, false);
    const size_t n = one.blocks.n_unknowns;
    double *b = random_vector(&source, n), *same = calloc(n, sizeof *same);
    assert_non_null(same);
    memcpy(same, b, n * sizeof *b);
    assert_int_equal(channel_product_create(&product, &one.blocks), ENT_OK);
    assert_int_equal(channel_product_size(&product), n);
    channel_product_reduce(&product, b);
    channel_product_complete(&product, b, same);
    assert_memory_equal(b, same, n * sizeof *b);
    channel_product_free(&product);
    free(same);
    free(b);
    chain_free(&one);
}

/* From GMRES to the last correction: also where blocks are cut, and without halves. */
static void states_do_not_depend_on_threads(void **state)
{
    (void)state;
    for (int k = 0; k < 3; ++k) {
        chain one;
        chain_create(&one, k == 2 ? 7 : 8, k == 1 ? 0.01 : 0.0, k == 2 ? 0.1 : 0.0, k == 0);
        const size_t n = one.blocks.n_unknowns;
        dd *x[2] = {calloc(n, sizeof(dd)), calloc(n, sizeof(dd))};
        for (int again = 0; again < 2; ++again) {
            block_solver *solver;
            block_report report = {.unknowns = n};
            assert_non_null(x[again]);
            blas_threads_limit(again == 0 ? 1 : 3);
            steady_start(&one.blocks, x[again], false);
            assert_int_equal(block_solver_create(&solver, &report, &one.blocks), ENT_OK);
            assert_int_equal(block_solver_steady(solver, x[again], &report, BLOCK_SOLVER_THOROUGH), ENT_OK);
            assert_true(report.residual < 1e-24);
            block_solver_free(solver);
        }
        assert_memory_equal(x[0], x[1], n * sizeof(dd));
        free(x[0]);
        free(x[1]);
        chain_free(&one);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(halves_are_the_whole),
        cmocka_unit_test(one_block_has_no_halves),
        cmocka_unit_test(states_do_not_depend_on_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
