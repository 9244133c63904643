/* The numerical route of the local engine for many points: eight at a time. */
#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/dd.h"
#include "model/block.h"
#include "model/local.h"
#include "model/local_numerical.h"
#include "observable/concurrence_lanes.h"
#include "observable/transpose_lanes.h"
#include "observable/two_qubit.h"
#include "physics/bose_lanes.h"
#include "solver/steady_lanes.h"

/* What the generator is linear in; WIDTH is the sum of the rates down and up of a bath, GAMMA their difference. */
enum { EPS_H, EPS_C, COUPLING, KAPPA_H, KAPPA_C, WIDTH_H, GAMMA_H, WIDTH_C, GAMMA_C, N_COEFFICIENTS };

/* The same for every engine: made by the first that needs it, read by all. */
static steady_pattern pattern;
static pthread_once_t pattern_made = PTHREAD_ONCE_INIT;

static void make_pattern(void)
{
    lindblad units[N_COEFFICIENTS];
    for (int c = 0; c < N_COEFFICIENTS; ++c) {
        units[c] = (lindblad){.d = 4};
        if (c < WIDTH_H) {
            const two_qubit_setting setting = {
                .eps_h = dd_from(c == EPS_H),
                .eps_c = dd_from(c == EPS_C),
                .g = c == COUPLING,
                .kappa_h = c == KAPPA_H,
                .kappa_c = c == KAPPA_C,
            };
            two_qubit_hamiltonian(units[c].hamiltonian, &setting);
        } else {
            const sparse_operator lowering = two_qubit_lowering(c == WIDTH_C || c == GAMMA_C);
            const sparse_operator raising = operator_adjoint(&lowering);
            lindblad_add_channel(&units[c], 0, dd_from(0.5), &lowering);
            lindblad_add_channel(&units[c], 0, dd_from(c == WIDTH_H || c == WIDTH_C ? 0.5 : -0.5), &raising);
        }
    }
    steady_pattern_make(&pattern, units, N_COEFFICIENTS);
}

/* Points waiting to be solved together. */
typedef struct queue {
    int n;
    size_t point[STEADY_LANES];
    double p[STEADY_LANES][N_LOCAL];
    two_qubit_setting setting[STEADY_LANES];
    bool wanted[N_TWO_QUBIT], negativity, concurrence;
    steady_lanes lanes;
    transpose_lanes transposes;
    concurrence_lanes concurrences;
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
        set_lane(&self->lanes, is_hot ? WIDTH_H : WIDTH_C, lane, dd_add(dd_scale(up, 2.0), rate));
        set_lane(&self->lanes, is_hot ? GAMMA_H : GAMMA_C, lane, rate);
    }
}

static void set_coefficients(queue *self, instruction_set set)
{
    for (int lane = 0; lane < STEADY_LANES; ++lane) {
        const two_qubit_setting *setting = &self->setting[lane];
        const double *p = self->p[lane < self->n ? lane : 0];
        self->setting[lane] = local_setting(p);
        set_lane(&self->lanes, EPS_H, lane, setting->eps_h);
        set_lane(&self->lanes, EPS_C, lane, setting->eps_c);
        set_lane(&self->lanes, COUPLING, lane, dd_from(setting->g));
        set_lane(&self->lanes, KAPPA_H, lane, dd_from(setting->kappa_h));
        set_lane(&self->lanes, KAPPA_C, lane, dd_from(setting->kappa_c));
    }
    set_rates(self, set);
}

static dd coefficient(const queue *self, int place, int lane)
{
    return (dd){self->lanes.c_hi[place][lane], self->lanes.c_lo[place][lane]};
}

/* Tr[H D rho] of one bath and its qubit: eps (absorbed - Gamma p) for the gap, where p is the population of |1>, and
 * -Gamma/2 of each coherence that its jumps damp: of the tunnelling of that qubit, and of the coupling. */
static void heat_of(const queue *self, int lane, int width, double *heat, double *bare)
{
    const bool hot = width == WIDTH_H;
    const two_qubit_setting *s = &self->setting[lane];
    const double(*hi)[STEADY_LANES] = self->lanes.x_hi, (*lo)[STEADY_LANES] = self->lanes.x_lo;
    const ladder_pair *pair = &LADDER_PAIRS[hot ? 0 : 1];
    const int other = hot ? 5 : 10; /* <10|rho|10> or <01|rho|01>, beside <11|rho|11> */
    const dd gamma = coefficient(self, width, lane);
    const dd absorbed = dd_scale(dd_subtract(gamma, coefficient(self, hot ? GAMMA_H : GAMMA_C, lane)), 0.5);
    const dd excited = dd_add((dd){hi[0][lane], lo[0][lane]}, (dd){hi[other][lane], lo[other][lane]});
    const dd coherence = dd_add((dd){hi[pair->excited][lane], lo[pair->excited][lane]},
                                (dd){hi[pair->ground][lane], lo[pair->ground][lane]});
    const dd exchange = {hi[LADDER_RE(1, 2)][lane], lo[LADDER_RE(1, 2)][lane]};
    const dd quanta = dd_subtract(absorbed, dd_multiply(gamma, excited));
    const dd tunnelling = dd_multiply(dd_from(hot ? s->kappa_h : s->kappa_c), coherence);
    const dd gap = dd_multiply(hot ? s->eps_h : s->eps_c, quanta);
    const dd alone = dd_subtract(gap, dd_multiply(gamma, tunnelling));
    *bare = dd_value(alone);
    *heat = dd_value(dd_subtract(alone, dd_multiply(gamma, dd_multiply(dd_from(s->g), exchange))));
}

/* Observables of one lane, or all of the point anew where the lane is not solved. */
static int observe_lane(const queue *self, int lane, double *observables, double *residual)
{
    const double *p = self->p[lane];
    two_qubit_setting setting = self->setting[lane];
    two_qubit_currents flow;
    const bool with_currents = two_qubit_wants_currents(self->wanted, &setting);
    dd unknowns[LINDBLAD_MAX_UNKNOWNS];
    zdd rho[LINDBLAD_MAX_UNKNOWNS];
    if (!self->lanes.solved[lane]) {
        return local_numerical(p, observables, residual);
    }
    for (int k = 0; k < LINDBLAD_MAX_UNKNOWNS; ++k) {
        unknowns[k] = (dd){self->lanes.x_hi[k][lane], self->lanes.x_lo[k][lane]};
    }
    lindblad_state(4, rho, unknowns);
    if (with_currents) {
        heat_of(self, lane, WIDTH_H, &flow.heat_h, &flow.heat_h_bare);
        heat_of(self, lane, WIDTH_C, &flow.heat_c, &flow.heat_c_bare);
        setting.critical_factor = self->wanted[J_CRITICAL] ? local_critical_factor(p) : 0.0;
    }
    const two_qubit_known known = {
        .smallest = self->transposes.certain[lane] ? &self->transposes.smallest[lane] : NULL,
        .concurrence = self->concurrences.certain[lane] ? &self->concurrences.concurrence[lane] : NULL,
        .flow = with_currents ? &flow : NULL,
    };
    two_qubit_observe_steady(observables, self->wanted, &known, &setting, rho);
    *residual = self->lanes.residual[lane];
    return ENT_OK;
}

static void start_queue(queue *self, const ent_points *points)
{
    self->n = 0;
    (void)pthread_once(&pattern_made, make_pattern);
    for (size_t k = 0; k < N_TWO_QUBIT; ++k) {
        self->wanted[k] = points->observables[k] != NULL;
    }
    self->negativity = two_qubit_wants_negativity(self->wanted);
    self->concurrence = two_qubit_wants_concurrence(self->wanted);
}

static void solve_queue(queue *self, const ent_points *points, instruction_set set)
{
    set_coefficients(self, set);
    steady_lanes_solve(&self->lanes, &pattern, set);
    memset(self->transposes.certain, 0, sizeof self->transposes.certain);
    memset(self->concurrences.certain, 0, sizeof self->concurrences.certain);
    if (self->negativity) {
        self->transposes.rho_hi = (const double(*)[TRANSPOSE_LANES])self->lanes.x_hi;
        self->transposes.rho_lo = (const double(*)[TRANSPOSE_LANES])self->lanes.x_lo;
        transpose_lanes_find(&self->transposes, set);
    }
    if (self->concurrence) {
        self->concurrences.rho_hi = (const double(*)[CONCURRENCE_LANES])self->lanes.x_hi;
        self->concurrences.rho_lo = (const double(*)[CONCURRENCE_LANES])self->lanes.x_lo;
        concurrence_lanes_find(&self->concurrences, set);
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
