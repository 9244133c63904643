/* A comparison of master equations as text for people and as JSON. */
#ifndef CLI_COMPARE_REPORT_H
#define CLI_COMPARE_REPORT_H

#include "base/text.h"
#include "entangine/compare.h"

void compare_report_text(text_buffer *out, const ent_comparison *comparison, const ent_model *model,
                         const double *parameters);

/* {"model", "parameters", "equations": {"local": {"status", "message", "valid", "observables", "warnings"}, ...},
 * "differences"} */
void compare_report_json(text_buffer *out, const ent_comparison *comparison, const ent_model *model,
                         const double *parameters);

#endif
