/* What time evolution needs of a model beside its tables: a master equation at one point, ready to move states. */
#ifndef MODEL_DYNAMICS_H
#define MODEL_DYNAMICS_H

#include "entangine/model.h"
#include "generator/superoperator.h"

/* Density matrices below are row-major d x d in the basis of the model; x[n] are the real unknowns of one. */
typedef struct motion {
    int d, n, n_sites;
    const int *levels;      /* [n_sites] */
    const superoperator *l; /* x' = L x */
    const char *problem;    /* after a failure: a constant string, or NULL */
    void *context;
    /* Whether the unknowns can hold a state: one that starts with other coherences needs all of them. */
    bool (*holds)(const struct motion *self, const zdd *rho);
    int (*unknowns)(const struct motion *self, dd *x, const zdd *rho);
    int (*state)(const struct motion *self, zdd *rho, const dd *x);
    /* The steady state; ENT_ERROR_NOT_UNIQUE. */
    int (*steady)(const struct motion *self, zdd *rho);
    /* Every site in the Gibbs state of its bath, or of its coldest neighbour bath if it has none. */
    int (*gibbs)(const struct motion *self, zdd *rho);
    /* All observables of a state that need not be steady. */
    int (*observe)(const struct motion *self, double *values, const dd *x);
    /* Largest n over the bipartitions watched: above 0 where the state is entangled. */
    int (*signed_negativity)(const struct motion *self, double *n, const dd *x);
    void (*close)(struct motion *self);
} motion;

struct ent_dynamics {
    /* Dimension of the states. */
    size_t (*dimension)(const ent_model *model);
    /* Sets up the master equation; whole: with unknowns for every state. Closed by motion_close, also after a failure.
     * Returns ENT_OK or why there is none. */
    int (*open)(motion *self, const ent_model *model, const double *parameters, bool whole);
};

static inline void motion_close(motion *self)
{
    if (self->close) {
        self->close(self);
    }
}

#endif
