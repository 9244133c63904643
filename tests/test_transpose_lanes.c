#include "random_state.h"

#include "observable/entanglement.h"
#include "observable/transpose_lanes.h"

enum { W = TRANSPOSE_LANES, D = 4, N = D * D };

static double rho_hi[N][STATE_LANES], rho_lo[N][STATE_LANES];

static transpose_lanes find(instruction_set set)
{
    transpose_lanes lanes = {.rho_hi = (const double(*)[W])rho_hi, .rho_lo = (const double(*)[W])rho_lo};
    transpose_lanes_find(&lanes, set);
    return lanes;
}

static void check_states(double decades, int least)
{
    random_source source = {51};
    int certain = 0;
    for (int trial = 0; trial < 500; ++trial) {
        zdd rho[W][N];
        for (int lane = 0; lane < W; ++lane) {
            random_state(&source, rho[lane], decades);
            state_put(rho_hi, rho_lo, lane, rho[lane]);
        }
        const transpose_lanes first = find(INSTRUCTIONS_BASELINE);
        for (int lane = 0; lane < W; ++lane) {
            const double expected = dd_value(smallest_transposed_eigenvalue(rho[lane]));
            certain += first.certain[lane];
            if (first.certain[lane]) {
                expect_close(first.smallest[lane], expected, 2.3e-16, 1e-29, "smallest eigenvalue");
            }
        }
        for (int set = 1; set < N_INSTRUCTION_SETS; ++set) {
            if (instruction_set_is_available((instruction_set)set)) {
                const transpose_lanes wide = find((instruction_set)set);
                assert_memory_equal(wide.smallest, first.smallest, sizeof first.smallest);
                assert_memory_equal(wide.certain, first.certain, sizeof first.certain);
            }
        }
    }
    assert_true(certain >= least * W * 500 / 100);
}

static void random_states(void **state)
{
    (void)state;
    check_states(0.0, 99);
    check_states(2.0, 99);
    check_states(6.0, 10);
}

/* Where two eigenvalues are smallest, and where they differ by less than can be told. */
static void degenerate_states_are_not_certain(void **state)
{
    (void)state;
    for (int lane = 0; lane < W; ++lane) {
        zdd rho[N] = {{{0.0, 0.0}, {0.0, 0.0}}};
        const double split = lane < 4 ? 0.0 : 1e-17;
        const double values[D] = {0.1, 0.1 + split, 0.4 - split, 0.4};
        for (int i = 0; i < D; ++i) {
            rho[i * (D + 1)].re = dd_from(lane % 4 == 3 ? 0.25 : values[i]);
        }
        state_put(rho_hi, rho_lo, lane, rho);
    }
    const transpose_lanes lanes = find(instruction_set_best());
    for (int lane = 0; lane < W; ++lane) {
        assert_false(lanes.certain[lane]);
    }
}

/* Bell state: -1/2. */
static void bell_state(void **state)
{
    (void)state;
    zdd rho[N] = {{{0.0, 0.0}, {0.0, 0.0}}};
    rho[5].re = rho[10].re = rho[6].re = rho[9].re = dd_from(0.5);
    for (int lane = 0; lane < W; ++lane) {
        state_put(rho_hi, rho_lo, lane, rho);
    }
    const transpose_lanes lanes = find(instruction_set_best());
    for (int lane = 0; lane < W; ++lane) {
        assert_true(lanes.certain[lane]);
        expect_close(lanes.smallest[lane], -0.5, 1e-16, 0.0, "Bell state");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_states),
        cmocka_unit_test(degenerate_states_are_not_certain),
        cmocka_unit_test(bell_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
