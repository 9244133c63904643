/* Time evolution of the two-qubit models. */
#ifndef MODEL_TWO_QUBIT_MOTION_H
#define MODEL_TWO_QUBIT_MOTION_H

#include "generator/lindblad.h"
#include "model/dynamics.h"

/* What a two-qubit model gives. */
typedef struct two_qubit_equation {
    /* The master equation at one point. Returns ENT_OK or why there is none. */
    int (*generator)(const double *parameters, lindblad *system);
    /* Both qubits in the Gibbs states of their baths. */
    void (*gibbs)(const double *parameters, zdd *rho);
    /* All observables of a state that need not be steady. */
    void (*observe)(const double *parameters, const lindblad *system, const zdd *rho, double *observables);
} two_qubit_equation;

/* ent_dynamics.dimension: 4 */
size_t two_qubit_dimension(const ent_model *model);

/* ent_dynamics.open for it. */
int two_qubit_open(motion *self, const two_qubit_equation *equation, const ent_model *model, const double *parameters);

#endif
