/* An open system with numbers in place of expressions: what a network is at one point of its parameters.
 *
 * Basis: the sites in order, the first one slowest; within a site the highest level first, so that two qubits are
 * |11>, |10>, |01>, |00>. This is the one place where that order is stated. */
#ifndef GENERATOR_OPEN_SYSTEM_H
#define GENERATOR_OPEN_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

#include "entangine/network.h"

typedef struct system_site {
    int levels;
    ent_site_kind kind;
    double energy, tunnelling;
    const char *name; /* for messages; NULL: it goes by its number */
} system_site;

/* A local operator. */
typedef enum local_operator {
    LOCAL_LOWER,
    LOCAL_RAISE,
    LOCAL_NUMBER,
    LOCAL_X,
    LOCAL_Y,
    LOCAL_Z,
    LOCAL_PROJECTOR /* on level */
} local_operator;

typedef struct system_factor {
    int site;
    local_operator kind;
    int level;
} system_factor;

/* (strength + i strength_im) prod_k factors[k], plus its adjoint if add_adjoint. Couplings of every kind are these:
 * exchange is raise, lower and the adjoint; dipole is x x; zz is z z. */
typedef struct system_term {
    double strength, strength_im;
    bool add_adjoint;
    int n_factors;
    const system_factor *factors;
} system_term;

typedef struct system_bath {
    int n_sites;
    const int *sites;
    double temperature, rate, chemical_potential;
    ent_statistics statistics;
    ent_spectrum spectrum;
    double frequency, cutoff, width; /* cutoff: infinity where there is none */
    bool dipole;
    bool dephasing;   /* through n, white noise: only rate and its one site are read */
    const char *name; /* for messages; NULL: it goes by its number */
} system_bath;

/* See system_structure.h. */
typedef struct system_structure system_structure;

typedef struct open_system {
    ent_master_equation equation;
    int n_sites, n_terms, n_baths; /* dephasings stand behind the baths and count among them */
    const system_site *sites;
    const system_term *terms;
    const system_bath *baths;
    system_structure *structure; /* of all that differ in their numbers only; NULL: none is kept */
} open_system;

/* Dimension of the Hilbert space. */
size_t open_system_dimension(const open_system *self);

/* Adds to a set of sites, in[n_sites], those that couplings other than 0 link with it, directly or in steps. */
void open_system_spread(const open_system *self, bool *in);

/* Checks what depends on the numbers. problem: [size], why it failed. Returns ENT_OK, ENT_ERROR_OUT_OF_RANGE (site
 * energies, rates and temperatures below 0, a chemical potential of bosons at or above the lowest transition). */
int open_system_check(const open_system *self, char *problem, size_t size);

#endif
