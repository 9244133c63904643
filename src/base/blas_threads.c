#include "base/blas_threads.h"

#include <pthread.h>

#ifdef ENT_OPENBLAS
void openblas_set_num_threads(int n);
int openblas_get_num_threads(void);
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

int blas_threads_hold(void)
{
    (void)pthread_mutex_lock(&lock);
    if (holders++ == 0) {
#ifdef ENT_OPENBLAS
        before = openblas_get_num_threads();
#endif
    }
    set(1);
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
