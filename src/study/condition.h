/* Conditions and intervals of a model, checked, as probes. */
#ifndef STUDY_CONDITION_H
#define STUDY_CONDITION_H

#include "entangine/boundary.h"
#include "study/probe.h"

/* A probe of the condition's observable above its value, at these parameters; NULL is J_ratio = 1. Free with
 * probe_free, also after a failure. Returns ENT_OK, ENT_ERROR_UNKNOWN_NAME or ENT_ERROR_NO_MEMORY. */
int condition_probe(probe *self, const ent_model *model, const double *parameters, const ent_condition *condition,
                    ent_route route, ent_error *error);

/* Checks an interval: its name, its order, both ends admissible. */
int condition_interval(const ent_model *model, const ent_interval *interval, ent_error *error);

#endif
