#include "base/blas_threads.h"

#include <pthread.h>

#ifdef ENT_OPENBLAS
void openblas_set_num_threads(int n);
int openblas_get_num_threads(void);

/* Ends the threads that wait for work, which they do without rest, and so in the way of ours. They come back with the
 * next work. Not every build has it. */
__attribute__((weak)) int blas_thread_shutdown_(void);
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int holders = 0; /* under lock */
static int before = 1;  /* under lock: threads of BLAS before the first hold */

static void set(int n)
{
#ifdef ENT_OPENBLAS
    if (n != openblas_get_num_threads()) {
        openblas_set_num_threads(n);
    }
#else
    (void)n;
#endif
}

void blas_threads_limit(int n)
{
    (void)pthread_mutex_lock(&lock);
    if (holders == 0) {
        set(n);
    } else {
        before = n;
    }
    (void)pthread_mutex_unlock(&lock);
}

static void end_idle_threads(void)
{
#ifdef ENT_OPENBLAS
    if (before > 1 && blas_thread_shutdown_) {
        (void)blas_thread_shutdown_();
    }
#endif
}

int blas_threads_hold(void)
{
    (void)pthread_mutex_lock(&lock);
    if (holders++ == 0) {
#ifdef ENT_OPENBLAS
        before = openblas_get_num_threads();
#endif
    }
    set(1);
    if (holders == 1) {
        end_idle_threads();
    }
    const int n = holders == 1 ? before : 1;
    (void)pthread_mutex_unlock(&lock);
    return n;
}

void blas_threads_allow(int n)
{
    (void)pthread_mutex_lock(&lock);
    if (holders == 1) {
        set(n);
    }
    (void)pthread_mutex_unlock(&lock);
}

void blas_threads_release(void)
{
    (void)pthread_mutex_lock(&lock);
    if (--holders == 0) {
        set(before);
    }
    (void)pthread_mutex_unlock(&lock);
}
