#include "support.h"

#include "base/places.h"

enum { MOST = 3000, ROWS = 40, COLUMNS = 25 };

typedef struct element {
    place at;
    int count;
} element;

static element elements[MOST];

/* Nothing is lost, places rise, and equal ones stay in the order they came in. */
static void any_number_is_ordered(void **state)
{
    (void)state;
    random_source source = {17};
    for (int n = 0; n <= MOST; n = n < 50 ? n + 1 : 2 * n) {
        int seen[MOST] = {0};
        for (int k = 0; k < n; ++k) {
            elements[k].at.row = (int)random_between(&source, 0.0, ROWS);
            elements[k].at.column = (int)random_between(&source, 0.0, COLUMNS);
            elements[k].count = k;
        }
        assert_true(places_sort(elements, (size_t)n, sizeof *elements, ROWS, COLUMNS));
        for (int k = 0; k < n; ++k) {
            ++seen[elements[k].count];
            const element *before = &elements[k > 0 ? k - 1 : 0], *here = &elements[k];
            const int step =
                here->at.row != before->at.row ? here->at.row - before->at.row : here->at.column - before->at.column;
            assert_true(k == 0 || step > 0 || (step == 0 && here->count > before->count));
        }
        for (int k = 0; k < n; ++k) {
            assert_int_equal(seen[k], 1);
        }
    }
}

static void none_is_fine(void **state)
{
    (void)state;
    assert_true(places_sort(NULL, 0, sizeof *elements, ROWS, COLUMNS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_is_ordered),
        cmocka_unit_test(none_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
