/* Filling the caller's error object. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "entangine/status.h"

/* Writes status and message into error, which may be NULL; returns the status. */
ENT_PRINTF(3, 4) int error_set(ent_error *error, ent_status status, const char *format, ...);

/* The usual message for a failed allocation. */
static inline int error_no_memory(ent_error *error)
{
    (void)error_set(error, ENT_ERROR_NO_MEMORY, "not enough memory");
    return ENT_ERROR_NO_MEMORY;
}

#endif
