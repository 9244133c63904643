/* Why a network has no steady state at a point. */
#ifndef MODEL_NETWORK_FAILURE_H
#define MODEL_NETWORK_FAILURE_H

#include "entangine/model.h"

/* The function why_failed of a network. */
const char *network_why_failed(const ent_model *self, const double *parameters, int status, char *room, size_t size);

#endif
