/* A finished network as numbers: an open system at one point of its parameters, and its derivatives. */
#ifndef MODEL_NETWORK_H
#define MODEL_NETWORK_H

#include "entangine/network.h"
#include "generator/open_system.h"

/* Room for an open system; one for every thread. The lists of sites of its terms and baths belong to the network. */
typedef struct network_values {
    open_system system; /* views of the arrays below */
    system_site *sites;
    system_term *terms;
    system_bath *baths;
    double *variables, *tangents; /* of all parameters, derived ones too */
    size_t undefined;             /* after ENT_ERROR_OUT_OF_RANGE: which number of the network is not finite */
} network_values;

/* A coupling of two sites: which, and the term of the open system that it became. */
typedef struct network_bond {
    ent_coupling_kind kind;
    int sites[2];
    int term; /* system.terms[term].strength is its strength */
} network_bond;

/* Room for a network; a network that has no memory for it returns ENT_ERROR_NO_MEMORY. Free with network_values_free,
 * also after a failure. */
int network_values_create(network_values *self, const ent_network *network);
void network_values_free(network_values *self);

/* Fills values at one point, [n_parameters] of the model. Returns ENT_OK, or ENT_ERROR_OUT_OF_RANGE if an expression is
 * not finite there. Allocates nothing. */
int network_evaluate(const ent_network *self, const double *parameters, network_values *values);

/* Fills values without parameters: numbers that depend on these become generic(k), all others what they are. Sets
 * varies[site] where the energy of a site depends on parameters. */
void network_set_generic(const ent_network *self, network_values *values, bool *varies, double (*generic)(size_t k));

/* The same struct with the derivatives of all numbers with respect to one parameter of the model in their place; what
 * is no number (sites, kinds, levels) is as in network_evaluate, and a bath without cutoff has 0 there. Returns ENT_OK,
 * or ENT_ERROR_UNDEFINED if one has no derivative there. */
int network_tangent(const ent_network *self, const double *parameters, size_t parameter, network_values *tangent);

/* What number `index` (values->undefined) is, such as "site 'q1', energy '1/delta'", for messages. Never NULL. */
const char *network_number_text(const ent_network *self, size_t index);

const char *network_title(const ent_network *self); /* NULL if it has none */
size_t network_site_count(const ent_network *self);
const char *network_site_name(const ent_network *self, size_t index);

/* Baths, then dephasings, in the order of system.baths. */
size_t network_bath_count(const ent_network *self);
const char *network_bath_name(const ent_network *self, size_t index);

/* The couplings of two sites, in the order added; not the products. */
size_t network_bond_count(const ent_network *self);
const network_bond *network_bond_at(const ent_network *self, size_t index);

/* Makes the model of a network that has passed all checks (network_model.c); called once, by ent_network_finish. */
int network_make_model(ent_network *self, ent_error *error);

/* The same network with another master equation: a view, which the network must outlive. Free with
 * network_variant_free. */
int network_variant_create(ent_network **variant, const ent_network *self, ent_master_equation equation,
                           ent_error *error);
void network_variant_free(ent_network *variant);

#endif
