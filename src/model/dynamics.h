/* What time evolution needs of a model beside its tables: a master equation at one point, ready to move states. */
#ifndef MODEL_DYNAMICS_H
#define MODEL_DYNAMICS_H

#include "base/matrix_view.h"
#include "entangine/model.h"
#include "generator/linear_flow.h"

/* Which states the unknowns must be able to hold; each kind holds those before. */
typedef enum motion_span {
    MOTION_LEAST,  /* what a diagonal state becomes */
    MOTION_LINKED, /* all coherences that are linked with the populations */
    MOTION_WHOLE   /* every state */
} motion_span;

/* A state on its way. */
typedef struct moving_state {
    dd *x;           /* [flow.n] its unknowns */
    double accuracy; /* error to reckon with, beyond rounding */
} moving_state;

/* Density matrices below are hermitian d x d in the basis of the model. */
typedef struct motion {
    int d, n_sites;
    const int *levels; /* [n_sites] */
    linear_flow flow;
    bool costly;         /* a look at the entanglement takes long */
    const char *problem; /* after a failure, until closed; or NULL */
    void *context;
    /* The unknowns of a state, and whether they hold all of it. */
    int (*take)(const struct motion *self, dd *x, bool *held, const matrix_view *rho);
    /* The unknowns of the steady state; ENT_ERROR_NOT_UNIQUE. */
    int (*steady)(const struct motion *self, dd *x);
    /* Every site in the Gibbs state of its bath, or of its coldest neighbour bath if it has none; until closed. */
    int (*gibbs)(const struct motion *self, matrix_view *rho);
    /* The observables that are wanted, of a state that need not be steady. */
    int (*observe)(const struct motion *self, double *values, const bool *wanted, const moving_state *now);
    /* Largest n over the bipartitions watched: above 0 where the state is entangled. */
    int (*signed_negativity)(const struct motion *self, double *n, const moving_state *now);
    /* Sum of |eigenvalues| of the matrix with these unknowns. */
    int (*trace_norm)(const struct motion *self, double *norm, const dd *x);
    void (*close)(struct motion *self);
} motion;

struct ent_dynamics {
    /* Dimension of the states. */
    size_t (*dimension)(const ent_model *model);
    /* Sets up the master equation; matrix: with flow.matrix in any case. Closed by motion_close, also after a failure.
     * Returns ENT_OK or why there is none. */
    int (*open)(motion *self, const ent_model *model, const double *parameters, motion_span span, bool matrix);
};

static inline void motion_close(motion *self)
{
    if (self->close) {
        self->close(self);
    }
}

#endif
