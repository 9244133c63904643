/* A generator in matrix form: it acts on the blocks of a hermitian rho over pairs of sectors, and is never built.
 *
 * Only blocks that chains of jumps link with the populations are kept, unless all are asked for, and of two adjoint
 * ones that above the diagonal. A state is stored packed, as real numbers: a block on the diagonal by columns, real
 * parts on and above its diagonal, imaginary parts (of the element above) below; other blocks by columns, all real
 * parts, then all imaginary parts. Where it is real in another gauge, what is on and above the diagonal of the blocks,
 * by columns. */
#ifndef GENERATOR_BLOCK_GENERATOR_H
#define GENERATOR_BLOCK_GENERATOR_H

#include <complex.h>

#include "base/matrix_view.h"
#include "base/team.h"
#include "generator/gauge.h"
#include "generator/sectors.h"

typedef struct rho_block {
    int row, column; /* sectors, row <= column */
    size_t packed;   /* where it starts among the unknowns */
    size_t full;     /* where it starts among the elements, stored by columns */
    int half;        /* 0 or 1; see block_halves.h */
} rho_block;

typedef struct block_generator {
    sectors at;
    size_t n_blocks, n_unknowns, n_elements;
    size_t n_first; /* unknowns of the first half, which are packed first; 0: there are no halves */
    rho_block *blocks;
    int *index; /* [n sectors][n sectors]: the block of a pair row <= column; -1: none */
    sparse no_jump;
    sector_operator left; /* G */
    size_t n_channels;
    dd *weights;
    sector_operator *jumps; /* [2 n_channels]: L and R; R has no parts where it is L */
    double size;            /* the largest |element| of G and of the jumps */
    bool borrows;           /* at, blocks, index and gauge belong to another; see block_tangent.h */
    bool borrows_jumps;     /* so do these; see block_frame.h */
    bool real;   /* left and jumps are in a gauge where they are real, and so is the state; see block_real.h */
    gauge gauge; /* where real */
} block_generator;

/* Returns ENT_OK or ENT_ERROR_NO_MEMORY; free with block_generator_free, also after a failure. */
int block_generator_create(block_generator *self, const generator *system);

/* The same with all pairs of basis states in one block: for changes of the generator that link what it does not. */
int block_generator_create_whole(block_generator *self, const generator *system);

/* The same with the blocks of all pairs of sectors, for states that start anywhere. */
int block_generator_create_pairs(block_generator *self, const generator *system);

void block_generator_free(block_generator *self);

/* For block_tangent.h: the operators, on sectors that are there, with no_jump set. Returns as above. */
int block_generator_cut(block_generator *self, const generator *system);

/* How many unknowns a block has. */
size_t block_generator_size(const block_generator *self, size_t block);

/* Columns begin .. end - 1 of a block. */
typedef struct block_part {
    size_t block, begin, end;
} block_part;

/* Between packed and full, where not real: rho holds n_elements. Blocks on the diagonal are full hermitian matrices; of
 * these columns what is on and above the diagonal counts, and its adjoint is written too. */
void block_generator_unpack(const block_generator *self, block_part part, double complex *rho, const double *x);
void block_generator_pack(const block_generator *self, block_part part, double *x, const double complex *rho);

/* out = sum_k J_k rho in these columns; of a block on the diagonal what is on and above it. */
void block_generator_jump(const block_generator *self, block_part part, double complex *out, const double complex *rho);

/* out += sum_k J_k rho in double-double; as above. */
void block_generator_jump_exactly(const block_generator *self, block_part part, zdd *out, const zdd *rho);

/* out = L rho in double-double, both packed; helpers share the work. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int block_generator_apply(const block_generator *self, dd *out, const dd *x, team *helpers);

/* out = sum_k factors[k] J_k x in double-double, both packed. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int block_generator_count(const block_generator *self, dd *out, const dd *x, const dd *factors);
/* Packs a state given element by element; *held: whether the blocks hold it, and its being real where they are, to
 * within the errors of 1e-16 of states in double. */
void block_generator_take(const block_generator *self, dd *x, bool *held, const matrix_view *rho);

/* <i|rho|j> of a packed state. */
zdd block_generator_element(const block_generator *self, const dd *x, int i, int j);

/* Whether it is one that is kept. */
bool block_generator_keeps(const block_generator *self, int i, int j);
/* A packed state as a matrix; data is one of these. */
typedef struct block_state {
    const block_generator *l;
    const dd *x;
} block_state;

matrix_view block_state_view(const block_state *self);

/* Tr rho */
dd block_generator_trace(const block_generator *self, const dd *x);

#endif
