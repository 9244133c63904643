#include "generator/sparse.h"

#include "random_system.h"

enum { D = 6 };

static sparse random_sparse(random_source *source)
{
    sparse self = {.d = D};
    for (int k = 0; k < 14; ++k) {
        const int row = (int)random_between(source, 0.0, D);
        const int column = (int)random_between(source, 0.0, D);
        const double re = random_between(source, -1.0, 1.0);
        sparse_add(&self, row, column, zdd_from(re, random_between(source, -1.0, 1.0)));
    }
    sparse_merge(&self, 0.0);
    return self;
}

static void expect_equal(const sparse *a, const entry *expected)
{
    entry dense[D * D];
    dense_from_sparse(dense, a);
    for (int k = 0; k < D * D; ++k) {
        expect_close(cabs(dense[k] - expected[k]), 0.0, 0.0, 1e-14, "difference of elements");
    }
}

static void product_is_the_product(void **state)
{
    (void)state;
    random_source source = {321};
    for (int k = 0; k < 20; ++k) {
        sparse a = random_sparse(&source), b = random_sparse(&source);
        sparse c = sparse_product(&a, &b);
        entry left[D * D], right[D * D], expected[D * D] = {0};
        dense_from_sparse(left, &a);
        dense_from_sparse(right, &b);
        dense_add_product(D, expected, 1.0, left, right);
        expect_equal(&c, expected);
        sparse_free(&c);
        sparse_free(&b);
        sparse_free(&a);
    }
}

static void adjoint_is_the_adjoint(void **state)
{
    (void)state;
    random_source source = {322};
    sparse a = random_sparse(&source);
    sparse b = sparse_adjoint(&a);
    entry dense[D * D], expected[D * D];
    dense_from_sparse(dense, &a);
    dense_adjoint(D, expected, dense);
    expect_equal(&b, expected);
    sparse_add_scaled(&b, zdd_from(1.0, 0.0), &a);
    sparse_merge(&b, 0.0);
    assert_true(sparse_is_hermitian(&b, 1e-30));
    assert_false(sparse_is_hermitian(&a, 1e-3));
    sparse_free(&b);
    sparse_free(&a);
}

static void equal_places_add_up(void **state)
{
    (void)state;
    sparse a = {.d = D};
    sparse_add(&a, 3, 1, zdd_from(2.0, 0.0));
    sparse_add(&a, 0, 5, zdd_from(1e-20, 0.0));
    sparse_add(&a, 3, 1, zdd_from(0.0, -1.5));
    sparse_add(&a, 2, 2, zdd_from(0.0, 0.0));
    sparse_merge(&a, 1e-15);
    assert_int_equal(a.n, 1);
    assert_int_equal(a.elements[0].row, 3);
    expect_close(sparse_size(&a), 2.5, 1e-15, 0.0, "size");
    size_t *rows = sparse_rows(&a);
    assert_non_null(rows);
    assert_int_equal(rows[3], 0);
    assert_int_equal(rows[4], 1);
    free(rows);
    sparse_free(&a);
}

static void failure_spreads(void **state)
{
    (void)state;
    sparse bad = {.d = D, .failed = true};
    sparse good = {.d = D};
    sparse_add(&good, 0, 0, zdd_from(1.0, 0.0));
    sparse product = sparse_product(&good, &bad);
    sparse adjoint = sparse_adjoint(&bad);
    assert_true(product.failed);
    assert_true(adjoint.failed);
    sparse_add_scaled(&good, zdd_from(1.0, 0.0), &bad);
    assert_true(good.failed);
    assert_false(sparse_is_hermitian(&bad, 1.0));
    sparse_free(&product);
    sparse_free(&adjoint);
    sparse_free(&good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(product_is_the_product),
        cmocka_unit_test(adjoint_is_the_adjoint),
        cmocka_unit_test(equal_places_add_up),
        cmocka_unit_test(failure_spreads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
