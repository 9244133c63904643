#include "generator/bath_rates_slope.h"

#include <math.h>

#include "base/dual.h"
#include "entangine/status.h"
#include "physics/bose_dual.h"
#include "physics/fermi.h"

/* Value and slope of gamma(w) for w >= 0. */
static dual density(const system_bath *bath, const system_bath *change, double w, double dw)
{
    double base = 1.0;
    double slope = 0.0;
    if (bath->spectrum == ENT_SPECTRUM_OHMIC) {
        const double decay = exp(-w / bath->cutoff);
        const double exponent = -dw / bath->cutoff + w / bath->cutoff * (change->cutoff / bath->cutoff);
        base = w / bath->frequency * decay;
        slope = (dw - w * change->frequency / bath->frequency) / bath->frequency * decay + base * exponent;
    } else if (bath->spectrum == ENT_SPECTRUM_LORENTZIAN) {
        const double x = (w - bath->frequency) / bath->width;
        base = 1.0 / (1.0 + x * x);
        slope = -2.0 * x * base * base * (dw - change->frequency - x * change->width) / bath->width;
    }
    return (dual){dd_from(bath->rate * base), dd_add(dd_two_product(change->rate, base), dd_from(bath->rate * slope))};
}

/* x = distance / temperature */
static dual reduced_distance(const system_bath *bath, const system_bath *change, dd frequency, double dw)
{
    const dual distance = {dd_subtract(frequency, dd_from(bath->chemical_potential)),
                           dd_subtract(dd_from(dw), dd_from(change->chemical_potential))};
    const dual temperature = {dd_from(bath->temperature), dd_from(change->temperature)};
    return dual_divide(distance, temperature);
}

/* At temperature 0 occupations stay constant, also to all orders in a small temperature. */
static dual bosons(const system_bath *bath, const system_bath *change, dd frequency, double dw)
{
    return bath->temperature > 0.0 ? bose_dual(reduced_distance(bath, change, frequency, dw), dual_from(0.0))
                                   : dual_from(0.0);
}

static dual fermions(const system_bath *bath, const system_bath *change, dd frequency, double dw)
{
    const dd distance = dd_subtract(frequency, dd_from(bath->chemical_potential));
    const dd f = fermi_dd(distance, bath->temperature);
    if (bath->temperature == 0.0) {
        return (dual){f, dd_from(distance.hi == 0.0 ? NAN : 0.0)};
    }
    const dd rest = fermi_dd(dd_negate(distance), bath->temperature);
    const dual x = reduced_distance(bath, change, frequency, dw);
    return (dual){f, dd_negate(dd_multiply(dd_multiply(f, rest), x.d))};
}

/* gamma T / w0 */
static double white_slope(const system_bath *bath, const system_bath *change)
{
    return (change->rate * bath->temperature + bath->rate * change->temperature -
            bath->rate * bath->temperature * change->frequency / bath->frequency) /
           bath->frequency;
}

int bath_rates_slope(bath_rates *slope, const system_bath *bath, const system_bath *change, dd frequency,
                     double frequency_change)
{
    if (bath->dephasing) {
        slope->emission = slope->absorption = dd_from(2.0 * change->rate);
        return ENT_OK;
    }
    const bool fermionic = bath->statistics == ENT_STATISTICS_FERMION;
    const bool kink = frequency.hi == 0.0 && frequency_change != 0.0;
    if (kink && !(fermionic && bath->spectrum == ENT_SPECTRUM_FLAT)) {
        return ENT_ERROR_UNDEFINED;
    }
    if (!fermionic && frequency.hi == 0.0) {
        slope->emission = slope->absorption = dd_from(white_slope(bath, change));
        return change->chemical_potential == 0.0 ? ENT_OK : ENT_ERROR_UNDEFINED;
    }
    const double dw = frequency.hi < 0.0 ? -frequency_change : frequency_change;
    const dual gamma = density(bath, change, fabs(frequency.hi), dw);
    const dual n = fermionic ? fermions(bath, change, frequency, frequency_change)
                             : bosons(bath, change, frequency, frequency_change);
    const dual absorption = dual_multiply(gamma, n);
    slope->absorption = absorption.d;
    slope->emission = fermionic ? dd_subtract(gamma.d, absorption.d) : dd_add(gamma.d, absorption.d);
    return isfinite(slope->emission.hi) && isfinite(slope->absorption.hi) ? ENT_OK : ENT_ERROR_UNDEFINED;
}
