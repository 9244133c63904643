/* How much better a parameter would have to be known. */
#ifndef STUDY_WITNESS_NEEDED_H
#define STUDY_WITNESS_NEEDED_H

#include "study/witness_sample.h"

/* Fills reach and needed of every influence for the result's verdict. */
int witness_needed(ent_witness_result *result, const ent_witness_problem *problem, const ent_witness_options *options,
                   ent_error *error);

#endif
