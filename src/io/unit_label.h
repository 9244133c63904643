/* Units in tables and files. */
#ifndef IO_UNIT_LABEL_H
#define IO_UNIT_LABEL_H

#include "base/text.h"
#include "entangine/model.h"

enum { UNIT_SIZE = 64 };

/* The unit of a parameter or observable of that name: "mK" in a model with units, else a power of the unit of energy
 * such as "ε_h^2"; "1" for numbers. Returns unit. */
const char *unit_of_name(char unit[UNIT_SIZE], const ent_model *model, const char *name);

/* The same for the time of an evolution. */
const char *unit_of_time(char unit[UNIT_SIZE], const ent_model *model);

/* The name as a heading: with its unit, as in "T_h [mK]", if the model has units and this is no pure number. */
void label_append(text_buffer *out, const ent_model *model, const char *name);

/* What follows a number of this name in a sentence: " mK", or nothing as for headings. Returns unit. */
const char *unit_after_number(char unit[UNIT_SIZE], const ent_model *model, const char *name);

#endif
