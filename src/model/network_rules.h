/* What the limits of the master equation of a network compare. */
#ifndef MODEL_NETWORK_RULES_H
#define MODEL_NETWORK_RULES_H

#include "entangine/model.h"

typedef enum network_rule {
    RULE_STRENGTH_RATE, /* of a bond, with the rates of the baths next to it */
    RULE_STRENGTH_GAP,  /* of a bond, with the gaps of its sites */
    RULE_DETUNING,      /* of the sites of a bond, with their gaps */
    RULE_PRODUCT,       /* strength of a product, with the gaps of its sites */
    RULE_TUNNELLING,    /* of a site, with its gap */
    RULE_RATE_GAP,      /* of a bath, with the gaps of its sites */
    RULE_ENTROPY,       /* minus the entropy production, with the sum of |Q - mu I|/T */
    RULE_TRUNCATION,    /* population of the top level of a site */
    RULE_POSITIVITY,    /* minus the smallest eigenvalue of the state */
    RULE_SPACING,       /* relaxation rate of a bath, with the spacing of its lines */
    RULE_LINE,          /* rate of a bath, with its lowest line */
    RULE_NEGATIVE_LINE  /* size of the most negative line of a bath */
} network_rule;

/* The function compare of every rule of a network. */
void network_rule_compare(const ent_model *self, const ent_validity *rule, const double *parameters,
                          const double *observables, double *left, double *right);

#endif
