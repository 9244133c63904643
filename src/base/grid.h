/* Points of a grid of ranges, the last range fastest. */
#ifndef BASE_GRID_H
#define BASE_GRID_H

#include "entangine/range.h"

/* The values of one range at points first .. first + n - 1; stride is the number of points that share one value before
 * the next begins. Costs n stores, and one value of the range where a new one is reached. */
void grid_column(double *column, const ent_range *range, size_t stride, size_t first, size_t n);

#endif
