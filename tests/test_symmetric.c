#include "base/symmetric.h"

#include "base/hermitian.h"
#include "support.h"

enum { MOST = 12 };

static int compare(const void *a, const void *b)
{
    const dd difference = dd_subtract(*(const dd *)a, *(const dd *)b);
    return (difference.hi > 0.0) - (difference.hi < 0.0);
}

/* The eigenvalues of the same matrix taken as a complex one; a part of it is diagonal, and some values are equal. */
static void as_a_complex_matrix(void **state)
{
    (void)state;
    random_source source = {5};
    for (int trial = 0; trial < 60; ++trial) {
        const int d = 1 + trial % MOST;
        dd a[MOST * MOST], values[MOST], wanted[MOST];
        zdd complex_a[MOST * MOST];
        for (int i = 0; i < d; ++i) {
            for (int j = 0; j <= i; ++j) {
                const double size = i == j || trial % 3 ? random_decades(&source, -8.0, 0.0) : 0.0;
                const dd value = i == j && trial % 2 ? dd_from(0.25) : dd_two_product(size, 0.1);
                a[i * d + j] = a[j * d + i] = value;
            }
        }
        for (int k = 0; k < d * d; ++k) {
            complex_a[k] = (zdd){a[k], dd_from(0.0)};
        }
        hermitian_eigen(d, wanted, NULL, complex_a);
        symmetric_eigenvalues(d, values, a);
        qsort(values, (size_t)d, sizeof *values, compare);
        for (int k = 0; k < d; ++k) {
            expect_close(dd_subtract(values[k], wanted[k]).hi, 0.0, 0.0, 1e-30, "difference of eigenvalues");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_a_complex_matrix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
