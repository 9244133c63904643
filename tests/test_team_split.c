#include "support.h"

#include "base/team_split.h"

enum { PARTS = 50 };

typedef struct count {
    atomic_int taken[PARTS];
} count;

static void take(void *shared, int k)
{
    count *own = shared;
    atomic_fetch_add(&own->taken[k], 1);
}

/* Every part that has a home is taken once. */
static void every_part_is_taken_once(void **state)
{
    (void)state;
    for (int members = 1; members <= 4; ++members) {
        team *some = team_create(members);
        for (int n = 0; n <= PARTS; n += 7) {
            int homes[PARTS];
            team_split split;
            for (int k = 0; k < n; ++k) {
                homes[k] = k % 10 == 9 ? -1 : k * k % members;
            }
            assert_true(team_split_create(&split, members, n, homes));
            for (int round = 0; round < 20; ++round) {
                count own = {.taken = {0}};
                team_share_split(some, take, &own, &split);
                for (int k = 0; k < PARTS; ++k) {
                    assert_int_equal(atomic_load(&own.taken[k]), k < n && k % 10 != 9);
                }
            }
            team_split_free(&split);
        }
        team_free(some);
    }
}

/* Its own first, in order; then what others have not begun. */
static void members_begin_at_home(void **state)
{
    static const int homes[6] = {1, 0, 1, 0, 0, 1};
    static const int expected[6] = {0, 2, 5, 1, 3, 4};
    team_split split;
    int k;
    (void)state;
    assert_true(team_split_create(&split, 2, 6, homes));
    team_turns turns = {.split = &split};
    for (int place = 0; place < 6; ++place) {
        assert_true(team_turns_next(&turns, 1, &k));
        assert_int_equal(k, expected[place]);
    }
    assert_false(team_turns_next(&turns, 1, &k));
    assert_false(team_turns_next(&turns, 0, &k));
    team_split_free(&split);
}

static void costs_are_balanced(void **state)
{
    static const double costs[7] = {16.0, 9.0, 9.0, 2.0, 2.0, 0.5, 0.5};
    static const int expected[7] = {0, 1, 1, 0, 0, 1, 1};
    double loads[2] = {0.0, 0.0};
    (void)state;
    for (int k = 0; k < 7; ++k) {
        assert_int_equal(team_split_lightest(loads, 2, costs[k]), expected[k]);
    }
    assert_true(loads[0] == 20.0 && loads[1] == 19.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_is_taken_once),
        cmocka_unit_test(members_begin_at_home),
        cmocka_unit_test(costs_are_balanced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
