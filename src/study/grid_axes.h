/* The axes of a sweep, ready for blocks of points. */
#ifndef STUDY_GRID_AXES_H
#define STUDY_GRID_AXES_H

#include "entangine/sweep.h"

/* Short ranges that will be passed often become lists, so that no value is computed twice. */
typedef struct grid_axes {
    size_t n;
    size_t parameters[ENT_MODEL_MAX_PARAMETERS]; /* which parameter of the model */
    size_t strides[ENT_MODEL_MAX_PARAMETERS];    /* points that share one value before the next begins */
    ent_range ranges[ENT_MODEL_MAX_PARAMETERS];
} grid_axes;

/* For n_points points of a sweep that was checked; free with grid_axes_free, also after ENT_ERROR_NO_MEMORY. */
int grid_axes_create(grid_axes *self, const ent_sweep *sweep, size_t n_points, ent_error *error);

void grid_axes_free(grid_axes *self, const ent_sweep *sweep);

#endif
