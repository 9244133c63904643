/* A small system with jump channels: its Lindblad generator in double-double.
 *
 * rho' = -i[H, rho] + sum_k rate_k (L_k rho L_k^dag - {L_k^dag L_k, rho}/2)
 *
 * A hermitian rho is stored as d^2 real unknowns: rho_ii at i d + i, and for i < j Re rho_ij at i d + j and
 * Im rho_ij at j d + i. This is the one place where that order is stated. */
#ifndef GENERATOR_LINDBLAD_H
#define GENERATOR_LINDBLAD_H

#include "base/zdd.h"

enum {
    LINDBLAD_MAX_DIMENSION = 4,
    LINDBLAD_MAX_UNKNOWNS = LINDBLAD_MAX_DIMENSION * LINDBLAD_MAX_DIMENSION,
    LINDBLAD_MAX_CHANNELS = 16,
    LINDBLAD_MAX_ELEMENTS = 16
};

/* value |row><column| */
typedef struct operator_element {
    int row, column;
    zdd value;
} operator_element;

typedef struct sparse_operator {
    int n;
    operator_element elements[LINDBLAD_MAX_ELEMENTS];
} sparse_operator;

typedef struct jump_channel {
    int bath;
    dd rate;
    sparse_operator jump;
} jump_channel;

typedef struct lindblad {
    int d;
    zdd hamiltonian[LINDBLAD_MAX_UNKNOWNS]; /* row-major d x d */
    int n_channels;
    jump_channel channels[LINDBLAD_MAX_CHANNELS];
} lindblad;

/* Adds an element, or does nothing if value is 0. */
void operator_add(sparse_operator *self, int row, int column, zdd value);

/* The adjoint. */
sparse_operator operator_adjoint(const sparse_operator *self);

/* Adds a channel, or does nothing if its rate or operator is 0. */
void lindblad_add_channel(lindblad *self, int bath, dd rate, const sparse_operator *jump);

/* The generator as a real matrix, row-major d^2 x d^2, acting on the real unknowns. */
void lindblad_generator(const lindblad *self, dd *generator);

/* rho (row-major d x d) from its real unknowns. */
void lindblad_state(int d, zdd *rho, const dd *unknowns);

/* The real unknowns of a hermitian rho: the inverse of lindblad_state. */
void lindblad_unknowns(int d, dd *unknowns, const zdd *rho);

/* out = L rho, both row-major d x d. */
void lindblad_apply(const lindblad *self, zdd *out, const zdd *rho);

/* Tr[operator D_bath rho] for a hermitian operator (row-major d x d): the current of that quantity out of one bath. */
dd lindblad_current(const lindblad *self, const zdd *observable, int bath, const zdd *rho);

#endif
