/* Fluctuations of the currents in a steady state: full counting statistics.
 *
 * Each jump k of a bath is counted with a weight nu_k, its quanta or its energy. M_n rho = sum_k nu_k^n J_k rho, and
 * lambda(chi), the dominant eigenvalue of L + sum_n chi^n/n! M_n, has the cumulants per time as derivatives at 0.
 * They come order by order from the one decomposition that found the state, without differences: with x_0 the steady
 * state,
 *   c_n = sum_{k=1}^n binom(n, k) Tr M_k x_{n-k},
 *   L x_n = sum_{k=1}^n binom(n, k) (c_k - M_k) x_{n-k},  Tr x_n = 0.
 * Every x_n is found once, when it is needed, and kept.
 * Source: Landi et al., PRX Quantum 5, 020201 (2024); Flindt et al., Phys. Rev. B 82, 155407 (2010). */
#ifndef SOLVER_FLUCTUATIONS_H
#define SOLVER_FLUCTUATIONS_H

#include "solver/responder.h"

enum { FLUCTUATIONS_MAX_ORDER = 4 };

typedef enum fluctuations_weight {
    FLUCTUATIONS_QUANTA,
    FLUCTUATIONS_ENERGY /* of the bare gap in the local equation, of the line in the global one */
} fluctuations_weight;

/* What is counted: positive from the bath into the system. */
typedef struct fluctuations_counter {
    int bath;
    fluctuations_weight weight;
} fluctuations_counter;

/* What is known of one counter. */
typedef struct fluctuations_series {
    int orders; /* how many cumulants */
    dd cumulants[FLUCTUATIONS_MAX_ORDER];
    dd *states[FLUCTUATIONS_MAX_ORDER]; /* x_k; NULL: not yet, and where k = 0 */
    bool failed;                        /* the next of them does not converge */
} fluctuations_series;

typedef struct fluctuations {
    responder system;
    fluctuations_series *series; /* [n_baths][2] */
    dd *source, *work;           /* [system.n] */
    dd *factors;                 /* [n_channels] */
    const fluctuations_series *source_of;
    int source_order; /* source is the right side for x of this order of that series; 0: of none */
} fluctuations;

/* What the system borrows must outlive it. Returns ENT_OK, ENT_ERROR_UNDEFINED (no jump form), ENT_ERROR_NO_MEMORY;
 * free with fluctuations_free, also after a failure. */
int fluctuations_create(fluctuations *self, const responder *system);
void fluctuations_free(fluctuations *self);

/* Bytes that it takes at most, beyond those of the solver, for so many baths and numbers of a state. */
double fluctuations_memory(int n_baths, size_t n);

/* The first `orders` cumulants per time: cumulants[0] is the mean current, [1] the zero-frequency noise. orders is 1
 * to FLUCTUATIONS_MAX_ORDER. Returns ENT_OK, ENT_ERROR_NOT_CONVERGED, ENT_ERROR_NO_MEMORY. */
int fluctuations_cumulants(dd *cumulants, int orders, fluctuations *self, fluctuations_counter counter);

/* Covariance of two counters per time, twice the same: the noise. Returns as above. */
int fluctuations_covariance(dd *covariance, fluctuations *self, fluctuations_counter a, fluctuations_counter b);

/* Jumps per time that exchange a quantum with the bath, or with any bath if it is below 0. Dephasing moves nothing
 * and does not count. Returns ENT_OK, ENT_ERROR_NO_MEMORY. */
int fluctuations_activity(dd *activity, fluctuations *self, int bath);

#endif
