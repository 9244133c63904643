/* Functions of the negativity and the concurrence. */
#ifndef OBSERVABLE_MEASURES_H
#define OBSERVABLE_MEASURES_H

/* Logarithmic negativity log2(2 N + 1). */
double log_negativity(double negativity);

/* Entanglement of formation in ebits, h((1 + sqrt(1 - C^2))/2) with the binary entropy h, to a few ulp for small C.
 * Source: Wootters, Phys. Rev. Lett. 80, 2245 (1998). */
double entanglement_of_formation(double concurrence);

#endif
