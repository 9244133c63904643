#include "cli/threads.h"

#include <stdlib.h>

#include "base/error.h"

int threads_parse(size_t *threads, const char *where, const char *value, ent_error *error)
{
    const size_t available = ent_threads_available();
    char *end = NULL;
    const long number = strtol(value, &end, 10);
    if (*value == '\0' || *end != '\0' || number < 1 || (unsigned long)number > available) {
        return error_set(error, ENT_ERROR_BAD_NUMBER,
                         "%s: '%s' threads: must be a whole number from 1 to %zu, what this machine has", where, value,
                         available);
    }
    *threads = (size_t)number;
    return ENT_OK;
}

int threads_of_environment(size_t *threads, ent_error *error)
{
    const char *value = getenv("ENTANGINE_THREADS");
    return value && *value ? threads_parse(threads, "environment variable ENTANGINE_THREADS", value, error) : ENT_OK;
}
