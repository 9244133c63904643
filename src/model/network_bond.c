#include "model/network_bond.h"

#include <math.h>

/* Numbers of this size, of a state of trace 1, are rounding. */
static const double RESOLVED = 1e-25;

/* <n - 1| a |n> squared is n or 1. */
static double lowering(const system_site *site, int n)
{
    return site->kind == ENT_SITE_OSCILLATOR ? sqrt((double)n) : 1.0;
}

/* Im <a_1 a_2^dag> = sum over elements, and the largest size it has in a state whose partial transpose is positive:
 * each |<n, m| rho |n - 1, m + 1>|^2 <= p(n, m + 1) p(n - 1, m). */
bond_currents network_bond_currents(const zdd *rho, const system_site *first, const system_site *second, double g)
{
    const int d = first->levels * second->levels;
    double imaginary = 0.0;
    double bound = 0.0;
    for (int n = 1; n < first->levels; ++n) {
        for (int m = 0; m + 1 < second->levels; ++m) {
            const int row = (first->levels - 1 - n) * second->levels + second->levels - 1 - m;
            const int column = (first->levels - n) * second->levels + second->levels - 2 - m;
            const int both = row - 1;    /* n, m + 1 */
            const int none = column + 1; /* n - 1, m */
            const double weight = lowering(first, n) * lowering(second, m + 1);
            const dd product = dd_multiply(rho[both * d + both].re, rho[none * d + none].re);
            imaginary += weight * dd_value(rho[row * d + column].im);
            bound += weight * dd_value(dd_sqrt(product));
        }
    }
    return (bond_currents){2.0 * g * imaginary, 2.0 * fabs(g) * bound,
                           bound > RESOLVED ? fabs(imaginary) / bound : NAN};
}
