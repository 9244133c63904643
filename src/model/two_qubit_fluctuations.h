/* Fluctuations of the particle current out of the hot bath, for the two-qubit engines. */
#ifndef MODEL_TWO_QUBIT_FLUCTUATIONS_H
#define MODEL_TWO_QUBIT_FLUCTUATIONS_H

#include "entangine/model.h"
#include "entangine/network.h"

/* The engine as two sites, hot and cold. */
typedef struct two_qubit_sites {
    ent_master_equation equation;
    double eps[2], kappa[2], rate[2], temperature[2];
    double g;
} two_qubit_sites;

/* Reads the parameters of one point. */
typedef void (*two_qubit_reader)(const double *parameters, two_qubit_sites *sites);

/* Sets the columns from CURRENT_NOISE of all points, as far as they are wanted, by full counting statistics of
 * the numerical steady state; NaN where undefined. Costs nothing if none is wanted. */
void two_qubit_fluctuations(const ent_model *self, const ent_points *points, two_qubit_reader read);

/* Why one may be undefined. */
const char *two_qubit_why_no_fluctuation(void);

#endif
