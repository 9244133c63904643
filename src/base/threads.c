#include "entangine/threads.h"

#include <unistd.h>

#include "base/blas_threads.h"
#include "base/error.h"

size_t ent_threads_available(void)
{
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (size_t)n : 1;
}

int ent_threads_limit(size_t n, ent_error *error)
{
    const size_t available = ent_threads_available();
    if (n < 1 || n > available) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE, "%zu threads: must be from 1 to %zu, what this machine has", n,
                         available);
    }
    blas_threads_limit((int)n);
    return ENT_OK;
}
