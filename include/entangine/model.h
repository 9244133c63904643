/* Models as tables: parameters, observables, validity, and one function. SPDX-License-Identifier: MIT */
#ifndef ENT_MODEL_H
#define ENT_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "macros.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/** The most parameters a model may have. */
#define ENT_MODEL_MAX_PARAMETERS 256

typedef struct ent_model ent_model;
typedef struct ent_dynamics ent_dynamics;
typedef struct ent_unit ent_unit;
typedef struct ent_validity ent_validity;
typedef struct ent_model_units ent_model_units;

/**
 * What a number measures. With hbar = k_B = 1 everything is a power of one energy unit E:
 * energies, temperatures, rates, particle currents and entropy rates are in E, heat currents in E^2, the noise of
 * heat currents in E^3, times in 1/E.
 */
typedef enum ent_quantity {
    ENT_QUANTITY_NUMBER,
    ENT_QUANTITY_ENERGY,
    ENT_QUANTITY_TEMPERATURE,
    ENT_QUANTITY_RATE,
    ENT_QUANTITY_PARTICLE_CURRENT,
    ENT_QUANTITY_HEAT_CURRENT,
    ENT_QUANTITY_ENTROPY_RATE,
    ENT_QUANTITY_TIME,
    ENT_QUANTITY_HEAT_NOISE
} ent_quantity;

/** One parameter of a model. Admissible values are lower <= value <= upper, or lower < value if lower_open. */
typedef struct ent_parameter {
    const char *name;   /**< as typed and stored, such as "gamma_h" */
    const char *symbol; /**< for axes, UTF-8 with _ for a subscript, such as "γ_h" */
    ent_quantity quantity;
    double initial; /**< the default */
    double lower, upper;
    bool lower_open;
    const char *description; /**< one line */
} ent_parameter;

/** One observable of a model. */
typedef struct ent_observable {
    const char *name;   /**< JSON field, CSV column, objective: one name space */
    const char *symbol; /**< for axes, as in ent_parameter */
    const char *group;  /**< "entanglement", "currents", "fluctuations" or "state": what stands together in a report */
    ent_quantity quantity;
    const char *description;  /**< one line */
    const char *source;       /**< equation of the paper, or reference */
    const char *continued_by; /**< for one that is 0 over a region: the observable that goes on below 0; else NULL */
} ent_observable;

/** A name that follows parameters, such as T_c = "T_h / 2": known, but not to be set. */
typedef struct ent_derived {
    const char *name;
    const char *expression; /**< in the parameters and in other derived names */
} ent_derived;

/** A condition that couples parameters, such as delta > -eps_h. */
typedef struct ent_constraint {
    const char *parameter; /**< the one to change */
    const char *text;      /**< what is admissible */
    bool (*holds)(const ent_model *self, const double *parameters);
} ent_constraint;

/**
 * A limit of the model's master equation. It is exceeded where left > limit * right.
 * In text, {left}, {right}, {ratio} and {limit} stand for the numbers; the sides are energies or rates, unless they are
 * written {left:temperature}, {left:entropy_rate} or {left:number}, which tells their unit in a model with units.
 */
struct ent_validity {
    const char *name;
    const char *condition; /**< when the equation holds, for the manual, such as "g <= 5 min(gamma)" */
    double limit;
    const char *text;
    /** rule is the entry itself, for rules made at run time. */
    void (*compare)(const ent_model *self, const ent_validity *rule, const double *parameters,
                    const double *observables, double *left, double *right);
};

/** How a model finds its result. A model that lacks the route asked for says ENT_ERROR_UNDEFINED. */
typedef enum ent_route {
    ENT_ROUTE_AUTOMATIC, /**< closed form where there is one */
    ENT_ROUTE_CLOSED,    /**< closed form only */
    ENT_ROUTE_NUMERICAL  /**< solve the master equation, also where a closed form exists */
} ent_route;

/** The most numbers in the history of a solver. */
#define ENT_SOLVER_MAX_HISTORY 64

/** How a state was found, or why not. */
typedef struct ent_solver_report {
    const char *route; /**< "dense", "blocks" (large networks), or NULL: closed form, or built-in model */
    size_t unknowns;   /**< real numbers in the state */
    int corrections;   /**< "blocks": how often the state was corrected by its residual */
    int iterations;    /**< "blocks": of GMRES, over all corrections */
    double residual;   /**< max|L rho| / (max|L| max|rho|) */
    double accuracy;   /**< error of the state to reckon with */
    double memory;     /**< bytes that the route needs */
    size_t n_history;
    double history[ENT_SOLVER_MAX_HISTORY]; /**< relative residuals of GMRES, iteration after iteration */
} ent_solver_report;

/** A block of n points, one array per quantity (structure of arrays). */
typedef struct ent_points {
    size_t n;
    const double *const *parameters; /**< [n_parameters][n] */
    double *const *observables;      /**< [n_observables][n]; a NULL column is not wanted; undefined values are NaN */
    int *status;                     /**< [n], an ent_status per point */
    double *residual;                /**< [n] or NULL: max|L rho| / max|L| of numerical points, NaN for closed forms */
    ent_route route;
    ent_solver_report *report; /**< NULL, or set for the last point that was solved numerically */
} ent_points;

/** Whether the steady state is entangled. */
typedef enum ent_verdict { ENT_SEPARABLE = 0, ENT_ENTANGLED = 1, ENT_UNDECIDED = -1 } ent_verdict;

/**
 * A model. Built-in ones are constants; those read from files are made at run time.
 * The functions see only points whose parameters are admissible.
 */
struct ent_model {
    const char *name, *title;
    const char *energy_unit;    /**< symbol of the natural unit of energy, such as "ε_h" */
    const char *unit_parameter; /**< the parameter that is this unit, such as "eps_h"; NULL: none, so numbers for this
                                     model cannot have units */
    const char *citation;
    size_t n_parameters, n_observables, n_constraints, n_validity;
    const ent_parameter *parameters;
    const ent_observable *observables;
    const ent_constraint *constraints;
    const ent_validity *validity;

    /** Computes the points whose status is ENT_OK on entry; sets their status. Thread-safe. */
    void (*evaluate)(const ent_model *self, const ent_points *points);
    /** Whether the state is entangled, from one point and its observables. */
    ent_verdict (*entangled)(const ent_model *self, const double *parameters, const double *observables);
    /** Whether entangled reads an observable: all others may be NaN. NULL: it may read any. */
    bool (*decides)(const ent_model *self, size_t observable);
    /** Why an observable is undefined at a point whose status is ENT_OK; a constant string, never NULL. */
    const char *(*why_undefined)(const ent_model *self, const double *parameters, size_t observable);
    /**
     * Why a point failed with a status: NULL where the status says all, else a constant string or room, [size], where
     * the model has written it.
     */
    const char *(*why_failed)(const ent_model *self, const double *parameters, int status, char *room, size_t size);
    /**
     * Exact derivatives of all observables at one admissible point, gradients[observable * n_parameters + parameter];
     * NaN where there is none. Returns an ent_status. Thread-safe. NULL: the model has none.
     */
    int (*gradient)(const ent_model *self, const double *parameters, ent_route route, double *gradients);
    /** Time evolution of built-in models; NULL: the model has none. */
    const ent_dynamics *dynamics;
    /**
     * Whether all constraints hold at all n points of parameters[n_parameters][n], quicker than asking one by one;
     * where it says no, each point is asked. NULL: each point is always asked.
     */
    bool (*all_hold)(const ent_model *self, size_t n, const double *const *parameters);
    /** What the functions of a model made at run time read; NULL for constants. */
    const void *data;
    /** Units of all numbers; NULL: powers of the natural unit of energy. Made by ent_model_in_units. */
    const ent_model_units *units;
    size_t n_derived;
    const ent_derived *derived;
    /** Changes whenever anything in the model does, so that work on another model is not resumed; NULL for constants.
     */
    const char *fingerprint;
};

/** Number of built-in models. */
ENT_API size_t ent_model_count(void);

/** The built-in model of an index below ent_model_count(), else NULL. */
ENT_API const ent_model *ent_model_at(size_t index);

/** The built-in model of that name, or NULL. */
ENT_API const ent_model *ent_model_find(const char *name);

/** Index of a parameter, or n_parameters if the model has none of that name. */
ENT_API size_t ent_model_parameter(const ent_model *self, const char *name);

/** Index of an observable, or n_observables if the model has none of that name. */
ENT_API size_t ent_model_observable(const ent_model *self, const char *name);

/** Fills parameters[n_parameters] with the defaults. */
ENT_API void ent_model_defaults(const ent_model *self, double *parameters);

/**
 * Sets one parameter by name.
 * @param[in,out] parameters [n_parameters]
 * @return ENT_OK, ENT_ERROR_UNKNOWN_NAME (the message names the nearest parameter), ENT_ERROR_OUT_OF_RANGE
 */
ENT_API ENT_MUST_USE int ent_model_set(const ent_model *self, double *parameters, const char *name, double value,
                                       ent_error *error);

/**
 * Checks all parameters: finite, in range, constraints.
 * @param[in] parameters [n_parameters]
 * @return ENT_OK, ENT_ERROR_OUT_OF_RANGE
 */
ENT_API ENT_MUST_USE int ent_model_check(const ent_model *self, const double *parameters, ent_error *error);

/**
 * Evaluates a block of points: sets every status, then the wanted observables of the good points; the observables of a
 * point that failed are NaN. This is the function under every study. Thread-safe; allocates nothing but
 * for fluctuations and networks.
 * @param[in] points all arrays set by the caller
 */
ENT_API void ent_model_evaluate(const ent_model *self, const ent_points *points);

/**
 * Derivatives of all observables with respect to all parameters, exact to rounding: dual numbers through the closed
 * forms, linear response of the steady state on the numerical route. There is no difference quotient.
 *
 * A derivative is NaN where the observable has a kink (negativity at the threshold, J_ratio where no current flows) or
 * no value, and for those the route does not differentiate (concurrence, entanglement_of_formation with tunnelling).
 * Networks have none for the concurrence and Bell fidelity of pairs, for the least negativity and for gme_x and gme_w
 * (extrema over candidates), for fluctuations, where lines of the global equation that were one part, where a rate has
 * a kink, and for what depends on coherences that a change gives to a state that had none of them (a coupling or
 * tunnelling of 0), where its dimension is above 547: see "Large networks" in docs/networks.md.
 * The negativity of a separable state is 0 with slope 0; negativity_signed goes on.
 * @param[out] gradients [n_observables][n_parameters], row-major; NaN after a failure
 * @param[in] parameters [n_parameters]
 * @return ENT_OK; ENT_ERROR_OUT_OF_RANGE; ENT_ERROR_UNDEFINED (the model or route has no derivatives, or a temperature
 * is 0); ENT_ERROR_NOT_UNIQUE; ENT_ERROR_ZERO_FREQUENCY
 */
ENT_API ENT_MUST_USE int ent_model_gradient(const ent_model *self, const double *parameters, ent_route route,
                                            double *gradients, ent_error *error);

ENT_EXTERN_C_END

#endif
