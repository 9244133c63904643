/* The model `thermal`: two coupled resonant qubits in the Gibbs state of H_S + H_int, eqs (33)-(35). */
#include <math.h>

#include "entangine/status.h"
#include "model/registry.h"
#include "model/thermal.h"
#include "observable/two_qubit.h"
#include "observable/x_state.h"

static const ent_parameter parameters[N_THERMAL] = {
    [THERMAL_EPS] = {"eps", "ε", ENT_QUANTITY_ENERGY, 1.0, 0.0, INFINITY, true, "energy gap of both qubits"},
    [THERMAL_G] = {"g", "g", ENT_QUANTITY_ENERGY, 0.8, 0.0, INFINITY, false, "exchange coupling between the qubits"},
    [THERMAL_T] = {"T", "T", ENT_QUANTITY_TEMPERATURE, 0.3, 0.0, INFINITY, false, "temperature"},
};

static void compare_coupling_with_gap(const ent_model *self, const ent_validity *rule, const double *p, const double *o,
                                      double *left, double *right)
{
    (void)self, (void)rule, (void)o;
    *left = p[THERMAL_G];
    *right = p[THERMAL_EPS];
}

static const ent_validity validity[] = {
    {"coupling_above_gap", "g < eps", 1.0 - 1e-15,
     "g = {left} reaches eps = {right}, ratio {ratio}: the entangled state |eps_-> lies at or below |00>, where the "
     "paper's analysis ends; the Gibbs state itself stays exact",
     compare_coupling_with_gap},
};

/* e^{-(energy above the ground state)/T}; at T = 0, 1 for the ground state and 0 for the others. */
static double weight(double energy, double temperature)
{
    return energy == 0.0 ? 1.0 : exp(-energy / temperature);
}

static x_state gibbs_state(double eps, double g, double t)
{
    /* Energies 0, eps - g, eps + g, 2 eps, counted from the lowest. */
    const double ground = fmin(0.0, eps - g);
    const double w00 = weight(-ground, t);
    const double minus = weight(g < eps ? eps - g : 0.0, t);
    const double plus = weight(g < eps ? eps + g : 2.0 * g, t);
    const double w11 = weight(g < eps ? 2.0 * eps : eps + g, t);
    const double sum = w00 + minus + plus + w11;
    /* c = (p_+ - p_-)/2 over sqrt(r11 r00) is sinh(g/T), whose exponentials cancel: keep e^{-shift} apart. */
    const double shift = g < eps ? (eps - g) / t : 0.0;
    const double half_distance = g / t;
    x_state s = {0};
    s.r11 = w11 / sum;
    s.r00 = w00 / sum;
    s.r10 = s.r01 = 0.5 * (minus + plus) / sum;
    s.scale = exp(-shift);
    s.c_scaled = g == 0.0 ? 0.0 : -0.5 * expm1(-2.0 * g / t) / sum;
    s.bound_scaled = t > 0.0 ? exp(-half_distance) / sum : 0.0;
    s.c_re = 0.0 - s.c_scaled * s.scale;
    return s;
}

int thermal_closed_form(const double *p, double *o)
{
    const x_state s = gibbs_state(p[THERMAL_EPS], p[THERMAL_G], p[THERMAL_T]);
    x_state_observe(&s, p[THERMAL_G], o);
    two_qubit_set_heat(o, 0.0, 0.0, 0.0);
    o[J_CRITICAL] = o[ENTROPY_PRODUCTION] = 0.0;
    return ENT_OK;
}

static int evaluate_point(const double *p, ent_route route, double *observables, double *residual)
{
    *residual = NAN;
    return route == ENT_ROUTE_NUMERICAL ? ENT_ERROR_UNDEFINED : thermal_closed_form(p, observables);
}

static void evaluate(const ent_model *self, const ent_points *points)
{
    if (points->route == ENT_ROUTE_NUMERICAL) {
        block_evaluate(self, points, evaluate_point);
    } else {
        (void)x_block_evaluate(self, points, &thermal_lanes, evaluate_point, instruction_set_best());
    }
}

static const char *why_undefined(const ent_model *self, const double *p, size_t observable)
{
    (void)self, (void)p;
    (void)observable;
    return "r11 r00 vanishes, so the ratio has no finite value";
}

static const char *why_failed(const ent_model *self, const double *p, int status, char *room, size_t size)
{
    (void)room, (void)size;
    (void)self, (void)p;
    return status == ENT_ERROR_UNDEFINED ? "a Gibbs state solves no master equation: it has the closed form only"
                                         : NULL;
}

const ent_model model_thermal = {
    .name = "thermal",
    .title = "two coupled qubits in thermal equilibrium, eqs (33)-(35)",
    .energy_unit = "ε",
    .unit_parameter = "eps",
    .citation = "Khandelwal, Palazzo, Brunner, Haack, New J. Phys. 22, 073039 (2020), appendix B",
    .n_parameters = N_THERMAL,
    .n_observables = N_TWO_QUBIT,
    .n_validity = sizeof validity / sizeof validity[0],
    .parameters = parameters,
    .observables = two_qubit_observables,
    .validity = validity,
    .evaluate = evaluate,
    .entangled = two_qubit_entangled,
    .decides = two_qubit_decides,
    .why_undefined = why_undefined,
    .why_failed = why_failed,
    .gradient = thermal_gradient,
};
