/* The result of a witness study as text for people and as JSON. */
#ifndef CLI_WITNESS_REPORT_H
#define CLI_WITNESS_REPORT_H

#include "base/text.h"
#include "entangine/entangine.h"

/* central: the solution at the central values, for its warnings. */
void witness_report_text(text_buffer *out, const ent_witness_problem *problem, const ent_witness_result *result,
                         const ent_solution *central);

void witness_report_json(text_buffer *out, const ent_witness_problem *problem, const ent_witness_result *result,
                         const ent_solution *central, uint64_t seed);

/* The observables that the quantiles are of. */
const char *witness_ratio_name(const ent_witness_result *result);
const char *witness_negativity_name(const ent_witness_result *result);

#endif
