/* Where the master equation of a network leaves its range: rules made for every bond, site and bath. */
#ifndef MODEL_NETWORK_VALIDITY_H
#define MODEL_NETWORK_VALIDITY_H

#include "entangine/model.h"
#include "generator/open_system.h"
#include "model/network_rules.h"

typedef struct network_limits {
    size_t n, capacity;
    ent_validity *rules; /* [n] their texts belong to the list */
    network_rule *kinds; /* [n] */
    int *subjects;       /* [n] a bond, site, bath or term; 0 for rules of the whole */
    bool failed;
} network_limits;

/* The rules of a network whose parts are known; system has its master equation. Free with network_limits_free, also
 * where failed is set. */
network_limits network_limits_create(const ent_network *network, const open_system *system);
void network_limits_free(network_limits *self);

#endif
