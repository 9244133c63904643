/* Progress and cancellation of long work. SPDX-License-Identifier: MIT */
#ifndef ENT_PROGRESS_H
#define ENT_PROGRESS_H

#include <stddef.h>

#include "macros.h"

ENT_EXTERN_C_BEGIN

/** A callback for long work; {0} is none. */
typedef struct ent_progress {
    /** Called from the thread that called the study, now and then. Returns 0 to go on, anything else to stop. */
    int (*tell)(void *context, size_t done, size_t total);
    void *context;
} ent_progress;

ENT_EXTERN_C_END

#endif
