#include "study/condition.h"

#include <string.h>

#include "base/error.h"
#include "model/names.h"

int condition_probe(probe *self, const ent_model *model, const double *parameters, const ent_condition *condition,
                    ent_route route, ent_error *error)
{
    static const ent_condition threshold = {NULL, 1.0};
    condition = condition ? condition : &threshold;
    const char *name = condition->observable ? condition->observable : "J_ratio";
    const int status = probe_create(self, model, error);
    if (status != ENT_OK) {
        return status;
    }
    if (ent_model_observable(model, name) == model->n_observables) {
        return unknown_observable(model, name, error);
    }
    probe_observe(self, name);
    self->level = condition->value;
    self->route = route;
    memcpy(self->parameters, parameters, model->n_parameters * sizeof *parameters);
    return ENT_OK;
}

int condition_interval(const ent_model *model, const ent_interval *interval, ent_error *error)
{
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_model_defaults(model, parameters);
    int status = ent_model_set(model, parameters, interval->parameter, interval->lower, error);
    if (status == ENT_OK) {
        status = ent_model_set(model, parameters, interval->parameter, interval->upper, error);
    }
    if (status == ENT_OK && !(interval->lower < interval->upper)) {
        status =
            error_set(error, ENT_ERROR_USAGE, "%s=%.15g:%.15g: the interval must rise from its lower to its upper end",
                      interval->parameter, interval->lower, interval->upper);
    }
    return status;
}
