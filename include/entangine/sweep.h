/* A model over a grid of parameters. SPDX-License-Identifier: MIT */
#ifndef ENT_SWEEP_H
#define ENT_SWEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "macros.h"
#include "model.h"
#include "progress.h"
#include "range.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** One axis of a grid. */
typedef struct ent_axis {
    const char *parameter; /**< its name */
    ent_range range;       /**< at least one value, in any order */
} ent_axis;

/** A grid: every combination of the axes' values, the last axis fastest. */
typedef struct ent_sweep {
    const ent_model *model;
    const double *parameters; /**< [n_parameters], the values of those that are no axis */
    size_t n_axes;
    const ent_axis *axes;
    size_t n_observables;
    const char *const *observables; /**< names; NULL: all of the model, and n_observables is not read */
} ent_sweep;

/** Options of the sweeps; {0} or NULL are the defaults. */
typedef struct ent_sweep_options {
    ent_route route;
    size_t threads; /**< 0: as many as the machine has */
    ent_progress progress;
    bool resume;         /**< ent_sweep_write: continue what an earlier call left unfinished */
    const char *command; /**< ent_sweep_write: command line, kept as provenance in HDF5; may be NULL */
} ent_sweep_options;

/**
 * Checks names, axes and the admissible range of every value, and counts the points.
 * @param[out] n_points may be NULL
 * @param[out] n_observables how many observables the result has; may be NULL
 * @return ENT_OK, ENT_ERROR_UNKNOWN_NAME, ENT_ERROR_DUPLICATE, ENT_ERROR_OUT_OF_RANGE, ENT_ERROR_USAGE
 */
ENT_API ENT_MUST_USE int ent_sweep_check(const ent_sweep *self, size_t *n_points, size_t *n_observables,
                                         ent_error *error);

/**
 * Computes points first .. first + n - 1 of a grid. The result does not depend on the number of threads.
 * @param[out] observables [n_observables][n], NaN where undefined or failed
 * @param[out] status [n], an ent_status per point
 * @return ENT_OK, what ent_sweep_check returns, ENT_INTERRUPTED, ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_sweep_evaluate(const ent_sweep *self, double *const *observables, int *status,
                                            size_t first, size_t n, const ent_sweep_options *options, ent_error *error);

/** The values of the axes at a point of the grid, [n_axes]. */
ENT_API void ent_sweep_point(const ent_sweep *self, double *values, size_t point);

/**
 * Computes a grid into a file, CSV or HDF5 by the ending of its name (.csv, .h5, .hdf5). Under that name the file is
 * absent or whole. What is finished so far stands in PATH.part and PATH.resume; after an interruption, or a crash at
 * any moment, the same call with resume set continues there and ends with the same bytes. Memory is bounded: it does
 * not grow with the number of points.
 * @return ENT_OK; what ent_sweep_check returns; ENT_ERROR_USAGE (another ending; resume with another sweep's file: the
 *         message says what differs); ENT_ERROR_FILE (also: resume with files that are damaged or of another program);
 *         ENT_INTERRUPTED; ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_sweep_write(const ent_sweep *self, const char *path, const ent_sweep_options *options,
                                         ent_error *error);

ENT_EXTERN_C_END

#endif
