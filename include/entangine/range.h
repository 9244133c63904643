/* Ranges of a parameter: start:stop:count, log:start:stop:count, or v1,v2,... SPDX-License-Identifier: MIT */
#ifndef ENT_RANGE_H
#define ENT_RANGE_H

#include <stddef.h>

#include "macros.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** How the values of a range follow each other. */
typedef enum ent_spacing {
    ENT_SPACING_LIST,       /**< as they stand in memory */
    ENT_SPACING_LINEAR,     /**< equal steps */
    ENT_SPACING_LOGARITHMIC /**< equal ratios */
} ent_spacing;

/**
 * A range: a list of values, or a rule that takes no memory however many values it has. Free with ent_range_free.
 * Read its values with ent_range_value or ent_range_values.
 */
typedef struct ent_range {
    size_t n;
    double *values; /**< [n] of a list; NULL: the values follow from the rule below */
    ent_spacing spacing;
    double start, stop; /**< ends of a rule; not read of a list */
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
 * and start == stop. Values never fall, and never leave the interval.
 * @return ENT_OK, ENT_ERROR_BAD_NUMBER
 */
ENT_API ENT_MUST_USE int ent_range_linear(ent_range *range, double start, double stop, size_t n, ent_error *error);

/** The same in equal ratios; both above 0. */
ENT_API ENT_MUST_USE int ent_range_logarithmic(ent_range *range, double start, double stop, size_t n, ent_error *error);

/** A list with a copy of these values, in any order. @return ENT_OK, ENT_ERROR_NO_MEMORY */
ENT_API ENT_MUST_USE int ent_range_list(ent_range *range, size_t n, const double *values, ent_error *error);

/** Turns a rule into a list of the same values; a list stays as it is. @return ENT_OK, ENT_ERROR_NO_MEMORY */
ENT_API ENT_MUST_USE int ent_range_expand(ent_range *range, ent_error *error);

/** Value i of a range, i < n; always the same double. Costs up to two powers for a logarithmic range. */
ENT_API double ent_range_value(const ent_range *range, size_t i);

/** Values first .. first + n - 1 of a range. @param[out] values [n] */
ENT_API void ent_range_values(const ent_range *range, double *values, size_t first, size_t n);

/** Frees the values; an empty range is fine. */
ENT_API void ent_range_free(ent_range *range);

ENT_EXTERN_C_END

#endif
