/* A few threads for one piece of work. */
#ifndef BASE_TEAM_H
#define BASE_TEAM_H

enum { TEAM_MOST_THREADS = 16 };

/* Runs work(shared) in this thread and in n - 1 others, or in as many as there can be; n <= TEAM_MOST_THREADS. */
void team_run(int n, void *(*work)(void *), void *shared);

#endif
