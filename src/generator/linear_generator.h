/* The local master equation as a sum of patterns: L = sum_k c_k L_k, where only the coefficients c_k depend on the
 * numbers of the system. They are the energies and tunnellings of the sites, both parts of the strengths, and the rates
 * of each bath. A common bath has, besides the rates of its sites, those of its pairs of sites, which are 0 where the
 * sites of a pair have different gaps. */
#ifndef GENERATOR_LINEAR_GENERATOR_H
#define GENERATOR_LINEAR_GENERATOR_H

#include "generator/bath_rates.h"
#include "generator/superoperator.h"

typedef enum linear_kind {
    LINEAR_ENERGY,     /* of a site; its operator is n */
    LINEAR_TUNNELLING, /* of a site */
    LINEAR_STRENGTH,   /* of a term */
    LINEAR_STRENGTH_IM,
    LINEAR_EMISSION, /* into a bath, from one site or a pair */
    LINEAR_ABSORPTION,
    LINEAR_DEPHASING
} linear_kind;

typedef struct linear_coefficient {
    linear_kind kind;
    int owner;         /* site, term or bath */
    int first, second; /* places among the sites of the bath; equal but for pairs */
} linear_coefficient;

/* All coefficients of a system with these sites, terms and baths; to be freed. NULL without memory. */
linear_coefficient *linear_coefficients_list(const open_system *system, int *n);

/* Whether it belongs to H. */
bool linear_is_hamiltonian(const linear_coefficient *self);

/* The rates of a bath at a gap, kept as long as its numbers stay. */
typedef struct linear_rates {
    bool known;
    system_bath bath;
    double gap;
    bath_rates rates;
} linear_rates;

/* c[k] of all n coefficients of a system that has passed open_system_check. leader: room for the sites of a bath.
 * rates: [n], {0} at first. Returns ENT_OK or what bath_rates_at returns. */
int linear_coefficients_find(dd *c, const linear_coefficient *list, int n, const open_system *system, int *leader,
                             linear_rates *rates);

typedef struct linear_generator {
    int n;
    linear_coefficient *coefficients; /* [n] */
    support at;                       /* what all patterns together link with the populations */
    superoperator *actions;           /* [n] L_k */
    sparse *operators;                /* [n] dH/dc_k, or of a bath sum L^dag L of its jumps */
} linear_generator;

/* The patterns of those coefficients of a list of n that are in use. Free with linear_generator_free, also after a
 * failure. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int linear_generator_create(linear_generator *self, const open_system *system, const linear_coefficient *list,
                            const bool *used, int n);
void linear_generator_free(linear_generator *self);

#endif
