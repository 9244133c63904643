#include "generator/bath_rates.h"

#include <math.h>

#include "entangine/status.h"
#include "physics/bose.h"
#include "physics/fermi.h"

double bath_spectral_density(const system_bath *bath, double frequency)
{
    const double w = fabs(frequency);
    if (bath->spectrum == ENT_SPECTRUM_OHMIC) {
        return bath->rate * (w / bath->frequency) * exp(-w / bath->cutoff);
    }
    if (bath->spectrum == ENT_SPECTRUM_LORENTZIAN) {
        const double distance = (w - bath->frequency) / bath->width;
        return bath->rate / (1.0 + distance * distance);
    }
    return bath->rate;
}

static void set_white_noise(bath_rates *rates, double rate)
{
    rates->emission = rates->absorption = dd_from(rate);
}

int bath_rates_at(bath_rates *rates, const system_bath *bath, dd frequency)
{
    const dd gamma = dd_from(bath_spectral_density(bath, frequency.hi));
    const dd distance = dd_subtract(frequency, dd_from(bath->chemical_potential));
    if (bath->dephasing) {
        set_white_noise(rates, 2.0 * bath->rate);
        return ENT_OK;
    }
    if (bath->statistics == ENT_STATISTICS_FERMION) {
        rates->absorption = dd_multiply(gamma, fermi_dd(distance, bath->temperature));
        rates->emission = dd_multiply(gamma, fermi_dd(dd_negate(distance), bath->temperature));
        return ENT_OK;
    }
    if (frequency.hi == 0.0 && bath->spectrum == ENT_SPECTRUM_OHMIC && bath->chemical_potential == 0.0) {
        set_white_noise(rates, bath->rate * bath->temperature / bath->frequency);
        return ENT_OK;
    }
    if (!(frequency.hi > 0.0)) {
        return ENT_ERROR_ZERO_FREQUENCY;
    }
    if (!(distance.hi > 0.0)) {
        return ENT_ERROR_OUT_OF_RANGE;
    }
    rates->absorption = dd_multiply(gamma, bose_dd(distance, bath->temperature));
    rates->emission = dd_add(rates->absorption, gamma);
    return ENT_OK;
}
