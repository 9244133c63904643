#include "generator/local_lines.h"

#include <math.h>

/* Gaps of the sites of a common bath that differ by less than this share of them are one line. */
static const double SAME_GAP = 1e-12;

void local_lines_find(int *leader, const open_system *system, const system_bath *bath)
{
    for (int k = 0; k < bath->n_sites; ++k) {
        const double gap = system->sites[bath->sites[k]].energy;
        leader[k] = k;
        for (int i = 0; i < k && leader[k] == k; ++i) {
            const double other = system->sites[bath->sites[i]].energy;
            if (leader[i] == i && fabs(gap - other) <= SAME_GAP * fabs(other)) {
                leader[k] = i;
            }
        }
    }
}
