/* How fast the entropy of a network changes. */
#ifndef MODEL_NETWORK_ENTROPY_H
#define MODEL_NETWORK_ENTROPY_H

#include "base/matrix_view.h"

/* dS/dt = -Tr[change ln rho] of the von Neumann entropy, where change is d rho/dt. No element of either links states i
 * and j with group[i] != group[j], of n_groups; NULL: all are one group. NaN where it diverges, in that an empty
 * eigenstate is being filled, and without memory. */
double network_entropy_rate(const matrix_view *rho, const matrix_view *change, int n_groups, const int *group);

#endif
