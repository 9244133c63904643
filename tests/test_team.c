#include "support.h"

#include <stdatomic.h>

#include "base/team.h"

typedef struct count {
    atomic_int members;
    atomic_int came[TEAM_MOST_THREADS];
    atomic_int taken[100];
} count;

static void come(void *shared, int member)
{
    count *own = shared;
    atomic_fetch_add(&own->members, 1);
    atomic_fetch_add(&own->came[member], 1);
}

static void take(void *shared, int k)
{
    count *own = shared;
    atomic_fetch_add(&own->taken[k], 1);
}

/* Every member works once a round, round after round, and every part is taken once. */
static void check(team *some, int size)
{
    assert_int_equal(team_size(some), size);
    for (int round = 0; round < 200; ++round) {
        count own = {.members = 0};
        team_run(some, come, &own);
        assert_int_equal(atomic_load(&own.members), size);
        for (int m = 0; m < size; ++m) {
            assert_int_equal(atomic_load(&own.came[m]), 1);
        }
        team_share(some, take, &own, round % 100);
        for (int k = 0; k < 100; ++k) {
            assert_int_equal(atomic_load(&own.taken[k]), k < round % 100);
        }
    }
}

static void one_is_the_caller(void **state)
{
    (void)state;
    assert_null(team_create(1));
    assert_null(team_create(0));
    check(NULL, 1);
    team_free(NULL);
}

static void several_come_again(void **state)
{
    (void)state;
    for (int n = 2; n <= 5; ++n) {
        team *some = team_create(n);
        check(some, n);
        team_free(some);
    }
}

static void no_more_than_there_can_be(void **state)
{
    (void)state;
    team *many = team_create(TEAM_MOST_THREADS + 5);
    check(many, TEAM_MOST_THREADS);
    team_free(many);
    team_free(team_create(3)); /* without work */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_is_the_caller),
        cmocka_unit_test(several_come_again),
        cmocka_unit_test(no_more_than_there_can_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
