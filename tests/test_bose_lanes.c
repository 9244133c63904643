#include "support.h"

#include "physics/bose.h"
#include "physics/bose_lanes.h"

static bool each_set(int *set)
{
    do {
        ++*set;
    } while (*set < N_INSTRUCTION_SETS && !instruction_set_is_available((instruction_set)*set));
    return *set < N_INSTRUCTION_SETS;
}

static void as_one_by_one(void **state)
{
    (void)state;
    random_source source = {31};
    static bose_lanes first, other;
    for (int trial = 0; trial < 100; ++trial) {
        for (int i = 0; i < LANES; ++i) {
            first.x_h[i] = random_decades(&source, -8.0, 2.8);
            first.x_c[i] =
                i % 3 ? random_decades(&source, -8.0, 2.8) : first.x_h[i] * random_between(&source, 0.9, 1.1);
            first.difference[i] = i % 7 ? first.x_c[i] - first.x_h[i] : 0.0;
            first.x_c[i] = i % 7 ? first.x_c[i] : first.x_h[i];
        }
        other = first;
        bose_lanes_fill(&first, LANES, INSTRUCTIONS_BASELINE);
        for (int i = 0; i < LANES; ++i) {
            const double shift = fmin(first.x_h[i], first.x_c[i]);
            const double x_h = first.x_h[i], x_c = first.x_c[i];
            expect_close(first.scale[i], exp(-shift), 3e-16, 0.0, "scale");
            expect_close(first.n_h[i], 1.0 / expm1(x_h), 1e-15, 0.0, "n_h");
            expect_close(first.n_c[i], 1.0 / expm1(x_c), 1e-15, 0.0, "n_c");
            /* The difference is exact to an ulp of x, which the exponential multiplies. */
            const double error = 1e-15 + 3e-16 * fmax(x_h, x_c);
            expect_close(first.m_h[i], bose_scaled(x_h, shift), error, 0.0, "m_h");
            expect_close(first.m_c[i], bose_scaled(x_c, shift), error, 0.0, "m_c");
            expect_close(first.m_difference[i], bose_difference_scaled(x_h, x_c, first.difference[i], shift), error,
                         0.0, "m_difference");
        }
        for (int set = 0; each_set(&set);) {
            bose_lanes wide = other;
            bose_lanes_fill(&wide, LANES, (instruction_set)set);
            assert_memory_equal(&wide, &first, sizeof wide);
        }
    }
}

static void double_double(void **state)
{
    (void)state;
    enum { N = 21 };
    random_source source = {32};
    double hi[N], lo[N], energy[N], energy_low[N], t[N];
    for (int trial = 0; trial < 500; ++trial) {
        for (int i = 0; i < N; ++i) {
            energy[i] = random_decades(&source, -3.0, 3.0);
            energy_low[i] = energy[i] * random_between(&source, -1e-16, 1e-16);
            t[i] = energy[i] / random_decades(&source, -6.0, 2.9);
        }
        t[3] = 0.0;
        t[4] = energy[4] / 700.5;
        bose_dd_lanes(hi, lo, energy, energy_low, t, N, INSTRUCTIONS_BASELINE);
        for (int i = 0; i < N; ++i) {
            const dd expected = bose_dd((dd){energy[i], energy_low[i]}, t[i]);
            const dd error = dd_subtract((dd){hi[i], lo[i]}, expected);
            const double x = fmin(energy[i] / t[i], 700.0);
            expect_close(error.hi, 0.0, 0.0, (1e-29 + 1e-31 * x) * expected.hi, "n in double-double");
        }
        assert_true(hi[3] == 0.0 && lo[3] == 0.0 && hi[4] == 0.0);
        for (int set = 0; each_set(&set);) {
            double wide_hi[N], wide_lo[N];
            bose_dd_lanes(wide_hi, wide_lo, energy, energy_low, t, N, (instruction_set)set);
            assert_memory_equal(wide_hi, hi, sizeof hi);
            assert_memory_equal(wide_lo, lo, sizeof lo);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_one_by_one),
        cmocka_unit_test(double_double),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
