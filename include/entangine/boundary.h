/* Where an observable passes a value: roots along one parameter, and curves in the plane of two.
 * SPDX-License-Identifier: MIT */
#ifndef ENT_BOUNDARY_H
#define ENT_BOUNDARY_H

#include <stddef.h>

#include "macros.h"
#include "model.h"
#include "progress.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** A condition observable = value; its region is where the observable is above the value. */
typedef struct ent_condition {
    const char *observable; /**< NULL: "J_ratio" */
    double value;
} ent_condition;

/** An interval of one parameter. */
typedef struct ent_interval {
    const char *parameter;
    double lower, upper; /**< lower < upper */
} ent_interval;

/** What happens at a place of the boundary as the parameter grows. */
typedef enum ent_crossing {
    ENT_CROSSING_ENTERS,  /**< the observable rises above the value */
    ENT_CROSSING_LEAVES,  /**< it falls to the value or below */
    ENT_CROSSING_TOUCHES, /**< it reaches the value, to rounding, and turns back */
    ENT_CROSSING_MISSES   /**< it turns back within 1 % of its variation in the interval: a near-miss, no root */
} ent_crossing;

/** One place found by ent_boundary_find. */
typedef struct ent_root {
    double parameter; /**< to 1e-12 relative where the parameters determine it so well */
    double value;     /**< of the observable there */
    ent_crossing crossing;
} ent_root;

/** Options of the boundary studies; {0} or NULL are the defaults. */
typedef struct ent_boundary_options {
    size_t n_samples; /**< ent_boundary_find: samples of the interval, default 512; ent_boundary_trace: lines of the
                           grid each way, default 128. A feature between two samples can be overlooked. */
    ent_route route;
    ent_progress progress;
} ent_boundary_options;

/**
 * Finds all places of an interval where the condition holds, in rising order. Both linear and, where the interval lies
 * above 0, logarithmic spacing are sampled; each sign change is refined, each extremum near the value inspected.
 * @param[out] roots [n_roots], freed by free(); NULL if there are none
 * @param[in] parameters [n_parameters]; the one of the interval is not read
 * @return ENT_OK (also without roots); ENT_ERROR_UNKNOWN_NAME; ENT_ERROR_OUT_OF_RANGE (the interval leaves the
 *         admissible range); ENT_ERROR_USAGE (not lower < upper); ENT_ERROR_UNDEFINED (the observable has no value
 *         anywhere in the interval); ENT_INTERRUPTED; ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_boundary_find(ent_root **roots, size_t *n_roots, const ent_model *model,
                                           const double *parameters, const ent_interval *interval,
                                           const ent_condition *condition, const ent_boundary_options *options,
                                           ent_error *error);

/** A point of a boundary curve. */
typedef struct ent_curve_point {
    double x, y;  /**< values of the two parameters */
    size_t curve; /**< the points of one curve stand together, in order along it; a closed curve repeats its start */
} ent_curve_point;

/**
 * Follows the boundary of a condition through the rectangle of two intervals, turning points and closed curves
 * included. Every point is a root to 1e-12 along one of the two parameters.
 * @param[out] points [n_points], freed by free(); NULL if there are none
 * @return as ent_boundary_find
 */
ENT_API ENT_MUST_USE int ent_boundary_trace(ent_curve_point **points, size_t *n_points, const ent_model *model,
                                            const double *parameters, const ent_interval *x, const ent_interval *y,
                                            const ent_condition *condition, const ent_boundary_options *options,
                                            ent_error *error);

ENT_EXTERN_C_END

#endif
