/* A start for networks: every site in equilibrium with a bath. */
#ifndef MODEL_NETWORK_GIBBS_H
#define MODEL_NETWORK_GIBBS_H

#include "base/zdd.h"
#include "generator/open_system.h"

/* The product of the sites' states e^{-(H_i - mu n)/T}, tunnelling included, each of the coldest bath on the site; of a
 * site without one, the coldest of the baths on the nearest sites, counted in couplings. A site that no coupling links
 * with a bath is in its ground state. rho: row-major d x d. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int network_gibbs(zdd *rho, const open_system *system);

#endif
