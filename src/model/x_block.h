/* Blocks of points of a model with X states: many at once where numbers are ordinary, the rest one by one. */
#ifndef MODEL_X_BLOCK_H
#define MODEL_X_BLOCK_H

#include "model/block.h"
#include "observable/x_states.h"

/* Who computes points that lanes do not: the plain route, or the model by other means afterwards. */
#define X_BLOCK_PLAIN 1.0
#define X_BLOCK_OTHER 2.0

/* The closed form of a model for many points, and the parameters that observables need. */
typedef struct x_lanes {
    /* Sets n <= LANES states from parameters[n_parameters][n]; odd[i] is 0 where state i can be trusted; elsewhere it
     * says who computes the point, and the state may be anything. currents: whether the coherence, the currents and
     * what belongs to them are wanted too. */
    void (*states)(const double *const *parameters, size_t n, bool currents, x_states *states, double *odd,
                   instruction_set set);
    size_t g, t_h, t_c;
} x_lanes;

/* Evaluates the points whose status is ENT_OK: with lanes, and with compute those that are not ordinary. Both give the
 * same numbers to a few ulp; those of lanes do not depend on the instruction set, on n, or on a point's neighbours.
 * Returns whether points are left to the model. */
bool x_block_evaluate(const ent_model *self, const ent_points *points, const x_lanes *lanes, block_point compute,
                      instruction_set set);

#endif
