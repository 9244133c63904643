/* Gradients of closed forms: one pass of dual numbers for each parameter. */
#ifndef MODEL_GRADIENT_H
#define MODEL_GRADIENT_H

#include "base/dual.h"
#include "entangine/model.h"

/* The closed form of a two-qubit model in dual numbers; returns its status. */
typedef int (*gradient_form)(const dual *parameters, dual *observables);

/* Derivatives of all observables by a closed form, [n_observables][n_parameters]. */
int gradient_of_form(const ent_model *self, const double *parameters, gradient_form form, double *gradients);

#endif
