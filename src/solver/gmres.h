/* Linear equations a x = b of any size, of which only the product a x is known.
 * Source: Saad, Schultz, SIAM J. Sci. Stat. Comput. 7, 856 (1986); orthogonalised twice (Giraud et al. 2005). */
#ifndef SOLVER_GMRES_H
#define SOLVER_GMRES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/team_split.h"

/* y = a x; false to give up, as without memory. */
typedef bool (*gmres_product)(void *context, double *y, const double *x);

/* Elements of a vector that are worked on in one go. Sums are made piece by piece, in order, so that they do not depend
 * on who makes them. */
enum { GMRES_PIECE = 4096 };

typedef struct gmres_options {
    int restart;              /* the most directions that are kept */
    int max_iterations;       /* over all restarts */
    double tolerance;         /* of |b - a x| / |b| */
    team *team;               /* that shares the work on long vectors, with the same digits; NULL: the caller alone */
    const team_split *pieces; /* of vectors among its members; NULL: whoever is free */
} gmres_options;

/* history[max_iterations + 1]: |b - a x| / |b| before, and after every iteration; may be NULL. */
typedef struct gmres_outcome {
    int iterations;
    double residual; /* relative */
    bool failed;     /* no memory, or the product gave up */
} gmres_outcome;

/* x = 0 on entry is assumed. Singular a is fine where b is in its range and a x = 0 has no solution in its range. Stops
 * early where a restart no longer halves the residual. */
gmres_outcome gmres_solve(size_t n, double *x, const double *b, gmres_product product, void *context,
                          const gmres_options *options, double *history);

/* Bytes that it allocates. */
double gmres_memory(size_t n, int restart);

#endif
