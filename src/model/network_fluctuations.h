/* Fluctuations of the currents of a network: noise, covariances, higher cumulants, uncertainty ratios. */
#ifndef MODEL_NETWORK_FLUCTUATIONS_H
#define MODEL_NETWORK_FLUCTUATIONS_H

#include "model/network_observables.h"

/* The cumulants of one bath that were needed last: several observables share them. */
typedef struct network_fluctuations {
    int bath, orders; /* orders 0: none yet */
    dd cumulants[4];
} network_fluctuations;

bool network_is_fluctuation(network_quantity quantity);

/* The value of such an observable, given the entropy production; NaN where undefined: Redfield, states that are not
 * steady, ratios to a current that vanishes. Sets *status after a failure. */
double network_fluctuation(network_fluctuations *self, const network_entry *entry, const network_state *state,
                           double entropy_production, int *status);

/* Why such an observable may be undefined in a steady state: a constant string. dimension: of the states. */
const char *network_why_no_fluctuation(const network_entry *entry, ent_master_equation equation, double dimension);

#endif
