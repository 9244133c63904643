#include "solver/steady_lanes.h"

WIDE_VARIANTS(steady_lanes_solve, (steady_lanes * self, const steady_pattern *pattern))

void steady_lanes_solve(steady_lanes *self, const steady_pattern *pattern, instruction_set set)
{
    steady_lanes_solve_variants[set](self, pattern);
}
