/* Checks of parameters for many points at once. They only tell whether all is well: what is wrong with which point,
 * ent_model_check says. */
#ifndef MODEL_CHECK_LANES_H
#define MODEL_CHECK_LANES_H

#include "base/instruction_set.h"
#include "entangine/model.h"

/* Whether all n values are finite and admissible for the parameter. */
bool all_in_range(const ent_parameter *parameter, const double *values, size_t n, instruction_set set);

/* Whether a[i] + b[i] > 0 for all n. */
bool all_sums_positive(const double *a, const double *b, size_t n, instruction_set set);

#endif
