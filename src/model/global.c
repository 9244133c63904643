/* The model `global`: two qubits, strong inter-qubit coupling, eqs (20)-(27). */
#include "model/global.h"

#include <math.h>

#include "model/block.h"
#include "model/check_lanes.h"
#include "model/registry.h"
#include "model/two_qubit_fluctuations.h"
#include "observable/two_qubit.h"

static const ent_parameter parameters[N_GLOBAL] = {
    [GLOBAL_EPS] = {"eps", "ε", ENT_QUANTITY_ENERGY, 1.0, 0.0, INFINITY, true, "energy gap of the hot qubit"},
    [GLOBAL_DELTA] = {"delta", "δ", ENT_QUANTITY_ENERGY, 0.0, -INFINITY, INFINITY, false,
                      "detuning: the cold qubit's gap is eps + delta"},
    [GLOBAL_G] = {"g", "g", ENT_QUANTITY_ENERGY, 0.5, 0.0, INFINITY, false, "exchange coupling between the qubits"},
    [GLOBAL_GAMMA_H] = {"gamma_h", "γ_h", ENT_QUANTITY_RATE, 0.01, 0.0, INFINITY, false, "coupling to the hot bath"},
    [GLOBAL_GAMMA_C] = {"gamma_c", "γ_c", ENT_QUANTITY_RATE, 0.01, 0.0, INFINITY, false, "coupling to the cold bath"},
    [GLOBAL_T_H] = {"T_h", "T_h", ENT_QUANTITY_TEMPERATURE, 0.4, 0.0, INFINITY, false, "temperature of the hot bath"},
    [GLOBAL_T_C] = {"T_c", "T_c", ENT_QUANTITY_TEMPERATURE, 0.01, 0.0, INFINITY, false, "temperature of the cold bath"},
};

static bool cold_gap_is_positive(const ent_model *self, const double *p)
{
    (void)self;
    return p[GLOBAL_EPS] + p[GLOBAL_DELTA] > 0.0;
}

static const ent_constraint constraints[] = {
    {"delta", "must be above -eps, so that the cold qubit's gap eps + delta is above 0", cold_gap_is_positive},
};

static bool cold_gaps_are_positive(const ent_model *self, size_t n, const double *const *p)
{
    (void)self;
    return all_sums_positive(p[GLOBAL_EPS], p[GLOBAL_DELTA], n, instruction_set_best());
}

static double rate_at(double gamma, double frequency, double temperature)
{
    return gamma == 0.0 ? 0.0 : gamma * (1.0 + 2.0 / expm1(fabs(frequency) / temperature));
}

/* The larger of gamma (1 + 2n) over both baths at the lower line, where it is largest. */
static double largest_rate(const double *p)
{
    const double lower = global_find_lines(p).minus;
    return fmax(rate_at(p[GLOBAL_GAMMA_H], lower, p[GLOBAL_T_H]), rate_at(p[GLOBAL_GAMMA_C], lower, p[GLOBAL_T_C]));
}

static void compare_rate_with_spacing(const ent_model *self, const ent_validity *rule, const double *p, const double *o,
                                      double *left, double *right)
{
    (void)self, (void)rule, (void)o;
    /* Uncoupled qubits have no coherence that the approximation could lose. */
    *left = p[GLOBAL_G] > 0.0 ? largest_rate(p) : 0.0;
    *right = global_find_lines(p).spacing;
}

static void compare_rate_with_line(const ent_model *self, const ent_validity *rule, const double *p, const double *o,
                                   double *left, double *right)
{
    (void)self, (void)rule, (void)o;
    *left = fmax(p[GLOBAL_GAMMA_H], p[GLOBAL_GAMMA_C]);
    *right = fabs(global_find_lines(p).minus);
}

static void compare_coupling_with_gaps(const ent_model *self, const ent_validity *rule, const double *p,
                                       const double *o, double *left, double *right)
{
    (void)self, (void)rule, (void)o;
    *left = p[GLOBAL_G];
    *right = sqrt(p[GLOBAL_EPS]) * sqrt(p[GLOBAL_EPS] + p[GLOBAL_DELTA]);
}

static void compare_entropy_production(const ent_model *self, const ent_validity *rule, const double *p,
                                       const double *o, double *left, double *right)
{
    (void)self, (void)rule;
    *left = -o[ENTROPY_PRODUCTION];
    *right = fabs(o[HEAT_H]) / p[GLOBAL_T_H] + fabs(o[HEAT_C]) / p[GLOBAL_T_C];
}

static void compare_temperatures(const ent_model *self, const ent_validity *rule, const double *p, const double *o,
                                 double *left, double *right)
{
    (void)self, (void)rule, (void)o;
    *left = p[GLOBAL_T_C];
    *right = p[GLOBAL_T_H];
}

static const ent_validity validity[] = {
    {"lines_near_rates", "max gamma (1 + 2 n(eps_-)) <= 0.1 (eps_+ - eps_-)", 0.1,
     "relaxation rate gamma (1 + 2n) = {left} against line spacing eps_+ - eps_- = {right}, ratio {ratio} (limit "
     "{limit}): the secular approximation needs lines much farther apart than the rates; compare with the model local",
     compare_rate_with_spacing},
    {"rates_near_line", "max(gamma_h, gamma_c) <= 0.1 |eps_-|", 0.1,
     "gamma = {left} is {ratio} of the lower transition frequency |eps_-| = {right} (limit {limit}): the Born-Markov "
     "approximation needs gamma much below it",
     compare_rate_with_line},
    {"coupling_above_gaps", "g < sqrt(eps_h eps_c)", 1.0 - 1e-15,
     "g = {left} reaches sqrt(eps_h eps_c) = {right}, ratio {ratio}: an entangled state lies below |00>, where the "
     "paper's analysis ends; the baths act by the part of the coupling that lowers the energy",
     compare_coupling_with_gaps},
    {"negative_entropy_production", "entropy_production >= 0", 1e-12,
     "entropy_production = -{left:entropy_rate}, {ratio} of the sum of |Q|/T, is negative: the currents "
     "cannot be trusted",
     compare_entropy_production},
    {"hot_bath_is_colder", "T_h >= T_c", 1.0,
     "T_c = {left:temperature} is above T_h = {right:temperature}: heat flows from the bath called cold to the one called hot",
     compare_temperatures},
};

static int evaluate_point(const double *p, ent_route route, double *observables, double *residual)
{
    return route == ENT_ROUTE_NUMERICAL ? global_numerical(p, observables, residual)
                                        : global_closed_form(p, observables);
}

static void read_sites(const double *p, two_qubit_sites *sites)
{
    *sites = (two_qubit_sites){.equation = ENT_MASTER_EQUATION_GLOBAL,
                               .eps = {p[GLOBAL_EPS], p[GLOBAL_EPS] + p[GLOBAL_DELTA]},
                               .rate = {p[GLOBAL_GAMMA_H], p[GLOBAL_GAMMA_C]},
                               .temperature = {p[GLOBAL_T_H], p[GLOBAL_T_C]},
                               .g = p[GLOBAL_G]};
}

static void evaluate(const ent_model *self, const ent_points *points)
{
    if (points->route == ENT_ROUTE_NUMERICAL) {
        block_evaluate(self, points, evaluate_point);
    } else {
        (void)x_block_evaluate(self, points, &global_lanes, evaluate_point, instruction_set_best());
    }
    two_qubit_fluctuations(self, points, read_sites);
}

static const char *why_undefined(const ent_model *self, const double *p, size_t observable)
{
    if (observable >= N_TWO_QUBIT) {
        return two_qubit_why_no_fluctuation();
    }
    if (observable == NEGATIVITY_SIGNED) {
        return "its size is below 1e-20, where the numerical route loses its sign";
    }
    if (observable == ENTROPY_PRODUCTION) {
        return "heat flows at a bath of temperature 0, where -Q/T diverges";
    }
    if (observable == J_CRITICAL) {
        return "the coherence d vanishes, and J_c of eq (27) has it in the denominator";
    }
    (void)self, (void)p;
    return "r11 r00 vanishes, or its size is lost in rounding";
}

static const char *why_failed(const ent_model *self, const double *p, int status, char *room, size_t size)
{
    (void)room, (void)size;
    (void)self;
    if (status == ENT_ERROR_ZERO_FREQUENCY) {
        return "the lower transition frequency eps_- is 0 at g = sqrt(eps_h eps_c), and a flat spectrum has no rate "
               "there: change g";
    }
    if (status == ENT_ERROR_NOT_UNIQUE) {
        return p[GLOBAL_GAMMA_H] == 0.0 && p[GLOBAL_GAMMA_C] == 0.0
                   ? "neither qubit has a bath (gamma_h = gamma_c = 0), so the populations of the eigenstates of H are "
                     "conserved: make a gamma larger than 0"
                   : "a qubit has neither bath nor coupling, so its state is conserved: make its gamma or g larger";
    }
    return NULL;
}

const ent_model model_global = {
    .name = "global",
    .title = "two-qubit engine, global master equation (strong inter-qubit coupling), eqs (20)-(27)",
    .energy_unit = "ε",
    .unit_parameter = "eps",
    .citation = "Khandelwal, Palazzo, Brunner, Haack, New J. Phys. 22, 073039 (2020)",
    .n_parameters = N_GLOBAL,
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
    .gradient = global_gradient,
    .all_hold = cold_gaps_are_positive,
    .dynamics = &global_dynamics,
};
