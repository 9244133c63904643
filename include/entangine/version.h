/* Version of the library. SPDX-License-Identifier: MIT */
#ifndef ENT_VERSION_H
#define ENT_VERSION_H

#include "macros.h"

#define ENT_VERSION_MAJOR 0
#define ENT_VERSION_MINOR 1
#define ENT_VERSION_PATCH 0
#define ENT_VERSION "0.1.0"

ENT_EXTERN_C_BEGIN

/** Version of the library that is linked, as "major.minor.patch". */
ENT_API const char *ent_version(void);

ENT_EXTERN_C_END

#endif
