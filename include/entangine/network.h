/* Networks: sites, couplings and baths of any engine, built step by step or read from a file, as a model.
 * SPDX-License-Identifier: MIT */
#ifndef ENT_NETWORK_H
#define ENT_NETWORK_H

#include <stdbool.h>
#include <stddef.h>

#include "macros.h"
#include "model.h"
#include "status.h"

ENT_EXTERN_C_BEGIN

/**
 * A network. Every number in it is an expression (text) in its parameters, such as "2*g" or "1.0 + delta"; NULL stands
 * for 0 unless said otherwise. Functions that add something copy what they are given.
 */
typedef struct ent_network ent_network;

/** The master equation of a network. */
typedef enum ent_master_equation {
    ENT_MASTER_EQUATION_LOCAL,   /**< jump operators of the bare sites */
    ENT_MASTER_EQUATION_GLOBAL,  /**< one jump operator per Bohr frequency of the full Hamiltonian */
    ENT_MASTER_EQUATION_REDFIELD /**< no secular approximation, no Lamb shift; positivity is checked */
} ent_master_equation;

/** The lowering operator a of a site: its elements <n-1|a|n>. */
typedef enum ent_site_kind {
    ENT_SITE_LADDER,    /**< all 1: a qubit or qudit */
    ENT_SITE_OSCILLATOR /**< sqrt(n): a truncated harmonic oscillator */
} ent_site_kind;

/** One site: energy n for its levels n = 0 .. levels - 1, plus tunnelling (a + a^dag). */
typedef struct ent_site {
    const char *name;
    ent_site_kind kind;
    int levels; /**< at least 2 */
    const char *energy;
    const char *tunnelling;
} ent_site;

/** How two sites are coupled. */
typedef enum ent_coupling_kind {
    ENT_COUPLING_EXCHANGE, /**< g (a_i^dag a_j + h.c.) */
    ENT_COUPLING_DIPOLE,   /**< g (a_i + a_i^dag)(a_j + a_j^dag) */
    ENT_COUPLING_ZZ        /**< g z_i z_j with z = 2 n - (levels - 1), sigma_z of a qubit */
} ent_coupling_kind;

/** A coupling of two sites. */
typedef struct ent_coupling {
    ent_coupling_kind kind;
    const char *sites[2];
    const char *strength;
} ent_coupling;

/** One factor of a product: a named operator of one site. */
typedef struct ent_factor {
    const char *site;
    /** lower (a), raise (a^dag), number (n), x (a + a^dag), y (i a - i a^dag), z (2 n - levels + 1), or p0, p1, ...:
     * the projector on a level */
    const char *name;
} ent_factor;

/** (strength + i strength_im) times a product of local operators, plus its adjoint if asked for. */
typedef struct ent_product {
    const char *strength, *strength_im;
    bool add_adjoint; /**< without it the product must be hermitian by itself */
    size_t n_factors; /**< at most one for every site */
    const ent_factor *factors;
} ent_product;

/** Statistics of a bath. */
typedef enum ent_statistics { ENT_STATISTICS_BOSON, ENT_STATISTICS_FERMION } ent_statistics;

/** Rate gamma(w) of a bath at frequency w > 0, from its number `rate`. */
typedef enum ent_spectrum {
    ENT_SPECTRUM_FLAT,      /**< rate */
    ENT_SPECTRUM_OHMIC,     /**< rate (w / frequency) exp(-w / cutoff); without a cutoff rate w / frequency */
    ENT_SPECTRUM_LORENTZIAN /**< rate width^2 / ((w - frequency)^2 + width^2) */
} ent_spectrum;

/** One bath. On several sites it couples to the sum of their operators: one common bath. */
typedef struct ent_bath {
    const char *name;
    size_t n_sites;
    const char *const *sites;
    const char *temperature, *rate;
    ent_statistics statistics;
    const char *chemical_potential;
    ent_spectrum spectrum;
    const char *frequency, *cutoff, *width; /**< of the spectrum; NULL where it has none */
    bool dipole; /**< couples through a + a^dag; else by exchange, S c^dag + h.c. with S = a */
} ent_bath;

/**
 * Pure dephasing of one site: coherences between neighbouring levels decay at `rate` (dissipator 2 rate D[n]). It acts
 * as a bath of infinite temperature: it may carry energy, never entropy.
 */
typedef struct ent_dephasing {
    const char *name;
    const char *site;
    const char *rate;
} ent_dephasing;

/**
 * An empty network with the local master equation.
 * @param[out] self freed by ent_network_free; NULL after a failure
 * @param[in] name of the model, such as the path of its file
 * @param[in] title one line, or NULL
 * @return ENT_OK, ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_network_create(ent_network **self, const char *name, const char *title, ent_error *error);

/**
 * The engine of a two-qubit model as a network, finished, with the parameters of the model: the same physics by the
 * general route, to compare master equations (ent_compare). The sites are h and c, the baths hot
 * and cold.
 * @param[out] self freed by ent_network_free; NULL after a failure
 * @param[in] model "local" or "global"
 * @return ENT_OK, ENT_ERROR_UNKNOWN_NAME, ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_network_two_qubit(ent_network **self, const char *model, ent_error *error);

/** Frees a network and its model; NULL is fine. */
ENT_API void ent_network_free(ent_network *self);

/** Chooses the master equation. */
ENT_API void ent_network_set_master_equation(ent_network *self, ent_master_equation equation);

/** The master equation. */
ENT_API ent_master_equation ent_network_master_equation(const ent_network *self);

/**
 * Adds a parameter. One whose value is a number becomes a parameter of the model; one whose value is an expression in
 * other parameters follows them.
 * @return ENT_OK, ENT_ERROR_DUPLICATE, ENT_ERROR_USAGE (not a name), ENT_ERROR_BAD_NUMBER (not an expression: the
 *         message gives the position), ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_network_add_parameter(ent_network *self, const char *name, const char *value,
                                                   ent_error *error);

/**
 * These add one part each.
 * @return ENT_OK, ENT_ERROR_DUPLICATE (its name is taken), ENT_ERROR_UNKNOWN_NAME (a site or operator: the nearest is
 *         named), ENT_ERROR_OUT_OF_RANGE, ENT_ERROR_USAGE (among others: the network is finished),
 * ENT_ERROR_BAD_NUMBER, ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_network_add_site(ent_network *self, const ent_site *site, ent_error *error);
ENT_API ENT_MUST_USE int ent_network_add_coupling(ent_network *self, const ent_coupling *coupling, ent_error *error);
ENT_API ENT_MUST_USE int ent_network_add_product(ent_network *self, const ent_product *product, ent_error *error);
ENT_API ENT_MUST_USE int ent_network_add_bath(ent_network *self, const ent_bath *bath, ent_error *error);
ENT_API ENT_MUST_USE int ent_network_add_dephasing(ent_network *self, const ent_dephasing *dephasing, ent_error *error);

/**
 * Checks the whole network and makes its model: to be called once, after everything is added.
 * @return ENT_OK, ENT_ERROR_UNKNOWN_NAME, ENT_ERROR_USAGE (no site, no bath, parameters in a circle, a product that is
 *         not hermitian), ENT_ERROR_OUT_OF_RANGE, ENT_ERROR_NO_MEMORY
 */
ENT_API ENT_MUST_USE int ent_network_finish(ent_network *self, ent_error *error);

/** The model, for every study; NULL before ent_network_finish. Lives as long as the network. */
ENT_API const ent_model *ent_network_model(const ent_network *self);

/**
 * Reads a network file (YAML), checks it whole and makes its model.
 * @param[out] self freed by ent_network_free; NULL after a failure
 * @return ENT_OK; ENT_ERROR_FILE; what the functions above return, with file, line and key before the message
 */
ENT_API ENT_MUST_USE int ent_network_read(ent_network **self, const char *path, ent_error *error);

ENT_EXTERN_C_END

#endif
