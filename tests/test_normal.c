/* The normal distribution against values with 60 digits. */
#include "support.h"

#include "base/normal.h"

static void test_quantiles(void **state)
{
    (void)state;
    /* From mpmath, as roots of erfc(-x/sqrt 2)/2 = p. */
    static const double cases[][2] = {
        {1e-300, -37.047096299361199237}, {1e-100, -21.273453560965324294},
        {1e-20, -9.2623400897984075796},  {1e-09, -5.9978070150076868614},
        {0.001, -3.0902323061678135354},  {0.025, -1.9599639845400542118},
        {0.075, -1.4395314709384559349},  {0.16, -0.99445788320975315405},
        {0.3, -0.52440051270804081597},   {0.5, 0.0},
        {0.7, 0.52440051270804065631},    {0.84, 0.99445788320975303998},
        {0.925, 1.4395314709384562291},   {0.975, 1.9599639845400538556},
        {0.999, 3.0902323061678132778},   {0.9999999998835847, 6.3379577545537892525},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        expect_close(normal_quantile(cases[i][0]), cases[i][1], 1e-15, 0.0, "quantile");
    }
    assert_true(normal_quantile(0.0) == -INFINITY && normal_quantile(1.0) == INFINITY);
}

static void test_cdf_inverts_the_quantile(void **state)
{
    (void)state;
    for (double p = 1e-300; p < 1e-3; p *= 17.0) {
        expect_close(normal_cdf(normal_quantile(p)), p, 1e-12, 0.0, "p");
    }
    for (double p = 0.001; p < 1.0; p += 0.001) {
        expect_close(normal_cdf(normal_quantile(p)), p, 4e-15, 0.0, "p");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantiles),
        cmocka_unit_test(test_cdf_inverts_the_quantile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
