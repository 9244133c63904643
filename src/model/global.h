/* Parameters of the model `global`, in the order of its table. */
#ifndef MODEL_GLOBAL_H
#define MODEL_GLOBAL_H

#include "base/dd.h"
#include "entangine/model.h"
#include "model/x_block.h"

enum global_parameter {
    GLOBAL_EPS,
    GLOBAL_DELTA,
    GLOBAL_G,
    GLOBAL_GAMMA_H,
    GLOBAL_GAMMA_C,
    GLOBAL_T_H,
    GLOBAL_T_C,
    N_GLOBAL
};

/* The lines eps_- and eps_+ of the engine, and the states they belong to:
 * |eps_+> = cos|10> + sin|01>, |eps_-> = -sin|10> + cos|01>. */
typedef struct global_lines {
    double minus, plus;         /* Bohr frequencies; minus < 0 where g^2 > eps_h eps_c */
    double spacing;             /* plus - minus = sqrt(4 g^2 + delta^2) */
    double cos2, sin2, sin_cos; /* cos^2, sin^2, sin cos of the mixing angle */
    double cos_double;          /* cos^2 - sin^2 */
} global_lines;

/* Lines to a few ulp; without coupling and detuning the states are |10> and |01>. */
global_lines global_find_lines(const double *parameters);

/* Closed form for every detuning; [N_GLOBAL] -> [N_TWO_QUBIT]. Equals eqs (22)-(27) at resonance.
 * Returns ENT_OK, ENT_ERROR_NOT_UNIQUE or ENT_ERROR_ZERO_FREQUENCY. */
int global_closed_form(const double *parameters, double *observables);

/* The closed form for many points. */
extern const x_lanes global_lanes;

/* The closed form from the eigenbasis: one jump operator per distinct Bohr frequency, then the numerical steady state.
 */
int global_numerical(const double *parameters, double *observables, double *residual);

/* Tr[H_S D_h rho] in closed form where g^2 > eps_h eps_c. */
double global_bare_current_below(const double *parameters);

/* ent_model.gradient */
int global_gradient(const ent_model *self, const double *parameters, ent_route route, double *gradients);

/* Time evolution. */
extern const ent_dynamics global_dynamics;

#endif
