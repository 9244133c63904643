/* A solution as text for people and as JSON. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "base/text.h"
#include "entangine/solve.h"
#include "io/json.h"

/* Top to bottom: which engine, entangled or not and how far from the threshold, currents, state, warnings. */
void report_text(text_buffer *out, const ent_solution *solution, bool colour);

/* For other reports: the lines of the parameters, and a sentence wrapped as a list item. */
void report_parameters(text_buffer *out, const ent_model *model, const double *values);
void report_wrapped(text_buffer *out, const char *sentence);

/* {"model", "parameters", "observables", "entangled", "warnings", "method", "residual"} */
void report_json(text_buffer *out, const ent_solution *solution);

/* The field "units" of all numbers, only if the model has units. */
void report_json_units(json_writer *json, const ent_model *model);

#endif
