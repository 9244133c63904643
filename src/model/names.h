/* Messages for names that a model does not have. */
#ifndef MODEL_NAMES_H
#define MODEL_NAMES_H

#include "entangine/model.h"

/* Both say which name of the model is nearest, and return ENT_ERROR_UNKNOWN_NAME. */
int unknown_parameter(const ent_model *model, const char *name, ent_error *error);
int unknown_observable(const ent_model *model, const char *name, ent_error *error);

#endif
