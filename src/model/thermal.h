/* Parameters of the model `thermal`, in the order of its table. */
#ifndef MODEL_THERMAL_H
#define MODEL_THERMAL_H

#include "model/x_block.h"

enum thermal_parameter { THERMAL_EPS, THERMAL_G, THERMAL_T, N_THERMAL };

/* The Gibbs state; [N_THERMAL] -> [N_TWO_QUBIT]. Returns ENT_OK. */
int thermal_closed_form(const double *parameters, double *observables);

/* The Gibbs state for many points. */
extern const x_lanes thermal_lanes;

/* ent_model.gradient */
int thermal_gradient(const ent_model *self, const double *parameters, ent_route route, double *gradients);

#endif
