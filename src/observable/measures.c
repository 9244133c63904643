#include "observable/measures.h"

#include <math.h>

static const double LN_2 = 0.693147180559945309417232121458176568;

double log_negativity(double negativity)
{
    return log1p(2.0 * negativity) / LN_2;
}

double entanglement_of_formation(double concurrence)
{
    if (concurrence <= 0.0) {
        return 0.0;
    }
    const double square = concurrence < 1.0 ? concurrence * concurrence : 1.0;
    const double small = square / (2.0 * (1.0 + sqrt(1.0 - square)));
    if (small == 0.0) {
        return 0.0;
    }
    return -(small * log(small) + (1.0 - small) * log1p(-small)) / LN_2;
}
