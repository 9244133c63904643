/* Status codes and the caller's error object. SPDX-License-Identifier: MIT */
#ifndef ENT_STATUS_H
#define ENT_STATUS_H

#include <stddef.h>

#include "macros.h"

ENT_EXTERN_C_BEGIN

/**
 * What a call, or one point of a study, came to. 0 is success; the tens tell the kinds apart:
 * -1x bad input, -2x mathematically undefined, -3x could not be computed, -4x files, -5x interrupted.
 */
typedef enum ent_status {
    ENT_OK = 0,
    ENT_ERROR_UNKNOWN_NAME = -10,   /**< no model, parameter, observable or figure of that name */
    ENT_ERROR_BAD_NUMBER = -11,     /**< text that is not one whole finite number or range */
    ENT_ERROR_OUT_OF_RANGE = -12,   /**< a value outside its admissible range */
    ENT_ERROR_DUPLICATE = -13,      /**< a name given twice */
    ENT_ERROR_USAGE = -14,          /**< arguments that do not go together */
    ENT_ERROR_UNDEFINED = -20,      /**< the quantity has no value for these parameters */
    ENT_ERROR_NOT_UNIQUE = -21,     /**< the steady state is not unique */
    ENT_ERROR_ZERO_FREQUENCY = -22, /**< a transition of zero frequency: a flat spectrum has no rate there */
    ENT_ERROR_NO_MEMORY = -30,      /**< memory could not be allocated */
    ENT_ERROR_NOT_CONVERGED = -31,  /**< a solver did not reach its tolerance */
    ENT_ERROR_FILE = -40,           /**< a file or folder could not be read or written */
    ENT_ERROR_TOOL = -41,           /**< an external program (gnuplot) is missing or failed */
    ENT_INTERRUPTED = -50           /**< the caller's callback asked to stop */
} ent_status;

/** Size of the message in an ent_error, in bytes, with its terminating zero. */
#define ENT_MESSAGE_SIZE 512

/** Details of a failure, filled by the function that failed; the caller owns it. */
typedef struct ent_error {
    ent_status status;
    char message[ENT_MESSAGE_SIZE]; /**< one sentence: what, where, and what would be right */
} ent_error;

/** Name of a status as it stands in result files, such as "not_unique"; "unknown_status" for other numbers. */
ENT_API const char *ent_status_name(int status);

/** One clause that explains a status, such as "the steady state is not unique". */
ENT_API const char *ent_status_text(int status);

/** Exit status of a program that ends with this: 0 done, 2 bad input, 3 could not compute, 4 file, 130 interrupted. */
ENT_API int ent_status_exit(int status);

/** Number of statuses, and the status of an index below it. */
ENT_API size_t ent_status_count(void);
ENT_API int ent_status_at(size_t index);

ENT_EXTERN_C_END

#endif
