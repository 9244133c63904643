/* Which observables of a model a witness study is about. */
#ifndef STUDY_WITNESS_NAMES_H
#define STUDY_WITNESS_NAMES_H

#include "entangine/witness.h"

/* Indices of observables; n_observables where the model has none. */
typedef struct witness_names {
    size_t ratio, negativity, negativity_signed;
    size_t current, critical;
    double factor; /* entangled if |current| > factor * critical */
} witness_names;

/* Two-qubit models: J_ratio, negativity, and J_ss, Q_h or I. Networks: I_ratio of the bond measured, else of the first
 * bond; the first negativity; I_<a>_<b> of a bond against I_c_<a>_<b>, or a heat current, which has no critical value.
 * measured may be NULL. Returns ENT_OK, ENT_ERROR_UNKNOWN_NAME, ENT_ERROR_USAGE. */
int witness_names_find(witness_names *self, const ent_model *model, const char *measured, ent_error *error);

#endif
