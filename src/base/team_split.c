#include "base/team_split.h"

#include <stdlib.h>

bool team_split_create(team_split *self, int members, int n, const int *homes)
{
    *self = (team_split){.members = members, .parts = malloc(((size_t)n + 1) * sizeof *self->parts)};
    for (int m = 0, place = 0; self->parts && m < members; ++m) {
        for (int k = 0; k < n; ++k) {
            if (homes[k] == m) {
                self->parts[place++] = k;
            }
        }
        self->first[m + 1] = place;
    }
    return self->parts != NULL;
}

void team_split_free(team_split *self)
{
    free(self->parts);
    *self = (team_split){0};
}

int team_split_lightest(double *loads, int members, double cost)
{
    int lightest = 0;
    for (int m = 1; m < members; ++m) {
        lightest = loads[m] < loads[lightest] ? m : lightest;
    }
    loads[lightest] += cost;
    return lightest;
}

bool team_turns_next(team_turns *self, int member, int *k)
{
    const team_split *split = self->split;
    for (int step = 0; step < split->members; ++step) {
        const int owner = (member + step) % split->members;
        const int n = split->first[owner + 1] - split->first[owner];
        if (atomic_load(&self->places[owner].next) < n) {
            const int place = atomic_fetch_add(&self->places[owner].next, 1);
            if (place < n) {
                *k = split->parts[split->first[owner] + place];
                return true;
            }
        }
    }
    return false;
}

typedef struct work_round {
    team_turns turns;
    void (*part)(void *shared, int k);
    void *shared;
} work_round;

static void take_turns(void *data, int member)
{
    work_round *all = data;
    for (int k; team_turns_next(&all->turns, member, &k);) {
        all->part(all->shared, k);
    }
}

void team_share_split(team *self, void (*part)(void *shared, int k), void *shared, const team_split *split)
{
    work_round all = {.turns = {.split = split}, .part = part, .shared = shared};
    team_run(self, take_turns, &all);
}
