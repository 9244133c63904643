#include "base/blas_threads.h"

#include <pthread.h>
#include <stdbool.h>

#ifdef ENT_OPENBLAS
void openblas_set_num_threads(int n);
int openblas_get_num_threads(void);

/* Not every build has it. */
__attribute__((weak)) int blas_thread_shutdown_(void);
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int holders = 0;      /* under lock, as all below */
static int allowed = 0;      /* threads of the first holder while resting; 0: those of BLAS */
static int before = 1;       /* threads of BLAS before the first hold */
static bool resting = false; /* BLAS has one thread unless it is allowed more */

static int get(void)
{
#ifdef ENT_OPENBLAS
    return openblas_get_num_threads();
#else
    return 1;
#endif
}

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

static void end_idle_threads(void)
{
#ifdef ENT_OPENBLAS
    if (blas_thread_shutdown_) {
        (void)blas_thread_shutdown_();
    }
#endif
}

void blas_threads_rest(void)
{
    (void)pthread_mutex_lock(&lock);
    if (!resting && holders == 0 && get() > 1) {
        allowed = get();
        resting = true;
        set(1);
        end_idle_threads();
    }
    (void)pthread_mutex_unlock(&lock);
}

void blas_threads_limit(int n)
{
    (void)pthread_mutex_lock(&lock);
    if (resting) {
        allowed = n;
    } else if (holders > 0) {
        before = n;
    } else {
        set(n);
    }
    (void)pthread_mutex_unlock(&lock);
}

int blas_threads_hold(void)
{
    (void)pthread_mutex_lock(&lock);
    if (holders++ == 0) {
        before = resting ? 1 : get();
    }
    set(1);
    const int n = holders > 1 ? 1 : resting ? allowed : before;
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
