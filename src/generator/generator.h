/* The generator of a master equation on any Hilbert space.
 *
 * rho' = -i[H, rho] + sum_b D_b rho,  D_b rho = G_b rho + rho G_b^dag + sum_{k in b} J_k rho
 *
 * In jump form (local, global) J_k rho = weight_k L_k rho L_k^dag and G_b = -sum_k weight_k L_k^dag L_k / 2.
 * Redfield has J_k rho = weight_k (L_k rho R_k^dag + R_k rho L_k^dag). */
#ifndef GENERATOR_GENERATOR_H
#define GENERATOR_GENERATOR_H

#include "entangine/status.h"
#include "generator/open_system.h"
#include "generator/sparse.h"

/* One J_k; R is empty where it is L. */
typedef struct generator_channel {
    int bath;
    int quanta; /* gained by the system: 1 by absorption, -1 by emission, 0 without */
    dd energy;  /* gained by the system, of the bare sites (local) or of the line (global) */
    dd weight;
    sparse left, right;
} generator_channel;

typedef struct generator {
    int d, n_baths;
    bool jump_form;
    zdd *states; /* d x d, row-major, column k the basis vector k in the basis of the sites; NULL: that basis itself */
    double energy_scale;
    double rounding;    /* with states: elements of operators below this share of their size are none */
    sparse hamiltonian; /* H_S + H_int */
    sparse bare;        /* H_S */
    sparse *no_jump;    /* [n_baths] G_b */
    size_t n_channels, capacity;
    generator_channel *channels;
    int bath;            /* the last that was added: after a failure, the one that failed */
    const char *problem; /* after a failure: a constant string, or NULL where the status says all */
} generator;

/* The master equation that the system names. Free with generator_free, also after a failure.
 * Returns ENT_OK, ENT_ERROR_ZERO_FREQUENCY, ENT_ERROR_OUT_OF_RANGE, ENT_ERROR_NO_MEMORY. */
int generator_create(generator *self, const open_system *system);

void generator_free(generator *self);

/* An operator given in the basis of the sites, in the basis of the generator. */
sparse generator_operator(const generator *self, const sparse *operator);

/* The three master equations: set the channels and no_jump of a generator whose Hamiltonians are set. */
int generator_local(generator *self, const open_system *system);
int generator_global(generator *self, const open_system *system);
int generator_redfield(generator *self, const open_system *system);

/* For them. Goes over to the eigenbasis of H: energies[d]. Returns ENT_OK or why not. */
int generator_eigenbasis(generator *self, dd *energies);

/* For them. Adds a jump channel, which takes the operator over; a weight of 0 adds nothing. */
void generator_add_jump(generator *self, int bath, int quanta, dd energy, dd weight, sparse *jump);

/* The same for any channel, without its part of G; takes both operators over. */
void generator_add_channel(generator *self, generator_channel *channel);

/* The operator through which a bath couples, in the basis of the sites: the sum over its sites of a, a + a^dag or n. */
sparse generator_coupling(const open_system *system, const system_bath *bath);

#endif
