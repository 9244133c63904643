/* Which parameter's uncertainty matters most. */
#ifndef STUDY_WITNESS_INFLUENCE_H
#define STUDY_WITNESS_INFLUENCE_H

#include "study/witness_names.h"

/* Fills the influences from exact derivatives at the central values; reach and needed are left. */
int witness_influences(ent_witness_result *result, const ent_witness_problem *problem,
                       const ent_witness_options *options, const witness_names *names, ent_error *error);

#endif
