#include "two_qubit_family.h"

#include "solver/steady_lanes.h"
#include "solver/steady_state.h"

enum { W = STEADY_LANES, N = LINDBLAD_MAX_UNKNOWNS, N_COEFFICIENTS = FAMILY_SIZE };

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
    const lindblad system = family_member(c);
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
    const steady_pattern pattern = family_pattern();
    int solved = 0;
    for (int trial = 0; trial < 200; ++trial) {
        dd c[W][N_COEFFICIENTS];
        for (int lane = 0; lane < W; ++lane) {
            family_random(&source, c[lane]);
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
    const steady_pattern pattern = family_pattern();
    for (int trial = 0; trial < 50; ++trial) {
        dd c[W][N_COEFFICIENTS];
        for (int lane = 0; lane < W; ++lane) {
            family_random(&source, c[lane]);
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
    const steady_pattern pattern = family_pattern();
    dd c[W][N_COEFFICIENTS];
    for (int lane = 0; lane < W; ++lane) {
        family_random(&source, c[lane]);
    }
    memset(&c[1][FAMILY_RATES], 0, 4 * sizeof c[1][0]);
    memset(&c[3][FAMILY_RATES + 2], 0, 2 * sizeof c[3][0]);
    c[3][FAMILY_COUPLING] = dd_from(0.0);
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
