/* What time evolution needs of a model beside its tables. */
#ifndef MODEL_DYNAMICS_H
#define MODEL_DYNAMICS_H

#include "entangine/model.h"
#include "generator/lindblad.h"

struct ent_dynamics {
    int n_sites; /* qubits, in the order in which a basis state such as "10" names them */
    /* The master equation at one point. Returns ENT_OK or why there is none. */
    int (*generator)(const double *parameters, lindblad *system);
    /* Every site in the Gibbs state of its own bath, row-major d x d. */
    void (*gibbs)(const double *parameters, zdd *rho);
    /* All observables of a state that need not be steady. */
    void (*observe)(const double *parameters, const lindblad *system, const zdd *rho, double *observables);
};

#endif
