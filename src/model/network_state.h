/* The steady state of a network, and what its observables are made of. */
#ifndef MODEL_NETWORK_STATE_H
#define MODEL_NETWORK_STATE_H

#include "generator/block_generator.h"
#include "generator/superoperator.h"
#include "observable/register.h"
#include "solver/responder.h"
#include "solver/steady_large.h"

/* Unknowns: up to BEST_DENSE the dense route is the quicker one. Up to LAST_DENSE it has the last word where blocks
 * fail. Above MAX_DENSE it refuses, since its matrices have the number squared. Above COUNTED_BLOCKS fluctuations are
 * not computed: each takes as long as the state. BLOCKS: the largest dimension of the route in blocks. */
enum {
    NETWORK_BEST_DENSE = 300,
    NETWORK_LAST_DENSE = 1000,
    NETWORK_MAX_DENSE = 6000,
    NETWORK_COUNTED_BLOCKS = 1000000,
    NETWORK_MAX_BLOCKS = 1 << 16
};

/* What a steady state is wanted for, beyond its values. */
typedef enum network_wish { NETWORK_WISH_VALUES, NETWORK_WISH_FLUCTUATIONS, NETWORK_WISH_DERIVATIVES } network_wish;

/* How a state is kept in blocks. */
typedef enum network_blocks {
    NETWORK_BLOCKS_BEST,    /* in a real gauge, where there is one */
    NETWORK_BLOCKS_COMPLEX, /* in none */
    NETWORK_BLOCKS_WHOLE    /* all its elements, linked with the populations or not */
} network_blocks;

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
    block_solver *inverse;               /* where large, after it was solved for responses; else NULL */
    block_report report;                 /* where large */
    network_wish wish;
    double taken; /* bytes that other states hold */
    double residual;
    double unknowns;     /* after a refusal for its size: how many there are; else 0 */
    int nullity;         /* after ENT_ERROR_NOT_UNIQUE: how many steady states there are */
    const char *problem; /* after a failure: a constant string, or NULL */
} network_state;

/* Sets up the master equation of a system, which must outlive the state. Free with network_state_free, also after a
 * failure. whole: for states that start anywhere. Returns ENT_OK or why there is none: among others
 * ENT_ERROR_OUT_OF_RANGE with unknowns above NETWORK_MAX_DENSE, before anything large is made. */
int network_state_create(network_state *self, const open_system *system, bool whole);

/* Which states the unknowns of one that moves must hold; each kind holds those before. */
typedef enum network_span {
    NETWORK_REAL,   /* diagonal ones, and what becomes of them */
    NETWORK_LINKED, /* those whose coherences are linked with the populations */
    NETWORK_WHOLE   /* all */
} network_span;

/* The same for states in time, in blocks where the exact route ends. After ENT_ERROR_NO_MEMORY with large set,
 * report.memory exceeds network_large_limit(). */
int network_state_create_moving(network_state *self, const open_system *system, network_span span);

/* The same for steady states only, with the route chosen by the number of unknowns. */
int network_state_create_steady(network_state *self, const open_system *system, network_wish wish);

/* The same in blocks, of the local equation, for derivatives. taken: bytes that other states hold. */
int network_state_create_blocks(network_state *self, const open_system *system, network_blocks form, double taken);

/* Creates the state and solves it. A small one that comes in blocks and fails has its last word from the dense route,
 * which tells exactly how many steady states there are. Free it in any case. Returns as network_state_solve. */
int network_state_find(network_state *self, const open_system *system, network_wish wish);

/* What the steady state answers with to counting and to changes; borrows it. workspace, of the caller, must outlive it:
 * states are constant for those who only ask. A large state must have been solved for responses: see inverse. */
responder network_state_responder(const network_state *self, stationary *workspace);

/* The state in the basis of the sites. self must outlive it. */
matrix_view network_state_view(const network_state *self);

/* Solves for the steady state. Returns ENT_OK, ENT_ERROR_NOT_UNIQUE, ENT_ERROR_NOT_CONVERGED, ENT_ERROR_NO_MEMORY. */
int network_state_solve(network_state *self);

/* Takes another state: x in the basis of the generator, with the error to reckon with. */
void network_state_set(network_state *self, const dd *x, double accuracy);

/* The state with these unknowns, in the basis of the sites. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int network_state_rotate(const network_state *self, zdd *rho, const dd *x);

/* The unknowns of a state given in the basis of the sites. */
int network_state_unknowns(const network_state *self, dd *x, const zdd *rho);

/* Tr[O x] of a hermitian O in the basis of the support. */
dd network_expectation(const support *at, const sparse *operator, const dd * x);

/* NaN without memory. Tr[O D_b rho], and quanta from a bath, of any generator (also a derivative of one) and any
 * numbers x stored as the state is. */
dd network_part_current(const network_state *self, const generator *part, const dd *x, const sparse *operator,
                        int bath);
dd network_part_quanta(const network_state *self, const generator *part, const dd *x, int bath);

/* Tr[O D_b rho] for a hermitian O, with O either the full Hamiltonian, the bare one, or any in the generator's basis.
 */
dd network_state_current(const network_state *self, const sparse *operator, int bath);

/* Quanta that a bath gives to the system, per time. */
dd network_state_quanta(const network_state *self, int bath);

/* The large route (network_large.c), called by the functions above. */
int network_large_create(network_state *self, size_t most_dense, network_blocks form);
int network_large_create_moving(network_state *self, network_span span);
int network_large_solve(network_state *self);
dd network_large_current(const block_generator *blocks, const generator *part, const dd *x, const sparse *operator,
                         int bath);
dd network_large_quanta(const block_generator *blocks, const generator *part, const dd *x, int bath);
zdd network_large_element(const void *state, int i, int j);

/* The route by a plan (network_planned.c), called by the functions above. */
zdd network_planned_element(const void *data, int i, int j);
dd network_planned_current(const network_state *state, bool bare, int bath);
dd network_planned_quanta(const network_state *state, int bath);
/* Bytes that one state may take. */
double network_large_limit(void);

void network_state_free(network_state *self);

#endif
