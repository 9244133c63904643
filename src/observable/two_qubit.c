#include "observable/two_qubit.h"

#include <math.h>

const ent_observable two_qubit_observables[N_TWO_QUBIT_ALL] = {
    [R11] = {"r11", "r_{11}", "state", ENT_QUANTITY_NUMBER, "population of |11>, both qubits excited",
             "eqs (7), (23), (34)", NULL},
    [R10] = {"r10", "r_{10}", "state", ENT_QUANTITY_NUMBER, "population of |10>, hot qubit excited",
             "eqs (7), (23), (34)", NULL},
    [R01] = {"r01", "r_{01}", "state", ENT_QUANTITY_NUMBER, "population of |01>, cold qubit excited",
             "eqs (7), (23), (34)", NULL},
    [R00] = {"r00", "r_{00}", "state", ENT_QUANTITY_NUMBER, "population of |00>, both qubits in the ground state",
             "eqs (7), (23), (34)", NULL},
    [COHERENCE_RE] = {"coherence_re", "Re c", "state", ENT_QUANTITY_NUMBER, "real part of c = <10|rho|01>",
                      "eqs (8), (24), (34)", NULL},
    [COHERENCE_IM] = {"coherence_im", "Im c", "state", ENT_QUANTITY_NUMBER, "imaginary part of c = <10|rho|01>",
                      "eq (8)", NULL},
    [HEAT_H] = {"Q_h", "Q_h", "currents", ENT_QUANTITY_HEAT_CURRENT,
                "heat current from the hot bath into the qubits, Tr[(H_S + H_int) D_h rho]",
                "eq (10) with the full Hamiltonian", NULL},
    [HEAT_C] = {"Q_c", "Q_c", "currents", ENT_QUANTITY_HEAT_CURRENT,
                "heat current from the cold bath into the qubits, Tr[(H_S + H_int) D_c rho]",
                "eq (10) with the full Hamiltonian", NULL},
    [HEAT_H_BARE] = {"Q_h_bare", "Q_h^{bare}", "currents", ENT_QUANTITY_HEAT_CURRENT,
                     "heat current from the hot bath counted with H_S alone, Tr[H_S D_h rho]", "eq (10) as printed",
                     NULL},
    [HEAT_C_BARE] = {"Q_c_bare", "Q_c^{bare}", "currents", ENT_QUANTITY_HEAT_CURRENT,
                     "heat current from the cold bath counted with H_S alone, Tr[H_S D_c rho]", "eq (10) as printed",
                     NULL},
    [J_SS] = {"J_ss", "J_{ss}", "currents", ENT_QUANTITY_HEAT_CURRENT,
              "steady-state current Q_h - Q_c = 2 Q_h, twice what a calorimeter at one bath reads",
              "eqs (11), (12), (25)", NULL},
    [J_CRITICAL] = {"J_c", "J_c", "currents", ENT_QUANTITY_HEAT_CURRENT,
                    "critical heat current: |J_ss| above it means entangled", "eqs (18), (27) with |d|", NULL},
    [J_RATIO] = {"J_ratio", "J_{ss}/J_c", "entanglement", ENT_QUANTITY_NUMBER,
                 "|J_ss|/J_c = |c|/sqrt(r11 r00): above 1 exactly where the state is entangled", "section 4.1", NULL},
    [PARTICLE_CURRENT] = {"I", "I", "currents", ENT_QUANTITY_PARTICLE_CURRENT,
                          "particle current from the hot to the cold qubit, 2 g Im c",
                          "continuity equation of the exchange coupling", NULL},
    [PARTICLE_CRITICAL] = {"I_c", "I_c", "currents", ENT_QUANTITY_PARTICLE_CURRENT,
                           "critical particle current 2 g sqrt(r11 r00): |I| above it proves entanglement at any time",
                           "Peres-Horodecki criterion", NULL},
    [PARTICLE_RATIO] = {"I_ratio", "I/I_c", "entanglement", ENT_QUANTITY_NUMBER, "|I|/I_c: above 1 proves entanglement",
                        "Peres-Horodecki criterion", NULL},
    [NEGATIVITY] = {"negativity", "N", "entanglement", ENT_QUANTITY_NUMBER,
                    "sum of |negative eigenvalues| of the partial transpose; 1/2 for a Bell state", "eqs (14), (15)",
                    "negativity_signed"},
    [NEGATIVITY_SIGNED] = {"negativity_signed", "n", "entanglement", ENT_QUANTITY_NUMBER,
                           "minus the smallest eigenvalue of the partial transpose: below 0 where separable",
                           "eqs (16), (31)", NULL},
    [LOG_NEGATIVITY] = {"log_negativity", "E_N", "entanglement", ENT_QUANTITY_NUMBER,
                        "logarithmic negativity log2(2 N + 1)", "Vidal and Werner (2002)", "negativity_signed"},
    [CONCURRENCE] = {"concurrence", "C", "entanglement", ENT_QUANTITY_NUMBER, "concurrence; 1 for a Bell state",
                     "Wootters (1998)", "negativity_signed"},
    [FORMATION] = {"entanglement_of_formation", "E_F", "entanglement", ENT_QUANTITY_NUMBER,
                   "entanglement of formation, in ebits", "Wootters (1998)", "negativity_signed"},
    [PURITY] = {"purity", "Tr ρ^2", "state", ENT_QUANTITY_NUMBER, "purity Tr rho^2", "definition", NULL},
    [ENTROPY_PRODUCTION] = {"entropy_production", "σ", "currents", ENT_QUANTITY_ENTROPY_RATE,
                            "rate of entropy production -Q_h/T_h - Q_c/T_c", "Spohn (1978)", NULL},
    [CURRENT_NOISE] = {"current_noise", "D", "fluctuations", ENT_QUANTITY_PARTICLE_CURRENT,
                       "zero-frequency noise of the particle current out of the hot bath",
                       "Landi et al., PRX Quantum 5, 020201 (2024)", NULL},
    [FANO] = {"fano", "D/|J|", "fluctuations", ENT_QUANTITY_NUMBER,
              "Fano factor of that current, its noise over its size", "Landi et al. (2024)", NULL},
    [TUR_RATIO] = {"tur_ratio", "D σ/J^2", "fluctuations", ENT_QUANTITY_NUMBER,
                   "noise times entropy production over the current squared: at or above 2 classically",
                   "Barato and Seifert (2015)", NULL},
    [KUR_RATIO] = {"kur_ratio", "D K/J^2", "fluctuations", ENT_QUANTITY_NUMBER,
                   "noise times activity over the current squared: at or above 1 classically",
                   "Di Terlizzi and Baiesi (2019)", NULL},
    [THIRD_CUMULANT] = {"third_cumulant", "C_3", "fluctuations", ENT_QUANTITY_PARTICLE_CURRENT,
                        "third cumulant of the quanta out of the hot bath, per time", "Flindt et al. (2010)", NULL},
    [FOURTH_CUMULANT] = {"fourth_cumulant", "C_4", "fluctuations", ENT_QUANTITY_PARTICLE_CURRENT,
                         "fourth cumulant of the quanta out of the hot bath, per time", "Flindt et al. (2010)", NULL},
    [HEAT_NOISE] = {"heat_noise", "D_Q", "fluctuations", ENT_QUANTITY_HEAT_NOISE,
                    "zero-frequency noise of the heat current out of the hot bath, counted by the energy of each jump",
                    "Landi et al. (2024)", NULL},
};

void two_qubit_set_heat(double *observables, double heat_h, double heat_h_bare, double heat_c_bare)
{
    observables[HEAT_H] = heat_h;
    observables[HEAT_C] = 0.0 - heat_h;
    observables[HEAT_H_BARE] = heat_h_bare;
    observables[HEAT_C_BARE] = heat_c_bare;
    observables[J_SS] = 2.0 * heat_h;
}

void two_qubit_set_entropy_production(double *observables, double t_h, double t_c, bool heat_is_zero)
{
    double production = 0.0;
    if (!heat_is_zero && t_h != t_c) {
        const double affinity = (t_h - t_c) / t_h / t_c;
        production = isfinite(affinity) ? observables[HEAT_H] * affinity : NAN;
    }
    observables[ENTROPY_PRODUCTION] = production;
}

bool two_qubit_decides(const ent_model *self, size_t observable)
{
    (void)self;
    return observable == J_RATIO || observable == NEGATIVITY_SIGNED;
}

ent_verdict two_qubit_entangled(const ent_model *self, const double *parameters, const double *observables)
{
    (void)self, (void)parameters;
    if (observables[J_RATIO] > 1.0 || observables[NEGATIVITY_SIGNED] > 0.0) {
        return ENT_ENTANGLED;
    }
    return isnan(observables[J_RATIO]) && isnan(observables[NEGATIVITY_SIGNED]) ? ENT_UNDECIDED : ENT_SEPARABLE;
}
