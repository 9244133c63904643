/* The course of an engine in time. SPDX-License-Identifier: MIT */
#ifndef ENT_EVOLVE_H
#define ENT_EVOLVE_H

#include <stddef.h>

#include "entanglement.h"
#include "macros.h"
#include "model.h"
#include "progress.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** What to follow. Times are in the inverse of the unit of energy (hbar = 1); of a model in units, in seconds. */
typedef struct ent_evolution {
    const ent_model *model;
    const double *parameters; /**< [n_parameters] */
    const char *from;         /**< "gibbs": each site in the Gibbs state of its bath (of its coldest neighbour bath if
                                   it has none); "steady"; a basis state such as
                                   "10", first site first, its excitation numbers; NULL: state */
    const ent_complex *state; /**< with from NULL: density matrix, row-major, ent_evolve_dimension squared, in the
                                   model's basis: first site slowest, highest level first */
    size_t n_times;
    const double *times; /**< [n_times], at or above 0, rising */
    size_t n_observables;
    const char *const *observables; /**< names; NULL: all of the model, and n_observables is not read */
} ent_evolution;

/** Dimension of the states of a model: 4 for two qubits; 0 if it has no time evolution. */
ENT_API size_t ent_evolve_dimension(const ent_model *model);

/** What can happen to the entanglement. */
typedef enum ent_event_kind {
    ENT_EVENT_APPEARS,    /**< the state becomes entangled */
    ENT_EVENT_PEAKS,      /**< the negativity has a local maximum */
    ENT_EVENT_DISAPPEARS, /**< the state becomes separable */
    ENT_EVENT_SETTLES     /**< from here on the trace distance to the steady state stays within 0.01 */
} ent_event_kind;

/** One event. */
typedef struct ent_event {
    ent_event_kind kind;
    double time;
    double negativity; /**< then */
} ent_event;

/** Options of ent_evolve; {0} or NULL are the defaults. */
typedef struct ent_evolve_options {
    size_t n_samples; /**< places between 0 and the last time that are looked at for events, at least 9; 0: 2000, or
                           none where a state has more than 6000 unknowns and every look takes long. What begins and
                           ends between two of them is overlooked. */
    ent_progress progress;
} ent_evolve_options;

/**
 * Evolves a state by the exact propagator of the master equation (up to 128 real unknowns; beyond, a series in Faber
 * polynomials with errors of some 1e-13, or CVODE with relative tolerance 1e-11 of the global and the Redfield
 * equation), and finds what happens to its entanglement between time 0 and the last time. Large states of the local
 * equation are kept in blocks, as steady ones are. J_c and J_ratio are undefined in time: (18) holds for the steady
 * state. I_ratio > 1 proves entanglement at any time.
 * @param[out] observables [n_observables][n_times], NaN where undefined
 * @param[out] events [n_events] in order of time, freed by free(); NULL if nothing happens; may be NULL if not wanted
 * @return ENT_OK; ENT_ERROR_UNKNOWN_NAME (no such state or observable); ENT_ERROR_OUT_OF_RANGE (parameters, times, a
 *         state that is none); ENT_ERROR_UNDEFINED (the model has no dynamics); ENT_ERROR_NOT_UNIQUE ("steady" without
 *         a unique steady state); ENT_ERROR_ZERO_FREQUENCY; ENT_INTERRUPTED; ENT_ERROR_NO_MEMORY (also where a state
 *         would not fit into this machine: the message says how much it needs)
 */
ENT_API ENT_MUST_USE int ent_evolve(double *const *observables, ent_event **events, size_t *n_events,
                                    const ent_evolution *evolution, const ent_evolve_options *options,
                                    ent_error *error);

ENT_EXTERN_C_END

#endif
