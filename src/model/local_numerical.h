/* What the numerical routes of the local engine share: one point, and many side by side. */
#ifndef MODEL_LOCAL_NUMERICAL_H
#define MODEL_LOCAL_NUMERICAL_H

#include "model/two_qubit_numerical.h"

/* The parameters of a point; critical_factor is left 0. */
two_qubit_setting local_setting(const double *p);

/* J_c/sqrt(r11 r00) of eq (18), which does not need the heat current. */
double local_critical_factor(const double *p);

#endif
