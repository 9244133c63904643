/* The numbers of a figure. */
#ifndef FIGURE_DATA_H
#define FIGURE_DATA_H

#include "entangine/progress.h"
#include "figure/figure_plan.h"
#include "io/table.h"

typedef struct figure_data {
    table numbers;       /* outer parameter if any, axis, then for each curve what it optimises and its observable */
    ent_range crossings; /* along the axis, where the panel marks them */
} figure_data;

/* Computes all points, in rows with the axis fastest. Free with figure_data_free, also after a failure.
 * A row has the first status other than ENT_OK that any of its curves gives.
 * Returns ENT_OK, ENT_INTERRUPTED or ENT_ERROR_NO_MEMORY. */
int figure_data_compute(figure_data *self, const figure_plan *plan, const ent_progress *progress, ent_error *error);

void figure_data_free(figure_data *self);

#endif
