#include "generator/bath_rates.h"

#include "entangine/bath.h"
#include "physics/fermi.h"
#include "support.h"

static bath_rates rates_of(const system_bath *bath, double frequency)
{
    bath_rates rates = {{NAN, NAN}, {NAN, NAN}};
    assert_int_equal(bath_rates_at(&rates, bath, dd_from(frequency)), ENT_OK);
    return rates;
}

static void bosons(void **state)
{
    (void)state;
    const system_bath bath = {.temperature = 0.3, .rate = 0.01};
    const bath_rates rates = rates_of(&bath, 0.8);
    const double n = ent_bose_einstein(0.8, 0.3);
    expect_close(dd_value(rates.absorption), 0.01 * n, 1e-15, 0.0, "absorption");
    expect_close(dd_value(rates.emission), 0.01 * (1.0 + n), 1e-15, 0.0, "emission");
}

static void fermions(void **state)
{
    (void)state;
    const system_bath bath = {
        .temperature = 0.3, .rate = 0.01, .statistics = ENT_STATISTICS_FERMION, .chemical_potential = 0.5};
    for (double w = -1.0; w <= 1.0; w += 0.25) {
        const bath_rates rates = rates_of(&bath, w);
        const double f = ent_fermi_dirac(w, 0.3, 0.5);
        expect_close(dd_value(rates.absorption), 0.01 * f, 1e-15, 0.0, "absorption");
        expect_close(dd_value(rates.emission), 0.01 / (1.0 + exp(-(w - 0.5) / 0.3)), 2e-15, 0.0, "emission");
    }
}

static void detailed_balance(void **state)
{
    (void)state;
    random_source source = {331};
    for (int k = 0; k < 200; ++k) {
        const double t = random_decades(&source, -1.0, 1.0);
        const double w = random_decades(&source, -1.0, 1.0);
        const double mu = k % 2 ? -random_between(&source, 0.0, 1.0) : 0.0;
        const system_bath bath = {.temperature = t,
                                  .rate = 0.2,
                                  .chemical_potential = mu,
                                  .statistics = (ent_statistics)(k % 3 == 0),
                                  .spectrum = (ent_spectrum)(k % 3),
                                  .frequency = 1.0,
                                  .cutoff = 5.0,
                                  .width = 0.3};
        const bath_rates rates = rates_of(&bath, w);
        expect_close(log(dd_value(rates.emission) / dd_value(rates.absorption)), (w - mu) / t, 1e-12, 1e-12,
                     "logarithm of the ratio of rates");
    }
}

static void spectra(void **state)
{
    (void)state;
    const system_bath ohmic = {
        .rate = 0.1, .spectrum = ENT_SPECTRUM_OHMIC, .frequency = 2.0, .cutoff = 4.0, .temperature = 0.5};
    const system_bath lorentzian = {
        .rate = 0.1, .spectrum = ENT_SPECTRUM_LORENTZIAN, .frequency = 2.0, .width = 0.5, .temperature = 0.5};
    expect_close(bath_spectral_density(&ohmic, 3.0), 0.1 * 1.5 * exp(-0.75), 1e-15, 0.0, "ohmic");
    expect_close(bath_spectral_density(&lorentzian, 3.0), 0.1 * 0.25 / 1.25, 1e-15, 0.0, "lorentzian");
    /* At frequency 0: gamma(w) n(w) -> rate T / frequency. */
    const bath_rates at_zero = rates_of(&ohmic, 0.0);
    const bath_rates near_zero = rates_of(&ohmic, 1e-9);
    expect_close(dd_value(at_zero.absorption), 0.1 * 0.5 / 2.0, 1e-15, 0.0, "absorption at 0");
    expect_close(dd_value(near_zero.absorption), dd_value(at_zero.absorption), 1e-8, 0.0, "absorption near 0");
}

static void what_has_no_rate(void **state)
{
    (void)state;
    bath_rates rates;
    const system_bath flat = {.temperature = 0.3, .rate = 0.01};
    const system_bath condensed = {.temperature = 0.3, .rate = 0.01, .chemical_potential = 0.9};
    assert_int_equal(bath_rates_at(&rates, &flat, dd_from(0.0)), ENT_ERROR_ZERO_FREQUENCY);
    assert_int_equal(bath_rates_at(&rates, &condensed, dd_from(0.8)), ENT_ERROR_OUT_OF_RANGE);
    const system_bath dephasing = {.rate = 0.01, .dephasing = true};
    const bath_rates noise = rates_of(&dephasing, 0.0);
    assert_true(dd_value(noise.emission) == 0.02 && dd_value(noise.absorption) == 0.02);
}

static void fermi_in_double_double(void **state)
{
    (void)state;
    for (double x = -40.0; x <= 40.0; x += 0.37) {
        const dd f = fermi_dd(dd_from(x), 1.0);
        const dd g = fermi_dd(dd_from(-x), 1.0);
        expect_close(dd_value(dd_subtract(dd_add(f, g), dd_from(1.0))), 0.0, 0.0, 1e-30, "f + (1 - f) - 1");
        expect_close(dd_value(f), ent_fermi_dirac(x, 1.0, 0.0), 1e-15, 0.0, "f");
    }
    assert_true(dd_value(fermi_dd(dd_from(1.0), 0.0)) == 0.0);
    assert_true(dd_value(fermi_dd(dd_from(-1.0), 0.0)) == 1.0);
    assert_true(dd_value(fermi_dd(dd_from(0.0), 0.0)) == 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bosons),  cmocka_unit_test(fermions),         cmocka_unit_test(detailed_balance),
        cmocka_unit_test(spectra), cmocka_unit_test(what_has_no_rate), cmocka_unit_test(fermi_in_double_double),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
