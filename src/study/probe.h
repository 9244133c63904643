/* One observable of a model as a function of some of its parameters: what root finding and optimisation work on. */
#ifndef STUDY_PROBE_H
#define STUDY_PROBE_H

#include "entangine/model.h"

/* The most parameters that one probe varies. */
enum { PROBE_MAX_VARIABLES = 8 };

typedef struct probe {
    const ent_model *model;
    double *parameters; /* [n_parameters]; those that are not varied keep what stands here */
    ent_route route;
    double level; /* probe_along and probe_above give the observable minus this */
    int status;   /* of the last evaluation */
    size_t n_variables, variables[PROBE_MAX_VARIABLES], observable;
    double value;
    const double **parameter_columns;
    double **observable_columns;
} probe;

/* A probe of the model at its defaults; free with probe_free, also after ENT_ERROR_NO_MEMORY. */
int probe_create(probe *self, const ent_model *model, ent_error *error);

void probe_free(probe *self);

/* The observable to evaluate. Names here and below are names of the model. */
void probe_observe(probe *self, const char *observable);

/* Sets one parameter. */
void probe_set(probe *self, const char *parameter, double value);

/* Adds a parameter to those that x stands for; probe_fix lets go of all of them. */
void probe_vary(probe *self, const char *parameter);
void probe_fix(probe *self);

/* The observable at the parameters as they stand; NaN where it has no value, and status says why. */
double probe_value(probe *self);

/* A root_function: x is the first varied parameter; keeps it. */
double probe_along(void *self, double x);

/* The observable minus level with the varied parameters at x[n_variables]; keeps them. */
double probe_above(probe *self, const double *x);

/* A maximise_function: x[n_variables] are the varied parameters; keeps them. */
double probe_at(void *self, const double *x);

#endif
