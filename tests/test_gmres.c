#include "solver/gmres.h"

#include "support.h"

enum { N = 60 };

/* A matrix by rows, and how often it may be applied. */
typedef struct plain {
    double a[N][N];
    int left;
} plain;

static bool product(void *context, double *y, const double *x)
{
    plain *self = context;
    for (int i = 0; i < N; ++i) {
        y[i] = 0.0;
        for (int j = 0; j < N; ++j) {
            y[i] += self->a[i][j] * x[j];
        }
    }
    return self->left-- > 0;
}

static void make(plain *self, random_source *source, double size)
{
    self->left = 100000;
    for (int i = 0; i < N; ++i) {
        for (int j = 0; j < N; ++j) {
            self->a[i][j] = (i == j ? 1.0 : 0.0) + size * random_between(source, -1.0, 1.0);
        }
    }
}

static void finds_the_solution_with_and_without_restarts(void **state)
{
    (void)state;
    random_source source = {921};
    for (int restart = 5; restart <= N; restart += 11) {
        plain one;
        double known[N], b[N], x[N], history[401];
        const gmres_options options = {restart, 400, 1e-13, NULL, NULL};
        make(&one, &source, 0.06);
        for (int i = 0; i < N; ++i) {
            known[i] = random_between(&source, -1.0, 1.0);
        }
        (void)product(&one, b, known);
        const gmres_outcome out = gmres_solve(N, x, b, product, &one, &options, history);
        assert_false(out.failed);
        assert_true(out.residual <= 1e-13);
        for (int k = 1; k <= out.iterations; ++k) {
            assert_true(history[k] <= history[k - 1] * (1.0 + 1e-9));
        }
        for (int i = 0; i < N; ++i) {
            expect_close(x[i], known[i], 0.0, 1e-11, "solution");
        }
    }
}

/* A cyclic shift makes no progress before step N: with fewer directions it never does. */
static void stalling_is_told(void **state)
{
    (void)state;
    plain one = {.left = 100000};
    double b[N] = {1.0}, x[N];
    const gmres_options options = {10, 300, 1e-10, NULL, NULL};
    for (int i = 0; i < N; ++i) {
        one.a[i][(i + 1) % N] = 1.0;
    }
    const gmres_outcome out = gmres_solve(N, x, b, product, &one, &options, NULL);
    assert_false(out.failed);
    assert_true(out.residual > 0.99);
    assert_true(out.iterations < 300);
}

static void a_product_that_gives_up_ends_it(void **state)
{
    (void)state;
    random_source source = {922};
    plain one;
    double b[N] = {1.0}, x[N];
    const gmres_options options = {20, 300, 1e-14, NULL, NULL};
    make(&one, &source, 0.1);
    one.left = 3;
    assert_true(gmres_solve(N, x, b, product, &one, &options, NULL).failed);
}

static void nothing_to_solve_is_solved(void **state)
{
    (void)state;
    random_source source = {923};
    plain one;
    double b[N] = {0.0}, x[N] = {1.0};
    const gmres_options options = {20, 300, 1e-14, NULL, NULL};
    make(&one, &source, 0.1);
    const gmres_outcome out = gmres_solve(N, x, b, product, &one, &options, NULL);
    assert_int_equal(out.iterations, 0);
    assert_true(x[0] == 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_solution_with_and_without_restarts),
        cmocka_unit_test(stalling_is_told),
        cmocka_unit_test(a_product_that_gives_up_ends_it),
        cmocka_unit_test(nothing_to_solve_is_solved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
