/* Work that a team shares again and again, in parts that go to the same member every time: it finds in its cache what
 * it left there. Who has done all of its own takes what others have not begun. */
#ifndef BASE_TEAM_SPLIT_H
#define BASE_TEAM_SPLIT_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/team.h"

typedef struct team_split {
    int members;
    int first[TEAM_MOST_THREADS + 1]; /* of each member, in parts */
    int *parts;                       /* [n], those of one member in increasing order */
} team_split;

/* homes[n]: for each part a member, 0 .. members - 1, or -1 where it is left out; members is at most TEAM_MOST_THREADS.
 * False without memory. Free with team_split_free, also after a failure. */
bool team_split_create(team_split *self, int members, int n, const int *homes);
void team_split_free(team_split *self);

/* The member with the least to do, who gets this cost on top; loads: [members]. Large costs first do best. */
int team_split_lightest(double *loads, int members, double cost);

/* How many parts of a member are taken, in a cache line of its own. */
typedef struct team_place {
    _Alignas(64) atomic_int next;
} team_place;

/* One round of the work. */
typedef struct team_turns {
    const team_split *split;
    team_place places[TEAM_MOST_THREADS];
} team_turns;

/* The next part for a member into *k; false when all are taken. A round starts from {.split = ...}. */
bool team_turns_next(team_turns *self, int member, int *k);

/* team_share with a split for the members of the team. */
void team_share_split(team *self, void (*part)(void *shared, int k), void *shared, const team_split *split);

#endif
