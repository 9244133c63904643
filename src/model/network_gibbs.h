/* A start for networks: every site in equilibrium with a bath. */
#ifndef MODEL_NETWORK_GIBBS_H
#define MODEL_NETWORK_GIBBS_H

#include "base/matrix_view.h"
#include "generator/open_system.h"

/* The product of the sites' states e^{-(H_i - mu n)/T}, tunnelling included, each of the coldest bath on the site; of a
 * site without one, the coldest of the baths on the nearest sites, counted in couplings. A site that no coupling links
 * with a bath is in its ground state. It is kept as its factors. */
typedef struct network_gibbs {
    const open_system *system;
    int d;
    zdd **sites; /* [n_sites] row-major, highest level first */
} network_gibbs;

/* system must outlive it. Returns ENT_OK or ENT_ERROR_NO_MEMORY; free with network_gibbs_free, also after a failure. */
int network_gibbs_create(network_gibbs *self, const open_system *system);
void network_gibbs_free(network_gibbs *self);

/* The state, in the basis of the sites. */
matrix_view network_gibbs_view(const network_gibbs *self);

#endif
