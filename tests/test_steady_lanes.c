#include "support.h"

#include "model/two_qubit_numerical.h"
#include "solver/steady_lanes.h"
#include "solver/steady_state.h"

enum { W = STEADY_LANES, N = LINDBLAD_MAX_UNKNOWNS, N_COEFFICIENTS = 7 };

/* Two qubits of one gap with tunnelling in the hot one; c: gap, coupling, tunnelling, and rates down and up of both
 * baths. */
static lindblad system_of(const dd *c)
{
    const two_qubit_setting setting = {.eps_h = c[0], .eps_c = c[0], .g = dd_value(c[1]), .kappa_h = dd_value(c[2])};
    lindblad system = {.d = 4};
    two_qubit_hamiltonian(system.hamiltonian, &setting);
    for (int bath = 0; bath < 2; ++bath) {
        const sparse_operator lowering = two_qubit_lowering(bath);
        const sparse_operator raising = operator_adjoint(&lowering);
        lindblad_add_channel(&system, bath, c[3 + 2 * bath], &lowering);
        lindblad_add_channel(&system, bath, c[4 + 2 * bath], &raising);
    }
    return system;
}

static generator_pattern pattern_of_units(void)
{
    generator_pattern pattern = {0};
    for (int k = 0; k < N_COEFFICIENTS; ++k) {
        dd unit[N_COEFFICIENTS] = {{0.0, 0.0}};
        unit[k] = dd_from(1.0);
        const lindblad system = system_of(unit);
        generator_pattern_add(&pattern, &system);
    }
    return pattern;
}

static void random_coefficients(random_source *source, dd *c)
{
    c[0] = dd_two_sum(random_decades(source, -1.0, 0.5), random_between(source, -1e-17, 1e-17));
    c[1] = dd_from(random_decades(source, -4.0, -0.5));
    c[2] = dd_from(random_decades(source, -3.0, -0.5));
    for (int bath = 0; bath < 2; ++bath) {
        const double rate = random_decades(source, -4.0, -0.5), n = random_decades(source, -6.0, 1.0);
        c[3 + 2 * bath] = dd_add(dd_from(rate), dd_two_product(rate, n));
        c[4 + 2 * bath] = dd_two_product(rate, n);
    }
}

static void put(steady_lanes *lanes, int lane, const dd *c)
{
    for (int k = 0; k < N_COEFFICIENTS; ++k) {
        lanes->c_hi[k][lane] = c[k].hi;
        lanes->c_lo[k][lane] = c[k].lo;
    }
}

static void expect_same_lane(const steady_lanes *a, int i, const steady_lanes *b, int j)
{
    assert_int_equal(a->solved[i], b->solved[j]);
    for (int k = 0; k < N && a->solved[i]; ++k) {
        assert_true(a->x_hi[k][i] == b->x_hi[k][j] && a->x_lo[k][i] == b->x_lo[k][j]);
    }
}

/* Compares one lane with the plain route. */
static void expect_plain(const steady_lanes *lanes, int lane, const dd *c)
{
    zdd rho[N];
    dd x[N];
    double residual;
    const lindblad system = system_of(c);
    assert_int_equal(steady_state_small(rho, &residual, &system), ENT_OK);
    lindblad_unknowns(4, x, rho);
    assert_true(lanes->residual[lane] < 1e-29);
    for (int k = 0; k < N; ++k) {
        const dd error = dd_subtract((dd){lanes->x_hi[k][lane], lanes->x_lo[k][lane]}, x[k]);
        expect_close(error.hi, 0.0, 0.0, 1e-28, "element of rho");
    }
}

static steady_lanes reference, other;

static void as_the_plain_route(void **state)
{
    (void)state;
    random_source source = {41};
    const generator_pattern pattern = pattern_of_units();
    int solved = 0;
    for (int trial = 0; trial < 200; ++trial) {
        dd c[W][N_COEFFICIENTS];
        for (int lane = 0; lane < W; ++lane) {
            random_coefficients(&source, c[lane]);
            put(&reference, lane, c[lane]);
        }
        other = reference;
        steady_lanes_solve(&reference, &pattern, INSTRUCTIONS_BASELINE);
        for (int lane = 0; lane < W; ++lane) {
            solved += reference.solved[lane];
            if (reference.solved[lane]) {
                expect_plain(&reference, lane, c[lane]);
            }
        }
        for (int set = 1; set < N_INSTRUCTION_SETS; ++set) {
            if (instruction_set_is_available((instruction_set)set)) {
                steady_lanes_solve(&other, &pattern, (instruction_set)set);
                for (int lane = 0; lane < W; ++lane) {
                    expect_same_lane(&other, lane, &reference, lane);
                }
            }
        }
    }
    assert_true(solved > 200 * W * 99 / 100);
}

/* The neighbours of a lane, and its place, do not matter. */
static void lanes_are_independent(void **state)
{
    (void)state;
    random_source source = {42};
    const generator_pattern pattern = pattern_of_units();
    for (int trial = 0; trial < 50; ++trial) {
        dd c[W][N_COEFFICIENTS];
        for (int lane = 0; lane < W; ++lane) {
            random_coefficients(&source, c[lane]);
            put(&reference, lane, c[lane]);
            put(&other, (5 * lane + 3) % W, c[lane]);
        }
        steady_lanes_solve(&reference, &pattern, instruction_set_best());
        steady_lanes_solve(&other, &pattern, instruction_set_best());
        for (int lane = 0; lane < W; ++lane) {
            expect_same_lane(&reference, lane, &other, (5 * lane + 3) % W);
        }
    }
}

/* No bath, one qubit alone without its bath, nothing at all: left to the plain route, the others are solved. */
static void states_that_are_not_unique(void **state)
{
    (void)state;
    random_source source = {43};
    const generator_pattern pattern = pattern_of_units();
    dd c[W][N_COEFFICIENTS];
    for (int lane = 0; lane < W; ++lane) {
        random_coefficients(&source, c[lane]);
    }
    c[1][3] = c[1][4] = c[1][5] = c[1][6] = dd_from(0.0);
    c[3][1] = c[3][5] = c[3][6] = dd_from(0.0);
    memset(c[6], 0, sizeof c[6]);
    for (int lane = 0; lane < W; ++lane) {
        put(&reference, lane, c[lane]);
    }
    steady_lanes_solve(&reference, &pattern, instruction_set_best());
    for (int lane = 0; lane < W; ++lane) {
        assert_int_equal(reference.solved[lane], lane != 1 && lane != 3 && lane != 6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_the_plain_route),
        cmocka_unit_test(lanes_are_independent),
        cmocka_unit_test(states_that_are_not_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
