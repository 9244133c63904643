/* The observables that all two-qubit models share, in the order of their columns. */
#ifndef OBSERVABLE_TWO_QUBIT_H
#define OBSERVABLE_TWO_QUBIT_H

#include "entangine/model.h"

enum two_qubit_observable {
    R11,
    R10,
    R01,
    R00,
    COHERENCE_RE,
    COHERENCE_IM,
    HEAT_H,
    HEAT_C,
    HEAT_H_BARE,
    HEAT_C_BARE,
    J_SS,
    J_CRITICAL,
    J_RATIO,
    PARTICLE_CURRENT,
    PARTICLE_CRITICAL,
    PARTICLE_RATIO,
    NEGATIVITY,
    NEGATIVITY_SIGNED,
    LOG_NEGATIVITY,
    CONCURRENCE,
    FORMATION,
    PURITY,
    ENTROPY_PRODUCTION,
    N_TWO_QUBIT, /* those above follow from one state */
    CURRENT_NOISE = N_TWO_QUBIT,
    FANO,
    TUR_RATIO,
    KUR_RATIO,
    THIRD_CUMULANT,
    FOURTH_CUMULANT,
    HEAT_NOISE,
    N_TWO_QUBIT_ALL /* these belong to the steady state and its generator */
};

/* The table of them. */
extern const ent_observable two_qubit_observables[N_TWO_QUBIT_ALL];

/* Heat currents of both baths; J_ss = Q_h - Q_c (eq 11). */
void two_qubit_set_heat(double *observables, double heat_h, double heat_h_bare, double heat_c_bare);

/* Entropy production -Q_h/T_h - Q_c/T_c with Q_c = -Q_h; NaN where it diverges. heat_is_zero says that the current
 * vanishes exactly, not by underflow. */
void two_qubit_set_entropy_production(double *observables, double t_h, double t_c, bool heat_is_zero);

/* ent_model.entangled of all two-qubit models. */
ent_verdict two_qubit_entangled(const ent_model *self, const double *parameters, const double *observables);

/* ent_model.decides of all two-qubit models. */
bool two_qubit_decides(const ent_model *self, size_t observable);

#endif
