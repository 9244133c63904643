#include "study/witness_influence.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

/* Fills the derivatives of one observable; false if one of them, or the observable, does not exist. */
static bool differentiate(const ent_witness_problem *problem, ent_witness_result *result, const double *gradients,
                          size_t row)
{
    const ent_model *model = problem->model;
    double sum = 0.0;
    if (row == model->n_observables) {
        return false;
    }
    for (size_t k = 0; k < result->n_influences; ++k) {
        ent_influence *influence = &result->influences[k];
        influence->derivative =
            gradients[row * model->n_parameters + ent_model_parameter(model, problem->uncertain[k].parameter)];
        influence->shift = influence->derivative * influence->sigma;
        sum += influence->shift * influence->shift;
        if (k == 0 || fabs(influence->shift) > fabs(result->influences[result->dominant].shift)) {
            result->dominant = k;
        }
    }
    for (size_t k = 0; k < result->n_influences; ++k) {
        result->influences[k].share = result->influences[k].shift * result->influences[k].shift / sum;
    }
    result->sensitivity_of = isnan(sum) || sum == 0.0 ? NULL : model->observables[row].name;
    return result->sensitivity_of != NULL;
}

static double central_value(const ent_witness_problem *problem, ent_route route, const char *name)
{
    const ent_model *model = problem->model;
    const double *parameters[ENT_MODEL_MAX_PARAMETERS];
    double **observables = calloc(model->n_observables, sizeof *observables);
    double value = NAN;
    int status;
    if (!observables) {
        return NAN;
    }
    for (size_t k = 0; k < model->n_parameters; ++k) {
        parameters[k] = &problem->parameters[k];
    }
    observables[ent_model_observable(model, name)] = &value;
    const ent_points point = {1, parameters, observables, &status, NULL, route, NULL};
    ent_model_evaluate(model, &point);
    free(observables);
    return value;
}

int witness_influences(ent_witness_result *result, const ent_witness_problem *problem,
                       const ent_witness_options *options, const witness_names *names, ent_error *error)
{
    const ent_model *model = problem->model;
    double *gradients = calloc(model->n_observables * model->n_parameters, sizeof *gradients);
    if (!gradients) {
        return error_no_memory(error);
    }
    result->n_influences = result->dominant = problem->n_uncertain;
    for (size_t k = 0; k < problem->n_uncertain; ++k) {
        result->influences[k] = (ent_influence){
            .parameter = model->parameters[ent_model_parameter(model, problem->uncertain[k].parameter)].name,
            .sigma = problem->uncertain[k].sigma,
            .needed = {NAN, NAN}};
    }
    const bool exists = ent_model_gradient(model, problem->parameters, options->route, gradients, NULL) == ENT_OK;
    const bool found = exists && (differentiate(problem, result, gradients, names->ratio) ||
                                  differentiate(problem, result, gradients, names->negativity_signed));
    const double centre = found ? central_value(problem, options->route, result->sensitivity_of) : NAN;
    for (size_t k = 0; k < problem->n_uncertain; ++k) {
        ent_influence *influence = &result->influences[k];
        if (!found) {
            influence->derivative = influence->shift = influence->share = NAN;
            result->dominant = problem->n_uncertain;
        }
        influence->elasticity = influence->derivative *
                                problem->parameters[ent_model_parameter(model, problem->uncertain[k].parameter)] /
                                centre;
    }
    free(gradients);
    return ENT_OK;
}
