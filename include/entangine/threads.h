/* How many threads one large problem uses. SPDX-License-Identifier: MIT */
#ifndef ENT_THREADS_H
#define ENT_THREADS_H

#include <stddef.h>

#include "macros.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/**
 * Sets how many threads one large network may use for its steady state or its course in time: from 1 to what the
 * machine has, which is the default. It is a setting of the whole process, since the linear algebra underneath has but
 * one; do not call it while another thread solves something. Sweeps and other studies share out their points instead,
 * and have an option for that. Results do not depend on it beyond rounding.
 * @return ENT_OK; ENT_ERROR_OUT_OF_RANGE
 */
ENT_API ENT_MUST_USE int ent_threads_limit(size_t n, ent_error *error);

/** How many threads this machine has. */
ENT_API size_t ent_threads_available(void);

ENT_EXTERN_C_END

#endif
