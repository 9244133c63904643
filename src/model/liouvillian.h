/* The generator of any model with dynamics, on all operators. */
#ifndef MODEL_LIOUVILLIAN_H
#define MODEL_LIOUVILLIAN_H

#include "entangine/model.h"
#include "generator/superoperator.h"

/* The unknown i d + j is rho_ii, Re rho_ij (i < j) or Im rho_ji. Free with superoperator_free, also after a failure.
 * Returns ENT_OK or why there is none. */
int liouvillian_create(superoperator *self, int *d, const ent_model *model, const double *parameters, ent_error *error);

#endif
