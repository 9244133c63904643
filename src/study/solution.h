/* What ent_solve found. */
#ifndef STUDY_SOLUTION_H
#define STUDY_SOLUTION_H

#include "entangine/solve.h"

struct ent_solution {
    const ent_model *model;
    double *parameters, *observables;
    int status;
    bool selected;
    double residual;
    ent_solver_report report;
    size_t n_warnings, n_limits;
    char **warnings;
};

/* Sets the warnings: limits of the model that are passed, rounding, observables without a value. Returns ENT_OK or
 * ENT_ERROR_NO_MEMORY. */
int solution_collect_warnings(ent_solution *self);

#endif
