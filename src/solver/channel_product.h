/* The product of GMRES in matrix form, x -> (1 + J M^-1) x = L M^-1 x, with L = M + J and M the part without jumps. */
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
    team_split pieces; /* of vectors, GMRES_PIECE each, to those who have the blocks that they are of */
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

/* A gmres_product; context is a channel_product. Packed states. */
bool channel_product_apply(void *context, double *y, const double *x);

/* x becomes M^-1 x. */
void channel_product_invert(channel_product *self, double *x);

#endif
