#include "physics/bose.h"

#include <math.h>

#include "entangine/bath.h"

double bose_scaled(double x, double shift)
{
    return exp(shift - x) / -expm1(-x);
}

double bose_difference_scaled(double x_a, double x_b, double x_b_minus_x_a, double shift)
{
    if (x_b_minus_x_a < 0.0) {
        return -bose_difference_scaled(x_b, x_a, -x_b_minus_x_a, shift);
    }
    if (isinf(x_a)) {
        return 0.0;
    }
    return bose_scaled(x_a, shift) * (expm1(-x_b_minus_x_a) / expm1(-x_b));
}

dd bose_dd(dd energy, double temperature)
{
    static const double underflow = 700.0;
    if (energy.hi / temperature > underflow) {
        return dd_from(0.0);
    }
    return dd_divide(dd_from(1.0), dd_expm1(dd_divide(energy, dd_from(temperature))));
}

double ent_bose_einstein(double energy, double temperature)
{
    return 1.0 / expm1(energy / temperature);
}

double ent_bose_einstein_difference(double energy_a, double temperature_a, double energy_b, double temperature_b)
{
    const double x_a = energy_a / temperature_a;
    const double x_b = energy_b / temperature_b;
    if (isinf(x_a) || isinf(x_b) || (x_a < 0.0) != (x_b < 0.0)) {
        return 1.0 / expm1(x_a) - 1.0 / expm1(x_b);
    }
    const double difference =
        difference_of_products(energy_b, temperature_a, energy_a, temperature_b) / temperature_a / temperature_b;
    return x_a < 0.0 ? bose_difference_scaled(-x_b, -x_a, difference, 0.0)
                     : bose_difference_scaled(x_a, x_b, difference, 0.0);
}

double ent_fermi_dirac(double energy, double temperature, double chemical_potential)
{
    const double distance = energy - chemical_potential;
    if (distance == 0.0) {
        return 0.5;
    }
    return 1.0 / (exp(distance / temperature) + 1.0);
}
