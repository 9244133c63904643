/* Ranges of a parameter: start:stop:count, log:start:stop:count, or v1,v2,... SPDX-License-Identifier: MIT */
#ifndef ENT_RANGE_H
#define ENT_RANGE_H

#include <stddef.h>

#include "macros.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** The values of a range; free with ent_range_free. */
typedef struct ent_range {
    size_t n;
    double *values; /**< [n] */
} ent_range;

/**
 * Reads one whole finite decimal number; hexadecimal, "nan", "inf" and trailing text are refused.
 * @return ENT_OK, ENT_ERROR_BAD_NUMBER
 */
ENT_API ENT_MUST_USE int ent_number_parse(double *value, const char *text, ent_error *error);

/**
 * Reads a range; a single number is a range of one value.
 * @param[out] range freed by ent_range_free; empty after a failure
 * @return ENT_OK, ENT_ERROR_BAD_NUMBER, ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_range_parse(ent_range *range, const char *text, ent_error *error);

/**
 * n values from start to stop, ends included, those between rounded to 15 digits; start < stop and n >= 2, or n == 1
 * and start == stop.
 * @return ENT_OK, ENT_ERROR_BAD_NUMBER, ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_range_linear(ent_range *range, double start, double stop, size_t n, ent_error *error);

/** The same in equal ratios; both above 0. */
ENT_API ENT_MUST_USE int ent_range_logarithmic(ent_range *range, double start, double stop, size_t n, ent_error *error);

/** Frees the values; an empty range is fine. */
ENT_API void ent_range_free(ent_range *range);

ENT_EXTERN_C_END

#endif
