/* The model `local`: two qubits, weak inter-qubit coupling, eqs (1)-(19). */
#include "model/local.h"

#include <math.h>

#include "model/block.h"
#include "model/check_lanes.h"
#include "model/registry.h"
#include "model/two_qubit_fluctuations.h"
#include "observable/two_qubit.h"

static const ent_parameter parameters[N_LOCAL] = {
    [LOCAL_EPS_H] = {"eps_h", "ε_h", ENT_QUANTITY_ENERGY, 1.0, 0.0, INFINITY, true, "energy gap of the hot qubit"},
    [LOCAL_DELTA] = {"delta", "δ", ENT_QUANTITY_ENERGY, 0.0, -INFINITY, INFINITY, false,
                     "detuning: the cold qubit's gap is eps_h + delta"},
    [LOCAL_G] = {"g", "g", ENT_QUANTITY_ENERGY, 1.6e-3, 0.0, INFINITY, false, "exchange coupling between the qubits"},
    [LOCAL_GAMMA_H] = {"gamma_h", "γ_h", ENT_QUANTITY_RATE, 1e-3, 0.0, INFINITY, false, "coupling to the hot bath"},
    [LOCAL_GAMMA_C] = {"gamma_c", "γ_c", ENT_QUANTITY_RATE, 1.1e-2, 0.0, INFINITY, false, "coupling to the cold bath"},
    [LOCAL_T_H] = {"T_h", "T_h", ENT_QUANTITY_TEMPERATURE, 0.7, 0.0, INFINITY, false, "temperature of the hot bath"},
    [LOCAL_T_C] = {"T_c", "T_c", ENT_QUANTITY_TEMPERATURE, 0.1, 0.0, INFINITY, false, "temperature of the cold bath"},
    [LOCAL_KAPPA_H] = {"kappa_h", "κ_h", ENT_QUANTITY_ENERGY, 0.0, -INFINITY, INFINITY, false,
                       "tunnelling in the hot qubit, kappa_h sigma_x"},
    [LOCAL_KAPPA_C] = {"kappa_c", "κ_c", ENT_QUANTITY_ENERGY, 0.0, -INFINITY, INFINITY, false,
                       "tunnelling in the cold qubit, kappa_c sigma_x"},
};

static bool cold_gap_is_positive(const ent_model *self, const double *p)
{
    (void)self;
    return p[LOCAL_EPS_H] + p[LOCAL_DELTA] > 0.0;
}

static const ent_constraint constraints[] = {
    {"delta", "must be above -eps_h, so that the cold qubit's gap eps_h + delta is above 0", cold_gap_is_positive},
};

static bool cold_gaps_are_positive(const ent_model *self, size_t n, const double *const *p)
{
    (void)self;
    return all_sums_positive(p[LOCAL_EPS_H], p[LOCAL_DELTA], n, instruction_set_best());
}

static double smaller_gap(const double *p)
{
    return p[LOCAL_EPS_H] + fmin(0.0, p[LOCAL_DELTA]);
}

static double smaller_rate(const double *p)
{
    return p[LOCAL_GAMMA_H] == 0.0   ? p[LOCAL_GAMMA_C]
           : p[LOCAL_GAMMA_C] == 0.0 ? p[LOCAL_GAMMA_H]
                                     : fmin(p[LOCAL_GAMMA_H], p[LOCAL_GAMMA_C]);
}

static void compare_coupling_with_rate(const ent_model *self, const ent_validity *rule, const double *p,
                                       const double *o, double *left, double *right)
{
    (void)self, (void)rule, (void)o;
    *left = p[LOCAL_G];
    *right = smaller_rate(p);
}

static void compare_coupling_with_gap(const ent_model *self, const ent_validity *rule, const double *p, const double *o,
                                      double *left, double *right)
{
    (void)self, (void)rule, (void)o;
    *left = p[LOCAL_G];
    *right = smaller_gap(p);
}

static void compare_rate_with_gap(const ent_model *self, const ent_validity *rule, const double *p, const double *o,
                                  double *left, double *right)
{
    (void)self, (void)rule, (void)o;
    *left = fmax(p[LOCAL_GAMMA_H], p[LOCAL_GAMMA_C]);
    *right = smaller_gap(p);
}

static void compare_detuning_with_gap(const ent_model *self, const ent_validity *rule, const double *p, const double *o,
                                      double *left, double *right)
{
    (void)self, (void)rule, (void)o;
    *left = fabs(p[LOCAL_DELTA]);
    *right = smaller_gap(p);
}

static void compare_tunnelling_with_gap(const ent_model *self, const ent_validity *rule, const double *p,
                                        const double *o, double *left, double *right)
{
    (void)self, (void)rule, (void)o;
    *left = fmax(fabs(p[LOCAL_KAPPA_H]), fabs(p[LOCAL_KAPPA_C]));
    *right = smaller_gap(p);
}

/* Rounding cannot make the entropy production negative by more than this share of |Q_h|/T_h + |Q_c|/T_c. */
static void compare_entropy_production(const ent_model *self, const ent_validity *rule, const double *p,
                                       const double *o, double *left, double *right)
{
    (void)self, (void)rule;
    *left = -o[ENTROPY_PRODUCTION];
    *right = fabs(o[HEAT_H]) / p[LOCAL_T_H] + fabs(o[HEAT_C]) / p[LOCAL_T_C];
}

static void compare_temperatures(const ent_model *self, const ent_validity *rule, const double *p, const double *o,
                                 double *left, double *right)
{
    (void)self, (void)rule, (void)o;
    *left = p[LOCAL_T_C];
    *right = p[LOCAL_T_H];
}

static const ent_validity validity[] = {
    {"coupling_above_rates", "g <= 5 min(gamma_h, gamma_c)", 5.0,
     "g = {left} is {ratio} times the smaller bath coupling gamma = {right} (limit {limit}): the local master equation "
     "expects g not much above gamma; compare with the model global",
     compare_coupling_with_rate},
    {"coupling_near_gap", "g <= 0.1 min(eps_h, eps_c)", 0.1,
     "g = {left} is {ratio} of the smaller gap {right} (limit {limit}): the local master equation needs g much below "
     "eps; use the model global",
     compare_coupling_with_gap},
    {"rates_near_gap", "max(gamma_h, gamma_c) <= 0.1 min(eps_h, eps_c)", 0.1,
     "gamma = {left} is {ratio} of the smaller gap {right} (limit {limit}): the Born-Markov approximation needs gamma "
     "much below eps",
     compare_rate_with_gap},
    {"detuning_near_gap", "|delta| <= 0.1 min(eps_h, eps_c)", 0.1,
     "|delta| = {left} is {ratio} of the smaller gap {right} (limit {limit}): the local master equation needs |delta| "
     "much below eps",
     compare_detuning_with_gap},
    {"tunnelling_near_gap", "max(|kappa_h|, |kappa_c|) <= 0.2 min(eps_h, eps_c)", 0.2,
     "|kappa| = {left} is {ratio} of the smaller gap {right} (limit {limit}): the baths are taken at the bare gaps, "
     "which needs |kappa| well below eps",
     compare_tunnelling_with_gap},
    {"negative_entropy_production", "entropy_production >= 0", 1e-12,
     "entropy_production = -{left:entropy_rate}, {ratio} of the sum of |Q|/T, is negative: here the local master "
     "equation breaks the Second Law (Levy and Kosloff 2014), and its currents cannot be trusted",
     compare_entropy_production},
    {"hot_bath_is_colder", "T_h >= T_c", 1.0,
     "T_c = {left:temperature} is above T_h = {right:temperature}: heat flows from the bath called cold to the one called hot",
     compare_temperatures},
};

static int evaluate_point(const double *p, ent_route route, double *observables, double *residual)
{
    (void)route;
    *residual = NAN;
    return local_closed_form(p, observables);
}

static void read_sites(const double *p, two_qubit_sites *sites)
{
    *sites = (two_qubit_sites){.equation = ENT_MASTER_EQUATION_LOCAL,
                               .eps = {p[LOCAL_EPS_H], p[LOCAL_EPS_H] + p[LOCAL_DELTA]},
                               .kappa = {p[LOCAL_KAPPA_H], p[LOCAL_KAPPA_C]},
                               .rate = {p[LOCAL_GAMMA_H], p[LOCAL_GAMMA_C]},
                               .temperature = {p[LOCAL_T_H], p[LOCAL_T_C]},
                               .g = p[LOCAL_G]};
}

static void evaluate(const ent_model *self, const ent_points *points)
{
    const instruction_set set = instruction_set_best();
    if (points->route == ENT_ROUTE_NUMERICAL || x_block_evaluate(self, points, &local_lanes, evaluate_point, set)) {
        local_numerical_block(points, set);
    }
    two_qubit_fluctuations(self, points, read_sites);
}

static const char *why_undefined(const ent_model *self, const double *p, size_t observable)
{
    if (observable >= N_TWO_QUBIT) {
        return two_qubit_why_no_fluctuation();
    }
    (void)self;
    const bool tunnelling = p[LOCAL_KAPPA_H] != 0.0 || p[LOCAL_KAPPA_C] != 0.0;
    if (tunnelling && (observable == J_CRITICAL || observable == J_RATIO)) {
        return "the relation (13) between heat current and coherence holds without tunnelling only";
    }
    if (observable == NEGATIVITY_SIGNED) {
        return "its size is below 1e-20, where the numerical route loses its sign";
    }
    if (observable == ENTROPY_PRODUCTION) {
        return "heat flows at a bath of temperature 0, where -Q/T diverges";
    }
    return "it is made of numbers that vanish, or whose size is lost in rounding";
}

static const char *why_failed(const ent_model *self, const double *p, int status, char *room, size_t size)
{
    (void)room, (void)size;
    (void)self;
    if (status == ENT_ERROR_NOT_UNIQUE) {
        if (p[LOCAL_GAMMA_H] == 0.0 && p[LOCAL_GAMMA_C] == 0.0) {
            return "neither qubit has a bath (gamma_h = gamma_c = 0), so the populations of the eigenstates of H are "
                   "conserved: make a gamma larger than 0";
        }
        if (p[LOCAL_GAMMA_H] == 0.0) {
            return "the hot qubit has neither bath nor coupling, so its state is conserved: make gamma_h or g larger";
        }
        return "the cold qubit has neither bath nor coupling, so its state is conserved: make gamma_c or g larger";
    }
    if (status == ENT_ERROR_UNDEFINED) {
        return "with tunnelling there is no closed form: use the numerical route";
    }
    return NULL;
}

const ent_model model_local = {
    .name = "local",
    .title = "two-qubit engine, local master equation (weak inter-qubit coupling), eqs (1)-(19)",
    .energy_unit = "ε_h",
    .unit_parameter = "eps_h",
    .citation = "Khandelwal, Palazzo, Brunner, Haack, New J. Phys. 22, 073039 (2020)",
    .n_parameters = N_LOCAL,
    .n_observables = N_TWO_QUBIT_ALL,
    .n_constraints = sizeof constraints / sizeof constraints[0],
    .n_validity = sizeof validity / sizeof validity[0],
    .parameters = parameters,
    .observables = two_qubit_observables,
    .constraints = constraints,
    .validity = validity,
    .evaluate = evaluate,
    .entangled = two_qubit_entangled,
    .decides = two_qubit_decides,
    .why_undefined = why_undefined,
    .why_failed = why_failed,
    .gradient = local_gradient,
    .all_hold = cold_gaps_are_positive,
    .dynamics = &local_dynamics,
};
