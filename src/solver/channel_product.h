/* The product of GMRES in matrix form, x -> (1 + J M^-1) x = L M^-1 x, with L = M + J and M the part without jumps.
 *
 * Where every jump leads from one half of the blocks to the other (block_halves.h), K = J M^-1 does so too, and GMRES
 * is left with the first half, x_1 - K K x_1 = b_1 - K b_2: a step costs as much as one of the whole, half as many are
 * needed, of half as many numbers. The second half follows, x_2 = b_2 - K x_1. */
#ifndef SOLVER_CHANNEL_PRODUCT_H
#define SOLVER_CHANNEL_PRODUCT_H

#include "solver/no_jump.h"
#include "solver/no_jump_real.h"

typedef struct channel_product {
    const block_generator *l;
    no_jump inverse;                /* unless l is real */
    no_jump_real real;              /* where it is */
    double complex *full, *changed; /* [n_elements], unless real */
    double *real_full, *real_changed;
    bool halved;
    team_split all, halves[2]; /* parts of the blocks */
    team_split pieces; /* of the vectors of GMRES, GMRES_PIECE each, to those who have the columns that they are of */
    double *passed;    /* [n_unknowns] K x; where halved */
} channel_product;

/* Returns ENT_OK, ENT_ERROR_NO_MEMORY, ENT_ERROR_NOT_CONVERGED. l must outlive it. Free with channel_product_free, also
 * after a failure. */
int channel_product_create(channel_product *self, const block_generator *l);
void channel_product_free(channel_product *self);

/* Between these it may use all threads; the BLAS has its own back afterwards. */
void channel_product_hold(channel_product *self);
void channel_product_release(channel_product *self);

/* The threads that share the work; NULL: the caller alone. */
team *channel_product_team(const channel_product *self);
const team_split *channel_product_pieces(const channel_product *self);

/* How many sectors have too few eigenvectors. */
int channel_product_triangular(const channel_product *self);

/* How many unknowns GMRES has: the first of all. */
size_t channel_product_size(const channel_product *self);

/* What GMRES solves: b, all unknowns, becomes its right-hand side in the first ones, the rest stays; a gmres_product,
 * whose context is a channel_product; the rest of x from that of b. Packed states. */
void channel_product_reduce(channel_product *self, double *b);
bool channel_product_apply(void *context, double *y, const double *x);
void channel_product_complete(channel_product *self, double *x, const double *b);

/* x becomes M^-1 x. */
void channel_product_invert(channel_product *self, double *x);

/* Bytes that it allocates, next to GMRES. */
double channel_product_memory(const block_generator *l);

#endif
