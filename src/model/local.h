/* Parameters of the model `local`, in the order of its table. */
#ifndef MODEL_LOCAL_H
#define MODEL_LOCAL_H

#include "entangine/model.h"
#include "generator/lindblad.h"
#include "model/x_block.h"

enum local_parameter {
    LOCAL_EPS_H,
    LOCAL_DELTA,
    LOCAL_G,
    LOCAL_GAMMA_H,
    LOCAL_GAMMA_C,
    LOCAL_T_H,
    LOCAL_T_C,
    LOCAL_KAPPA_H,
    LOCAL_KAPPA_C,
    N_LOCAL
};

/* Closed form without tunnelling (eqs 7-18); [N_LOCAL] -> [N_TWO_QUBIT]. Returns ENT_OK or ENT_ERROR_NOT_UNIQUE. */
int local_closed_form(const double *parameters, double *observables);

/* The closed form for many points. */
extern const x_lanes local_lanes;

/* Steady state of the master equation, tunnelling included (eqs 3, 19). */
int local_numerical(const double *parameters, double *observables, double *residual);

/* ent_model.gradient */
int local_gradient(const ent_model *self, const double *parameters, ent_route route, double *gradients);

/* The same by linear response of the numerical steady state, tunnelling included. */
int local_response(const double *parameters, double *gradients);

/* Its generator at these parameters. */
void local_generator(const double *parameters, lindblad *system);
/* Evaluates the points whose status is ENT_OK and that have tunnelling, or all with ENT_ROUTE_NUMERICAL; several are
 * solved side by side. With ENT_ROUTE_CLOSED, tunnelling is ENT_ERROR_UNDEFINED. */
void local_numerical_block(const ent_points *points, instruction_set set);

/* Time evolution. */
extern const ent_dynamics local_dynamics;

#endif
