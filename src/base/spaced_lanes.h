/* Values of a linear range, rounded to 15 digits, for many indices side by side. */
#ifndef BASE_SPACED_LANES_H
#define BASE_SPACED_LANES_H

#include <stddef.h>

#include "base/instruction_set.h"

typedef struct spaced_lanes {
    double start, stop, intervals; /* value i: (1 - i/intervals) start + i/intervals stop */
    double power;                  /* of ten, that shifts the 15 digits of all values before the point */
} spaced_lanes;

/* Sets values[k] for the indices first + k. unsure[k] says where rounding cannot be told this way, as number_round_15
 * can; then the value is any. */
void spaced_lanes_fill(const spaced_lanes *self, double *values, unsigned char *unsure, double first, size_t n,
                       instruction_set set);

#endif
