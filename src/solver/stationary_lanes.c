#include "solver/stationary_lanes.h"

WIDE_VARIANTS(stationary_lanes_solve, (stationary_lanes * self, const stationary_pattern *pattern))
WIDE_VARIANTS(stationary_lanes_residual, (stationary_lanes * self, const stationary_pattern *pattern))

void stationary_lanes_solve(stationary_lanes *self, const stationary_pattern *pattern, instruction_set set)
{
    stationary_lanes_solve_variants[set](self, pattern);
}

void stationary_lanes_residual(stationary_lanes *self, const stationary_pattern *pattern, instruction_set set)
{
    stationary_lanes_residual_variants[set](self, pattern);
}
