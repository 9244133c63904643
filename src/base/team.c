#include "base/team.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Looks at a number before a thread goes to sleep: some 20 us, less than waking it takes. */
enum { LOOKS = 4000 };

/* One of the others. */
typedef struct member {
    team *team;
    int number; /* from 1 */
    pthread_t thread;
} member;

struct team {
    int n_others;
    member others[TEAM_MOST_THREADS];
    pthread_mutex_t lock;
    pthread_cond_t begin, end;
    team_work *work;
    void *shared;
    bool stop;
    /* In cache lines of their own, since some write what others look at. */
    _Alignas(64) atomic_uint round; /* counts pieces of work */
    atomic_int sleepers;            /* others that wait for begin */
    _Alignas(64) atomic_int busy;   /* others that are not done */
    atomic_bool sleeps;             /* the caller waits for end */
};

static inline void rest(void)
{
#if defined(__x86_64__) && defined(__GNUC__)
    __builtin_ia32_pause();
#endif
}

/* Who is about to sleep says so, then looks once more; who wakes changes the number, then looks for sleepers: one of
 * them sees the other. */
static void wait_for_round(team *self, unsigned seen)
{
    for (int k = 0; k < LOOKS && atomic_load(&self->round) == seen; ++k) {
        rest();
    }
    if (atomic_load(&self->round) == seen) {
        (void)pthread_mutex_lock(&self->lock);
        (void)atomic_fetch_add(&self->sleepers, 1);
        while (atomic_load(&self->round) == seen) {
            (void)pthread_cond_wait(&self->begin, &self->lock);
        }
        (void)atomic_fetch_sub(&self->sleepers, 1);
        (void)pthread_mutex_unlock(&self->lock);
    }
}

static void *take_part(void *data)
{
    const member *own = data;
    team *self = own->team;
    for (unsigned seen = 0;; ++seen) {
        wait_for_round(self, seen);
        if (self->stop) {
            return NULL;
        }
        self->work(self->shared, own->number);
        if (atomic_fetch_sub(&self->busy, 1) == 1 && atomic_load(&self->sleeps)) {
            (void)pthread_mutex_lock(&self->lock);
            (void)pthread_cond_signal(&self->end);
            (void)pthread_mutex_unlock(&self->lock);
        }
    }
}

static void begin(team *self)
{
    (void)atomic_fetch_add(&self->round, 1);
    if (atomic_load(&self->sleepers) > 0) {
        (void)pthread_mutex_lock(&self->lock);
        (void)pthread_cond_broadcast(&self->begin);
        (void)pthread_mutex_unlock(&self->lock);
    }
}

static void wait_for_end(team *self)
{
    for (int k = 0; k < LOOKS && atomic_load(&self->busy) > 0; ++k) {
        rest();
    }
    if (atomic_load(&self->busy) > 0) {
        (void)pthread_mutex_lock(&self->lock);
        atomic_store(&self->sleeps, true);
        while (atomic_load(&self->busy) > 0) {
            (void)pthread_cond_wait(&self->end, &self->lock);
        }
        atomic_store(&self->sleeps, false);
        (void)pthread_mutex_unlock(&self->lock);
    }
}

team *team_create(int n)
{
    const int others = (n < TEAM_MOST_THREADS ? n : TEAM_MOST_THREADS) - 1;
    team *self = others > 0 ? aligned_alloc(_Alignof(team), sizeof *self) : NULL;
    if (!self) {
        return NULL;
    }
    memset(self, 0, sizeof *self);
    (void)pthread_mutex_init(&self->lock, NULL);
    (void)pthread_cond_init(&self->begin, NULL);
    (void)pthread_cond_init(&self->end, NULL);
    for (int k = 0; k < others; ++k) {
        member *next = &self->others[k];
        next->team = self;
        next->number = k + 1;
        if (pthread_create(&next->thread, NULL, take_part, next) != 0) {
            break;
        }
        ++self->n_others;
    }
    return self;
}

void team_free(team *self)
{
    if (!self) {
        return;
    }
    self->stop = true;
    begin(self);
    for (int k = 0; k < self->n_others; ++k) {
        (void)pthread_join(self->others[k].thread, NULL);
    }
    (void)pthread_cond_destroy(&self->end);
    (void)pthread_cond_destroy(&self->begin);
    (void)pthread_mutex_destroy(&self->lock);
    free(self);
}

int team_size(const team *self)
{
    return self ? 1 + self->n_others : 1;
}

void team_run(team *self, team_work *work, void *shared)
{
    if (!self) {
        work(shared, 0);
        return;
    }
    self->work = work;
    self->shared = shared;
    atomic_store(&self->busy, self->n_others);
    begin(self);
    work(shared, 0);
    wait_for_end(self);
}

typedef struct parts {
    void (*part)(void *shared, int k);
    void *shared;
    int n;
    atomic_int next;
} parts;

static void take_parts(void *data, int number)
{
    parts *all = data;
    (void)number;
    for (int k; (k = atomic_fetch_add(&all->next, 1)) < all->n;) {
        all->part(all->shared, k);
    }
}

void team_share(team *self, void (*part)(void *shared, int k), void *shared, int n)
{
    parts all = {.part = part, .shared = shared, .n = n};
    team_run(self, take_parts, &all);
}
