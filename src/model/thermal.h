/* Parameters of the model `thermal`, in the order of its table. */
#ifndef MODEL_THERMAL_H
#define MODEL_THERMAL_H

#include "entangine/model.h"

enum thermal_parameter { THERMAL_EPS, THERMAL_G, THERMAL_T, N_THERMAL };

/* ent_model.gradient */
int thermal_gradient(const ent_model *self, const double *parameters, ent_route route, double *gradients);

#endif
