/* What moves a state, x' = L x with real unknowns: a matrix, or a product where none is ever built. */
#ifndef GENERATOR_LINEAR_FLOW_H
#define GENERATOR_LINEAR_FLOW_H

#include "generator/superoperator.h"

typedef struct linear_flow {
    size_t n;
    const superoperator *matrix;                                /* NULL: known by its product alone, as follows */
    void (*product)(void *context, double *y, const double *x); /* y = L x */
    double (*trace)(const void *context, const double *x);      /* stays as it is; NULL: nothing known to */
    void *context;
    double decay, rotation; /* about where its eigenvalues lie: real parts -decay to 0, imaginary ones +-rotation */
} linear_flow;

static inline linear_flow linear_flow_of(const superoperator *matrix)
{
    return (linear_flow){.n = (size_t)matrix->n, .matrix = matrix};
}

#endif
