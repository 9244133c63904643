#include "support.h"

#include "observable/measures.h"

static void ends(void **state)
{
    (void)state;
    assert_true(log_negativity(0.0) == 0.0);
    expect_close(log_negativity(0.5), 1.0, 1e-15, 0.0, "E_N of a Bell state");
    assert_true(entanglement_of_formation(0.0) == 0.0);
    assert_true(entanglement_of_formation(-0.1) == 0.0);
    expect_close(entanglement_of_formation(1.0), 1.0, 1e-15, 0.0, "E_F of a Bell state");
    expect_close(entanglement_of_formation(1.0 + 1e-15), 1.0, 1e-14, 0.0, "E_F just above");
}

static void known_values(void **state)
{
    (void)state;
    expect_close(entanglement_of_formation(0.9), 0.85823587530151583886, 1e-15, 0.0, "E_F(0.9)");
    expect_close(entanglement_of_formation(0.5), 0.3545789026652698842, 1e-15, 0.0, "E_F(0.5)");
    expect_close(entanglement_of_formation(1e-3), 5.8435672281927479486e-6, 1e-15, 0.0, "E_F(1e-3)");
    expect_close(entanglement_of_formation(1e-9), 1.5809350187215373345e-17, 1e-14, 0.0, "E_F(1e-9)");
    assert_true(entanglement_of_formation(1e-200) == 0.0);
    expect_close(log_negativity(1e-20), 2e-20 / log(2.0), 1e-15, 0.0, "E_N(1e-20)");
    expect_close(log_negativity(0.25), log2(1.5), 1e-15, 0.0, "E_N(1/4)");
}

static void both_rise(void **state)
{
    (void)state;
    for (int k = 1; k <= 1000; ++k) {
        const double here = k / 1000.0;
        const double before = (k - 1) / 1000.0;
        assert_true(entanglement_of_formation(here) > entanglement_of_formation(before));
        assert_true(entanglement_of_formation(here) <= here + 1e-15); /* convex, equal at 0 and 1 */
        assert_true(log_negativity(here) > log_negativity(before));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends),
        cmocka_unit_test(known_values),
        cmocka_unit_test(both_rise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
