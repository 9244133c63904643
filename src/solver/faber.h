/* Time evolution of a large generator that is known by its product with a state: exp(L t) x in Faber polynomials.
 *
 * The eigenvalues of L lie near an ellipse, of half axes a along the decays and b along the frequencies. On it exp(z t)
 * is a series of its Faber polynomials, which are those of Chebyshev but for scale: three terms make the next, and
 * hardly more products are needed than the t b + t a of the phases to be followed. Nothing is stored but four states.
 * Source: Huisinga, Pesce, Kosloff, Saalfrank, J. Chem. Phys. 110, 5538 (1999). */
#ifndef SOLVER_FABER_H
#define SOLVER_FABER_H

#include "base/dd.h"
#include "entangine/status.h"
#include "generator/linear_flow.h"

typedef struct faber faber;

/* flow, which has a product, must outlive it. Returns ENT_OK or ENT_ERROR_NO_MEMORY; free with faber_free, NULL is
 * fine. */
int faber_create(faber **self, const linear_flow *flow);
void faber_free(faber *self);

/* Bytes that it takes for n unknowns. */
double faber_memory(size_t n);

/* Asked after every product: anything but 0 stops the evolution. */
typedef struct faber_pause {
    int (*ask)(void *context);
    void *context;
} faber_pause;

/* x becomes exp(L t) x, of the same trace where the flow knows it, and *error grows by the error to reckon with, of the
 * size of x. pause->ask may be NULL. Returns ENT_OK, ENT_INTERRUPTED, or ENT_ERROR_NOT_CONVERGED. */
int faber_advance(faber *self, dd *x, double *error, double t, const faber_pause *pause);

/* How many products there have been. */
size_t faber_products(const faber *self);

#endif
