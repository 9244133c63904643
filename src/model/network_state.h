/* The steady state of a network, and what its observables are made of. */
#ifndef MODEL_NETWORK_STATE_H
#define MODEL_NETWORK_STATE_H

#include "generator/block_generator.h"
#include "generator/superoperator.h"
#include "observable/register.h"
#include "solver/stationary.h"
#include "solver/steady_large.h"

/* Unknowns: up to BEST_DENSE the dense route is the quicker one. Up to COUNTED_DENSE it is taken where fluctuations are
 * wanted, which need its decomposition. Above MAX_DENSE it refuses, since its matrices have the number squared. BLOCKS:
 * the largest dimension of the route in blocks. */
enum { NETWORK_BEST_DENSE = 300, NETWORK_COUNTED_DENSE = 1000, NETWORK_MAX_DENSE = 6000, NETWORK_MAX_BLOCKS = 1 << 16 };

typedef struct network_planned_view network_planned_view; /* network_planned.h */

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
    bool large;  /* the state is in blocks: rho, at, l and solver are not set, x is packed as blocks says */
    const network_planned_view *planned; /* where not NULL: of the rest only system, at, x, sites, steady, residual and
                                          * master.d are set, and nothing is to be freed */
    block_generator blocks;              /* where large */
    steady_report report;                /* where large */
    double residual;
    double unknowns;     /* after a refusal for its size: how many there are; else 0 */
    int nullity;         /* after ENT_ERROR_NOT_UNIQUE: how many steady states there are */
    const char *problem; /* after a failure: a constant string, or NULL */
} network_state;

/* Sets up the master equation of a system, which must outlive the state. Free with network_state_free, also after a
 * failure. whole: for states that start anywhere. Returns ENT_OK or why there is none: among others
 * ENT_ERROR_OUT_OF_RANGE with unknowns above NETWORK_MAX_DENSE, before anything large is made. */
int network_state_create(network_state *self, const open_system *system, bool whole);

/* The same for steady states only, with the route chosen by the number of unknowns, and by whether fluctuations are
 * wanted. */
int network_state_create_steady(network_state *self, const open_system *system, bool fluctuations);

/* The state in the basis of the sites. self must outlive it. */
matrix_view network_state_view(const network_state *self);

/* Solves for the steady state. Returns ENT_OK, ENT_ERROR_NOT_UNIQUE, ENT_ERROR_NOT_CONVERGED, ENT_ERROR_NO_MEMORY. */
int network_state_solve(network_state *self);

/* Takes another state: x in the basis of the generator. */
void network_state_set(network_state *self, const dd *x);

/* The state with these unknowns, in the basis of the sites. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int network_state_rotate(const network_state *self, zdd *rho, const dd *x);

/* The unknowns of a state given in the basis of the sites. */
int network_state_unknowns(const network_state *self, dd *x, const zdd *rho);

/* Tr[O x] of a hermitian O in the basis of the support. */
dd network_expectation(const support *at, const sparse *operator, const dd * x);

/* NaN without memory. Tr[O D_b rho], and quanta from a bath, of any generator (also a derivative of one) and any
 * unknowns. */
dd network_current(const generator *part, const support *at, const dd *x, const sparse *operator, int bath);
dd network_quanta(const generator *part, const support *at, const dd *x, int bath);

/* Tr[O D_b rho] for a hermitian O, with O either the full Hamiltonian, the bare one, or any in the generator's basis.
 */
dd network_state_current(const network_state *self, const sparse *operator, int bath);

/* Quanta that a bath gives to the system, per time. */
dd network_state_quanta(const network_state *self, int bath);

/* The large route (network_large.c), called by the functions above. */
int network_large_create(network_state *self, size_t most_dense);
int network_large_solve(network_state *self);
dd network_large_current(const network_state *self, const sparse *operator, int bath);
dd network_large_quanta(const network_state *self, int bath);
zdd network_large_element(const void *state, int i, int j);

/* The route by a plan (network_planned.c), called by the functions above. */
zdd network_planned_element(const void *data, int i, int j);
dd network_planned_current(const network_state *state, bool bare, int bath);
dd network_planned_quanta(const network_state *state, int bath);

void network_state_free(network_state *self);

#endif
