/* States of several sites: reductions and partial transposes. */
#ifndef OBSERVABLE_REGISTER_H
#define OBSERVABLE_REGISTER_H

#include <stddef.h>

#include "base/matrix_view.h"

/* The sites of a state, first one slowest, highest level first. */
typedef struct site_register {
    int n_sites, d;
    const int *levels;
} site_register;

/* Excitation number of one site in a basis state. */
int register_excitation(const site_register *self, int site, int state);

/* The state of some sites, in the order given: row-major. */
void register_reduce(zdd *out, const site_register *self, const zdd *rho, int n_kept, const int *kept);
void register_reduce_view(zdd *out, const site_register *self, const matrix_view *rho, int n_kept, const int *kept);

/* The partial transpose over the sites in a set (bit i: site i). */
void register_transpose(zdd *out, const site_register *self, const zdd *rho, unsigned part);

/* The same as a view, given register_parts. */
typedef struct partial_transpose {
    const matrix_view *rho;
    const int *parts; /* [d] */
} partial_transpose;
zdd partial_transpose_at(const void *data, int i, int j);

/* parts[i]: what the sites in a set contribute to the number of basis state i. */
void register_parts(int *parts, const site_register *self, unsigned part);

/* Entanglement of the sites in a set (bit i: site i) with all others. */
typedef struct bipartite {
    double negativity; /* sum of |negative eigenvalues| of the partial transpose */
    double smallest;   /* its smallest eigenvalue; 0 where that is lost in rounding */
} bipartite;

/* Returns ENT_OK, ENT_ERROR_NO_MEMORY, ENT_ERROR_NOT_CONVERGED. */
int register_bipartite(bipartite *result, const site_register *self, const zdd *rho, unsigned part);
int register_bipartite_view(bipartite *result, const site_register *self, const matrix_view *rho, unsigned part);

/* The derivative of register_bipartite along a change of rho; NaN where there is none: a partial transpose whose
 * eigenvalue 0 moves, or smallest eigenvalues that are equal and part. Returns as register_bipartite. */
int register_bipartite_slope(bipartite *slope, const site_register *self, const zdd *rho, const zdd *change,
                             unsigned part);
int register_bipartite_slope_view(bipartite *slope, const site_register *self, const matrix_view *rho,
                                  const matrix_view *change, unsigned part);

#endif
