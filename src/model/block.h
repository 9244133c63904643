/* A model that computes one point at a time, applied to a block of points. */
#ifndef MODEL_BLOCK_H
#define MODEL_BLOCK_H

#include "entangine/model.h"

/* Computes all observables of one point; returns its status. *residual is NaN on entry, and
 * stays so for closed forms. */
typedef int (*block_point)(const double *parameters, ent_route route, double *observables, double *residual);

/* Puts the wanted observables of point i, if its status is ENT_OK, and its residual, to their places. */
void block_scatter(const ent_points *points, size_t i, const double *observables, size_t n_observables,
                   double residual);

/* Calls compute for point i and scatters what it gives. */
void block_evaluate_one(const ent_model *self, const ent_points *points, size_t i, block_point compute);

/* Calls compute for every point whose status is ENT_OK and scatters what it gives. */
void block_evaluate(const ent_model *self, const ent_points *points, block_point compute);

#endif
