/* The steady state of a network, and what its observables are made of. */
#ifndef MODEL_NETWORK_STATE_H
#define MODEL_NETWORK_STATE_H

#include "generator/superoperator.h"
#include "observable/register.h"
#include "solver/stationary.h"

/* Most unknowns of a state that this route takes: its matrices are dense in them. */
enum { NETWORK_MAX_DENSE = 6000 };

typedef struct network_state {
    const open_system *system;
    generator master;
    support at;
    superoperator l;
    stationary solver;
    dd *x;       /* [at.n] the state in the basis of the generator */
    zdd *rho;    /* [d][d] in the basis of the sites */
    int *levels; /* [n_sites] */
    site_register sites;
    bool steady; /* x is the steady state */
    double residual;
    double unknowns;     /* after a refusal for its size: how many there are; else 0 */
    int nullity;         /* after ENT_ERROR_NOT_UNIQUE: how many steady states there are */
    const char *problem; /* after a failure: a constant string, or NULL */
} network_state;

/* Sets up the master equation of a system, which must outlive the state. Free with network_state_free, also after a
 * failure. whole: for states that start anywhere. Returns ENT_OK or why there is none: among others
 * ENT_ERROR_OUT_OF_RANGE with unknowns above NETWORK_MAX_DENSE, before anything large is made. */
int network_state_create(network_state *self, const open_system *system, bool whole);

/* Solves for the steady state. Returns ENT_OK, ENT_ERROR_NOT_UNIQUE, ENT_ERROR_NOT_CONVERGED, ENT_ERROR_NO_MEMORY. */
int network_state_solve(network_state *self);

/* Takes another state: x in the basis of the generator. */
void network_state_set(network_state *self, const dd *x);

/* The state with these unknowns, in the basis of the sites. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int network_state_rotate(const network_state *self, zdd *rho, const dd *x);

/* The unknowns of a state given in the basis of the sites. */
int network_state_unknowns(const network_state *self, dd *x, const zdd *rho);

/* NaN without memory. Tr[O D_b rho], and quanta from a bath, of any generator (also a derivative of one) and any
 * unknowns. */
dd network_current(const generator *part, const support *at, const dd *x, const sparse *operator, int bath);
dd network_quanta(const generator *part, const support *at, const dd *x, int bath);

/* Tr[O D_b rho] for a hermitian O, with O either the full Hamiltonian, the bare one, or any in the generator's basis.
 */
dd network_state_current(const network_state *self, const sparse *operator, int bath);

/* Quanta that a bath gives to the system, per time. */
dd network_state_quanta(const network_state *self, int bath);

void network_state_free(network_state *self);

#endif
