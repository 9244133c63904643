/* Random two-qubit states in double-double. */
#ifndef TESTS_RANDOM_STATE_H
#define TESTS_RANDOM_STATE_H

#include "generator/lindblad.h"
#include "support.h"

/* G G^dag / Tr with a random G, columns of which may be small, so that eigenvalues lie decades apart. */
static inline void random_state(random_source *source, zdd *rho, double decades)
{
    enum { D = 4, N = D * D };
    zdd g[N];
    dd trace = dd_from(0.0);
    for (int j = 0; j < D; ++j) {
        const double size = random_decades(source, -decades, 0.0);
        for (int i = 0; i < D; ++i) {
            g[i * D + j] = zdd_from(size * random_between(source, -1.0, 1.0), size * random_between(source, -1.0, 1.0));
        }
    }
    for (int k = 0; k < N; ++k) {
        rho[k] = zdd_from(0.0, 0.0);
        for (int j = 0; j < D; ++j) {
            rho[k] = zdd_add(rho[k], zdd_multiply(g[k / D * D + j], zdd_conjugate(g[k % D * D + j])));
        }
        trace = k % (D + 1) == 0 ? dd_add(trace, rho[k].re) : trace;
    }
    for (int k = 0; k < N; ++k) {
        rho[k] = zdd_times(rho[k], dd_divide(dd_from(1.0), trace));
    }
}

enum { STATE_LANES = 8 };

/* A state becomes one lane of several side by side, as the kernels of src/observable take them. */
static inline void state_put(double hi[16][STATE_LANES], double lo[16][STATE_LANES], int lane, const zdd *rho)
{
    dd x[16];
    lindblad_unknowns(4, x, rho);
    for (int k = 0; k < 16; ++k) {
        hi[k][lane] = x[k].hi;
        lo[k][lane] = x[k].lo;
    }
}

#endif
