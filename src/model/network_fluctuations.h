/* Fluctuations of the currents of a network: noise, covariances, higher cumulants, uncertainty ratios. */
#ifndef MODEL_NETWORK_FLUCTUATIONS_H
#define MODEL_NETWORK_FLUCTUATIONS_H

#include "model/network_observables.h"
#include "solver/fluctuations.h"

/* What was found so far, which observables share. {0} at first. */
typedef struct network_fluctuations {
    bool counts; /* counting is there */
    fluctuations counting;
    stationary solver; /* its workspace */
    double resolved;   /* a current below this share of the jumps that make it is rounding */
} network_fluctuations;

bool network_is_fluctuation(network_quantity quantity);

/* The value of such an observable, given the entropy production; NaN where undefined: Redfield, states that are not
 * steady or too large, equations of large states that do not converge, ratios to a current that vanishes. Sets *status
 * after a failure. */
double network_fluctuation(network_fluctuations *self, const network_entry *entry, const network_state *state,
                           double entropy_production, int *status);

void network_fluctuations_free(network_fluctuations *self);

/* Why such an observable may be undefined in a steady state: a constant string. dimension: of the states. */
const char *network_why_no_fluctuation(const network_entry *entry, ent_master_equation equation, double dimension);

#endif
