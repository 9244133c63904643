/* What the observables of networks are called, and what they mean. */
#ifndef MODEL_NETWORK_ROWS_H
#define MODEL_NETWORK_ROWS_H

#include "model/network_observables.h"

/* In the texts, names of sites or baths replace %1$s and %2$s. */
typedef struct network_row {
    network_quantity quantity;
    const char *name, *symbol, *group;
    ent_quantity unit;
    const char *description, *source, *continued_by;
} network_row;

/* Every quantity has one. */
const network_row *network_row_of(network_quantity quantity);

#endif
