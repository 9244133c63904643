/* How an engine relaxes: the eigenvalues of its generator. SPDX-License-Identifier: MIT */
#ifndef ENT_SPECTRUM_H
#define ENT_SPECTRUM_H

#include <stdbool.h>
#include <stddef.h>

#include "macros.h"
#include "model.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** One eigenvalue -decay_rate + i frequency of L, or a pair with both signs of the frequency. Natural units. */
typedef struct ent_mode {
    double decay_rate;
    double frequency;     /**< at or above 0 */
    size_t n_eigenvalues; /**< 2 for a pair, else 1 */
    double condition;     /**< 1/|<left|right>| of the unit vectors in the Hilbert-Schmidt product: 1 at best, infinite
                               at an exceptional point. Of eigenvalues equal to rounding it is that of the vectors
                               LAPACK chose. */
    double error;         /**< first-order bound of the rounding error of the eigenvalue */
    size_t block;         /**< operators that L does not link with others have another number */
    size_t block_size;    /**< dimension of the block over the reals */
    bool populations;     /**< the block holds populations, else coherences only */
    int row, column;      /**< the largest element |row><column| of the mode, in the basis of the generator: the
                               eigenstates of H for the global and Redfield equations of a network, else the sites */
} ent_mode;

/** All modes, the slowest first. */
typedef struct ent_modes {
    size_t n_eigenvalues; /**< squared dimension of the Hilbert space */
    size_t n_blocks;
    size_t n_steady;  /**< eigenvalues that are 0 to rounding */
    double gap;       /**< smallest decay rate of the others; NaN: there are none */
    double residual;  /**< largest |L x - value x| / |L| */
    size_t dimension; /**< of the Hilbert space */
    size_t n_modes;
    ent_mode *modes; /**< [n_modes] */
} ent_modes;

/**
 * The modes of the generator on all operators, coherences that the steady state lacks included.
 * @param[out] modes freed by ent_modes_free; NULL after a failure
 * @param[in] parameters [n_parameters]; models in units are not taken
 * @return ENT_OK; ENT_ERROR_OUT_OF_RANGE (parameters, or a block too large for memory); ENT_ERROR_UNDEFINED (the model
 *         has no dynamics); ENT_ERROR_USAGE (units); ENT_ERROR_ZERO_FREQUENCY; ENT_ERROR_NOT_CONVERGED;
 *         ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_modes_find(ent_modes **modes, const ent_model *model, const double *parameters,
                                        ent_error *error);

/** Frees modes; NULL is allowed. */
ENT_API void ent_modes_free(ent_modes *modes);

/** The eigenvalues of L along a parameter. Natural units. */
typedef struct ent_mode_paths {
    size_t n_points, n_eigenvalues;
    double *re, *im; /**< [n_points][n_eigenvalues]; a column is one eigenvalue, the slowest at the first point first */
    double *gap;     /**< [n_points] smallest decay rate of those that are not 0; NaN: there are none */
} ent_mode_paths;

/**
 * The eigenvalues at several values of one parameter, each continued by the closest one at the next value, within its
 * block of the generator; both of a complex pair are there. Where eigenvalues meet, at exceptional points and
 * crossings inside a block, which one goes on as which is arbitrary.
 * @param[out] paths freed by ent_mode_paths_free; NULL after a failure
 * @param[in] parameters [n_parameters]; that of the values is not read
 * @param[in] parameter index of the parameter that takes the n_points values, in their order
 * @return ENT_OK; ENT_ERROR_USAGE (no such parameter, no values, units); the errors of ent_modes_find
 */
ENT_API ENT_MUST_USE int ent_mode_paths_find(ent_mode_paths **paths, const ent_model *model, const double *parameters,
                                             size_t parameter, const double *values, size_t n_points, ent_error *error);

/** Frees paths; NULL is allowed. */
ENT_API void ent_mode_paths_free(ent_mode_paths *paths);

/** Where eigenvalues meet together with their eigenvectors. Of complex conjugates one is kept. Natural units. */
typedef struct ent_exceptional {
    double parameter;      /**< value of the parameter */
    double error;          /**< of the parameter: first-order bound of the rounding */
    double decay_rate;     /**< of the eigenvalue -decay_rate + i frequency in which they meet */
    double frequency;      /**< at or above 0 */
    size_t order;          /**< number of eigenvalues that meet, 2 or more */
    bool oscillates_below; /**< the frequencies of those that meet differ below the point */
    bool oscillates_above; /**< and above it */
    size_t block_size;     /**< dimension over the reals of the block of L */
    bool populations;      /**< the block holds populations, else coherences only */
} ent_exceptional;

/**
 * Exceptional points of the generator along one parameter. The squared difference of two eigenvalues that meet is
 * analytic in the parameter; its root is bracketed on a grid of 201 points and refined by secants and interpolation.
 * Points closer together than the grid may be missed, and so may points at the very ends and those where three
 * eigenvalues part as cube roots. Mere crossings are left out.
 * @param[out] points freed with free; NULL if none were found or after a failure
 * @param[out] n_points number of points, which rise with the parameter
 * @param[in] parameters [n_parameters]; that of the search is not read
 * @param[in] parameter index of the parameter searched, from lower to upper, lower < upper
 * @return ENT_OK, also if there are none; ENT_ERROR_USAGE (no such parameter, an empty interval, units); the errors of
 *         ent_modes_find
 */
ENT_API ENT_MUST_USE int ent_exceptional_find(ent_exceptional **points, size_t *n_points, const ent_model *model,
                                              const double *parameters, size_t parameter, double lower, double upper,
                                              ent_error *error);

ENT_EXTERN_C_END

#endif
