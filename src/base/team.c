#include "base/team.h"

#include <pthread.h>

void team_run(int n, void *(*work)(void *), void *shared)
{
    pthread_t others[TEAM_MOST_THREADS];
    int started = 0;
    while (started < n - 1 && pthread_create(&others[started], NULL, work, shared) == 0) {
        ++started;
    }
    (void)work(shared);
    while (started > 0) {
        (void)pthread_join(others[--started], NULL);
    }
}
