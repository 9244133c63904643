/* Steady state and observables of any two-qubit master equation, by the numerical route. */
#ifndef MODEL_TWO_QUBIT_NUMERICAL_H
#define MODEL_TWO_QUBIT_NUMERICAL_H

#include <stdbool.h>

#include "generator/lindblad.h"

/* What the observables need besides the generator. Bath 0 is hot, bath 1 cold. */
typedef struct two_qubit_setting {
    dd eps_h, eps_c; /* gaps */
    double g, kappa_h, kappa_c;
    double t_h, t_c;
    double critical_factor; /* J_c over sqrt(r11 r00) where a formula gives it (eq 18), else 0 */
} two_qubit_setting;

/* Heat currents out of both baths, with the full and with the bare Hamiltonian. */
typedef struct two_qubit_currents {
    double heat_h, heat_c, heat_h_bare, heat_c_bare;
} two_qubit_currents;

/* H_S + H_int (eqs 2, 19), or H_S alone with g = 0; row-major 4x4. */
void two_qubit_hamiltonian(zdd *h, const two_qubit_setting *setting);

/* The lowering operators of the hot (0) and the cold (1) qubit. */
sparse_operator two_qubit_lowering(int qubit);

/* Each qubit in the Gibbs state of its bath, tunnelling included; row-major 4x4. */
void two_qubit_gibbs(zdd *rho, const two_qubit_setting *setting);

/* Sets all of [N_TWO_QUBIT] from a state that changes in time. J_c and J_ratio are NaN, since (13) and (18) hold for
 * the steady state; the entropy production is dS/dt - Q_h/T_h - Q_c/T_c, NaN where it diverges. */
void two_qubit_observe_transient(double *observables, const lindblad *system, const two_qubit_setting *setting,
                                 const zdd *rho);

/* Whether the smallest eigenvalue of the partial transpose, the concurrence, or heat currents, are needed for what is
 * wanted. */
bool two_qubit_wants_negativity(const bool *wanted);
bool two_qubit_wants_concurrence(const bool *wanted);
bool two_qubit_wants_currents(const bool *wanted, const two_qubit_setting *setting);

/* What is known of a state already; NULL is to be found where it is wanted. */
typedef struct two_qubit_known {
    const double *smallest, *concurrence; /* smallest: eigenvalue of the partial transpose */
    const two_qubit_currents *flow;       /* may be NULL where no currents are wanted */
} two_qubit_known;

/* Sets those of [N_TWO_QUBIT] that are wanted, and perhaps more, from the steady state rho. */
void two_qubit_observe_steady(double *observables, const bool *wanted, const two_qubit_known *known,
                              const two_qubit_setting *setting, const zdd *rho);

/* Solves for the steady state and sets all of [N_TWO_QUBIT]; J_c and J_ratio are NaN with tunnelling.
 * Returns ENT_OK or ENT_ERROR_NOT_UNIQUE. */
int two_qubit_numerical(const lindblad *system, const two_qubit_setting *setting, double *observables,
                        double *residual);

#endif
