/* Steady states side by side against those found one by one. */
#include "solver/stationary_lanes.h"

#include "random_system.h"
#include "solver/stationary.h"

enum { W = STATIONARY_LANES, MOST_COEFFICIENTS = 40 };

/* Systems of one structure, their coefficients, and what they share. */
typedef struct family {
    random_system systems[W];
    int n;
    linear_coefficient *list;
    dd c[W][MOST_COEFFICIENTS];
    linear_generator linear;
    stationary_pattern pattern;
} family;

static family all;

/* Lane i has the bath of site 0 at temperature 0 where cold is i. */
static void family_create(random_source *source, int n_sites, int levels, int cold)
{
    bool used[MOST_COEFFICIENTS];
    double first[MOST_COEFFICIENTS], second[MOST_COEFFICIENTS], *const samples[] = {first, second};
    int leader[MOST_SITES];
    linear_rates rates[MOST_COEFFICIENTS];
    for (int i = 0; i < W; ++i) {
        random_system_make(&all.systems[i], source, n_sites, levels, ENT_MASTER_EQUATION_LOCAL, true);
        all.systems[i].sites[0].tunnelling = n_sites < 3 ? 0.02 : 0.0;
        all.systems[i].baths[0].temperature = i == cold ? 0.0 : all.systems[i].baths[0].temperature;
        if (i == 0) {
            all.list = linear_coefficients_list(&all.systems[0].system, &all.n);
            assert_true(all.list && all.n <= MOST_COEFFICIENTS);
        }
        memset(rates, 0, sizeof rates);
        assert_int_equal(linear_coefficients_find(all.c[i], all.list, all.n, &all.systems[i].system, leader, rates),
                         ENT_OK);
    }
    for (int k = 0; k < all.n; ++k) {
        used[k] = all.c[0][k].hi != 0.0;
    }
    assert_int_equal(linear_generator_create(&all.linear, &all.systems[0].system, all.list, used, all.n), ENT_OK);
    for (int k = 0, i = 0; k < all.n; ++k) {
        if (used[k]) {
            first[i] = all.c[0][k].hi;
            second[i] = all.c[cold < 0 ? 1 : cold][k].hi;
            for (int l = 0; l < W; ++l) {
                all.c[l][i] = all.c[l][k];
            }
            ++i;
        }
    }
    assert_int_equal(stationary_pattern_create(&all.pattern, &all.linear, 2, samples), ENT_OK);
}

static void family_free(void)
{
    stationary_pattern_free(&all.pattern);
    linear_generator_free(&all.linear);
    free(all.list);
}

static void put(stationary_lanes *lanes, int lane, int system)
{
    for (int k = 0; k < all.linear.n; ++k) {
        lanes->c_hi[k][lane] = all.c[system][k].hi;
        lanes->c_lo[k][lane] = all.c[system][k].lo;
    }
}

static void expect_plain(const stationary_lanes *lanes, int lane, const random_system *system)
{
    static dd x[MOST_DIMENSION * MOST_DIMENSION], work[MOST_DIMENSION * MOST_DIMENSION];
    generator master;
    stationary solver;
    assert_int_equal(generator_create(&master, &system->system), ENT_OK);
    superoperator l = superoperator_create(&master, &all.linear.at);
    assert_int_equal(stationary_create(&solver, &l, &all.linear.at), ENT_OK);
    assert_int_equal(stationary_solve(&solver, x, NULL, 1.0), ENT_OK);
    for (int k = 0; k < l.n; ++k) {
        const dd error = dd_subtract((dd){lanes->x_hi[k][lane], lanes->x_lo[k][lane]}, x[k]);
        expect_close(error.hi, 0.0, 0.0, 1e-28, "unknown");
    }
    assert_true(lanes->residual[lane] < 1e-29 && stationary_residual(&l, x, work) < 1e-29);
    stationary_free(&solver);
    superoperator_free(&l);
    generator_free(&master);
}

static void as_one_by_one(void **state)
{
    (void)state;
    random_source source = {21};
    for (int trial = 0; trial < 12; ++trial) {
        stationary_lanes lanes;
        family_create(&source, 1 + trial % 4, 2 + trial % 2, trial % 3 ? 5 : -1);
        assert_int_equal(stationary_lanes_create(&lanes, &all.pattern), ENT_OK);
        for (int i = 0; i < W; ++i) {
            put(&lanes, i, i);
        }
        stationary_lanes_solve(&lanes, &all.pattern, instruction_set_best());
        stationary_lanes_residual(&lanes, &all.pattern, instruction_set_best());
        for (int i = 0; i < W; ++i) {
            assert_true(lanes.solved[i]);
            expect_plain(&lanes, i, &all.systems[i]);
        }
        stationary_lanes_free(&lanes);
        family_free();
    }
}

/* A lane whose state is not unique is not solved, and changes nothing in the others. */
static void lanes_do_not_mix(void **state)
{
    (void)state;
    random_source source = {22};
    stationary_lanes lanes, mixed;
    family_create(&source, 3, 2, -1);
    assert_int_equal(stationary_lanes_create(&lanes, &all.pattern), ENT_OK);
    assert_int_equal(stationary_lanes_create(&mixed, &all.pattern), ENT_OK);
    for (int i = 0; i < W; ++i) {
        put(&lanes, i, i);
        put(&mixed, (i + 3) % W, i);
    }
    for (int k = 0; k < all.linear.n; ++k) { /* no bath of the last site, and no coupling to it */
        const linear_coefficient *at = &all.linear.coefficients[k];
        if ((!linear_is_hamiltonian(at) && at->owner == 2) || (at->kind == LINEAR_STRENGTH && at->owner == 1)) {
            mixed.c_hi[k][5] = mixed.c_lo[k][5] = 0.0;
        }
    }
    stationary_lanes_solve(&lanes, &all.pattern, INSTRUCTIONS_BASELINE);
    stationary_lanes_solve(&mixed, &all.pattern, instruction_set_best());
    assert_false(mixed.solved[5]);
    for (int i = 0; i < W; ++i) {
        const int j = (i + 3) % W;
        for (int k = 0; j != 5 && k < all.linear.at.n; ++k) {
            assert_true(lanes.solved[i] && mixed.solved[j]);
            assert_true(lanes.x_hi[k][i] == mixed.x_hi[k][j] && lanes.x_lo[k][i] == mixed.x_lo[k][j]);
        }
    }
    stationary_lanes_free(&mixed);
    stationary_lanes_free(&lanes);
    family_free();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_one_by_one),
        cmocka_unit_test(lanes_do_not_mix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
