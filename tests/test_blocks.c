#include "base/blocks.h"

#include "base/lapack.h"
#include "support.h"

enum { ROWS = 40, HALF = 20 };

/* A block of 20 and its mirror image with other numbers, mixed; phased: real but for phases 1 and i. */
static void make_matrix(zdd *matrix, random_source *source, bool phased)
{
    for (int i = 0; i < ROWS; ++i) {
        for (int j = i; j < ROWS; ++j) {
            const bool linked = (i - j) % 2 == 0 && (i / 2 + j / 2) % 3 != 1;
            const bool turned = (i / 2 % 3 == 1) != (j / 2 % 3 == 1);
            const double a = random_between(source, -1.0, 1.0);
            const double b = i == j ? 0.0 : random_between(source, -1.0, 1.0);
            zdd value = zdd_from(0.0, 0.0);
            if (linked || i == j || j == i + 2) {
                value = phased ? zdd_from(turned ? 0.0 : a, turned ? a : 0.0) : zdd_from(a, b);
            }
            matrix[i * ROWS + j] = value;
            matrix[j * ROWS + i] = zdd_conjugate(value);
        }
    }
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void blocks_have_the_eigenvalues_of_the_whole(void **state)
{
    (void)state;
    random_source source = {931};
    for (int k = 0; k < 8; ++k) {
        zdd matrix[ROWS * ROWS];
        double complex whole[ROWS * ROWS];
        double values[ROWS];
        double expected[ROWS];
        double accuracy = 0.0;
        make_matrix(matrix, &source, k % 2);
        if (k >= 6) { /* one element that no phases make real */
            matrix[4 * ROWS + 10].im = dd_from(matrix[4 * ROWS + 10].im.hi + 0.3);
            matrix[4 * ROWS + 10].re = dd_from(matrix[4 * ROWS + 10].re.hi + 0.2);
            matrix[10 * ROWS + 4] = zdd_conjugate(matrix[4 * ROWS + 10]);
        }
        for (int i = 0; i < ROWS * ROWS; ++i) {
            whole[i] = conj(complex_from(matrix[i].re.hi, matrix[i].im.hi)); /* by columns */
        }
        assert_int_equal(blocks_eigenvalues(ROWS, values, &accuracy, matrix), ENT_OK);
        assert_true(lapack_hermitian_eigen(ROWS, whole, expected, false));
        qsort(values, ROWS, sizeof *values, compare);
        assert_true(accuracy >= 1e-16 * HALF);
        double expected_norm = 0.0;
        for (int i = 0; i < ROWS; ++i) {
            expect_close(values[i], expected[i], 0.0, 1e-13, "eigenvalue");
            expected_norm += fabs(expected[i]);
        }
        const dense_matrix dense = {ROWS, matrix};
        const matrix_view view = dense_matrix_view(&dense);
        double norm = 0.0;
        assert_int_equal(blocks_trace_norm(&norm, &view), ENT_OK);
        expect_close(norm, expected_norm, 1e-13, 0.0, "trace norm");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(blocks_have_the_eigenvalues_of_the_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
