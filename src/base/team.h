/* A few threads that work together, again and again. */
#ifndef BASE_TEAM_H
#define BASE_TEAM_H

enum { TEAM_MOST_THREADS = 16 };

typedef struct team team;

/* n threads, of which the caller is one, or as many as there can be up to TEAM_MOST_THREADS. NULL, which is a team of
 * the caller alone, for one or without memory. Free with team_free; NULL is fine. */
team *team_create(int n);
void team_free(team *self);

/* How many threads there are, the caller included. */
int team_size(const team *self);

/* What one thread does; member counts them from 0, the caller. */
typedef void team_work(void *shared, int member);

/* Runs work in every thread, and returns when all are done. One caller at a time. */
void team_run(team *self, team_work *work, void *shared);

/* Runs part(shared, k) for k = 0 .. n - 1, each once, in whichever thread is free; small k first. */
void team_share(team *self, void (*part)(void *shared, int k), void *shared, int n);

#endif
