/* The local engine by the numerical route: eq (3) with the tunnelling of eq (19). The rates are those of the bare gaps,
 * also with tunnelling, as in the paper. */
#include "model/local.h"

#include <math.h>
#include <string.h>

#include "base/lanes.h"
#include "entangine/bath.h"
#include "model/two_qubit_motion.h"
#include "model/two_qubit_numerical.h"
#include "observable/transpose_lanes.h"
#include "observable/two_qubit.h"
#include "physics/bose.h"
#include "physics/bose_lanes.h"
#include "solver/steady_lanes.h"

static void add_bath(lindblad *system, int bath, double rate, dd occupation)
{
    const sparse_operator lowering = two_qubit_lowering(bath);
    const sparse_operator raising = operator_adjoint(&lowering);
    const dd absorption = dd_multiply(dd_from(rate), occupation);
    lindblad_add_channel(system, bath, dd_add(absorption, dd_from(rate)), &lowering);
    lindblad_add_channel(system, bath, absorption, &raising);
}

/* J_c/sqrt(r11 r00) of eq (18), which does not need the heat current. */
static double critical_factor(const double *p)
{
    const double eps_c = p[LOCAL_EPS_H] + p[LOCAL_DELTA];
    const double width_h = p[LOCAL_GAMMA_H] * (1.0 + 2.0 * ent_bose_einstein(p[LOCAL_EPS_H], p[LOCAL_T_H]));
    const double width_c = p[LOCAL_GAMMA_C] * (1.0 + 2.0 * ent_bose_einstein(eps_c, p[LOCAL_T_C]));
    const double root = hypot(width_h + width_c, 2.0 * p[LOCAL_DELTA]);
    return 4.0 * p[LOCAL_G] * (p[LOCAL_EPS_H] * (width_c / root) + eps_c * (width_h / root));
}

static two_qubit_setting setting_of(const double *p)
{
    return (two_qubit_setting){
        .eps_h = dd_from(p[LOCAL_EPS_H]),
        .eps_c = dd_two_sum(p[LOCAL_EPS_H], p[LOCAL_DELTA]),
        .g = p[LOCAL_G],
        .kappa_h = p[LOCAL_KAPPA_H],
        .kappa_c = p[LOCAL_KAPPA_C],
        .t_h = p[LOCAL_T_H],
        .t_c = p[LOCAL_T_C],
    };
}

static two_qubit_setting setting_with_critical(const double *p)
{
    two_qubit_setting setting = setting_of(p);
    setting.critical_factor = critical_factor(p);
    return setting;
}

static int make_generator(const double *p, lindblad *system)
{
    const two_qubit_setting setting = setting_of(p);
    *system = (lindblad){.d = 4};
    two_qubit_hamiltonian(system->hamiltonian, &setting);
    add_bath(system, 0, p[LOCAL_GAMMA_H], bose_dd(setting.eps_h, p[LOCAL_T_H]));
    add_bath(system, 1, p[LOCAL_GAMMA_C], bose_dd(setting.eps_c, p[LOCAL_T_C]));
    return ENT_OK;
}

void local_generator(const double *p, lindblad *system)
{
    (void)make_generator(p, system);
}

static void gibbs(const double *p, zdd *rho)
{
    const two_qubit_setting setting = setting_of(p);
    two_qubit_gibbs(rho, &setting);
}

static void observe(const double *p, const lindblad *system, const zdd *rho, double *observables)
{
    const two_qubit_setting setting = setting_of(p);
    two_qubit_observe_transient(observables, system, &setting, rho);
}

static int open_motion(motion *self, const ent_model *model, const double *parameters, motion_span span, bool matrix)
{
    static const two_qubit_equation equation = {make_generator, gibbs, observe};
    (void)span, (void)matrix;
    return two_qubit_open(self, &equation, model, parameters);
}

const ent_dynamics local_dynamics = {two_qubit_dimension, open_motion};

/* What the generator is linear in. */
enum { EPS_H, EPS_C, COUPLING, KAPPA_H, KAPPA_C, DOWN_H, UP_H, DOWN_C, UP_C, N_COEFFICIENTS };

static void make_pattern(generator_pattern *pattern)
{
    *pattern = (generator_pattern){0};
    for (int c = 0; c < N_COEFFICIENTS; ++c) {
        lindblad unit = {.d = 4};
        if (c < DOWN_H) {
            const two_qubit_setting setting = {
                .eps_h = dd_from(c == EPS_H),
                .eps_c = dd_from(c == EPS_C),
                .g = c == COUPLING,
                .kappa_h = c == KAPPA_H,
                .kappa_c = c == KAPPA_C,
            };
            two_qubit_hamiltonian(unit.hamiltonian, &setting);
        } else {
            const sparse_operator lowering = two_qubit_lowering(c == DOWN_C || c == UP_C);
            const sparse_operator raising = operator_adjoint(&lowering);
            lindblad_add_channel(&unit, 0, dd_from(1.0), c == DOWN_H || c == DOWN_C ? &lowering : &raising);
        }
        generator_pattern_add(pattern, &unit);
    }
}

/* Points waiting to be solved together. */
typedef struct queue {
    int n;
    size_t point[STEADY_LANES];
    double p[STEADY_LANES][N_LOCAL];
    two_qubit_setting setting[STEADY_LANES];
    bool wanted[N_TWO_QUBIT];
    generator_pattern pattern;
    steady_lanes lanes;
    transpose_lanes transposes;
} queue;

static void set_lane(steady_lanes *lanes, int coefficient, int lane, dd value)
{
    lanes->c_hi[coefficient][lane] = value.hi;
    lanes->c_lo[coefficient][lane] = value.lo;
}

static void set_rates(queue *self, instruction_set set)
{
    /* Hot baths first, then cold ones. */
    double energy_hi[2 * STEADY_LANES], energy_lo[2 * STEADY_LANES], t[2 * STEADY_LANES];
    double n_hi[2 * STEADY_LANES], n_lo[2 * STEADY_LANES];
    for (int k = 0; k < 2 * STEADY_LANES; ++k) {
        const two_qubit_setting *setting = &self->setting[k % STEADY_LANES];
        const dd energy = k < STEADY_LANES ? setting->eps_h : setting->eps_c;
        energy_hi[k] = energy.hi;
        energy_lo[k] = energy.lo;
        t[k] = k < STEADY_LANES ? setting->t_h : setting->t_c;
    }
    bose_dd_lanes(n_hi, n_lo, energy_hi, energy_lo, t, 2 * STEADY_LANES, set);
    for (int k = 0; k < 2 * STEADY_LANES; ++k) {
        const int lane = k % STEADY_LANES;
        const bool is_hot = k < STEADY_LANES;
        const dd rate = dd_from(self->p[lane < self->n ? lane : 0][is_hot ? LOCAL_GAMMA_H : LOCAL_GAMMA_C]);
        const dd up = dd_multiply(rate, (dd){n_hi[k], n_lo[k]});
        set_lane(&self->lanes, is_hot ? UP_H : UP_C, lane, up);
        set_lane(&self->lanes, is_hot ? DOWN_H : DOWN_C, lane, dd_add(up, rate));
    }
}

static void set_coefficients(queue *self, instruction_set set)
{
    for (int lane = 0; lane < STEADY_LANES; ++lane) {
        const two_qubit_setting *setting = &self->setting[lane];
        self->setting[lane] = setting_of(self->p[lane < self->n ? lane : 0]);
        set_lane(&self->lanes, EPS_H, lane, setting->eps_h);
        set_lane(&self->lanes, EPS_C, lane, setting->eps_c);
        set_lane(&self->lanes, COUPLING, lane, dd_from(setting->g));
        set_lane(&self->lanes, KAPPA_H, lane, dd_from(setting->kappa_h));
        set_lane(&self->lanes, KAPPA_C, lane, dd_from(setting->kappa_c));
    }
    set_rates(self, set);
}

/* Observables of one lane, or all of the point anew where the lane is not solved. */
static int observe_lane(const queue *self, int lane, double *observables, double *residual)
{
    const double *p = self->p[lane];
    two_qubit_setting setting = self->setting[lane];
    const bool with_currents = two_qubit_wants_currents(self->wanted, &setting);
    dd unknowns[LINDBLAD_MAX_UNKNOWNS];
    zdd rho[LINDBLAD_MAX_UNKNOWNS];
    lindblad system;
    if (!self->lanes.solved[lane]) {
        return local_numerical(p, observables, residual);
    }
    for (int k = 0; k < LINDBLAD_MAX_UNKNOWNS; ++k) {
        unknowns[k] = (dd){self->lanes.x_hi[k][lane], self->lanes.x_lo[k][lane]};
    }
    lindblad_state(4, rho, unknowns);
    if (with_currents) {
        (void)make_generator(p, &system);
        setting.critical_factor = critical_factor(p);
    }
    two_qubit_observe_steady(observables, self->wanted,
                             self->transposes.certain[lane] ? &self->transposes.smallest[lane] : NULL,
                             with_currents ? &system : NULL, &setting, rho);
    *residual = self->lanes.residual[lane];
    return ENT_OK;
}

static void start_queue(queue *self, const ent_points *points)
{
    self->n = 0;
    make_pattern(&self->pattern);
    for (size_t k = 0; k < N_TWO_QUBIT; ++k) {
        self->wanted[k] = points->observables[k] != NULL;
    }
}

static void solve_queue(queue *self, const ent_points *points, instruction_set set)
{
    set_coefficients(self, set);
    steady_lanes_solve(&self->lanes, &self->pattern, set);
    memset(self->transposes.certain, 0, sizeof self->transposes.certain);
    if (two_qubit_wants_negativity(self->wanted)) {
        self->transposes.rho_hi = (const double(*)[TRANSPOSE_LANES])self->lanes.x_hi;
        self->transposes.rho_lo = (const double(*)[TRANSPOSE_LANES])self->lanes.x_lo;
        transpose_lanes_find(&self->transposes, set);
    }
    for (int lane = 0; lane < self->n; ++lane) {
        double observables[N_TWO_QUBIT], residual = NAN;
        const size_t i = self->point[lane];
        points->status[i] = observe_lane(self, lane, observables, &residual);
        block_scatter(points, i, observables, N_TWO_QUBIT, residual);
    }
    self->n = 0;
}

void local_numerical_block(const ent_points *points, instruction_set set)
{
    queue waiting;
    waiting.n = -1;
    for (size_t i = 0; i < points->n; ++i) {
        const bool tunnelling =
            points->parameters[LOCAL_KAPPA_H][i] != 0.0 || points->parameters[LOCAL_KAPPA_C][i] != 0.0;
        if (points->status[i] != ENT_OK || (!tunnelling && points->route != ENT_ROUTE_NUMERICAL)) {
            continue;
        }
        if (points->route == ENT_ROUTE_CLOSED) {
            points->status[i] = ENT_ERROR_UNDEFINED;
            continue;
        }
        if (waiting.n < 0) {
            start_queue(&waiting, points);
        }
        for (size_t k = 0; k < N_LOCAL; ++k) {
            waiting.p[waiting.n][k] = points->parameters[k][i];
        }
        waiting.point[waiting.n++] = i;
        if (waiting.n == STEADY_LANES) {
            solve_queue(&waiting, points, set);
        }
    }
    if (waiting.n > 0) {
        solve_queue(&waiting, points, set);
    }
}

int local_numerical(const double *p, double *observables, double *residual)
{
    const two_qubit_setting setting = setting_with_critical(p);
    lindblad system;
    (void)make_generator(p, &system);
    return two_qubit_numerical(&system, &setting, observables, residual);
}
