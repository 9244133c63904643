#include "support.h"

#include "entangine/bath.h"
#include "physics/bose.h"

static void known_occupations(void **state)
{
    (void)state;
    expect_close(ent_bose_einstein(1.0, 0.7), 0.31518558968013157032, 1e-15, 0.0, "n(1, 0.7)");
    expect_close(ent_bose_einstein(1.0, 0.1), 4.5401991009687793533e-5, 1e-15, 0.0, "n(1, 0.1)");
    expect_close(ent_bose_einstein(1e-9, 1.0), 999999999.4999999378, 1e-15, 0.0, "n(1e-9, 1)");
    expect_close(ent_bose_einstein(1.0, 1e6), 999999.50000008333333, 1e-15, 0.0, "n(1, 1e6)");
    expect_close(ent_bose_einstein(700.0, 1.0), 9.8596765437597708567e-305, 1e-13, 0.0, "n(700, 1)");
}

static void no_overflow_in_the_cold(void **state)
{
    (void)state;
    assert_true(ent_bose_einstein(1.0, 0.0) == 0.0);
    assert_true(ent_bose_einstein(1.0, 1e-300) == 0.0);
    assert_true(ent_bose_einstein(1e300, 1e-300) == 0.0);
    assert_true(isfinite(ent_bose_einstein(1.0, 1e300)));
}

/* 1 + n(E) = -n(-E) and n/(1 + n) = e^{-E/T}: detailed balance. */
static void detailed_balance(void **state)
{
    (void)state;
    random_source source = {31};
    for (int k = 0; k < 2000; ++k) {
        const double energy = random_decades(&source, -3.0, 3.0);
        const double temperature = energy / random_decades(&source, -3.0, 2.0);
        const double n = ent_bose_einstein(energy, temperature);
        expect_close(-ent_bose_einstein(-energy, temperature), 1.0 + n, 1e-14, 0.0, "-n(-E)");
        expect_close(n / (1.0 + n), exp(-energy / temperature), 1e-13, 0.0, "n/(1 + n)");
        /* f = n/(1 + 2n) without chemical potential */
        expect_close(ent_fermi_dirac(energy, temperature, 0.0), n / (1.0 + 2.0 * n), 1e-13, 0.0, "f");
    }
}

static void differences_keep_their_digits(void **state)
{
    (void)state;
    const struct {
        double energy_a, temperature_a, energy_b, temperature_b, expected;
    } cases[] = {
        {1.0, 0.7, 1.0, 0.1, 0.31514018768912188253},
        {1.0, 0.5, 1.0 + 1e-12, 0.5, 3.6206301523433514199e-13},
        {2.0, 0.5, 1.0, 0.25 * (1.0 + 0x1p-50), -6.7520948688289880669e-17},
        {1.0, 1e6, 1.0000001, 1e6, 0.099999990058379372672},
        {-1.0, 0.5, -1.0 - 1e-12, 0.5, -3.6206301523433514199e-13},
        {-1.0, 0.5, 1.0, 0.25, -1.1751750031134396998},
        {1.0, 1e-3, 1.0, 2e-3, -7.1245764067413596866e-218},
        {1.0, 0.5, 2.0, 1.0, 0.0},
        {1.0, 0.0, 1.0, 0.0, 0.0},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        const double value = ent_bose_einstein_difference(cases[k].energy_a, cases[k].temperature_a, cases[k].energy_b,
                                                          cases[k].temperature_b);
        expect_close(value, cases[k].expected, 1e-13, 0.0, "n_a - n_b");
        const double opposite = ent_bose_einstein_difference(cases[k].energy_b, cases[k].temperature_b,
                                                             cases[k].energy_a, cases[k].temperature_a);
        expect_close(opposite, -cases[k].expected, 1e-13, 0.0, "n_b - n_a");
    }
    expect_close(ent_bose_einstein_difference(1.0, 0.7, 1.0, 0.0), ent_bose_einstein(1.0, 0.7), 1e-15, 0.0,
                 "cold at 0");
    expect_close(ent_bose_einstein_difference(1.0, 0.0, 1.0, 0.7), -ent_bose_einstein(1.0, 0.7), 1e-15, 0.0,
                 "hot at 0");
}

static void scaled_forms_survive_underflow(void **state)
{
    (void)state;
    expect_close(bose_scaled(2.0, 0.0), ent_bose_einstein(2.0, 1.0), 1e-15, 0.0, "n(2)");
    expect_close(bose_scaled(1000.0, 1000.0), 1.0, 1e-15, 0.0, "n(1000) e^1000");
    expect_close(bose_scaled(5e4, 5e4 - 1.0), exp(-1.0), 1e-15, 0.0, "n(50000) e^49999");
    assert_true(bose_scaled(INFINITY, 3.0) == 0.0);
    /* n(x) - n(x + h) = e^{-x} (1 - e^{-h}) as x grows */
    expect_close(bose_difference_scaled(1000.0, 1000.0 + 1e-3, 1e-3, 1000.0), -expm1(-1e-3), 1e-14, 0.0, "difference");
    expect_close(bose_difference_scaled(1000.0 + 1e-3, 1000.0, -1e-3, 1000.0), expm1(-1e-3), 1e-14, 0.0, "opposite");
    assert_true(bose_difference_scaled(INFINITY, INFINITY, 0.0, 0.0) == 0.0);
}

static void fermions(void **state)
{
    (void)state;
    expect_close(ent_fermi_dirac(1.0, 0.1, 0.2), 3.3535013046647828999e-4, 1e-14, 0.0, "f above");
    expect_close(ent_fermi_dirac(0.2, 0.1, 1.0), 0.99966464986953352171, 1e-15, 0.0, "f below");
    expect_close(ent_fermi_dirac(1.0000001, 1.0, 1.0), 0.4999999749999999854, 1e-15, 0.0, "f near");
    assert_true(ent_fermi_dirac(1.0, 1e3, 1.0) == 0.5);
    assert_true(ent_fermi_dirac(0.5, 0.0, 1.0) == 1.0);
    assert_true(ent_fermi_dirac(1.0, 0.0, 1.0) == 0.5);
    assert_true(ent_fermi_dirac(1.5, 0.0, 1.0) == 0.0);
    assert_true(ent_fermi_dirac(1.0, 1e-300, 0.0) == 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_occupations),
        cmocka_unit_test(no_overflow_in_the_cold),
        cmocka_unit_test(detailed_balance),
        cmocka_unit_test(differences_keep_their_digits),
        cmocka_unit_test(scaled_forms_survive_underflow),
        cmocka_unit_test(fermions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
