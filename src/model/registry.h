/* The built-in models, one table each. */
#ifndef MODEL_REGISTRY_H
#define MODEL_REGISTRY_H

#include "entangine/model.h"

extern const ent_model model_local;
extern const ent_model model_global;
extern const ent_model model_thermal;

#endif
