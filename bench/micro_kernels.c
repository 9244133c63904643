#include "micro_kernels.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "model/two_qubit_numerical.h"
#include "observable/concurrence_lanes.h"
#include "observable/entanglement.h"
#include "observable/transpose_lanes.h"
#include "physics/bose.h"
#include "physics/bose_lanes.h"
#include "solver/steady_lanes.h"
#include "solver/steady_state.h"

enum { W = STEADY_LANES, BATHS = 2, D = 4 };

/* What an engine is linear in; of each bath, the rates down and up. */
enum { EPS_H, EPS_C, COUPLING, KAPPA, DOWN_H, UP_H, DOWN_C, UP_C, N_COEFFICIENTS };

static double energies[BATHS * W], energies_lo[BATHS * W], temperatures[BATHS * W];
static double coefficients[W][N_COEFFICIENTS];
static steady_pattern pattern;
static steady_lanes engines;
static zdd states[W][D * D];
static volatile double sink; /* keeps plain routes from being left out */

static lindblad engine_of(const double *c)
{
    const two_qubit_setting setting = {
        .eps_h = dd_from(c[EPS_H]), .eps_c = dd_from(c[EPS_C]), .g = c[COUPLING], .kappa_h = c[KAPPA]};
    lindblad system = {.d = D};
    two_qubit_hamiltonian(system.hamiltonian, &setting);
    for (int bath = 0; bath < BATHS; ++bath) {
        const sparse_operator lowering = two_qubit_lowering(bath);
        const sparse_operator raising = operator_adjoint(&lowering);
        lindblad_add_channel(&system, bath, dd_from(c[DOWN_H + 2 * bath]), &lowering);
        lindblad_add_channel(&system, bath, dd_from(c[UP_H + 2 * bath]), &raising);
    }
    return system;
}

/* Engines like the paper's, all a little different. */
static void prepare(void)
{
    lindblad units[N_COEFFICIENTS];
    for (int k = 0; k < N_COEFFICIENTS; ++k) {
        double unit[N_COEFFICIENTS] = {0.0};
        unit[k] = 1.0;
        units[k] = engine_of(unit);
    }
    steady_pattern_make(&pattern, units, N_COEFFICIENTS);
    for (int l = 0; l < W; ++l) {
        const double c[N_COEFFICIENTS] = {
            1.0, 1.01, 1.6e-3 * (1.0 + 0.1 * l), 0.05 + 0.01 * l, 1.3e-3, 3e-4 + 1e-5 * l, 1.1e-2, 5e-7};
        memcpy(coefficients[l], c, sizeof c);
        for (int k = 0; k < N_COEFFICIENTS; ++k) {
            engines.c_hi[k][l] = c[k];
        }
        double residual;
        const lindblad system = engine_of(c);
        (void)steady_state_small(states[l], &residual, &system);
    }
    for (int k = 0; k < BATHS * W; ++k) {
        energies[k] = 1.0 + 0.01 * k;
        temperatures[k] = k < W ? 0.7 : 0.1;
    }
    steady_lanes_solve(&engines, &pattern, instruction_set_best());
}

static void steady_plain(void)
{
    for (int l = 0; l < W; ++l) {
        zdd rho[D * D];
        double residual;
        const lindblad system = engine_of(coefficients[l]);
        sink = steady_state_small(rho, &residual, &system);
    }
}

static void steady_wide(instruction_set set)
{
    steady_lanes_solve(&engines, &pattern, set);
}

static void transpose_plain(void)
{
    for (int l = 0; l < W; ++l) {
        sink = dd_value(smallest_transposed_eigenvalue(states[l]));
    }
}

static void transpose_wide(instruction_set set)
{
    transpose_lanes transposes = {.rho_hi = (const double(*)[W])engines.x_hi,
                                  .rho_lo = (const double(*)[W])engines.x_lo};
    transpose_lanes_find(&transposes, set);
}

static void concurrence_plain(void)
{
    for (int l = 0; l < W; ++l) {
        sink = concurrence_of(states[l]);
    }
}

static void concurrence_wide(instruction_set set)
{
    concurrence_lanes concurrences = {.rho_hi = (const double(*)[W])engines.x_hi,
                                      .rho_lo = (const double(*)[W])engines.x_lo};
    concurrence_lanes_find(&concurrences, set);
}

static void occupation_plain(void)
{
    for (int k = 0; k < BATHS * W; ++k) {
        sink = bose_dd(dd_from(energies[k]), temperatures[k]).hi;
    }
}

static void occupation_wide(instruction_set set)
{
    double hi[BATHS * W], lo[BATHS * W];
    bose_dd_lanes(hi, lo, energies, energies_lo, temperatures, BATHS * W, set);
}

static const struct {
    const char *what;
    void (*plain)(void);
    void (*wide)(instruction_set set);
} jobs[] = {
    {"steady state of two qubits", steady_plain, steady_wide},
    {"smallest eigenvalue of its partial transpose", transpose_plain, transpose_wide},
    {"its concurrence", concurrence_plain, concurrence_wide},
    {"occupations of two baths, in double-double", occupation_plain, occupation_wide},
};

enum { N_JOBS = sizeof jobs / sizeof jobs[0], PLAIN = -1 };

/* Nanoseconds a state; set may be PLAIN. */
static double time_of(int job, int set)
{
    size_t rounds = 0;
    double passed = 0.0;
    const double started = monotonic_seconds();
    while (passed < 0.1) {
        for (int inner = 0; inner < 16; ++inner) {
            if (set == PLAIN) {
                jobs[job].plain();
            } else {
                jobs[job].wide((instruction_set)set);
            }
        }
        rounds += 16;
        passed = monotonic_seconds() - started;
    }
    return passed / (double)rounds / W * 1e9;
}

void kernels_print(void)
{
    prepare();
    (void)printf("ns a state       plain  baseline      avx2    avx512\n");
    for (int job = 0; job < N_JOBS; ++job) {
        (void)printf("%22.1f", time_of(job, PLAIN));
        for (int set = 0; set < N_INSTRUCTION_SETS; ++set) {
            if (instruction_set_is_available((instruction_set)set)) {
                (void)printf("%10.1f", time_of(job, set));
            } else {
                (void)printf("%10s", "-");
            }
        }
        (void)printf("  %s\n", jobs[job].what);
    }
}
