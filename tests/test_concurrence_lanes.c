#include "random_state.h"

#include "observable/concurrence_lanes.h"
#include "observable/entanglement.h"

enum { W = CONCURRENCE_LANES, D = 4, N = D * D };

static double rho_hi[N][STATE_LANES], rho_lo[N][STATE_LANES];

static concurrence_lanes find(instruction_set set)
{
    concurrence_lanes lanes = {.rho_hi = (const double(*)[W])rho_hi, .rho_lo = (const double(*)[W])rho_lo};
    concurrence_lanes_find(&lanes, set);
    return lanes;
}

/* A random state, or one that mixes a Bell state with it, which is entangled. */
static void make_state(random_source *source, zdd *rho, double decades, bool mixed)
{
    random_state(source, rho, decades);
    const double share = mixed ? random_between(source, 0.1, 0.9) : 0.0;
    for (int k = 0; k < N; ++k) {
        const bool inner = (k / D == 1 || k / D == 2) && (k % D == 1 || k % D == 2);
        rho[k] = zdd_times(rho[k], dd_subtract(dd_from(1.0), dd_from(share)));
        rho[k] = zdd_add(rho[k], zdd_from(inner ? 0.5 * share : 0.0, 0.0));
    }
}

static void check_states(double decades, bool mixed, int least)
{
    random_source source = {53};
    int certain = 0, entangled = 0;
    for (int trial = 0; trial < 200; ++trial) {
        zdd rho[W][N];
        for (int lane = 0; lane < W; ++lane) {
            make_state(&source, rho[lane], decades, mixed);
            state_put(rho_hi, rho_lo, lane, rho[lane]);
        }
        const concurrence_lanes first = find(INSTRUCTIONS_BASELINE);
        for (int lane = 0; lane < W; ++lane) {
            const double expected = concurrence_of(rho[lane]);
            certain += first.certain[lane];
            entangled += expected > 0.0;
            if (first.certain[lane]) {
                expect_close(first.concurrence[lane], expected, 2.3e-16, 1e-22, "concurrence");
            }
        }
        for (int set = 1; set < N_INSTRUCTION_SETS; ++set) {
            if (instruction_set_is_available((instruction_set)set)) {
                const concurrence_lanes wide = find((instruction_set)set);
                assert_memory_equal(wide.concurrence, first.concurrence, sizeof first.concurrence);
                assert_memory_equal(wide.certain, first.certain, sizeof first.certain);
            }
        }
    }
    assert_true(certain >= least * W * 200 / 100);
    assert_true(entangled > 20);
}

static void random_states(void **state)
{
    (void)state;
    check_states(0.0, false, 99);
    check_states(2.0, false, 99);
    check_states(0.0, true, 99);
    check_states(3.0, true, 95);
}

/* The four numbers meet for a pure state, and nothing is known of a state of zeros. */
static void pure_states_are_not_certain(void **state)
{
    (void)state;
    for (int lane = 0; lane < W; ++lane) {
        zdd rho[N] = {{{0.0, 0.0}, {0.0, 0.0}}};
        if (lane % 2) {
            rho[5].re = rho[10].re = rho[6].re = rho[9].re = dd_from(0.5);
        }
        state_put(rho_hi, rho_lo, lane, rho);
    }
    const concurrence_lanes lanes = find(instruction_set_best());
    for (int lane = 0; lane < W; ++lane) {
        assert_false(lanes.certain[lane]);
    }
}

/* (1 - p)/4 + p |Bell><Bell|: (3 p - 1)/2 */
static void werner_states(void **state)
{
    (void)state;
    static const double shares[W] = {0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    for (int lane = 0; lane < W; ++lane) {
        zdd rho[N] = {{{0.0, 0.0}, {0.0, 0.0}}};
        for (int i = 0; i < D; ++i) {
            rho[i * (D + 1)].re = dd_scale(dd_subtract(dd_from(1.0), dd_from(shares[lane])), 0.25);
        }
        rho[5].re = rho[10].re = dd_add(rho[5].re, dd_from(0.5 * shares[lane]));
        rho[6].re = rho[9].re = dd_from(0.5 * shares[lane]);
        state_put(rho_hi, rho_lo, lane, rho);
    }
    const concurrence_lanes lanes = find(instruction_set_best());
    for (int lane = 0; lane < W; ++lane) {
        if (lanes.certain[lane]) {
            expect_close(lanes.concurrence[lane], fmax(0.0, 1.5 * shares[lane] - 0.5), 2e-15, 0.0, "Werner state");
        }
    }
    assert_true(lanes.certain[0] && lanes.certain[4]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_states),
        cmocka_unit_test(pure_states_are_not_certain),
        cmocka_unit_test(werner_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
