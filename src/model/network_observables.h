/* The observables of a network: their table, and their values in a state. */
#ifndef MODEL_NETWORK_OBSERVABLES_H
#define MODEL_NETWORK_OBSERVABLES_H

#include "entangine/model.h"
#include "model/network.h"
#include "model/network_state.h"

/* What an observable is; a and b are a bath, a site, two sites, a bond or a basis state. */
typedef enum network_quantity {
    NETWORK_HEAT,            /* bath a */
    NETWORK_HEAT_BARE,       /* bath a */
    NETWORK_PARTICLES,       /* bath a */
    NETWORK_BOND_CURRENT,    /* bond a */
    NETWORK_BOND_CRITICAL,   /* bond a */
    NETWORK_BOND_RATIO,      /* bond a */
    NETWORK_SITE_NEGATIVITY, /* site a against the rest */
    NETWORK_SITE_SIGNED,
    NETWORK_PAIR_NEGATIVITY, /* reduced state of sites a, b */
    NETWORK_PAIR_SIGNED,
    NETWORK_PAIR_CONCURRENCE,
    NETWORK_PAIR_BELL,        /* fidelity with the nearest Bell state */
    NETWORK_PART_NEGATIVITY,  /* set a of sites against the rest */
    NETWORK_LEAST_NEGATIVITY, /* smallest over all bipartitions */
    NETWORK_GHZ,
    NETWORK_W,
    NETWORK_GME_X,
    NETWORK_GME_W,
    NETWORK_EXCITATION,          /* site a */
    NETWORK_TEMPERATURE,         /* site a */
    NETWORK_POPULATION,          /* basis state a */
    NETWORK_TOP_POPULATION,      /* site a */
    NETWORK_SMALLEST_EIGENVALUE, /* of the state */
    NETWORK_PURITY,
    NETWORK_ENTROPY_PRODUCTION,
    NETWORK_NOISE,      /* particles of bath a; from here to the end: network_fluctuations.h */
    NETWORK_THIRD,      /* bath a */
    NETWORK_FOURTH,     /* bath a */
    NETWORK_FANO,       /* bath a */
    NETWORK_TUR,        /* bath a */
    NETWORK_KUR,        /* bath a */
    NETWORK_HEAT_NOISE, /* bath a */
    NETWORK_HEAT_FANO,  /* bath a */
    NETWORK_COVARIANCE, /* baths a, b */
    NETWORK_HEAT_COVARIANCE,
    NETWORK_ACTIVITY
} network_quantity;

typedef struct network_entry {
    network_quantity quantity;
    int a, b;
} network_entry;

typedef struct network_table {
    size_t n, capacity;
    ent_observable *observables; /* [n] their texts belong to the table */
    network_entry *entries;      /* [n] */
    bool failed;
} network_table;

/* Larger networks have too many bipartitions to name them all. */
enum { NETWORK_MAX_SITES_OF_PARTS = 6 };

/* Whether a set of sites is the one that stands for its bipartition: smaller than its complement, or with site 0. */
bool network_names_part(int n_sites, unsigned part);

/* The table of a network whose parts are known. Free with network_table_free, also where failed is set. */
network_table network_table_create(const ent_network *network, const open_system *system);
void network_table_free(network_table *self);

/* Sets values[k] of every observable k that is wanted (wanted NULL: all); NaN where undefined. Returns ENT_OK,
 * ENT_ERROR_NO_MEMORY, ENT_ERROR_NOT_CONVERGED. */
int network_observe(double *values, const bool *wanted, const network_table *table, const ent_network *network,
                    const network_state *state);

/* The same of the observables listed[n]. */
int network_observe_listed(double *values, const size_t *listed, size_t n, const network_table *table,
                           const ent_network *network, const network_state *state);

/* Why an observable may be undefined: a constant string. */
const char *network_why_undefined(const network_entry *entry);

#endif
