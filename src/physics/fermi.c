#include "physics/fermi.h"

dd fermi_dd(dd distance, double temperature)
{
    static const double underflow = 700.0;
    const dd one = dd_from(1.0);
    if (distance.hi == 0.0) {
        return dd_from(0.5);
    }
    const double x = distance.hi / temperature;
    if (x > underflow || x < -underflow) {
        return x > 0.0 ? dd_from(0.0) : one;
    }
    const dd exponential = dd_add(dd_expm1(dd_divide(distance, dd_from(temperature))), one);
    return dd_divide(one, dd_add(exponential, one));
}
